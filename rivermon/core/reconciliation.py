"""Whether the ledger adds up: what must be equal, what must not be there, and what each means.

Pure: is handed what was counted. Does not know where it was counted, or how it is shown.
"""

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum

import msgspec

from rivermon.core.entities import CallbackState, Outcome


class Oddity(StrEnum):
    """What must not be there; the value names the rows that it is looked for among."""

    OUTCOME_UNKNOWN = "deliveries of an unknown outcome"
    RECORD_UNBROUGHT = "records that no delivery brought"
    RECORD_BROUGHT_TWICE = "records that two deliveries brought"
    RECORD_GONE = "deliveries whose record is gone"
    KEY_TWICE = "deliveries stored twice under one key"
    SUCCESS_NOT_OWED = "recorded without their one callback"
    CALLBACK_ASTRAY = "callbacks that no delivery owes"
    STATE_UNKNOWN = "callbacks of an unknown state or kind"
    NEVER_DUE = "callbacks in Progress without a next try"
    FAILURE_NOT_OWED = "callbacks given up and ModelRiver not told"
    TRIES_MISCOUNTED = "callbacks with another number of tries"
    TRY_ASTRAY = "tries at a callback that is gone"
    SUCCESS_UNPROVEN = "successes without a 2xx answer"
    AWAITING_NOT_HELD = "callbacks that wait for approval and are not held"
    UNDECIDED = "approvals without a moment, or moments without one"
    MARK_ASTRAY = "marks of a record that is gone"
    EDIT_UNSAID = "callbacks approved with changes, of records without them"


class Odd(msgspec.Struct, frozen=True):
    """How many rows are odd in one way, and the ids of the first of them."""

    number: int = 0
    ids: tuple[int, ...] = ()


class Documents(msgspec.Struct, frozen=True):
    """Documents in a table of words: how many there are, and how many there must and may be."""

    found: int
    fewest: int
    most: int


class Inventory(msgspec.Struct, frozen=True, kw_only=True):
    """What was counted in one database at one moment.

    `damage` is what SQLite says of the file itself; where it says anything, nothing else is
    counted. `received`, `dropped` and `deleted` are tallies: every delivery ever committed,
    rejected ones that were deleted to make room, and those that were deleted by hand, by age or by
    size. No replay is among them: `replays` and `replays_deleted` are its tallies, and `replayed`
    are those that are there, which are among the `outcomes` too. `owed` and `callbacks_deleted` are
    the tallies of callbacks.
    """

    damage: tuple[str, ...] = ()
    received: int = 0
    dropped: int = 0
    deleted: int = 0
    outcomes: Mapping[str, int] = {}
    replays: int = 0
    replays_deleted: int = 0
    replayed: Mapping[str, int] = {}
    redeliveries: int = 0
    records: int = 0
    owed: int = 0
    callbacks_deleted: int = 0
    states: Mapping[str, int] = {}
    callbacks: int = 0
    successes_owed: int = 0
    tries_counted: int = 0
    tries: int = 0
    record_words: Documents = Documents(0, 0, 0)
    delivery_words: Documents = Documents(0, 0, 0)
    oddities: Mapping[Oddity, Odd] = {}


class Check(msgspec.Struct, frozen=True):
    """One thing that was looked at; `words` say what a difference means, and what to do."""

    about: str
    expected: int
    found: int
    words: str | None = None

    @property
    def well(self) -> bool:
        """True when there is no difference."""
        return self.words is None


_REPORT = "Keep a copy of the file and report it."
_EDITED = f"Another program has changed the file, or rivermon made a mistake. {_REPORT}"
_SEND = "Send them again from the window."
_MEANING: Mapping[Oddity, str] = {
    Oddity.OUTCOME_UNKNOWN: _EDITED,
    Oddity.RECORD_UNBROUGHT: (
        "The content is there, but what ModelRiver sent is gone: if it came again, it would be "
        "stored once more. Restore the file from a copy, or report it."
    ),
    Oddity.RECORD_BROUGHT_TWICE: _EDITED,
    Oddity.RECORD_GONE: (
        "Content that was answered with 200 is gone. The deliveries still hold it, as `rivermon "
        "deliveries --json` shows: restore the file from a copy, or the content from there."
    ),
    Oddity.KEY_TWICE: (
        "What came again was taken for new, and ModelRiver may have been called back twice. "
        f"{_REPORT}"
    ),
    Oddity.SUCCESS_NOT_OWED: (
        f"ModelRiver is not called back for these deliveries, or is twice. {_REPORT}"
    ),
    Oddity.CALLBACK_ASTRAY: (
        "No delivery that is there owes them, or it brought another record: ModelRiver may be told "
        f"of the wrong content. {_REPORT}"
    ),
    Oddity.STATE_UNKNOWN: f"They are neither sent nor shown as failed. {_EDITED}",
    Oddity.NEVER_DUE: f"They are never sent. {_SEND} {_REPORT}",
    Oddity.FAILURE_NOT_OWED: f"ModelRiver does not know that it waits in vain. {_SEND}",
    Oddity.TRIES_MISCOUNTED: f"What ModelRiver answered is gone, or is there twice. {_EDITED}",
    Oddity.TRY_ASTRAY: f"A callback was deleted, whatever had become of it. {_EDITED}",
    Oddity.SUCCESS_UNPROVEN: f"ModelRiver may still wait for them. {_SEND}",
    Oddity.AWAITING_NOT_HELD: (
        f"They leave, or were given up, though nobody has approved them. {_EDITED}"
    ),
    Oddity.UNDECIDED: f"Who decided, and when, is not known of these callbacks. {_EDITED}",
    Oddity.MARK_ASTRAY: f"Content was deleted, and not by rivermon. {_EDITED}",
    Oddity.EDIT_UNSAID: (
        f"What was sent is not what the record shows, and nothing in it says so. {_EDITED}"
    ),
}
_SHOWN = 5


