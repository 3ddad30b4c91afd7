"""Starts a program at login on macOS: a launch agent of the user's.

launchd.plist(5): an agent that is put there is loaded at the next login, and one that was taken
away runs until the user logs out, so launchd itself need not be told. Does not know what is
started.
"""

import plistlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from xml.parsers.expat import ExpatError

from rivermon.desktop.not_changed import (
    LoginNotChanged,
    LoginNotOurs,
    LoginSwitchedOff,
    why_no_file,
)
from rivermon.desktop.whole_file import content_of, put

# Names are domains turned round. rivermon has none, and nobody can have one below this (RFC 6762).
LABEL = "local.rivermon.login"

_UNREADABLE = (plistlib.InvalidFileException, ExpatError, ValueError)


class MacLogin:
    """The agent in one folder of launch agents."""

    def __init__(self, folder: Path) -> None:
        """Keep the agent in `folder`, which is made when it is needed."""
        self._file = folder / f"{LABEL}.plist"

    def start(self, words: Sequence[str]) -> None:
        """Write the agent.

        Raises:
            LoginSwitchedOff: the user has switched it off.
            LoginNotChanged: it cannot be written.
        """
        content = _agent(words)
        try:
            there = self._ours()
            if there.get("Disabled") is True:
                raise LoginSwitchedOff(
                    f"{self._file} has rivermon's start at login switched off: switch it on there, "
                    "or here off and on again."
                )
            put(self._file, content)
        except OSError as failure:
            raise LoginNotChanged(why_no_file(self._file, failure)) from failure

    def stop(self) -> None:
        """Remove the agent.

        Raises:
            LoginNotChanged: it cannot be removed.
        """
        try:
            self._ours()
            self._file.unlink(missing_ok=True)
        except OSError as failure:
            raise LoginNotChanged(why_no_file(self._file, failure)) from failure

    def started(self) -> Sequence[str] | None:
        """What the agent starts; None where it starts nothing.

        What was switched off in the system's Login Items is not seen: only launchd knows that.
        """
        try:
            agent = self._ours()
        except (OSError, LoginNotOurs):
            return None  # what cannot be read, or is another's, does not start rivermon
        words = agent.get("ProgramArguments")
        if agent.get("Disabled") is True or not isinstance(words, list):
            return None
        return tuple(map(str, words)) or None

    def _ours(self) -> dict[str, Any]:
        """The agent that is there; empty where there is none."""
        content = content_of(self._file)
        if content is None:
            return {}
        try:
            agent = plistlib.loads(content)
        except _UNREADABLE:
            agent = None
        if not isinstance(agent, dict) or agent.get("Label") != LABEL:
            raise LoginNotOurs(
                f"{self._file} was not made by rivermon, and was left as it is: rename or delete "
                "it, then try again."
            )
        return agent


def _agent(words: Sequence[str]) -> bytes:
    agent = {
        "Label": LABEL,
        "ProgramArguments": list(words),
        "RunAtLoad": True,
        # Else it is held back as what works unseen, and a window is not that.
        "ProcessType": "Interactive",
        "LimitLoadToSessionType": "Aqua",
    }
    try:
        content = plistlib.dumps(agent)
        kept = plistlib.loads(content) == agent  # XML turns one line ending into another
    except _UNREADABLE:
        kept = False
    if not kept:
        raise LoginNotChanged(
            f"launchd cannot start rivermon from where it is: {words[0]!r} has characters in it "
            "that no property list can hold. Move it to a folder with a simpler name, then try "
            "again."
        )
    return content
