"""The timeline of a webhook: ModelRiver's order, what each took, and what is still to come."""

from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from rivermon.core.approval import Approval
from rivermon.core.entities import (
    Attempt,
    Callback,
    CallbackHistory,
    CallbackKind,
    CallbackState,
    Delivery,
    Detail,
    Outcome,
    Record,
    Verdict,
    VerdictWord,
)
from rivermon.core.moment import Lane, Moment, Standing, What
from rivermon.core.time_scale import places
from rivermon.core.timeline import TEST_EVENT, owes, timeline

START = datetime(2026, 3, 1, 14, 3, 22, 187_000, tzinfo=UTC)
DEADLINE = START + timedelta(minutes=5)


def at(ms: float) -> datetime:
    return START + timedelta(milliseconds=ms)


def delivery(delivery_id: int = 1, **fields: Any) -> Delivery:
    usual: dict[str, Any] = {
        "id": delivery_id,
        "received_at": START,
        "remote": "127.0.0.1",
        "path": "/webhook",
        "type": "task.ai_generated",
        "event": "e",
        "channel_id": "c",
        "verdict": Verdict(VerdictWord.VALID),
        "reason": None,
        "outcome": Outcome.RECORDED,
        "status": 200,
        "duration_ms": 3.0,
        "record_id": 9,
        "redeliveries": 0,
        "size": 2,
    }
    return Delivery(**(usual | fields))


RECORD = Record(
    id=9,
    title="t",
    body="",
    category="c",
    metadata={},
    channel_id="c",
    event_name="e",
    source="modelriver",
    created_at=at(1),
)


def history(state: CallbackState, *attempts: Attempt, **fields: Any) -> CallbackHistory:
    usual: dict[str, Any] = {
        "id": 1,
        "delivery_id": 1,
        "record_id": 9,
        "kind": CallbackKind.SUCCESS,
        "url": "https://api.modelriver.com/v1/callback/c",
        "state": state,
        "body": b"",
        "attempts": len(attempts),
        "next_attempt_at": None,
        "deadline": DEADLINE,
        "received_at": START,
    }
    return CallbackHistory(callback=Callback(**(usual | fields)), attempts=attempts)


def whole(*callbacks: CallbackHistory, **fields: Any) -> Detail:
    return Detail(delivery=delivery(**fields), record=RECORD, callbacks=callbacks)


def whats(moments: tuple[Moment, ...]) -> list[What]:
    return [moment.what for moment in moments]


ANSWERED = Attempt(started_at=at(4), duration_ms=208.0, status=200)
REFUSED = Attempt(started_at=at(4), duration_ms=100.0, status=503)


def test_the_whole_story_is_in_modelrivers_order() -> None:
    detail = whole(history(CallbackState.SUCCESS, ANSWERED), sent_at=at(-283))
    request, webhook, record, callback = found = timeline(detail, at(900))
    assert whats(found) == [What.REQUEST, What.DELIVERY, What.RECORD, What.ATTEMPT]
    assert [m.lane for m in found] == [Lane.REQUEST, Lane.WEBHOOK, Lane.RECORD, Lane.CALLBACK]
    assert (request.after_ms, webhook.gap_ms, webhook.duration_ms) == (-283.0, 283.0, 3.0)
    assert (record.after_ms, record.number) == (1.0, 9)
    assert (callback.after_ms, callback.gap_ms, callback.status) == (4.0, 1.0, 200)
    assert callback.standing is Standing.GOOD
    assert not owes(detail)
    assert not any(moment.planned or moment.simulated for moment in found)


def test_a_clock_that_is_ahead_does_not_turn_the_order_round() -> None:
    assert whats(timeline(whole(sent_at=at(5000)), at(9000)))[0] is What.REQUEST


def test_a_clock_set_back_turns_neither_attempts_nor_deliveries_round() -> None:
    second = replace(ANSWERED, started_at=at(-60_000))
    detail = replace(
        whole(history(CallbackState.SUCCESS, REFUSED, second)),
        again=(delivery(2, received_at=at(-3_600_000), outcome=Outcome.DUPLICATE),),
    )
    found = timeline(detail, at(900))
    assert whats(found) == [
        What.DELIVERY,
        What.REDELIVERY,
        What.RECORD,
        What.ATTEMPT,
        What.ATTEMPT,
    ]
    assert [moment.number for moment in found] == [1, 2, 9, 1, 2]
    assert (found[1].after_ms, found[4].after_ms) == (-3_600_000.0, -60_000.0)