def reconcile(inventory: Inventory) -> Sequence[Check]:
    """Compare all that was counted.

    Args:
        inventory: what was counted.

    Returns:
        Every check in the order in which it is to be read, those without a difference among them.
    """
    if inventory.damage:
        return [_damaged(inventory.damage)]
    return [Check("faults in the file itself", 0, 0), *_sums(inventory), *_oddities(inventory)]


def came(inventory: Inventory, outcome: str) -> int:
    """The deliveries of an outcome that are there and came from ModelRiver, replays excepted."""
    return inventory.outcomes.get(outcome, 0) - inventory.replayed.get(outcome, 0)


def accounted(inventory: Inventory) -> int:
    """The deliveries that are there, by their outcomes, and those that were dropped or deleted."""
    there = sum(came(inventory, outcome) for outcome in Outcome)
    return there + inventory.dropped + inventory.deleted


def _damaged(damage: Sequence[str]) -> Check:
    words = (
        f"SQLite finds the file damaged: {'; '.join(damage[:_SHOWN])}. Nothing in it can be relied "
        "on, and nothing else was counted. Stop rivermon, keep a copy of the file, and salvage "
        "what can be read with `rivermon repair`."
    )
    return Check("faults in the file itself", 0, len(damage), words)


def _sums(inventory: Inventory) -> Iterator[Check]:
    outcomes = inventory.outcomes
    yield _equal(
        "deliveries received",
        inventory.received,
        accounted(inventory),
        "deliveries were received, but {found} are accounted for",
        "What is missing was deleted, and not by rivermon; what is too much was written past it. "
        "Restore the file from a copy, or report it.",
    )
    yield _equal(
        "deliveries replayed",
        inventory.replays,
        sum(inventory.replayed.values()) + inventory.replays_deleted,
        "deliveries were replayed, but {found} replays are accounted for",
        _EDITED,
    )
    recorded = outcomes.get(Outcome.RECORDED, 0)
    yield _equal(
        "records of recorded deliveries",
        recorded,
        inventory.records,
        "deliveries were recorded, but {found} records are there",
        "Content was deleted, or made without a webhook. Restore the file from a copy.",
    )
    yield _equal(
        "duplicates of what came before",
        inventory.redeliveries,
        came(inventory, Outcome.DUPLICATE),
        "redeliveries are counted on what came first, but {found} duplicates are there",
        _EDITED,
    )
    yield _equal(
        "callbacks with the content",
        recorded,
        inventory.successes_owed,
        "deliveries were recorded, but {found} callbacks with content are owed or were sent",
        "ModelRiver was not called back for all of them, or was for content that is not there. "
        + _REPORT,
    )
    yield _equal(
        "callbacks owed",
        inventory.owed,
        inventory.callbacks + inventory.callbacks_deleted,
        "callbacks were owed, but {found} are accounted for",
        "What is missing was deleted, and not by rivermon: ModelRiver may wait in vain. " + _REPORT,
    )
    yield _equal(
        "callbacks by their states",
        inventory.callbacks,
        sum(inventory.states.get(state, 0) for state in CallbackState),
        "callbacks are there, but {found} are in a state that rivermon knows",
        _EDITED,
    )
    yield _equal(
        "tries that were kept",
        inventory.tries_counted,
        inventory.tries,
        "tries are counted on the callbacks, but {found} are kept",
        _EDITED,
    )
    yield _findable("records that can be found by words", inventory.record_words)
    yield _findable("deliveries that can be found", inventory.delivery_words)


def _equal(about: str, expected: int, found: int, what: str, so: str) -> Check:
    if expected == found:
        return Check(about, expected, found)
    return Check(about, expected, found, f"{expected:,} {what.format(found=f'{found:,}')}. {so}")


def _findable(about: str, words: Documents) -> Check:
    if words.fewest <= words.found <= words.most:
        return Check(about, words.found, words.found)
    said = (
        f"The table of words has {words.found:,} entries where {words.fewest:,} should be. "
        "A search misses something, or finds what is gone; nothing else is lost. " + _REPORT
    )
    return Check(about, words.fewest, words.found, said)


def _oddities(inventory: Inventory) -> Iterator[Check]:
    for oddity, meaning in _MEANING.items():
        odd = inventory.oddities.get(oddity, Odd())
        words = f"{odd.number:,} ({_ids(odd)}). {meaning}" if odd.number else None
        yield Check(oddity, 0, odd.number, words)


def _ids(odd: Odd) -> str:
    shown = ", ".join(map(str, odd.ids))
    more = ", …" if odd.number > len(odd.ids) else ""
    return f"{'id' if odd.number == 1 else 'ids'} {shown}{more}"
