"""Has a desktop see at once what was put into its menu or taken out.

Does not know what that was.
"""

import os
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from shutil import which

_PATIENCE_S = 20.0
_ICON_TOOLS = ("gtk-update-icon-cache", "gtk4-update-icon-cache")


def refresh(applications: Path, theme: Path) -> Iterator[str]:
    """Bring the caches up to date that are there; none is begun.

    Desktops watch both folders, and a cache that nobody else keeps up to date would hide what is
    put there later (as xdg-icon-resource has it, too).

    Args:
        applications: the folder of the entries.
        theme: the folder of the icon theme.

    Yields:
        What could not be done, a sentence each; no harm is done by it.
    """
    if theme.is_dir():
        os.utime(theme)  # GTK looks again into a theme that is newer than what it knows
    if (theme / "icon-theme.cache").exists():
        yield from _run(_ICON_TOOLS, ["--quiet", "--force", "--ignore-theme-index", str(theme)])
    if (applications / "mimeinfo.cache").exists():
        yield from _run(("update-desktop-database",), ["--quiet", str(applications)])


def _run(names: Sequence[str], arguments: Sequence[str]) -> Iterator[str]:
    tool = next(filter(None, map(which, names)), None)
    late = "the menu may show what was changed only after the next login."
    if tool is None:
        yield f"There is no {names[0]} here: {late}"
        return
    try:
        subprocess.run(  # noqa: S603 - a tool of the desktop's, and no shell
            [tool, *arguments],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_PATIENCE_S,
            check=True,
        )
    except (OSError, subprocess.SubprocessError) as failure:
        yield f"{names[0]} failed ({failure}): {late}"
