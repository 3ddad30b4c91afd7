"""What the operator chose.

Flags win over the environment, that over the settings file, that over the defaults. Secrets come
from the keyring or the environment, never from the file. Does not know what a setting is for.
"""

import logging
import tomllib
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import platformdirs

from rivermon.core.approval import ApprovalRules, Undecided
from rivermon.core.callback_gate import DEFAULT_HOST, target_of
from rivermon.core.notice import NoticeKind
from rivermon.core.ports import RivermonError
from rivermon.core.private_files import why_not_to_use
from rivermon.core.retention import Retention

APP = "rivermon"
SECRET_NAME = "webhook_secret"
KEY_NAME = "api_key"
DEFAULT_PORT = 8765
SMALLEST_TEXT = 80
LARGEST_TEXT = 200
MOST_DAYS = 36_500
MOST_MB = 1_000_000_000
SECRET_VARIABLE = "MODELRIVER_WEBHOOK_SECRET"
KEY_VARIABLE = "MODELRIVER_API_KEY"
FILE_VARIABLE = "RIVERMON_SETTINGS"
_VARIABLES = {
    "db": "RIVERMON_DB",
    "host": "RIVERMON_HOST",
    "port": "RIVERMON_PORT",
    "callback_hosts": "RIVERMON_CALLBACK_HOSTS",
    "path": "RIVERMON_PATH",
    "max_body": "RIVERMON_MAX_BODY",
    "max_age_s": "RIVERMON_MAX_AGE_S",
    "theme": "RIVERMON_THEME",
    "language": "RIVERMON_LANGUAGE",
    "text_size": "RIVERMON_TEXT_SIZE",
    "hold_events": "RIVERMON_HOLD_EVENTS",
    "undecided": "RIVERMON_UNDECIDED",
    "keep_days": "RIVERMON_KEEP_DAYS",
    "keep_mb": "RIVERMON_KEEP_MB",
    "notify": "RIVERMON_NOTIFY",
    "close_to_tray": "RIVERMON_CLOSE_TO_TRAY",
}
_NAMES_OF_SECRETS = ("secret", "secrets", "key", "keys", "token", "password")

_log = logging.getLogger(__name__)

AskKeyring = Callable[[str], str | None]


class BadSetting(RivermonError):
    """A setting has a value that it cannot have."""


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that can be chosen, secrets excepted.

    `max_body` is in bytes, `max_age_s` in seconds (0: any age), `port` 0 picks a free one;
    `text_size` is in percent of the system's. `hold_events` wait for approval, `undecided` says
    what happens if nobody acts. `keep_days` and `keep_mb` bound what is kept (0: everything).
    `notify` names the kinds of desktop notifications that are on.
    """

    db: str = ""
    host: str = "127.0.0.1"
    port: int = DEFAULT_PORT
    callback_hosts: tuple[str, ...] = (DEFAULT_HOST,)
    path: str | None = None
    max_body: int = 5 * 1024 * 1024
    max_age_s: float = 0.0
    theme: str = "system"
    language: str = "system"
    text_size: int = 100
    hold_events: tuple[str, ...] = ()
    undecided: Undecided = Undecided.LAPSE
    keep_days: float = 0.0
    keep_mb: int = 0
    notify: tuple[str, ...] = tuple(NoticeKind)
    close_to_tray: bool = True

    @property
    def database(self) -> Path:
        """The database file: the chosen one, or rivermon.db in the platform's data folder."""
        return Path(self.db).expanduser() if self.db else data_folder() / "rivermon.db"

    @property
    def approval(self) -> ApprovalRules:
        """Which events wait for approval, and until when."""
        return ApprovalRules(frozenset(self.hold_events), self.undecided)

    @property
    def retention(self) -> Retention:
        """How long content is kept."""
        return Retention(
            timedelta(days=self.keep_days) if self.keep_days else None,
            self.keep_mb * 1024 * 1024 or None,
        )


class Secrets(msgspec.Struct, frozen=True):
    """The webhook secrets, any of which may match, and the API key; never printed.

    `secret_source` and `key_source` say where they come from, in words.
    """

    webhook: tuple[str, ...] = ()
    api_key: str | None = None
    secret_source: str = "nowhere"
    key_source: str = "nowhere"

    @property
    def all(self) -> tuple[str, ...]:
        """Every one of them, for whoever has to keep them out of sight."""
        return (*self.webhook, *((self.api_key,) if self.api_key else ()))

    def __repr__(self) -> str:
        return f"Secrets({len(self.webhook)} webhook, API key: {bool(self.api_key)})"


