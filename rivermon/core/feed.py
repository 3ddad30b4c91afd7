"""The one feed: every fact is told here after its commit, to everybody who subscribed.

Knows the facts, not the listeners. A listener that fails cannot undo a fact, nor keep it from the
others.
"""

import logging
from collections.abc import Callable, Sequence
from enum import StrEnum

import msgspec

from rivermon.core.entities import (
    Attempt,
    Callback,
    CallbackKind,
    CallbackState,
    Delivery,
    RecordRow,
)
from rivermon.core.tunnel import PublicWay

_log = logging.getLogger(__name__)


class DeliveryStored(msgspec.Struct, frozen=True):
    """A request was committed. The delivery comes without its headers and body."""

    delivery: Delivery


class RecordStored(msgspec.Struct, frozen=True):
    """A record was committed."""

    row: RecordRow


class CallbackOwed(msgspec.Struct, frozen=True):
    """A callback is due from now on: new, called for again, or released."""

    callback: Callback


class CallbackChanged(msgspec.Struct, frozen=True):
    """A callback's state was committed; `attempt` is the try that changed it, if one did.

    `callback` comes without its body.
    """

    callback: Callback
    attempt: Attempt | None = None

    @property
    def of_record(self) -> bool:
        """True when this is the state that the record's row shows."""
        return self.callback.record_id is not None and self.callback.kind is CallbackKind.SUCCESS

    @property
    def held(self) -> bool:
        """True when the callback may not leave."""
        return self.callback.state is CallbackState.HELD


class RecordChanged(msgspec.Struct, frozen=True):
    """A record was pinned, noted or edited; the row is as it stands now."""

    row: RecordRow


class RowsDropped(msgspec.Struct, frozen=True, kw_only=True):
    """Rows were deleted: by the operator, by age or size, or rejected ones to make room."""

    deliveries: tuple[int, ...] = ()
    records: tuple[int, ...] = ()
    callbacks: tuple[int, ...] = ()


class LedgerChanged(msgspec.Struct, frozen=True):
    """Somebody else wrote to the database: any row may be new, changed or gone."""


class Listening(msgspec.Struct, frozen=True):
    """The listener answers at this URL."""

    url: str


class Watching(msgspec.Struct, frozen=True):
    """This window shows what another rivermon takes in."""


class PublicWayChanged(msgspec.Struct, frozen=True):
    """The public way has another state, address or reason."""

    way: PublicWay


class SecretsChanged(msgspec.Struct, frozen=True):
    """There are other webhook secrets, or another API key."""


class Trouble(StrEnum):
    """What can be wrong with the house as a whole; the most serious first."""

    STORE = "store unavailable"
    NO_SECRET = "no webhook secret"
    PORT = "not listening"
    PUBLIC = "public address down"
    SET_ASIDE = "database set aside"
    NO_API_KEY = "no API key"
    MOVED = "public address changed"
    HOST_HELD = "callback host not allowed"
    REJECTED = "webhook rejected"
    CONTENT = "content not processed"


class TroubleBegan(msgspec.Struct, frozen=True):
    """Something is wrong; `detail` says in words what (a host, a path, a reason)."""

    trouble: Trouble
    detail: str = ""


class TroubleEnded(msgspec.Struct, frozen=True):
    """What was wrong is mended."""

    trouble: Trouble


Fact = (
    DeliveryStored
    | RecordStored
    | CallbackOwed
    | CallbackChanged
    | RecordChanged
    | RowsDropped
    | LedgerChanged
    | Listening
    | Watching
    | PublicWayChanged
    | SecretsChanged
    | TroubleBegan
    | TroubleEnded
)
Subscriber = Callable[[Sequence[Fact]], None]


class ChangeFeed:
    """Tells batches of facts, in the order of their commits, to every subscriber."""

    def __init__(self) -> None:
        self._subscribers: list[Subscriber] = []

    def subscribe(self, subscriber: Subscriber) -> Callable[[], None]:
        """Have `subscriber` called with every batch from now on.

        Returns:
            A function that ends the subscription; calling it twice is harmless.
        """
        self._subscribers.append(subscriber)

        def end() -> None:
            if subscriber in self._subscribers:
                self._subscribers.remove(subscriber)

        return end

    def tell(self, facts: Sequence[Fact]) -> None:
        """Hand a batch of committed facts to every subscriber.

        A subscriber that raises is logged with its trace; the others are still told.
        """
        if not facts:
            return
        for subscriber in tuple(self._subscribers):
            try:
                subscriber(facts)
            except Exception:  # noqa: BLE001 - ours to log, never to spread
                _log.exception("A subscriber of the feed failed; the facts stay committed")
