"""Has the desktop start rivermon when the operator logs in.

Does not know whether that is wanted: the settings do.
"""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from rivermon.desktop.not_changed import LoginNotChanged, LoginNotOurs, LoginSwitchedOff

__all__ = [
    "LoginNotChanged",
    "LoginNotOurs",
    "LoginSwitchedOff",
    "not_at_login",
    "start_at_login",
    "starts_at_login",
]


class _Login(Protocol):
    """What one kind of desktop does; each function below says the same of this machine's."""

    def start(self, words: Sequence[str]) -> None: ...
    def stop(self) -> None: ...
    def started(self) -> Sequence[str] | None: ...


def start_at_login(words: Sequence[str]) -> None:
    """Start `words` (a program and its arguments) at each login from now on.

    Where the user has switched that off in the desktop's own settings, it stays off: only after
    `not_at_login` is it begun anew.

    Raises:
        LoginSwitchedOff: it is switched off in the desktop's own settings.
        LoginNotChanged: the entry could not be written.
    """
    _here().start(words)


def not_at_login() -> None:
    """Start nothing at login any more; as it should be if there was no entry.

    Raises:
        LoginNotChanged: the entry could not be removed.
    """
    _here().stop()


def starts_at_login() -> Sequence[str] | None:
    """What the entry starts; None where there is none, or where it is switched off."""
    return _here().started()


def _here() -> _Login:
    here: _Login
    if sys.platform == "win32":
        import winreg  # noqa: PLC0415 - there is one on Windows only

        from rivermon.desktop.login_windows import WindowsLogin  # noqa: PLC0415 - likewise

        here = WindowsLogin(winreg)
    elif sys.platform == "darwin":
        from rivermon.desktop.login_macos import MacLogin  # noqa: PLC0415 - likewise

        here = MacLogin(Path.home() / "Library" / "LaunchAgents")
    else:
        from rivermon.desktop.base_folders import config_home  # noqa: PLC0415 - likewise
        from rivermon.desktop.login_freedesktop import FreedesktopLogin  # noqa: PLC0415 - likewise

        here = FreedesktopLogin(config_home(os.environ) / "autostart")
    return here
