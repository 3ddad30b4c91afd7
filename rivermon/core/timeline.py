"""What happened to one webhook, moment by moment, in the order of ModelRiver's console.

The main request, the webhook and its redeliveries, the record, the decision of the operator, each
attempt at a callback, and what is still to come (protocol, section 7). Pure: the time is handed
in. Does not know words or colours.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

import msgspec

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
)
from rivermon.core.moment import Lane, Moment, Standing, What
from rivermon.core.webhook import NotAWebhook, read

TEST_EVENT = "rivermon_test"
"""The event of the webhooks that rivermon sends to itself."""

_TAKEN = range(200, 300)
_COUNTED = frozenset({What.DELIVERY, What.REDELIVERY, What.REPLAY, What.ATTEMPT})
_TEST_HINT = b'"test_mode"'
# The timeline is made anew each second: a larger body is not read for a hint.
_READ_FOR_HINTS = 256 * 1024


def timeline(detail: Detail, now: datetime) -> tuple[Moment, ...]:
    """Everything that is known of one webhook, in the order in which it happened.

    ModelRiver's own timestamp is by another clock, and stands first whatever it says. Of moments at
    the same time the one of the earlier lane comes first. A clock that was set back does not turn
    the order of deliveries, nor that of attempts.

    Args:
        detail: what is known.
        now: the time at which it is looked at: what is held or being sent lasts until then.
    """
    test = is_simulated(detail)
    made = [*_of_delivery(detail), *_of_record(detail)]
    for history in detail.callbacks:
        stored = detail.record.created_at if detail.record else history.callback.received_at
        made += _of_callback(history, stored, now, simulated=test)
    made = [moment for _, moment in sorted(_in_turn(made), key=lambda pair: pair[0])]
    return tuple(_measured([*_request(detail), *made], detail.delivery.received_at))


def owes(detail: Detail) -> bool:
    """True while something is still to come, so that the timeline goes on by itself."""
    return any(_is_open(history.callback) for history in detail.callbacks)


def is_simulated(detail: Detail) -> bool:
    """True when the webhook is known to be a test: by its own word, or sent by rivermon itself."""
    delivery = detail.delivery
    if delivery.event == TEST_EVENT:
        return True
    if not delivery.verdict.genuine or len(delivery.body) > _READ_FOR_HINTS:
        return False
    if _TEST_HINT not in delivery.body:
        return False
    try:
        return read(delivery.body, delivery.headers).test_mode
    except NotAWebhook:
        return False


def _in_turn(moments: Iterable[Moment]) -> Iterator[tuple[tuple[bool, datetime, Lane], Moment]]:
    """Each moment with its place: none of those that are counted stands before the one before."""
    latest: dict[Lane, datetime] = {}
    for moment in moments:
        at = moment.at
        if moment.what in _COUNTED:
            at = latest[moment.lane] = max(at, latest.get(moment.lane, at))
        yield (moment.planned, at, moment.lane), moment


def _request(detail: Detail) -> Iterator[Moment]:
    delivery = detail.delivery
    if delivery.sent_at is not None:
        yield Moment(
            what=What.REQUEST, lane=Lane.REQUEST, at=delivery.sent_at, standing=Standing.QUIET
        )


def _of_delivery(detail: Detail) -> Iterator[Moment]:
    for place, delivery in enumerate((detail.delivery, *detail.again)):
        again = place > 0 or delivery.outcome is Outcome.DUPLICATE
        usual = What.REDELIVERY if again else What.DELIVERY
        yield Moment(
            what=usual if delivery.replay_of is None else What.REPLAY,
            lane=Lane.WEBHOOK,
            at=delivery.received_at,
            duration_ms=delivery.duration_ms,
            standing=Standing.BAD if delivery.failed else Standing.GOOD,
            number=delivery.id,
            status=delivery.status,
            text=_why(delivery),
        )


def _why(delivery: Delivery) -> str:
    return (delivery.reason or delivery.verdict.reason or "") if delivery.failed else ""


def _of_record(detail: Detail) -> Iterator[Moment]:
    record = detail.record
    if record is not None:
        yield Moment(
            what=What.RECORD,
            lane=Lane.RECORD,
            at=record.created_at,
            standing=Standing.GOOD,
            number=record.id,
        )


def _of_callback(
    history: CallbackHistory, stored: datetime, now: datetime, *, simulated: bool
) -> Iterator[Moment]:
    callback = history.callback
    success = callback.kind is CallbackKind.SUCCESS
    lane = Lane.CALLBACK if success else Lane.ERROR_CALLBACK
    found = [*_of_hold(history, stored, now), *_of_attempts(history), *_to_come(callback, now)]
    found += _given_up(callback, history.attempts)
    for moment in found:
        yield msgspec.structs.replace(moment, lane=lane, simulated=simulated)


def _of_hold(history: CallbackHistory, stored: datetime, now: datetime) -> Iterator[Moment]:
    callback = history.callback
    held = callback.state is CallbackState.HELD
    decided_at = None if callback.approval is Approval.WAITING else callback.decided_at
    # What was tried before it was decided about did not wait for that: it was rejected meanwhile.
    waited = decided_at is not None and not any(
        attempt.started_at < decided_at for attempt in history.attempts
    )
    if held or waited:
        begun = max(stored, callback.received_at)
        until = decided_at or now
        yield Moment(
            what=What.HELD,
            lane=Lane.CALLBACK,
            at=begun,
            duration_ms=_ms(begun, max(until, begun)),
            standing=Standing.WAITING if held else Standing.QUIET,
            approval=callback.approval,
            text=(callback.reason or "") if callback.approval is None else "",
        )
    if decided_at is not None:
        refused = callback.approval in {Approval.REJECTED, Approval.LAPSED}
        yield Moment(
            what=What.DECISION,
            lane=Lane.CALLBACK,
            at=decided_at,
            standing=Standing.BAD if refused else Standing.GOOD,
            approval=callback.approval,
            text=(callback.reason or "") if refused else "",
        )


def _of_attempts(history: CallbackHistory) -> Iterator[Moment]:
    last = len(history.attempts)
    for number, attempt in enumerate(history.attempts, 1):
        yield Moment(
            what=What.ATTEMPT,
            lane=Lane.CALLBACK,
            at=attempt.started_at,
            duration_ms=attempt.duration_ms,
            standing=_standing(attempt, again=number < last or _is_open(history.callback)),
            number=number,
            status=attempt.status,
            text=attempt.error or "",
        )


def _standing(attempt: Attempt, *, again: bool) -> Standing:
    if attempt.status in _TAKEN:
        return Standing.GOOD
    return Standing.WAITING if again else Standing.BAD


def _given_up(callback: Callback, attempts: Sequence[Attempt]) -> Iterator[Moment]:
    """The end of a callback that no attempt and no decision tells of."""
    ended = callback.state is CallbackState.TIMEOUT
    refused = callback.state is CallbackState.ERROR and not attempts and not callback.decided_at
    if ended or refused:
        yield Moment(
            what=What.GIVEN_UP,
            lane=Lane.CALLBACK,
            at=callback.deadline if ended else callback.received_at,
            standing=Standing.BAD,
            text="" if ended else callback.reason or "",
        )


def _to_come(callback: Callback, now: datetime) -> Iterator[Moment]:
    due = callback.next_attempt_at
    if callback.state is CallbackState.PROGRESS:
        number = callback.attempts + 1
        if due is not None and due > now:
            yield _planned(What.NEXT_TRY, due, number)
        else:
            yield Moment(
                what=What.SENDING,
                lane=Lane.CALLBACK,
                at=due or now,
                duration_ms=_ms(due or now, now),
                standing=Standing.BUSY,
                number=number,
            )
    if _is_open(callback) and callback.deadline > now:
        yield _planned(What.WINDOW_ENDS, callback.deadline)


def _planned(what: What, at: datetime, number: int | None = None) -> Moment:
    return Moment(
        what=what,
        lane=Lane.CALLBACK,
        at=at,
        standing=Standing.QUIET,
        number=number,
        planned=True,
    )


def _is_open(callback: Callback) -> bool:
    return callback.state in {CallbackState.PROGRESS, CallbackState.HELD}


def _measured(moments: Sequence[Moment], received_at: datetime) -> Iterator[Moment]:
    """The moments with the times between them."""
    ended: datetime | None = None
    for moment in moments:
        gap = None if ended is None else _ms(ended, moment.at)
        yield msgspec.structs.replace(moment, after_ms=_ms(received_at, moment.at), gap_ms=gap)
        ended = moment.ends_at if ended is None else max(ended, moment.ends_at)


def _ms(begin: datetime, end: datetime) -> float:
    return (end - begin) / timedelta(milliseconds=1)
