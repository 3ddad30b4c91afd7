"""What the core needs from the other rooms, as Protocols, and how those rooms report failure.

Does not know who keeps these promises: the store, the wire, the system's clock, or a test.
"""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from datetime import datetime
from typing import Protocol

from rivermon.core.drafts import DeliveryDraft, Note
from rivermon.core.entities import (
    Callback,
    Counts,
    Detail,
    Kept,
    Reply,
)
from rivermon.core.filter_terms import Field
from rivermon.core.listing import Line, Query, Stretch, View


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

    async def call_again(self, record_id: int, at: datetime) -> bool:
        """Put a record's success callback back in Progress, due at `at`; False if it has none."""
        ...

    async def reject(self, record_id: int, why: str) -> bool:
        """Give a record's success callback up and owe an error callback; False if it has none."""
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

    async def counts(self) -> Counts:
        """How much is stored."""
        ...


class Controls(Protocol):
    """What the operator can do from the window. Failures reach the feed or raise RivermonError."""

    async def send_test(self) -> None:
        """Post a signed test webhook to the own listener, over real HTTP."""
        ...

    async def send_again(self, record_id: int) -> None:
        """Send a record's callback once more."""
        ...

    async def allow_host(self, host: str) -> None:
        """Let callbacks go to `host` (host or host:port) until rivermon is closed."""
        ...

    async def listen_again(self) -> None:
        """Try once more to have the listener's address."""
        ...
