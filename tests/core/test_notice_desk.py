"""The notice desk hears the feed, and tells while nobody looks; the time is handed in."""

import asyncio
import itertools
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any, cast

import pytest

from rivermon.core.approval import Approval
from rivermon.core.entities import (
    Callback,
    CallbackKind,
    CallbackState,
    Delivery,
    Outcome,
    RecordRow,
    Verdict,
    VerdictWord,
)
from rivermon.core.feed import (
    CallbackChanged,
    CallbackOwed,
    ChangeFeed,
    DeliveryStored,
    Fact,
    Listening,
    RecordStored,
    RowsDropped,
    Trouble,
    TroubleBegan,
    TroubleEnded,
)
from rivermon.core.health import Pace
from rivermon.core.listing import View
from rivermon.core.notice import Notice, NoticeKind
from rivermon.core.notice_desk import NoticeDesk
from rivermon.core.ports import Ledger, StoreUnavailable
from tests.core.fake_clock import START, FakeClock

PATIENCE_S = 10.0
_TINY_S = 1e-5
URL = "http://127.0.0.1:8765/webhooks/modelriver"
FULL = TroubleBegan(Trouble.STORE, "The disk is full.")
MENDED = TroubleEnded(Trouble.STORE)


class WatchedClock(FakeClock):
    """Knows until when it is waited for, and whether the waiting has begun."""

    def __init__(self) -> None:
        super().__init__()
        self.until_s = 0.0
        self._wake: asyncio.Event | None = None
        self._entered = asyncio.Event()

    async def wait(self, wake: asyncio.Event, until: datetime | None) -> None:
        assert until is not None
        self.until_s = self.monotonic_s() + (until - self.now()).total_seconds()
        self._wake = wake
        self._entered.set()
        await super().wait(wake, until)
        self._wake = None

    async def waited_for(self) -> None:
        """Return once somebody waits, and nothing has woken them."""
        async with asyncio.timeout(PATIENCE_S):
            while not self._waits():
                self._entered.clear()
                await self._entered.wait()

    def _waits(self) -> bool:
        woken = self._wake is None or self._wake.is_set()
        return not woken and self.monotonic_s() < self.until_s


class PacedLedger:
    """A ledger of which nothing is known but its pace; None cannot be read."""

    def __init__(self) -> None:
        self.pace_now: Pace | None = Pace(last_at=START, usual_per_hour=40.2)
        self.asked: list[datetime] = []

    async def pace(self, now: datetime) -> Pace:
        self.asked.append(now)
        if self.pace_now is None:
            raise StoreUnavailable("The database cannot be read.")
        return self.pace_now


class Stage:
    """A desk with everything it is handed."""

    def __init__(self) -> None:
        self.clock = WatchedClock()
        self.ledger = PacedLedger()
        self.feed = ChangeFeed()
        self.wanted: set[str] = set(NoticeKind)
        self.attended = False
        self.told: list[Notice] = []
        self.desk = NoticeDesk(
            feed=self.feed,
            ledger=cast("Ledger", self.ledger),
            clock=self.clock,
            wanted=lambda: self.wanted,
            attended=lambda: self.attended,
            tell=self.told.append,
        )

    async def tell(self, *facts: Fact) -> None:
        self.feed.tell(facts)
        await self.clock.waited_for()

    async def pass_s(self, seconds: float) -> None:
        """Let time pass, and whoever waits for a moment in it act at that moment."""
        end_s = self.clock.monotonic_s() + seconds
        while (left_s := end_s - self.clock.monotonic_s()) > _TINY_S:
            # Never past the moment for which the desk waits: it would have overslept.
            self.clock.move(min(left_s, self.clock.until_s - self.clock.monotonic_s()))
            await self.clock.waited_for()

    async def pass_minutes(self, minutes: float) -> None:
        await self.pass_s(minutes * 60)

    @property
    def kinds(self) -> list[NoticeKind]:
        return [notice.kind for notice in self.told]


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    made = Stage()
    async with made.desk:
        await made.clock.waited_for()
        yield made


def delivery(number: int, outcome: Outcome = Outcome.RECORDED, **fields: Any) -> DeliveryStored:
    bad = outcome is Outcome.REJECTED
    word = VerdictWord.INVALID if bad else VerdictWord.VALID
    usual: dict[str, Any] = {
        "id": number,
        "received_at": START,
        "remote": "127.0.0.1",
        "path": "/webhooks/modelriver",
        "verdict": Verdict(word, reason="No secret matches" if bad else None),
        "outcome": outcome,
        "status": 401 if bad else 200,
        "reason": None,
        "type": None,
        "event": None,
        "channel_id": None,
        "record_id": None,
        "duration_ms": 1.0,
        "redeliveries": 0,
        "size": 2,
    }
    return DeliveryStored(Delivery(**(usual | fields)))