def test_redeliveries_and_replays_have_their_places() -> None:
    detail = replace(
        whole(history(CallbackState.SUCCESS, ANSWERED)),
        again=(
            delivery(2, received_at=at(5000), outcome=Outcome.DUPLICATE),
            delivery(3, received_at=at(9000), outcome=Outcome.DUPLICATE, replay_of=1),
        ),
    )
    *_, redelivered, replayed = timeline(detail, at(9999))
    assert (redelivered.what, redelivered.number, redelivered.gap_ms) == (
        What.REDELIVERY,
        2,
        4788.0,
    )
    assert (replayed.what, replayed.number) == (What.REPLAY, 3)
    shown_itself = whole(outcome=Outcome.DUPLICATE)
    assert whats(timeline(shown_itself, at(9)))[0] is What.REDELIVERY


def test_a_retry_is_planned_with_the_end_of_the_window_behind_it() -> None:
    due = at(5104)
    detail = whole(history(CallbackState.PROGRESS, REFUSED, next_attempt_at=due))
    *_, refused, planned, ends = timeline(detail, at(200))
    assert refused.standing is Standing.WAITING
    assert (planned.what, planned.at, planned.number) == (What.NEXT_TRY, due, 2)
    assert (ends.what, ends.at, ends.planned) == (What.WINDOW_ENDS, DEADLINE, True)
    *_, sending, _ = timeline(detail, due + timedelta(milliseconds=40))
    assert (sending.what, sending.duration_ms, sending.standing) == (
        What.SENDING,
        40.0,
        Standing.BUSY,
    )
    assert owes(detail)


def test_a_hold_lasts_until_it_is_decided() -> None:
    waiting = history(CallbackState.HELD, approval=Approval.WAITING)
    *_, held, ends = timeline(whole(waiting), at(20_000))
    assert (held.what, held.approval, held.duration_ms) == (
        What.HELD,
        Approval.WAITING,
        19_999.0,
    )
    assert ends.what is What.WINDOW_ENDS
    decided = history(
        CallbackState.SUCCESS,
        replace(ANSWERED, started_at=at(30_001)),
        approval=Approval.EDITED,
        decided_at=at(30_000),
    )
    found = timeline(whole(decided), at(40_000))
    assert whats(found) == [What.DELIVERY, What.RECORD, What.HELD, What.DECISION, What.ATTEMPT]
    assert found[2].duration_ms == 29_999.0
    assert found[3].approval is Approval.EDITED
    rejected = history(
        CallbackState.ERROR, approval=Approval.REJECTED, decided_at=at(9), reason="too dull"
    )
    decision = timeline(whole(rejected), at(99))[-1]
    assert (decision.what, decision.standing, decision.text) == (
        What.DECISION,
        Standing.BAD,
        "too dull",
    )


def test_what_was_rejected_between_two_tries_did_not_wait_for_approval() -> None:
    rejected = history(
        CallbackState.ERROR,
        REFUSED,
        approval=Approval.REJECTED,
        decided_at=at(900),
        reason="too dull",
    )
    found = timeline(whole(rejected), at(1000))
    assert whats(found) == [What.DELIVERY, What.RECORD, What.ATTEMPT, What.DECISION]
    assert found[-1].text == "too dull"


def test_what_was_given_up_says_so() -> None:
    late = timeline(whole(history(CallbackState.TIMEOUT, REFUSED)), at(400_000))[-1]
    assert (late.what, late.at) == (What.GIVEN_UP, DEADLINE)
    refused = history(CallbackState.ERROR, reason="not a URL")
    (_, given_up, *_) = timeline(whole(refused), at(10))
    assert (given_up.what, given_up.text) == (What.GIVEN_UP, "not a URL")
    answered = timeline(whole(history(CallbackState.ERROR, REFUSED)), at(10))[-1]
    assert (answered.what, answered.standing) == (What.ATTEMPT, Standing.BAD)


