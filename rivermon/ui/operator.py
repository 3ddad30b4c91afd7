"""What the operator asks for, run in the background and answered for in the window.

Does not know how it is done: the controls do it. The world's failures come back as a sentence.
"""

from collections.abc import Callable, Coroutine
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QObject, Signal

from rivermon.core.ports import Controls, RivermonError
from rivermon.core.tasks import OwnedTasks


class Act(StrEnum):
    """What can be asked for."""

    SEND_TEST = "send a test webhook"
    SEND_AGAIN = "send a callback again"
    ALLOW_HOST = "allow a callback host"
    LISTEN_AGAIN = "listen again"


class Operator(QObject):
    """Starts acts, each kind one at a time."""

    busy_changed = Signal(object)
    """An Act began or ended; is_busy says which."""

    failed = Signal(str)
    """An act failed; the words say what happened and what to do."""

    def __init__(
        self, controls: Controls, tasks: OwnedTasks, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._controls = controls
        self._tasks = tasks
        self._busy: set[Act] = set()

    def is_busy(self, act: Act) -> bool:
        """True while `act` runs."""
        return act in self._busy

    def send_test(self) -> None:
        """Post a test webhook to the own listener."""
        self._start(Act.SEND_TEST, self._controls.send_test)

    def send_again(self, record_id: int) -> None:
        """Send a record's callback once more."""
        self._start(Act.SEND_AGAIN, lambda: self._controls.send_again(record_id))

    def allow_host(self, host: str) -> None:
        """Let callbacks go to `host`."""
        self._start(Act.ALLOW_HOST, lambda: self._controls.allow_host(host))

    def listen_again(self) -> None:
        """Try once more to have the listener's address."""
        self._start(Act.LISTEN_AGAIN, self._controls.listen_again)

    def _start(self, act: Act, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        if act in self._busy:
            return
        self._busy.add(act)
        self.busy_changed.emit(act)
        self._tasks.start(self._run(act, work), act.value)

    async def _run(self, act: Act, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        try:
            await work()
        except RivermonError as why:
            self.failed.emit(str(why))
        finally:
            self._busy.discard(act)
            self.busy_changed.emit(act)
