"""Starts a program at login where the desktop is freedesktop.org's: an entry in autostart/.

https://specifications.freedesktop.org/autostart-spec/latest/. Does not know what is started.
"""

from collections.abc import Sequence
from pathlib import Path

from rivermon.desktop.entry_format import NotForAnEntry, main_keys, words_of
from rivermon.desktop.not_changed import (
    LoginNotChanged,
    LoginNotOurs,
    LoginSwitchedOff,
    why_no_file,
)
from rivermon.desktop.rivermon_entry import FILE_NAME, login_entry, made_by_rivermon, switched_off
from rivermon.desktop.whole_file import content_of, put


class FreedesktopLogin:
    """The entry in one autostart folder."""

    def __init__(self, folder: Path) -> None:
        """Keep the entry in `folder`, which is made when it is needed."""
        self._file = folder / FILE_NAME

    def start(self, words: Sequence[str]) -> None:
        """Write the entry.

        Raises:
            LoginSwitchedOff: the user has switched it off.
            LoginNotChanged: it cannot be written.
        """
        try:
            entry = login_entry(words)
            there = self._ours()
            if there is not None and switched_off(there):
                raise LoginSwitchedOff(
                    "The desktop's own settings keep rivermon from starting at login "
                    f"({self._file}): switch it on there, or here off and on again."
                )
            put(self._file, entry.encode())
        except NotForAnEntry as failure:
            raise LoginNotChanged(
                f"A desktop cannot start rivermon from where it is: {failure}. Move it to a folder "
                "with a simpler name, then try again."
            ) from failure
        except OSError as failure:
            raise LoginNotChanged(why_no_file(self._file, failure)) from failure

    def stop(self) -> None:
        """Remove the entry.

        Raises:
            LoginNotChanged: it cannot be removed.
        """
        try:
            self._ours()
            self._file.unlink(missing_ok=True)
        except OSError as failure:
            raise LoginNotChanged(why_no_file(self._file, failure)) from failure

    def started(self) -> Sequence[str] | None:
        """What the entry starts; None where it starts nothing."""
        try:
            content = content_of(self._file)
            text = None if content is None else content.decode()
            if text is None or switched_off(text):
                return None
            return words_of(main_keys(text).get("Exec", ""))
        except (OSError, ValueError):
            return None  # what cannot be read or understood, no desktop starts

    def _ours(self) -> str | None:
        """The entry that is there; None where there is none."""
        content = content_of(self._file)
        if content is None:
            return None
        text = content.decode(errors="replace")
        if not made_by_rivermon(text):
            raise LoginNotOurs(
                f"{self._file} was not made by rivermon, and was left as it is: rename or delete "
                "it, then try again."
            )
        return text
