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

from rivermon.core import kept_secrets
from rivermon.core.approval import ApprovalRules, Undecided
from rivermon.core.callback_gate import DEFAULT_HOST
from rivermon.core.notice import NoticeKind
from rivermon.core.private_files import why_not_to_use
from rivermon.core.retention import Retention
from rivermon.core.tunnel import TunnelKind, TunnelPlan
from rivermon.core.unknown_setting import meant_by, not_used
from rivermon.setting_values import BadSetting, checked

APP = "rivermon"
SECRET_NAME = "webhook_secret"
KEY_NAME = "api_key"
DEFAULT_PORT = 8765
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
    "start_at_login": "RIVERMON_START_AT_LOGIN",
    "tunnel": "RIVERMON_TUNNEL",
    "tunnel_command": "RIVERMON_TUNNEL_COMMAND",
    "tunnel_pattern": "RIVERMON_TUNNEL_PATTERN",
    "public_url": "RIVERMON_PUBLIC_URL",
    "guided": "RIVERMON_GUIDED",
}
_KEYRING, _NOWHERE = "the keyring", "nowhere"
_NAMES_OF_SECRETS = ("secret", "secrets", "key", "keys", "token", "password")

_log = logging.getLogger(__name__)

AskKeyring = Callable[[str], str | None]
"""Says what a keyring holds under a name; None where it holds nothing."""


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that can be chosen, secrets excepted.

    `max_body` is in bytes, `max_age_s` in seconds (0: any age), `port` 0 picks a free one;
    `text_size` is in percent of the system's. `hold_events` wait for approval, `undecided` says
    what happens if nobody acts. `keep_days` and `keep_mb` bound what is kept (0: everything).
    `notify` names the kinds of desktop notifications that are on. `tunnel` is how ModelRiver
    reaches this machine, `tunnel_command`, `tunnel_pattern` and `public_url` are what a TunnelPlan
    has; `guided` is True once the guided start was finished or skipped.
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
    start_at_login: bool = False
    tunnel: TunnelKind = TunnelKind.OFF
    tunnel_command: str = ""
    tunnel_pattern: str = ""
    public_url: str = ""
    guided: bool = False

    @property
    def tunnel_plan(self) -> TunnelPlan:
        """How ModelRiver reaches this machine."""
        return TunnelPlan(
            kind=self.tunnel,
            command=self.tunnel_command,
            pattern=self.tunnel_pattern,
            url=self.public_url,
        )

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

    `secret_source` and `key_source` say where they come from, in words; `labels` are what the
    operator calls the webhook secrets, in their order.
    """

    webhook: tuple[str, ...] = ()
    api_key: str | None = None
    secret_source: str = "nowhere"
    key_source: str = "nowhere"
    labels: tuple[str, ...] = ()

    @property
    def all(self) -> tuple[str, ...]:
        """Every one of them, for whoever has to keep them out of sight."""
        return (*self.webhook, *((self.api_key,) if self.api_key else ()))

    def __repr__(self) -> str:
        return f"Secrets({len(self.webhook)} webhook, API key: {bool(self.api_key)})"


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
        if name in Settings.__struct_fields__:
            chosen[name] = checked(name, value, f"{name} in {file}")
    for name, variable in _VARIABLES.items():
        if environment.get(variable):
            chosen[name] = checked(name, environment[variable], variable)
    for name, value in flags.items():
        if value is not None:
            chosen[name] = checked(name, value, _flag(name))
    return Settings(**chosen)


def passed_over(environment: Mapping[str, str]) -> list[str]:
    """What the settings file names and this rivermon does not know, a sentence each.

    Raises:
        BadSetting: the file cannot be read.
    """
    file = settings_file(environment)
    written = _from_file(file, named=bool(environment.get(FILE_VARIABLE)))
    return [not_used(file, name) for name in written if name not in Settings.__struct_fields__]


def overridden(flags: Mapping[str, Any], environment: Mapping[str, str]) -> dict[str, str]:
    """Which settings the file cannot decide, and the name of the flag or variable that does."""
    by_variable = {
        name: variable for name, variable in _VARIABLES.items() if environment.get(variable)
    }
    named = (name for name, value in flags.items() if value is not None)
    return by_variable | {name: _flag(name) for name in named}


def read_secrets(environment: Mapping[str, str], ask_keyring: AskKeyring) -> Secrets:
    """The secrets: the keyring's first, else the environment's.

    Either place may hold several webhook secrets, separated by blanks; the keyring has their
    labels, too, where they were entered in the window.
    """
    webhook, labels, secret_source = _webhook_secrets(environment, ask_keyring)
    key, key_source = _api_key(environment, ask_keyring)
    return Secrets(webhook, key, secret_source, key_source, labels)


def _webhook_secrets(
    environment: Mapping[str, str], ask_keyring: AskKeyring
) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    """The secrets, their labels if they have any, and where they are from."""
    try:
        kept = kept_secrets.read(ask_keyring(SECRET_NAME) or "")
    except kept_secrets.UnreadableEntry as failure:
        _log.warning("The webhook secrets in the keyring cannot be read: %s", failure)
        kept = ()
    if kept:
        secrets, labels = tuple(each.secret for each in kept), tuple(each.label for each in kept)
        return secrets, labels if any(labels) else (), _KEYRING
    given = tuple(environment.get(SECRET_VARIABLE, "").split())
    return given, (), SECRET_VARIABLE if given else _NOWHERE


def _api_key(environment: Mapping[str, str], ask_keyring: AskKeyring) -> tuple[str | None, str]:
    if kept := (ask_keyring(KEY_NAME) or "").strip():
        return kept, _KEYRING
    given = environment.get(KEY_VARIABLE, "").strip()
    return given or None, KEY_VARIABLE if given else _NOWHERE


def _flag(name: str) -> str:
    return f"--{name.replace('_', '-')}"


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
    for name, value in written.items():
        if name.lower().endswith(_NAMES_OF_SECRETS):
            raise BadSetting(
                f"The settings file {file} holds a secret ({name}): take it out; secrets belong "
                f"into the keyring, or into {SECRET_VARIABLE} and {KEY_VARIABLE}."
            )
        if name not in Settings.__struct_fields__ and _is_mistaken(name, value):
            known = ", ".join(sorted(Settings.__struct_fields__))
            raise BadSetting(f"{file} names an unknown setting, {name}. Known are: {known}.")
    return written


def _is_mistaken(name: str, value: Any) -> bool:
    """True for a slip, and for a table: a newer rivermon wrote neither."""
    return isinstance(value, dict) or meant_by(name, Settings.__struct_fields__) is not None
