"""Decides whether a failure to start is shown in a window, and what that window is told.

Does not know how it looks.
"""

import os
import sys
import tomllib
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from rivermon import __version__
from rivermon.cli.streams import is_read
from rivermon.core.ports import RivermonError
from rivermon.core.start_failure import Place, StartFailure
from rivermon.log import log_file, without_secrets
from rivermon.setting_values import BadSetting, checked
from rivermon.settings import Settings, data_folder, settings_file

_LOOK = ("theme", "language", "text_size")
# Qt's platforms that draw for nobody: tests, and pictures of the window.
_UNSEEN = ("offscreen", "minimal")


def show_unless_read(failure: Exception, environment: Mapping[str, str] = os.environ) -> None:
    """Show why the window did not open, if nobody is at a terminal and somebody at a screen.

    Returns when it was closed. Where Qt itself is what fails there is nothing to show it with.
    """
    if is_read() or not _has_screen(environment):
        return
    try:
        from rivermon.ui.drawing_library import CannotDraw  # noqa: PLC0415 - Qt only where needed
        from rivermon.ui.start_failure import show  # noqa: PLC0415
    except ImportError:
        return
    with suppress(CannotDraw):
        show(told(failure, environment), look_of(environment), __version__)


def told(failure: Exception, environment: Mapping[str, str]) -> StartFailure:
    """What there is to say about a failure, without secrets."""
    if isinstance(failure, RivermonError):
        words = without_secrets(str(failure))
        return StartFailure(words, mistake=False, places=_named_in(words, environment))
    words = without_secrets(f"{type(failure).__name__}: {failure}")
    log = log_file()
    return StartFailure(words, mistake=True, places={Place.LOG: log.parent} if log else {})


def look_of(environment: Mapping[str, str]) -> Settings:
    """How the operator wants windows to look, as far as that can be read of broken settings."""
    written, chosen = _written(settings_file(environment)), {}
    for name in _LOOK:
        value = environment.get(f"RIVERMON_{name.upper()}") or written.get(name)
        try:
            chosen[name] = checked(name, value, name)
        except BadSetting:
            continue  # it may be the very failure that is to be shown
    return Settings(**chosen)


def _has_screen(environment: Mapping[str, str]) -> bool:
    platform = environment.get("QT_QPA_PLATFORM", "")
    if platform.startswith(_UNSEEN):
        return False
    if sys.platform in {"win32", "darwin"}:
        return True
    return any(environment.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY")) or bool(platform)


def _named_in(words: str, environment: Mapping[str, str]) -> dict[Place, Path]:
    """The folder that helps, where the words name what lies in it."""
    settings, data = settings_file(environment), data_folder()
    if str(settings) in words:
        folders = {Place.SETTINGS: settings.parent}
    else:
        folders = {Place.DATABASE: data} if str(data) in words else {}
    return {place: folder for place, folder in folders.items() if folder.is_dir()}


def _written(file: Path) -> dict[str, Any]:
    if not file.is_file():
        return {}
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return {}  # that is told in the window