def refused(number: int, **fields: Any) -> DeliveryStored:
    return delivery(number, Outcome.REJECTED, **fields)


def callback(number: int, state: CallbackState, **fields: Any) -> Callback:
    usual: dict[str, Any] = {
        "id": number,
        "delivery_id": number,
        "record_id": number,
        "kind": CallbackKind.SUCCESS,
        "url": "https://api.modelriver.com/v1/callback/c1",
        "state": state,
        "body": b"",
        "attempts": 1,
        "next_attempt_at": None,
        "deadline": START,
        "received_at": START,
        "reason": "ModelRiver answered 404",
    }
    return Callback(**(usual | fields))


def failed(number: int, **fields: Any) -> CallbackChanged:
    return CallbackChanged(callback(number, CallbackState.ERROR, **fields))


def held(number: int) -> CallbackChanged:
    waiting = callback(number, CallbackState.HELD, approval=Approval.WAITING)
    return CallbackChanged(waiting)


def awaiting(number: int, title: str) -> RecordStored:
    return RecordStored(
        RecordRow(
            id=number,
            created_at=START,
            title=title,
            category="movies",
            event_name="new_chat",
            channel_id=None,
            model=None,
            provider=None,
            state=CallbackState.HELD,
            attempts=0,
            duration_ms=None,
            deadline=START,
            awaiting=True,
        )
    )


async def test_the_first_failed_callback_is_told_with_its_row(stage: Stage) -> None:
    await stage.tell(failed(7))
    assert stage.told == []
    await stage.pass_s(3)
    assert stage.told == [
        Notice(
            kind=NoticeKind.CALLBACKS,
            view=View.CALLBACKS,
            row_id=7,
            detail="ModelRiver answered 404",
        )
    ]


async def test_a_timeout_is_told_like_an_error(stage: Stage) -> None:
    await stage.tell(CallbackChanged(callback(7, CallbackState.TIMEOUT)))
    await stage.pass_s(3)
    assert stage.kinds == [NoticeKind.CALLBACKS]


async def test_ten_refused_requests_are_one_notice(stage: Stage) -> None:
    for number in range(1, 11):
        await stage.tell(refused(number))
        await stage.pass_s(0.2)
    await stage.pass_s(3)
    assert stage.told == [
        Notice(
            kind=NoticeKind.SIGNATURES,
            count=10,
            view=View.DELIVERIES,
            row_id=1,
            detail="No secret matches",
        )
    ]


async def test_at_most_one_notice_a_minute(stage: Stage) -> None:
    told_at: list[datetime] = []
    for number in range(1, 601):
        before = len(stage.told)
        await stage.tell(failed(number), refused(number))
        await stage.pass_s(1)
        if len(stage.told) > before:
            told_at.append(stage.clock.now())
    assert len(stage.told) == 10
    gaps = [later - earlier for earlier, later in itertools.pairwise(told_at)]
    assert min(gaps) >= timedelta(seconds=59)
    counted = sum(each.count for each in stage.told if each.kind is NoticeKind.CALLBACKS)
    assert counted > 500


async def test_nothing_is_told_while_the_operator_looks(stage: Stage) -> None:
    stage.attended = True
    await stage.tell(failed(1), refused(1), FULL, awaiting(1, "x"))
    await stage.pass_minutes(3)
    stage.attended = False
    await stage.pass_minutes(3)
    assert stage.told == []
    await stage.tell(failed(2))
    await stage.pass_s(3)
    assert [notice.row_id for notice in stage.told] == [2]


async def test_who_comes_to_look_is_told_nothing_that_waited(stage: Stage) -> None:
    await stage.tell(failed(1))
    stage.attended = True
    await stage.pass_s(3)
    stage.attended = False
    await stage.pass_minutes(2)
    assert stage.told == []


@pytest.mark.parametrize("kind", [kind for kind in NoticeKind if kind is not NoticeKind.SILENCE])
async def test_a_kind_that_is_off_is_silent_at_once(stage: Stage, kind: NoticeKind) -> None:
    down = TroubleBegan(Trouble.PUBLIC, "It ended.")
    facts = (failed(1), refused(1), FULL, awaiting(1, "x"), down)
    await stage.tell(*facts)
    stage.wanted.discard(kind)
    await stage.pass_minutes(6)
    assert kind not in stage.kinds
    assert len(stage.kinds) == 4
    stage.wanted.add(kind)
    await stage.pass_minutes(3)
    assert kind not in stage.kinds


async def test_store_trouble_is_told_once_until_it_ends(stage: Stage) -> None:
    for _ in range(180):
        await stage.tell(FULL)
        await stage.pass_s(1)
    assert stage.told == [Notice(kind=NoticeKind.STORE, detail="The disk is full.")]
    await stage.tell(MENDED)
    await stage.pass_minutes(1)
    await stage.tell(FULL)
    await stage.pass_s(3)
    assert stage.kinds == [NoticeKind.STORE] * 2


