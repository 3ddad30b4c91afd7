"""What has to be done while no house stands: asked for, then done between closing and opening.

Does not know what it is.
"""

import asyncio
import logging
from collections.abc import Callable
from typing import NamedTuple

from rivermon.core.ports import RivermonError

_log = logging.getLogger(__name__)

Errand = Callable[[], str]
"""Is done in a thread; returns what was done in words, or raises RivermonError."""


class Outcome(NamedTuple):
    """What became of an errand, in words for the window that opens after it."""

    words: str
    done: bool


class Errands:
    """At most one errand; asking for it closes the house, and whoever opens it again does it."""

    def __init__(self, stop: asyncio.Event) -> None:
        """Set `stop` to have the house closed."""
        self._stop = stop
        self._errand: Errand | None = None

    def ask(self, errand: Errand) -> None:
        """Have this done as soon as the house is closed; it is opened again after it."""
        self._errand = errand
        self._stop.set()

    def closing(self) -> None:
        """The house closes: whoever asks rivermon to end from now on sets `stop` again."""
        if self._errand is not None:
            self._stop.clear()

    async def run(self) -> Outcome | None:
        """Do what was asked for; None if nothing was, and the house was closed for good."""
        errand, self._errand = self._errand, None
        if errand is None:
            return None
        try:
            words = await asyncio.to_thread(errand)
            _log.info("%s", words)
            return Outcome(words, done=True)
        except RivermonError as why:
            _log.error("%s", why)
            return Outcome(str(why), done=False)
