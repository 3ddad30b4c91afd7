"""What the operator asks for, run in the background and answered for in the window.

Does not know how it is done: the controls do it. The world's failures come back as a sentence.
"""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QObject, Signal

from rivermon.core.ports import Controls, RivermonError
from rivermon.core.sample_webhook import SampleTemplate, SampleWebhook
from rivermon.core.tasks import OwnedTasks


class Act(StrEnum):
    """What can be asked for."""

    SEND_TEST = "send a test webhook"
    SEND_AGAIN = "send a callback again"
    REJECT = "reject"
    APPROVE = "approve"
    REPLAY = "replay a delivery"
    DIAGNOSE = "diagnose a signature"
    PIN = "pin"
    WRITE_NOTE = "write a note"
    DELETE = "delete"
    ALLOW_HOST = "allow a callback host"
    LISTEN_AGAIN = "listen again"


class Operator(QObject):
    """Starts acts, each kind one at a time."""

    busy_changed = Signal(object)
    """An Act began or ended; is_busy says which."""

    progressed = Signal(object, int, int)
    """So much of so much of an Act is done."""

    done = Signal(object, object)
    """An Act was done, and what it resulted in: what the controls returned."""

    failed = Signal(str)
    """An act failed; the words say what happened and what to do."""

    def __init__(
        self, controls: Controls, tasks: OwnedTasks, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._controls = controls
        self._tasks = tasks
        self._busy: dict[Act, asyncio.Task[Any] | None] = {}

    def is_busy(self, act: Act) -> bool:
        """True while `act` runs."""
        return act in self._busy

    def cancel(self, act: Act) -> None:
        """End an act that runs; what was done by then stays done."""
        task = self._busy.get(act)
        if task is not None:
            task.cancel()

    def send_test(self, sample: SampleWebhook | None = None) -> None:
        """Post a test webhook to the own listener."""
        self._start(Act.SEND_TEST, lambda: self._controls.send_test(sample))

    def templates(self) -> Sequence[SampleTemplate]:
        """Payloads that a test webhook can begin with."""
        return self._controls.templates()

    def send_again(self, record_ids: Sequence[int]) -> None:
        """Send records' callbacks once more."""
        progress = self._progress_of(Act.SEND_AGAIN)
        self._start(Act.SEND_AGAIN, lambda: self._controls.send_again(record_ids, progress))

    def reject(self, record_ids: Sequence[int], why: str) -> None:
        """Tell ModelRiver that there will be no content for records, and why."""
        self._start(Act.REJECT, lambda: self._controls.reject(record_ids, why))

    def approve(self, record_ids: Sequence[int], data: dict[str, Any] | None = None) -> None:
        """Let callbacks go that wait for approval, one of them with other data."""
        self._start(Act.APPROVE, lambda: self._controls.approve(record_ids, data))

    def replay(self, delivery_id: int) -> None:
        """Take a stored delivery in once more."""
        self._start(Act.REPLAY, lambda: self._controls.replay(delivery_id))

    def diagnose(self, delivery_id: int) -> None:
        """Look at a delivery's signature with the secrets as they are now."""
        self._start(Act.DIAGNOSE, lambda: self._controls.diagnose(delivery_id))

    def pin(self, record_ids: Sequence[int], *, pinned: bool) -> None:
        """Pin records, or take their pins off."""
        self._start(Act.PIN, lambda: self._controls.pin(record_ids, pinned=pinned))

    def write_note(self, record_id: int, note: str) -> None:
        """Keep a note on a record."""
        self._start(Act.WRITE_NOTE, lambda: self._controls.write_note(record_id, note))

    def delete(self, record_ids: Sequence[int]) -> None:
        """Delete records and all that belongs to them."""
        progress = self._progress_of(Act.DELETE)
        self._start(Act.DELETE, lambda: self._controls.delete(record_ids, progress))

    def delete_deliveries(self, delivery_ids: Sequence[int]) -> None:
        """Delete deliveries that brought no record."""
        progress = self._progress_of(Act.DELETE)
        self._start(Act.DELETE, lambda: self._controls.delete_deliveries(delivery_ids, progress))

    def allow_host(self, host: str) -> None:
        """Let callbacks go to `host`."""
        self._start(Act.ALLOW_HOST, lambda: self._controls.allow_host(host))

    def listen_again(self) -> None:
        """Try once more to have the listener's address."""
        self._start(Act.LISTEN_AGAIN, self._controls.listen_again)

    def _progress_of(self, act: Act) -> Callable[[int, int], None]:
        return lambda done, of: self.progressed.emit(act, done, of)

    def _start(self, act: Act, work: Callable[[], Coroutine[Any, Any, Any]]) -> None:
        if act in self._busy:
            return
        self._busy[act] = None
        self.busy_changed.emit(act)
        self._busy[act] = self._tasks.start(self._run(act, work), act.value)

    async def _run(self, act: Act, work: Callable[[], Coroutine[Any, Any, Any]]) -> None:
        try:
            self.done.emit(act, await work())
        except RivermonError as why:
            self.failed.emit(str(why))
        finally:
            self._busy.pop(act, None)
            self.busy_changed.emit(act)