async def test_store_trouble_that_is_over_soon_is_not_told(stage: Stage) -> None:
    await stage.tell(FULL)
    await stage.pass_s(2)
    await stage.tell(MENDED)
    await stage.pass_minutes(2)
    assert stage.told == []


async def test_a_public_address_that_is_down_is_told_once_until_it_is_up(stage: Stage) -> None:
    await stage.tell(Listening(URL))
    for why in ("It ended.", "It is gone.", "It ended."):
        await stage.tell(TroubleBegan(Trouble.PUBLIC, why))
        await stage.pass_minutes(20)
    # Nobody can come in: that is no unusual silence.
    assert stage.told == [Notice(kind=NoticeKind.PUBLIC, detail="It ended.")]
    await stage.tell(TroubleEnded(Trouble.PUBLIC))
    await stage.pass_minutes(29)
    assert len(stage.told) == 1
    await stage.pass_minutes(2)
    assert stage.kinds == [NoticeKind.PUBLIC, NoticeKind.SILENCE]
    await stage.tell(TroubleBegan(Trouble.PUBLIC, "It ended."))
    await stage.pass_s(2)
    await stage.tell(TroubleEnded(Trouble.PUBLIC))
    await stage.pass_minutes(2)
    assert len(stage.told) == 2


async def test_a_database_that_was_set_aside_is_told(stage: Stage) -> None:
    words = "The database was damaged, and a new one was begun"
    await stage.tell(TroubleBegan(Trouble.SET_ASIDE, words))
    await stage.pass_s(3)
    assert stage.told == [Notice(kind=NoticeKind.STORE, detail=words)]


async def test_content_that_waits_is_told_with_its_title(stage: Stage) -> None:
    await stage.tell(awaiting(5, "Inception"), held(5))
    await stage.tell(awaiting(6, "Arrival"), held(6))
    await stage.pass_s(3)
    assert stage.told == [
        Notice(kind=NoticeKind.APPROVAL, count=2, view=View.RECORDS, row_id=5, detail="Inception")
    ]


async def test_content_that_was_decided_meanwhile_does_not_wait(stage: Stage) -> None:
    await stage.tell(awaiting(5, "Inception"), held(5), awaiting(6, "Arrival"), held(6))
    approved = callback(5, CallbackState.PROGRESS, approval=Approval.APPROVED)
    await stage.tell(CallbackOwed(approved))
    await stage.pass_s(3)
    assert [(each.count, each.row_id, each.detail) for each in stage.told] == [(1, 6, "Arrival")]


async def test_a_callback_that_got_through_after_all_is_not_told(stage: Stage) -> None:
    await stage.tell(failed(1))
    await stage.tell(CallbackChanged(callback(1, CallbackState.SUCCESS)))
    await stage.pass_minutes(1)
    assert stage.told == []


async def test_what_the_operator_rejected_did_not_fail(stage: Stage) -> None:
    await stage.tell(failed(1, approval=Approval.REJECTED))
    await stage.pass_minutes(1)
    assert stage.told == []


async def test_what_lapsed_did(stage: Stage) -> None:
    lapsed = callback(1, CallbackState.TIMEOUT, approval=Approval.LAPSED)
    await stage.tell(CallbackChanged(lapsed))
    await stage.pass_minutes(1)
    assert stage.kinds == [NoticeKind.CALLBACKS]


async def test_the_error_callback_of_a_failed_one_is_not_a_second_failure(stage: Stage) -> None:
    await stage.tell(failed(1), failed(2, record_id=1, kind=CallbackKind.ERROR))
    await stage.tell(failed(3, record_id=None, kind=CallbackKind.ERROR))
    await stage.pass_s(3)
    assert [(notice.count, notice.row_id) for notice in stage.told] == [(2, 1)]


async def test_rows_that_are_gone_are_no_culprits(stage: Stage) -> None:
    await stage.tell(refused(1), refused(2), failed(3), awaiting(4, "x"))
    await stage.tell(RowsDropped(deliveries=(1,), callbacks=(3,), records=(4,)))
    await stage.pass_minutes(3)
    assert [(notice.kind, notice.row_id) for notice in stage.told] == [(NoticeKind.SIGNATURES, 2)]


async def test_silence_is_told_against_what_is_usual(stage: Stage) -> None:
    await stage.tell(Listening(URL))
    await stage.pass_minutes(29)
    assert stage.ledger.asked == []
    await stage.pass_minutes(2)
    assert stage.told == [Notice(kind=NoticeKind.SILENCE, minutes=30, usual_per_hour=40)]


