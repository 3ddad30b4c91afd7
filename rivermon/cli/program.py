"""The program that the commands belong to, and what each of them begins with.

Does not know the commands.
"""

import os
import sys
from typing import Any

import typer

from rivermon.chosen import Chosen
from rivermon.log import start_logging
from rivermon.settings import (
    Secrets,
    Settings,
    ask_keyring,
    data_folder,
    load,
    read_secrets,
    settings_file,
)

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
    before: dict[str, str] = context.obj
    named = before | {name: str(value) for name, value in flags.items() if value is not None}
    return load(named, os.environ)


def chosen_of(context: typer.Context, **flags: Any) -> Chosen:
    """The same settings, for who may change them: what is changed is written to the file."""
    return Chosen(settings_of(context, **flags), settings_file(os.environ))


def secrets_found() -> Secrets:
    """The secrets that the keyring or the environment has."""
    return read_secrets(os.environ, ask_keyring)


def log_for(secrets: Secrets, *, to_file: bool) -> None:
    """Begin to log to the terminal, and to rivermon's file if it is wanted; never a secret."""
    file = data_folder() / "rivermon.log" if to_file else None
    start_logging(secrets=secrets.all, stream=sys.stderr, file=file)
