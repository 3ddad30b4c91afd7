"""What the core needs from the other rooms, as Protocols, and how those rooms report failure.

Does not know who keeps these promises: the store, the wire, the system's clock, or a test.
"""

import asyncio
from collections.abc import AsyncGenerator, Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from rivermon.core.approval import Approval
from rivermon.core.backup import Backup
from rivermon.core.diagnosis import Diagnosis
from rivermon.core.drafts import DeliveryDraft, Note
from rivermon.core.entities import (
    Callback,
    Counts,
    Detail,
    Kept,
    Reply,
)
from rivermon.core.filter_terms import Field
from rivermon.core.health import Health, Losses, Pace, Span, Way
from rivermon.core.held_secrets import HeldSecrets, Keeping, LabelledSecret
from rivermon.core.listing import Line, Query, Stretch, View
from rivermon.core.retention import Removed, Retention
from rivermon.core.sample_webhook import SampleTemplate, SampleWebhook
from rivermon.core.tunnel import TunnelNews, TunnelPlan


class RivermonError(Exception):
    """The world's failure, in words for the person who reads it: what happened and what to do."""


class StoreUnavailable(RivermonError):
    """The store cannot commit or read now: disk full, locked, read-only, gone."""


class StoreRefused(RivermonError):
    """The database is not one that this rivermon may open: newer, or somebody else's."""


class StoreInUse(StoreRefused):
    """Another rivermon writes to the database now."""


class ListenerUnavailable(RivermonError):
    """The listener cannot have its address: taken, not allowed, not this machine's."""


class Clock(Protocol):
    """The time, handed in."""

    def now(self) -> datetime:
        """The wall clock: aware, UTC."""
        ...

    def monotonic_s(self) -> float:
        """Seconds that never run backwards, and go on while the machine sleeps."""
        ...

    async def wait(self, wake: asyncio.Event, until: datetime | None) -> None:
        """Return when `wake` is set or `until` has come, whichever is first; None never comes.

        How long that is, is asked once: setting the wall clock meanwhile changes nothing.
        """
        ...


class CallbackClient(Protocol):
    """Sends one callback."""

    async def post(self, url: str, body: bytes) -> Reply:
        """POST `body` to `url` with the API key; failures are told in the reply, never raised."""
        ...


class Tunnel(Protocol):
    """Runs the program that leads from ModelRiver to this machine, one at a time."""

    async def start(
        self, plan: TunnelPlan, address: tuple[str, int], hear: Callable[[TunnelNews], None]
    ) -> None:
        """Run the plan's program for the listener at `address` until it is stopped.

        One that ends is started again, after waits that grow. What happens is told to `hear`, on
        the loop; nothing is raised. A plan with nothing to run (OFF, URL) is at once done with.
        """
        ...

    def again(self) -> None:
        """Start the program again now rather than after its wait; nothing while it runs."""
        ...

    async def stop(self) -> None:
        """End the program and all that it started; nothing is told any more."""
        ...


class Store(Protocol):
    """Writes and hands back what is owed. Every method raises StoreUnavailable when it cannot."""

    async def keep(self, draft: DeliveryDraft) -> Kept:
        """Commit a delivery with its record and callback, or count it as a duplicate."""
        ...

    async def owed(self, limit: int, after: tuple[datetime, int] | None = None) -> list[Callback]:
        """Callbacks in Progress, oldest deadline first, beyond the (deadline, id) of `after`."""
        ...

    async def body(self, callback_id: int) -> bytes:
        """The JSON that a callback carries."""
        ...

    async def held(self) -> list[Callback]:
        """Callbacks in Held, oldest deadline first, at most 10,000, without their bodies."""
        ...

    async def note(self, note: Note) -> None:
        """Commit what became of a callback, and owe an error callback if one is called for."""
        ...

    async def check(self) -> None:
        """Commit nothing, to see that the store can commit."""
        ...

    async def call_again(self, record_ids: Sequence[int], at: datetime) -> int:
        """Put records' success callbacks back in Progress, due at `at`; how many there were.

        Those that wait for approval are left alone.
        """
        ...

    async def reject(
        self, record_id: int, why: str, approval: Approval = Approval.REJECTED
    ) -> bool:
        """Give a record's success callback up and owe an error callback.

        False if it has none, if it is rejected already, or if ModelRiver has taken the content.
        If it waited for the operator, `approval` is how that ended. With LAPSED, one that does not
        wait any more is left alone, and that is False too.
        """
        ...

    async def awaiting(self) -> list[Callback]:
        """Callbacks that wait for approval, oldest deadline first, at most 10,000, bodiless."""
        ...

    async def approve(
        self, record_id: int, at: datetime, approval: Approval, data: dict[str, Any] | None = None
    ) -> bool:
        """Let a callback go that waits for approval, due at `at`; False if none waits.

        With `data`, a JSON object, the record and what is sent are changed to it.
        """
        ...

    async def pin(self, record_ids: Sequence[int], at: datetime | None) -> int:
        """Pin records, or with None take the pins off; how many there are."""
        ...

    async def write_note(self, record_id: int, note: str) -> bool:
        """Keep the operator's note on a record, empty for none; False if there is no record."""
        ...

    async def delete(self, record_ids: Sequence[int]) -> Removed:
        """Delete records with all that belongs to them, but those whose callback is owed."""
        ...

    async def delete_deliveries(self, delivery_ids: Sequence[int]) -> Removed:
        """Delete deliveries that brought no record, with what is theirs; the others stay."""
        ...

    async def prune(self, retention: Retention, now: datetime) -> Removed:
        """Delete one batch, the oldest first, of what is not to be kept any more."""
        ...

    async def note_lasting(self, what: Way, since: datetime, until: datetime) -> None:
        """Keep that something lasted from `since` to `until`; the same `since` is prolonged."""
        ...