def test_an_error_callback_has_a_lane_of_its_own() -> None:
    error = history(CallbackState.SUCCESS, ANSWERED, kind=CallbackKind.ERROR)
    assert timeline(whole(error), at(900))[-1].lane is Lane.ERROR_CALLBACK


def test_a_test_is_marked_only_when_that_is_known() -> None:
    def marked(**fields: Any) -> bool:
        detail = whole(history(CallbackState.SUCCESS, ANSWERED), **fields)
        return timeline(detail, at(900))[-1].simulated

    hint = b'{"type": "task.ai_generated", "test_mode": true}'
    assert marked(event=TEST_EVENT)
    assert marked(body=hint)
    assert not marked(body=hint.replace(b"true", b"false"))
    assert not marked(body=hint, verdict=Verdict(VerdictWord.INVALID))
    assert not marked(body=b'"test_mode" {')
    assert not marked()


def test_a_rejected_delivery_says_why() -> None:
    verdict = Verdict(VerdictWord.INVALID, reason="no signature header")
    refused = Detail(delivery=delivery(outcome=Outcome.REJECTED, verdict=verdict, status=401))
    (moment,) = timeline(refused, at(9))
    assert (moment.standing, moment.text, moment.status) == (
        Standing.BAD,
        "no signature header",
        401,
    )


TIMES = st.integers(-(10**9), 10**9)
SPANS = st.lists(st.tuples(TIMES, st.integers(0, 10**7)), max_size=20).map(
    lambda found: [(float(begin), float(begin + length)) for begin, length in found]
)


@given(SPANS)
def test_places_keep_the_order_and_stay_on_the_axis(spans: list[tuple[float, float]]) -> None:
    made = places(spans)
    assert len(made) == len(spans)
    edges = sorted(
        (time, place)
        for span, put in zip(spans, made, strict=True)
        for time, place in zip(span, put, strict=True)
    )
    assert [place for _, place in edges] == sorted(place for _, place in edges)
    assert all(0.0 <= place <= 1.0 + 1e-9 for _, place in edges)
    assert len({time for time, _ in edges}) == len({place for _, place in edges})


def test_milliseconds_keep_their_room_beside_minutes() -> None:
    (begin, end), (_, last) = places([(0.0, 3.0), (300_000.0, 300_000.0)])
    assert begin == 0.0
    assert end > 0.1
    assert last == 1.0
    assert places([]) == ()
    assert places([(5.0, 5.0)]) == ((0.0, 0.0),)


ATTEMPTS = st.lists(
    st.builds(
        lambda ms, took, status: Attempt(started_at=at(ms), duration_ms=float(took), status=status),
        st.integers(0, 10**6),
        st.integers(0, 20_000),
        st.sampled_from([None, 200, 404, 503]),
    ),
    max_size=6,
)


@given(
    attempts=ATTEMPTS,
    state=st.sampled_from(CallbackState),
    approval=st.one_of(st.none(), st.sampled_from(Approval)),
    due=st.one_of(st.none(), st.integers(0, 10**6)),
    decided=st.one_of(st.none(), st.integers(0, 10**6)),
    now=st.integers(0, 10**6),
)
def test_whatever_is_known_comes_in_order(
    attempts: list[Attempt],
    state: CallbackState,
    approval: Approval | None,
    due: int | None,
    decided: int | None,
    now: int,
) -> None:
    callback = history(
        state,
        *attempts,
        approval=approval,
        next_attempt_at=None if due is None else at(due),
        decided_at=None if decided is None else at(decided),
    )
    found = timeline(whole(callback), at(now))
    assert sum(m.what is What.ATTEMPT for m in found) == len(attempts)
    numbers = [m.number or 0 for m in found if m.what is What.ATTEMPT]
    assert numbers == list(range(1, len(attempts) + 1))
    others = [m.at for m in found if not m.planned and m.what is not What.ATTEMPT]
    assert others == sorted(others)
    assert all(m.at > at(now) for m in found if m.planned)
    assert all(m.duration_ms is None or m.duration_ms >= 0 for m in found)
    assert [m.planned for m in found] == sorted(m.planned for m in found)
