"""`rivermon integrate`: puts rivermon into the desktop's menu, and takes it out again.

Knows what to say of it. Does not know how a desktop is told.
"""

import os
import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from rivermon.cli.program import app
from rivermon.desktop.base_folders import data_home
from rivermon.desktop.caches import refresh
from rivermon.desktop.login import LoginNotOurs, not_at_login, starts_at_login
from rivermon.desktop.menu import Menu
from rivermon.desktop.not_changed import MenuNotChanged, MenuNotOurs
from rivermon.desktop.own_icons import own_icons
from rivermon.desktop.startable import is_startable
from rivermon.packaged import is_packaged, own_words

_ELSEWHERE = {
    "darwin": (
        "macOS has no menu to put rivermon into: drag rivermon.app into the Applications folder, "
        "and it is in Launchpad."
    ),
    "win32": (
        "Windows has no menu that rivermon can be put into: start rivermon.exe, then pin it to the "
        "taskbar, or pin it to Start from the file's own menu."
    ),
}


@app.command()
def integrate(
    remove: Annotated[
        bool, typer.Option("--remove", help="Take it out again, and never start at login.")
    ] = False,
) -> None:
    """Put rivermon into the desktop's menu, with its icon: on Linux and BSD, for this user only.

    Run it again after rivermon was moved: the menu starts it from where it is now. With --remove,
    all that was put there is removed, and what starts rivermon at login, too.

    \b
    Examples:
      rivermon integrate
      rivermon integrate --remove
    """
    if (instead := instead_of_a_menu(sys.platform)) is not None:
        raise MenuNotChanged(instead)
    menu = Menu(data_home(os.environ), own_icons())
    if remove:
        _take_out(menu)
    else:
        _put_in(menu)


def instead_of_a_menu(platform: str) -> str | None:
    """What to do on a platform (as sys.platform has it) whose menu is not written to; else None."""
    return _ELSEWHERE.get(platform)


def _put_in(menu: Menu) -> None:
    words = own_words()
    if not is_startable(words):
        raise MenuNotChanged(_not_from_elsewhere(words))
    left = menu.put_in(words)
    print(f"The menu has rivermon now: {menu.entry}")
    for file in left:
        print(f"{file} was there already and is not rivermon's icon: it was left as it is.")
    print(f"It starts {words[0]}: after moving that, run `rivermon integrate` again.")
    _refresh(menu)


def _not_from_elsewhere(words: Sequence[str]) -> str:
    if is_packaged():
        return f"{words[0]} does not start from another folder: unpack rivermon again, all of it."
    return (
        f"`{' '.join(words)}` starts rivermon from its own folder only, and a menu starts it from "
        "another: install it into that Python (pip install --editable ., in the source's folder), "
        "then try again."
    )


def _take_out(menu: Menu) -> None:
    try:
        removed = menu.take_out()
    except MenuNotOurs as others:
        print(others)
    else:
        for file in removed:
            print(f"Removed {file}")
        if removed:
            _refresh(menu)
        else:
            print("The menu has nothing of rivermon's.")
    _never_at_login()


def _never_at_login() -> None:
    started = starts_at_login() is not None
    try:
        not_at_login()
    except LoginNotOurs as others:
        print(others)
        return
    if started:
        print(
            "rivermon does not start at login any more. Where the setting start_at_login is true, "
            "the next window has it start again."
        )


def _refresh(menu: Menu) -> None:
    for words in refresh(menu.applications, menu.theme):
        print(words)
