"""`rivermon config`: where the settings file is, what is set, and setting it.

Does not know what a setting is for. Secrets are no settings: it says where those are.
"""

import os
from collections.abc import Mapping
from typing import Annotated

import typer

from rivermon.chosen import Chosen
from rivermon.cli.program import app
from rivermon.core.ports import RivermonError
from rivermon.core.tunnel_command import holds_secret
from rivermon.setting_values import BadSetting, checked
from rivermon.settings import (
    KEY_NAME,
    KEY_VARIABLE,
    SECRET_NAME,
    SECRET_VARIABLE,
    Settings,
    load,
    overridden,
    settings_file,
)
from rivermon.settings_text import EXPLAINED, written

config = typer.Typer(
    name="config",
    help="Say where the settings file is, what is set, and set it.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
app.add_typer(config)

_SECRETS = {
    SECRET_NAME: SECRET_VARIABLE,
    KEY_NAME: KEY_VARIABLE,
    SECRET_VARIABLE.lower(): SECRET_VARIABLE,
    KEY_VARIABLE.lower(): KEY_VARIABLE,
}
_NOT_FOR_A_FILE = (
    "This command holds a secret, and settings are kept in a plain file: have the "
    "program keep the secret itself (most have a login, or an own settings file), or set "
    "RIVERMON_TUNNEL_COMMAND in the environment."
)


class NoSuchSetting(RivermonError):
    """There is no setting of this name, or it is a secret, which is none."""


class NotForAFile(RivermonError):
    """A value has a secret in it, and would stand in the settings file."""


@config.command("path")
def path() -> None:
    """Print where the settings file is, whether it is there yet or not."""
    print(settings_file(os.environ))


@config.command("get")
def get(
    name: Annotated[
        str | None, typer.Argument(help="Which setting; else all.", show_default=False)
    ] = None,
) -> None:
    """Print a setting as the settings file would have it, or all of them and where each is set.

    \b
    Examples:
      rivermon config get
      rivermon config get port
    """
    meant = None if name is None else known(name)
    settings = load({}, os.environ)
    if meant is not None:
        print(written(getattr(settings, meant)))
        return
    kept = load({}, _file_only())
    for each, source in _sources(kept, overridden({}, os.environ)):
        print(f"{each} = {written(getattr(settings, each))}  # {source}")


@config.command("set")
def set_(
    name: Annotated[str, typer.Argument(help="Which setting.", show_default=False)],
    value: Annotated[str, typer.Argument(help="Lists with commas.", show_default=False)],
) -> None:
    """Set a setting in the settings file; a rivermon that runs takes it up at its next start.

    \b
    Examples:
      rivermon config set port 9000
      rivermon config set callback_hosts 'api.modelriver.com, 127.0.0.1:8766'
      rivermon config set path ''
    """
    file, name = settings_file(os.environ), known(name)
    kept = Chosen(Settings(), file)  # whatever else is wrong in the file can wait
    if name == "tunnel_command" and holds_secret(value):
        raise NotForAFile(_NOT_FOR_A_FILE)
    kept.change(**{name: checked(name, value, name)})
    print(f"{name} = {written(getattr(kept.settings, name))}  # in {file}")
    if variable := overridden({}, os.environ).get(name):
        print(f"{variable} is set in the environment, and wins over it.")
    if name == "tunnel":
        _tell_what_stays()


def _tell_what_stays() -> None:
    """What was set for another tunnel is used for this one, too."""
    try:
        settings = load({}, os.environ)
    except BadSetting:
        return  # what else is wrong is said at the next start
    for name in ("tunnel_command", "tunnel_pattern", "public_url"):
        if getattr(settings, name):
            print(f"{name} is set, too, and used for it: rivermon config set {name} '' ends that.")


def known(name: str) -> str:
    """The setting that is meant by a name.

    Raises:
        NoSuchSetting: none is.
    """
    meant = name.strip().lower().replace("-", "_")
    if variable := _SECRETS.get(meant):
        raise NoSuchSetting(
            f"{meant} is a secret and no setting: the window keeps it in the system's keyring, and "
            f"{variable} can hold it, too."
        )
    if meant not in EXPLAINED:
        raise NoSuchSetting(
            f"There is no setting {name}. There are {', '.join(EXPLAINED)}: `rivermon config get` "
            "shows them."
        )
    return meant


def _file_only() -> dict[str, str]:
    """The environment without what wins over the file."""
    won = set(overridden({}, os.environ).values())
    return {name: value for name, value in os.environ.items() if name not in won}


def _sources(kept: Settings, won: Mapping[str, str]) -> list[tuple[str, str]]:
    defaults = Settings()

    def source(name: str) -> str:
        if name in won:
            return won[name]
        return "default" if getattr(kept, name) == getattr(defaults, name) else "settings file"

    return [(name, source(name)) for name in EXPLAINED]
