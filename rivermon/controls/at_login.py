"""Has the desktop start rivermon when the operator logs in, as the settings have it.

What is started is this very rivermon, in the tray, with what the settings file has: flags and
variables are for one run. Does not know how a desktop is told.
"""

import asyncio
import logging

from rivermon.chosen import Chosen
from rivermon.controls.refused import CannotBeDone
from rivermon.desktop.login import (
    LoginNotChanged,
    LoginSwitchedOff,
    not_at_login,
    starts_at_login,
)
from rivermon.desktop.login import start_at_login as enter
from rivermon.packaged import own_words
from rivermon.setting_values import BadSetting

_HIDDEN = "--hidden"
_log = logging.getLogger(__name__)


async def start_at_login(chosen: Chosen, *, wanted: bool) -> None:
    """Write the desktop's entry or take it away, and only then keep the setting.

    Raises:
        LoginNotChanged: the entry could not be changed; the setting is as it was.
        BadSetting: the settings file could not be written; the entry is as the setting has it.
        CannotBeDone: this is a demo, of which nothing is left when it ends.
    """
    if chosen.file is None:
        raise CannotBeDone(
            "A demo leaves nothing behind, so it does not change what starts at login: do that in "
            "a rivermon without --demo."
        )
    before = chosen.settings.start_at_login
    await asyncio.to_thread(_put, wanted=wanted)
    try:
        chosen.change(start_at_login=wanted)
    except BadSetting:
        await asyncio.to_thread(_put, wanted=before)
        raise


async def renew_at_login(chosen: Chosen) -> str:
    """Where the setting is on, have the entry start this rivermon: it may have been moved.

    What the user switched off in the desktop's own settings stays off: the setting follows that.

    Returns:
        Why it does not start at login, in words; empty where all is as it is set.
    """
    if not chosen.settings.start_at_login:
        return ""
    try:
        await asyncio.to_thread(_renew)
    except LoginSwitchedOff as why:
        _log.info("%s", why)
        return _follow(chosen)
    except LoginNotChanged as why:
        _log.warning("%s", why)
        return str(why)
    return ""


def _follow(chosen: Chosen) -> str:
    try:
        chosen.change(start_at_login=False)
    except BadSetting as why:
        _log.warning("%s", why)
        return str(why)
    return ""


def _put(*, wanted: bool) -> None:
    not_at_login()  # what the desktop has switched off is switched on by being begun anew
    if wanted:
        enter(_words())


def _renew() -> None:
    if tuple(starts_at_login() or ()) != _words():
        enter(_words())


def _words() -> tuple[str, ...]:
    return (*own_words(), _HIDDEN)
