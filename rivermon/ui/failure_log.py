"""Our own mistakes, logged with their trace from both roads: Qt's slots and the loop's tasks.

Does not know the world's failures; those are shown in words where they happen.
"""

import asyncio
import logging
import sys
import time
from collections.abc import Callable
from types import TracebackType
from typing import Any

_log = logging.getLogger(__name__)
_QUIET_S = 10.0
_REMEMBERED = 256


class FailureLog:
    """Logs each distinct failure at most once in ten seconds, with how often it was repeated.

    A `data()` that fails is called for every cell of every repaint: one mistake, one storm.
    """

    def __init__(self, now_s: Callable[[], float] = time.monotonic) -> None:
        """Take `now_s`, a clock in seconds that never runs backwards."""
        self._now_s = now_s
        self._logged: dict[tuple[object, ...], tuple[float, int]] = {}

    def note(self, message: str, failure: BaseException | None) -> None:
        """Log `message` with the trace of `failure`, unless the same was logged just now."""
        place = _place_of(failure) if failure is not None else (message,)
        last, repeats = self._logged.get(place, (-_QUIET_S, 0))
        now = self._now_s()
        if now - last < _QUIET_S:
            self._logged[place] = (last, repeats + 1)
            return
        if len(self._logged) >= _REMEMBERED:
            self._logged.clear()
        self._logged[place] = (now, 0)
        again = f" (and {repeats} more times before)" if repeats else ""
        _log.error("%s%s", message, again, exc_info=failure)

    def from_slot(
        self, kind: type[BaseException], failure: BaseException, trace: TracebackType | None
    ) -> None:
        """Take what a Qt slot or override raised; has sys.excepthook's shape."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, failure, trace)
            return
        self.note(f"Unexpected {kind.__name__} in the window", failure)

    def from_loop(self, _loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """Take what a task or callback raised; has the shape of the loop's exception handler."""
        message = context.get("message") or "Unexpected failure in the event loop"
        self.note(str(message), context.get("exception"))


def install_failure_log(loop: asyncio.AbstractEventLoop, log: FailureLog) -> None:
    """Send both roads of exceptions, sys.excepthook and the loop's handler, to `log`."""
    sys.excepthook = log.from_slot
    loop.set_exception_handler(log.from_loop)


def _place_of(failure: BaseException) -> tuple[object, ...]:
    trace = failure.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return (type(failure), str(failure)[:80])
    return (type(failure), trace.tb_frame.f_code.co_filename, trace.tb_lineno)
