"""Puts rivermon into a desktop's menu, with its icon, and takes it out again.

Touches nothing that rivermon has not put there. Does not know what is started.
"""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path

from rivermon.desktop.entry_format import NotForAnEntry
from rivermon.desktop.not_changed import MenuNotChanged, MenuNotOurs, why_no_file
from rivermon.desktop.rivermon_entry import FILE_NAME, icons_of, made_by_rivermon, menu_entry
from rivermon.desktop.whole_file import content_of, put

_ICON_THEME = Path("icons") / "hicolor"


class Menu:
    """The entry and the icon in one user's data folder ($XDG_DATA_HOME)."""

    def __init__(self, data_home: Path, icons: Mapping[str, bytes]) -> None:
        """Keep them below `data_home`.

        Args:
            data_home: the folder of applications/ and icons/; made when it is needed.
            icons: every picture of the icon, by its place in a theme.
        """
        self.applications = data_home / "applications"
        self.theme = data_home / _ICON_THEME
        self.entry = self.applications / FILE_NAME
        self._icons = icons

    def put_in(self, words: Sequence[str]) -> Sequence[Path]:
        """Write the icon and the entry, or bring them up to date.

        Args:
            words: the program and the arguments before its own.

        Returns:
            The pictures that stand where the icon's would and are not rivermon's: they stay.

        Raises:
            MenuNotOurs: the entry is somebody else's; nothing was changed.
            MenuNotChanged: a file cannot be written.
        """
        own = tuple(_mark(icon) for icon in self._icons.values())
        try:
            entry = menu_entry(words, own).encode()
            there = self._there()
            if there is not None and not made_by_rivermon(there):
                raise MenuNotOurs(
                    f"{self.entry} was not made by rivermon, and was left as it is: rename or "
                    "delete it, then try again."
                )
            known = {*own, *icons_of(there or "")}
            left = []
            for place, icon in self._icons.items():
                file = self.theme / place
                if _mark_of(file) in {None, *known}:
                    put(file, icon)
                else:
                    left.append(file)
            put(self.entry, entry)
        except NotForAnEntry as failure:
            raise MenuNotChanged(
                f"A desktop cannot start rivermon from where it is: {failure}. Move it to a folder "
                "with a simpler name, then try again."
            ) from failure
        except OSError as failure:
            raise MenuNotChanged(why_no_file(self._of(failure), failure)) from failure
        return left

    def take_out(self) -> Sequence[Path]:
        """Remove the entry and the icon.

        Returns:
            The files that were removed.

        Raises:
            MenuNotOurs: the entry is somebody else's; nothing was changed.
            MenuNotChanged: a file cannot be removed.
        """
        removed = []
        try:
            there = self._there()
            if there is not None and not made_by_rivermon(there):
                raise MenuNotOurs(f"{self.entry} was not made by rivermon, so it stays.")
            known = {*map(_mark, self._icons.values()), *icons_of(there or "")}
            pictures = [self.theme / place for place in self._icons]
            ours = [file for file in pictures if _mark_of(file) in known]
            for file in ours if there is None else [self.entry, *ours]:
                file.unlink()
                removed.append(file)
        except OSError as failure:
            raise MenuNotChanged(why_no_file(self._of(failure), failure)) from failure
        return removed

    def _there(self) -> str | None:
        content = content_of(self.entry)
        return None if content is None else content.decode(errors="replace")

    def _of(self, failure: OSError) -> Path:
        return Path(failure.filename or self.entry)


def _mark(content: bytes) -> str:
    return sha256(content).hexdigest()


def _mark_of(file: Path) -> str | None:
    content = content_of(file)
    return None if content is None else _mark(content)
