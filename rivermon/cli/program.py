"""The program that the commands belong to, and what each of them begins with.

Does not know the commands.
"""

import logging
import os
import sys
from typing import Any

import typer

from rivermon.chosen import Chosen
from rivermon.log import start_logging
from rivermon.safe import Safe
from rivermon.settings import (
    Secrets,
    Settings,
    data_folder,
    load,
    overridden,
    passed_over,
    read_secrets,
    settings_file,
)
from rivermon.system_keyring import SystemKeyring

_log = logging.getLogger(__name__)

app = typer.Typer(
    name="rivermon",
    add_completion=False,
    no_args_is_help=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def settings_of(context: typer.Context, **flags: Any) -> Settings:
    """The settings; an option before the command counts where the command has none of its own."""
    return load(_named(context, flags), os.environ)


def chosen_of(context: typer.Context, **flags: Any) -> Chosen:
    """The same settings, for who may change them: what is changed is written to the file."""
    named = _named(context, flags)
    won = overridden(named, os.environ)
    return Chosen(load(named, os.environ), settings_file(os.environ), won)


def _named(context: typer.Context, flags: dict[str, Any]) -> dict[str, str]:
    before: dict[str, str] = context.obj
    return before | {name: str(value) for name, value in flags.items() if value is not None}


def secrets_found() -> Secrets:
    """The secrets that the keyring or the environment has."""
    return read_secrets(os.environ, SystemKeyring().ask)


def safe_found() -> Safe:
    """The same secrets, for who may change them: what is changed is kept in the keyring."""
    keyring = SystemKeyring()
    secrets = read_secrets(os.environ, keyring.ask)
    return Safe(secrets, keyring, no_keyring=keyring.as_found())


def log_for(secrets: Secrets, *, to_file: bool) -> None:
    """Begin to log to the terminal, and to rivermon's file if it is wanted; never a secret."""
    file = data_folder() / "rivermon.log" if to_file else None
    start_logging(secrets=secrets.all, stream=sys.stderr, file=file)
    if to_file:
        for words in passed_over(os.environ):
            _log.warning("%s", words)
