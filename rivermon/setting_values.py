"""What each setting may be: reads a value as it was typed, written or put in a variable.

Does not know where a value stands, nor what a setting is for.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from rivermon.core.approval import Undecided
from rivermon.core.callback_gate import is_loopback, target_of
from rivermon.core.notice import NoticeKind
from rivermon.core.ports import RivermonError
from rivermon.core.tunnel import TunnelKind

SMALLEST_TEXT = 80
LARGEST_TEXT = 200
MOST_DAYS = 36_500
MOST_MB = 1_000_000_000


class BadSetting(RivermonError):
    """A setting has a value that it cannot have, or could not be kept.

    `expected` says what it must be, for who stands before its field; empty when that is not it.
    """

    def __init__(self, words: str, expected: str = "") -> None:
        super().__init__(words)
        self.expected = expected


def checked(name: str, value: Any, where: str) -> Any:
    """The value of a setting, read from what was typed or written.

    Args:
        name: which setting.
        value: text, or what TOML made of it.
        where: where it stands, for the complaint.

    Raises:
        BadSetting: it cannot be read.
    """
    try:
        return _READERS[name](value)
    except (TypeError, ValueError) as expected:
        words = f"{where} is {value!r}; it must be {expected}."
        raise BadSetting(words, str(expected)) from expected


def _port(value: Any) -> int:
    return _whole(value, 65_535)


def _one_of(*known: str) -> Callable[[Any], str]:
    def read(value: Any) -> str:
        if value not in known:
            raise ValueError(f"one of {', '.join(known)}")
        return str(value)

    return read


def _undecided(value: Any) -> Undecided:
    return Undecided(_one_of(*Undecided)(value))


def _parts(value: Any) -> tuple[str, ...]:
    parts = value.split(",") if isinstance(value, str) else value
    if not isinstance(parts, list | tuple) or not all(isinstance(part, str) for part in parts):
        raise TypeError("names with commas between them")
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


def _kinds(value: Any) -> tuple[str, ...]:
    kinds = tuple(kind for kind in _parts(value) if kind != "none")
    if not set(kinds) <= set(NoticeKind):
        raise ValueError(f"none, or some of {', '.join(NoticeKind)}, with commas between them")
    return kinds


def _percent(value: Any) -> int:
    number = _whole(value) if str(value).isdecimal() else 0
    if not SMALLEST_TEXT <= number <= LARGEST_TEXT:
        raise ValueError(f"a whole number of percent from {SMALLEST_TEXT} to {LARGEST_TEXT}")
    return number


def _days(value: Any) -> float:
    expected = f"a number of days to {MOST_DAYS}, 0 to keep everything"
    try:
        days = _age(value)
    except ValueError as bad:
        raise ValueError(expected) from bad
    if days > MOST_DAYS:
        raise ValueError(expected)
    return days


def _megabytes(value: Any) -> int:
    return _whole(value, MOST_MB)


def _yes_or_no(value: Any) -> bool:
    known = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
    if (word := str(value).strip().lower()) not in known:
        raise ValueError("true or false")
    return known[word]


def _tunnel(value: Any) -> TunnelKind:
    return TunnelKind(_one_of(*TunnelKind)(value))


def _maybe_text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("a text")
    return value.strip()


def _expression(value: Any) -> str:
    text = _maybe_text(value)
    try:
        re.compile(text)
    except re.error as bad:
        raise ValueError(f"a regular expression ({bad})") from bad
    return text


def _public_url(value: Any) -> str:
    text = _maybe_text(value).rstrip("/")
    target = target_of(text)
    secure = target is not None and (target.scheme == "https" or is_loopback(target.host))
    if text and not secure:
        raise ValueError("an address that begins with https://, or empty")
    return text


def _path(value: Any) -> str | None:
    if value in {None, ""}:
        return None
    if not isinstance(value, str) or not value.startswith("/"):
        raise ValueError("a path that begins with /, or empty for none")
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError("a text that is not empty")
    return value


def _whole(value: Any, most: int | None = None) -> int:
    limit = f" to {most}" if most is not None else " or more"
    if isinstance(value, bool) or not str(value).isdecimal():
        raise ValueError(f"a whole number from 0{limit}")
    number = int(str(value))
    if most is not None and number > most:
        raise ValueError(f"a whole number from 0{limit}")
    return number


def _age(value: Any) -> float:
    try:
        age = float(value)
    except (TypeError, ValueError):
        age = -1.0
    if not 0.0 <= age < float("inf"):
        raise ValueError("a number of seconds, 0 for any age")
    return age


def _hosts(value: Any) -> tuple[str, ...]:
    parts = value.split(",") if isinstance(value, str) else value
    if not isinstance(parts, list | tuple) or not all(isinstance(part, str) for part in parts):
        raise TypeError("hosts, each host or host:port, with commas between them")
    hosts = tuple(part.strip().lower() for part in parts if part.strip())
    for host in hosts:
        if not _is_host(host):
            raise ValueError("hosts, each host or host:port, without https:// or paths")
    return hosts


def _is_host(text: str) -> bool:
    """True for host, host:port, [IPv6], [IPv6]:port and a bare IPv6 address."""
    more_than_a_host = set(text) & set("/?#@") or text.endswith(":")
    candidates = (f"https://{text}", f"https://[{text}]")
    return not more_than_a_host and any(target_of(candidate) for candidate in candidates)


_READERS: Mapping[str, Callable[[Any], Any]] = {
    "db": _maybe_text,
    "host": _text,
    "port": _port,
    "callback_hosts": _hosts,
    "path": _path,
    "max_body": _whole,
    "max_age_s": _age,
    "theme": _one_of("system", "light", "dark"),
    "language": _one_of("system", "en", "zh_CN"),
    "text_size": _percent,
    "hold_events": _parts,
    "undecided": _undecided,
    "keep_days": _days,
    "keep_mb": _megabytes,
    "notify": _kinds,
    "close_to_tray": _yes_or_no,
    "start_at_login": _yes_or_no,
    "tunnel": _tunnel,
    "tunnel_command": _maybe_text,
    "tunnel_pattern": _expression,
    "public_url": _public_url,
    "guided": _yes_or_no,
}