async def test_a_silence_is_told_once_and_ended_by_the_next_webhook(stage: Stage) -> None:
    await stage.tell(Listening(URL))
    await stage.pass_minutes(300)
    assert stage.kinds == [NoticeKind.SILENCE]
    asked = len(stage.ledger.asked)
    assert asked == 1
    await stage.tell(delivery(1))
    await stage.pass_minutes(29)
    assert len(stage.ledger.asked) == asked
    await stage.pass_minutes(5)
    assert stage.kinds == [NoticeKind.SILENCE] * 2


@pytest.mark.parametrize("fact", [refused(1), refused(1, replay_of=4), delivery(1, replay_of=4)])
async def test_what_modelriver_did_not_send_ends_no_silence(stage: Stage, fact: Fact) -> None:
    stage.wanted = {NoticeKind.SILENCE}
    await stage.tell(Listening(URL))
    await stage.pass_minutes(20)
    await stage.tell(fact)
    await stage.pass_minutes(12)
    assert stage.kinds == [NoticeKind.SILENCE]


@pytest.mark.parametrize("outcome", [Outcome.RECORDED, Outcome.KEPT, Outcome.DUPLICATE])
async def test_every_genuine_webhook_breaks_the_silence(stage: Stage, outcome: Outcome) -> None:
    await stage.tell(Listening(URL))
    for number in range(10):
        await stage.pass_minutes(25)
        await stage.tell(delivery(number, outcome))
    assert stage.told == []


async def test_where_nothing_is_usual_no_silence_is_told(stage: Stage) -> None:
    stage.ledger.pace_now = Pace(last_at=None, usual_per_hour=0.0)
    await stage.tell(Listening(URL))
    await stage.pass_minutes(200)
    assert stage.told == []
    assert len(stage.ledger.asked) <= 7


async def test_who_does_not_listen_hears_no_silence(stage: Stage) -> None:
    await stage.pass_minutes(100)
    await stage.tell(TroubleBegan(Trouble.PORT, "taken"))
    await stage.pass_minutes(100)
    await stage.tell(TroubleEnded(Trouble.PORT), Listening(URL))
    await stage.pass_minutes(29)
    assert stage.told == []
    await stage.pass_minutes(2)
    assert stage.kinds == [NoticeKind.SILENCE]


async def test_a_broken_store_is_no_silence(stage: Stage) -> None:
    stage.wanted = {NoticeKind.SILENCE}
    await stage.tell(Listening(URL), FULL)
    await stage.pass_minutes(100)
    await stage.tell(MENDED)
    await stage.pass_minutes(29)
    assert stage.told == []
    await stage.pass_minutes(2)
    assert stage.kinds == [NoticeKind.SILENCE]


async def test_a_machine_that_slept_heard_nothing(stage: Stage) -> None:
    await stage.tell(Listening(URL))
    await stage.pass_minutes(10)
    stage.clock.move(8 * 3600)
    await stage.clock.waited_for()
    await stage.pass_minutes(29)
    assert stage.told == []
    await stage.pass_minutes(2)
    assert [notice.minutes for notice in stage.told] == [30]


async def test_a_wall_clock_that_is_set_is_no_silence(stage: Stage) -> None:
    await stage.tell(Listening(URL))
    await stage.pass_minutes(10)
    stage.clock.set_wall(7200)
    await stage.pass_minutes(1)
    assert stage.told == []


async def test_a_ledger_that_does_not_answer_is_asked_again(stage: Stage) -> None:
    pace, stage.ledger.pace_now = stage.ledger.pace_now, None
    await stage.tell(Listening(URL))
    await stage.pass_minutes(35)
    assert stage.told == []
    await stage.tell(failed(1))
    await stage.pass_s(3)
    assert stage.kinds == [NoticeKind.CALLBACKS]
    stage.ledger.pace_now = pace
    await stage.pass_minutes(2)
    assert stage.kinds == [NoticeKind.CALLBACKS, NoticeKind.SILENCE]


async def test_a_silence_that_nobody_was_told_of_is_told_when_they_are_gone(stage: Stage) -> None:
    stage.attended = True
    await stage.tell(Listening(URL))
    await stage.pass_minutes(60)
    stage.attended = False
    await stage.pass_minutes(2)
    assert stage.kinds == [NoticeKind.SILENCE]


async def test_silence_can_be_switched_off(stage: Stage) -> None:
    stage.wanted.discard(NoticeKind.SILENCE)
    await stage.tell(Listening(URL))
    await stage.pass_minutes(100)
    assert stage.ledger.asked == []
    assert stage.told == []


async def test_after_the_end_nothing_is_heard(stage: Stage) -> None:
    await stage.desk.__aexit__()
    stage.feed.tell([failed(1)])
    stage.clock.move(60)
    assert stage.told == []