def ask_keyring(name: str) -> str | None:
    """What the system's keyring holds under rivermon's `name`; None where it holds nothing.

    A machine without a keyring, or a locked one, is as good as an empty one: the log says so.
    """
    import keyring  # noqa: PLC0415 - it looks for every backend there is, and takes its time

    try:
        return keyring.get_password(APP, name)
    except Exception as failure:  # noqa: BLE001 - backends are foreign, and raise what they like
        _log.info("The keyring does not answer: %s", failure)
        return None


def data_folder() -> Path:
    """Where the platform keeps a program's data."""
    return platformdirs.user_data_path(APP, appauthor=False)


def settings_file(environment: Mapping[str, str]) -> Path:
    """The TOML file that settings are read from: $RIVERMON_SETTINGS, or the platform's place."""
    named = environment.get(FILE_VARIABLE)
    folder = platformdirs.user_config_path(APP, appauthor=False)
    return Path(named).expanduser() if named else folder / "settings.toml"


def load(flags: Mapping[str, Any], environment: Mapping[str, str]) -> Settings:
    """Put the settings together.

    Args:
        flags: what the command line named; None stands for "not named".
        environment: the process's environment.

    Raises:
        BadSetting: a value cannot be read; the message names where it stands.
    """
    file = settings_file(environment)
    chosen: dict[str, Any] = {}
    for name, value in _from_file(file, named=bool(environment.get(FILE_VARIABLE))).items():
        chosen[name] = checked(name, value, f"{name} in {file}")
    for name, variable in _VARIABLES.items():
        if environment.get(variable):
            chosen[name] = checked(name, environment[variable], variable)
    for name, value in flags.items():
        if value is not None:
            chosen[name] = checked(name, value, f"--{name.replace('_', '-')}")
    return Settings(**chosen)


def read_secrets(environment: Mapping[str, str], ask_keyring: AskKeyring) -> Secrets:
    """The secrets: the keyring's first, else the environment's.

    Several webhook secrets are separated by blanks; either place may hold several.
    """
    webhook, secret_source = _first(SECRET_NAME, SECRET_VARIABLE, environment, ask_keyring)
    key, key_source = _first(KEY_NAME, KEY_VARIABLE, environment, ask_keyring)
    return Secrets(tuple(webhook.split()), key or None, secret_source, key_source)


def _first(
    name: str, variable: str, environment: Mapping[str, str], ask_keyring: AskKeyring
) -> tuple[str, str]:
    if kept := (ask_keyring(name) or "").strip():
        return kept, "the keyring"
    if given := environment.get(variable, "").strip():
        return given, variable
    return "", "nowhere"


def _from_file(file: Path, *, named: bool) -> dict[str, Any]:
    try:
        with file.open("rb") as opened:
            reason = why_not_to_use(f"The settings file {file}", opened.fileno())
            written = {} if reason else tomllib.load(opened)
    except FileNotFoundError as missing:
        if named:
            raise BadSetting(
                f"{FILE_VARIABLE} names {file}, and there is no such file."
            ) from missing
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as failure:
        raise BadSetting(f"The settings file {file} cannot be read: {failure}.") from failure
    if reason is not None:
        raise BadSetting(reason)
    for name in written:
        if name.lower().endswith(_NAMES_OF_SECRETS):
            raise BadSetting(
                f"The settings file {file} holds a secret ({name}): take it out; secrets belong "
                f"into the keyring, or into {SECRET_VARIABLE} and {KEY_VARIABLE}."
            )
        if name not in Settings.__struct_fields__:
            known = ", ".join(sorted(Settings.__struct_fields__))
            raise BadSetting(f"{file} names an unknown setting, {name}. Known are: {known}.")
    return written


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
        raise BadSetting(f"{where} is {value!r}; it must be {expected}.") from expected


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


def _path(value: Any) -> str:
    if not isinstance(value, str) or not value.startswith("/"):
        raise ValueError("a path that begins with /")
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
    "db": _text,
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
}