class Ledger(Protocol):
    """Reads what is stored. Every method raises StoreUnavailable when it cannot."""

    def search(self, query: Query) -> AsyncGenerator[Stretch, None]:
        """The ids of all that matches, piece by piece; the first piece comes soon.

        Closing the iterator ends the search.
        """
        ...

    async def lines(self, query: Query, ids: Sequence[int]) -> Sequence[Line]:
        """The rows with these ids, in their order; those that are gone are left out."""
        ...

    async def matching(self, query: Query, ids: Sequence[int]) -> Sequence[int]:
        """Those of `ids` that match the filter, in no particular order."""
        ...

    async def newer(self, query: Query, than: int) -> Sequence[int]:
        """The ids beyond `than` that match, oldest first."""
        ...

    async def failed(self, view: View, ids: Sequence[int]) -> Sequence[int]:
        """Those of `ids` that failed, in no particular order."""
        ...

    async def values_seen(self, field: Field, begin: str, limit: int = 20) -> Sequence[str]:
        """Values of a text field that begin so, without regard to case, in alphabetical order."""
        ...

    async def version(self) -> int:
        """A number that is another one after anybody else's commit."""
        ...

    async def detail(self, view: View, row_id: int) -> Detail | None:
        """Everything about the row of a view, or None if there is none with this id."""
        ...

    async def details(self, view: View, ids: Sequence[int]) -> Sequence[Detail]:
        """Everything about rows of a view, in their order; those that are gone are left out."""
        ...

    async def records_of(self, view: View, ids: Sequence[int]) -> Sequence[int]:
        """The ids of the records that rows of a view are about, each once, in their order."""
        ...

    async def counts(self) -> Counts:
        """How much is stored."""
        ...

    async def health(self, span: Span, now: datetime) -> Health:
        """How webhooks and callbacks fared in the time before `now`."""
        ...

    async def losses(self) -> Losses:
        """Where everything that ever came is, and every callback that was ever owed."""
        ...

    async def pace(self, now: datetime) -> Pace:
        """When the last webhook came, and how many usually come."""
        ...

    async def would_prune(self, retention: Retention, now: datetime) -> Removed:
        """What pruning would delete in all."""
        ...


Progress = Callable[[int, int], None]
"""Is told how much of how much is done."""


class Controls(Protocol):
    """What the operator can do from the window. Failures reach the feed or raise RivermonError.

    What takes long can be cancelled by cancelling its task; what was done by then stays done.
    """

    async def send_test(self, sample: SampleWebhook | None = None) -> None:
        """Post a signed test webhook to the own listener, over real HTTP; None is a usual one."""
        ...

    def templates(self) -> Sequence[SampleTemplate]:
        """Payloads that a test webhook can begin with."""
        ...

    async def send_again(self, record_ids: Sequence[int], progress: Progress) -> int:
        """Send records' callbacks once more, a new attempt each; how many there were."""
        ...

    async def reject(self, record_ids: Sequence[int], why: str) -> int:
        """Tell ModelRiver that there will be no content for records; how many were rejected."""
        ...

    async def approve(self, record_ids: Sequence[int], data: dict[str, Any] | None = None) -> int:
        """Let callbacks go that wait for approval, one of them with other data; how many went."""
        ...

    async def replay(self, delivery_id: int) -> Kept:
        """Take a stored delivery in once more, as if it had just come; what became of it."""
        ...

    async def diagnose(self, delivery_id: int) -> Diagnosis:
        """Look at a stored delivery's signature with the secrets as they are now."""
        ...

    async def pin(self, record_ids: Sequence[int], *, pinned: bool) -> int:
        """Pin records, or take their pins off; how many there are."""
        ...

    async def write_note(self, record_id: int, note: str) -> None:
        """Keep a note on a record; an empty one takes it away."""
        ...

    async def delete(self, record_ids: Sequence[int], progress: Progress) -> Removed:
        """Delete records and all that belongs to them; what is still owed stays."""
        ...

    async def delete_deliveries(self, delivery_ids: Sequence[int], progress: Progress) -> Removed:
        """Delete deliveries that brought no record."""
        ...

    async def allow_host(self, host: str) -> None:
        """Let callbacks go to `host` (host or host:port) from now on, and keep that."""
        ...

    def secrets(self) -> HeldSecrets:
        """The webhook secrets and the API key, and where they come from."""
        ...

    async def keep_secrets(self, webhook: Sequence[LabelledSecret]) -> Keeping:
        """Verify webhooks by these secrets from now on, and keep them in the keyring."""
        ...

    async def keep_api_key(self, api_key: str) -> Keeping:
        """Send callbacks with this key from now on (empty: none), and keep it in the keyring."""
        ...

    async def listen_at(self, host: str, port: int, path: str | None, max_body: int) -> None:
        """Listen there instead, and keep that; the old address is given up once this one is had.

        Requests under way are answered. `path` is one more path, `max_body` is in bytes.
        """
        ...

    async def try_public_way(self) -> None:
        """Start the tunnel again at once, or send a ping at once if it runs."""
        ...

    async def back_up(self, file: Path, progress: Progress) -> Backup:
        """Copy the whole database to a new file while rivermon goes on."""
        ...

    async def move_data(self, folder: Path) -> None:
        """Have the database in another folder: rivermon closes, moves it, and opens again."""
        ...

    async def restore(self, file: Path) -> None:
        """Go on with a back-up: rivermon closes, keeps what there is aside, and opens again."""
        ...

    async def start_at_login(self, *, wanted: bool) -> None:
        """Have the desktop start rivermon when the operator logs in, or not, and keep that."""
        ...

    async def listen_again(self) -> None:
        """Try once more to have the listener's address."""
        ...
