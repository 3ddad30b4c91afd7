"""A tunnel's command line: what is run for it, and how it is shown without its secrets.

Pure. No shell ever reads it: it is split first, and the address put in afterwards, so that nothing
in an address can become another word. Does not know where programs are.
"""

import re
import shlex
from collections.abc import Iterable, Sequence

from rivermon.core.credentials import MASK
from rivermon.core.tunnel import TunnelPlan
from rivermon.core.tunnel_presets import PRESETS

_HOST = re.compile(r"(//)?\{host\}(:)?")
_ANY_ADDRESS = {"": "127.0.0.1", "0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - no binding
_SECRET = (
    r"(?:token|secret|passw(?:or)?d(?!authentication)|credential|api-?key|access-?key"
    r"|auth(?!entication))"
)
_NAMES_A_SECRET = re.compile(rf"(?i)^-{{1,2}}[\w-]*{_SECRET}")
_ASSIGNED = re.compile(rf"(?i)^(-{{0,2}}[\w.-]*{_SECRET}[\w-]*=)(.+)")
_IN_URL = re.compile(r"(?<=://)[^/@\s]+(?=@)")
_SHORTEST_SECRET = 4


class BadCommand(ValueError):
    """A command line that cannot be split, or is empty; says why in words."""


def command_lines(plan: TunnelPlan) -> tuple[str, ...]:
    """The command lines that would do, the best first; none if there is nothing to run."""
    return (plan.command,) if plan.command else PRESETS[plan.kind].commands


def words_of(line: str, address: tuple[str, int], *, windows: bool = False) -> tuple[str, ...]:
    """What is run for a command line.

    {host} stands in brackets where that makes an IPv6 address readable: in a URL, and before a
    colon (RFC 3986, section 3.2.2). Whoever listens at every address is reached at this machine's.

    Args:
        line: a command line with {host} and {port} in it.
        address: where rivermon listens.
        windows: keep the backslashes of its paths.

    Raises:
        BadCommand: it is empty, or a quotation mark in it is not closed.
    """
    try:
        words = shlex.split(line, posix=not windows)
    except ValueError as bad:
        raise BadCommand(f"{bad}".lower()) from bad
    if windows:
        words = [_unquoted(word) for word in words]
    if not words:
        raise BadCommand("it is empty")
    host, port = _ANY_ADDRESS.get(address[0], address[0]), address[1]
    return tuple(_filled(word, host, port) for word in words)


def secrets_in(words: Sequence[str]) -> tuple[str, ...]:
    """What must not be shown of a command line: tokens, passwords, keys; the longest first."""
    found: set[str] = set()
    named = False
    for word in words:
        assigned = _ASSIGNED.match(word)
        if assigned:
            found.add(assigned[2])
        elif named and not word.startswith("-"):
            found.add(word)
        named = bool(_NAMES_A_SECRET.match(word)) and not assigned
        found.update(_IN_URL.findall(word))
    long_enough = (each for each in found if len(each) >= _SHORTEST_SECRET)
    return tuple(sorted(long_enough, key=len, reverse=True))


def holds_secret(line: str) -> bool:
    """True for a command line with a secret in it, even for one that cannot be split."""
    try:
        words = shlex.split(line)
    except ValueError:
        words = line.split()
    return bool(secrets_in(words))


def without(secrets: Iterable[str], text: str) -> str:
    """`text` with a mask in the place of each secret."""
    for secret in secrets:
        text = text.replace(secret, MASK)
    return text


def shown(words: Sequence[str]) -> str:
    """A command line as it may be shown and logged."""
    return without(secrets_in(words), shlex.join(words))


def _filled(word: str, host: str, port: int) -> str:
    in_brackets = f"[{host}]" if ":" in host else host

    def put(found: re.Match[str]) -> str:
        before, after = found[1] or "", found[2] or ""
        return before + (in_brackets if before or after else host) + after

    return _HOST.sub(put, word).replace("{port}", str(port))


def _unquoted(word: str) -> str:
    quoted = len(word) > 1 and word[0] == word[-1] and word[0] in "\"'"
    return word[1:-1] if quoted else word
