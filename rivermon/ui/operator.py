"""What the operator asks for, run in the background and answered for in the window.

Does not know how it is done: the controls do it. The world's failures come back as a sentence.
"""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from rivermon.core.held_secrets import HeldSecrets, LabelledSecret
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
    KEEP_SECRETS = "keep webhook secrets"
    KEEP_API_KEY = "keep the API key"
    LISTEN_AT = "listen elsewhere"
    TRY_PUBLIC_WAY = "try the public way"
    BACK_UP = "back up"
    MOVE_DATA = "move the database"
    RESTORE = "restore a back-up"
    START_AT_LOGIN = "start at login"


_ANSWERED_BESIDE_THE_FIELD = frozenset(
    {
        Act.KEEP_SECRETS,
        Act.KEEP_API_KEY,
        Act.LISTEN_AT,
        Act.BACK_UP,
        Act.MOVE_DATA,
        Act.RESTORE,
        Act.START_AT_LOGIN,
    }
)


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

    refused = Signal(object, str)
    """An Act failed whose words belong beside the field where it was asked for."""

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

    def secrets(self) -> HeldSecrets:
        """The webhook secrets and the API key, and where they come from."""
        return self._controls.secrets()

    def keep_secrets(self, webhook: Sequence[LabelledSecret]) -> None:
        """Verify webhooks by these secrets from now on; done tells whether they are kept."""
        self._start(Act.KEEP_SECRETS, lambda: self._controls.keep_secrets(webhook))

    def keep_api_key(self, api_key: str) -> None:
        """Send callbacks with this key from now on; done tells whether it is kept."""
        self._start(Act.KEEP_API_KEY, lambda: self._controls.keep_api_key(api_key))

    def listen_at(self, host: str, port: int, path: str | None, max_body: int) -> None:
        """Listen there instead."""
        self._start(Act.LISTEN_AT, lambda: self._controls.listen_at(host, port, path, max_body))

    def try_public_way(self) -> None:
        """Start the tunnel again at once, or send a ping at once."""
        self._start(Act.TRY_PUBLIC_WAY, self._controls.try_public_way)

    def back_up(self, file: Path) -> None:
        """Copy the whole database to a new file."""
        progress = self._progress_of(Act.BACK_UP)
        self._start(Act.BACK_UP, lambda: self._controls.back_up(file, progress))

    def move_data(self, folder: Path) -> None:
        """Have the database in another folder; this window closes for that."""
        self._start(Act.MOVE_DATA, lambda: self._controls.move_data(folder))

    def restore(self, file: Path) -> None:
        """Go on with a back-up; this window closes for that."""
        self._start(Act.RESTORE, lambda: self._controls.restore(file))

    def start_at_login(self, *, wanted: bool) -> None:
        """Have the desktop start rivermon when the operator logs in, or not."""
        self._start(Act.START_AT_LOGIN, lambda: self._controls.start_at_login(wanted=wanted))

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
            if act in _ANSWERED_BESIDE_THE_FIELD:
                self.refused.emit(act, str(why))
            else:
                self.failed.emit(str(why))
        finally:
            self._busy.pop(act, None)
            self.busy_changed.emit(act)
