"""What facts mean for the rows of each view."""

from collections.abc import Callable

from rivermon.core.approval import Approval
from rivermon.core.entities import CallbackKind, CallbackState, Outcome, RecordRow
from rivermon.core.feed import (
    CallbackChanged,
    CallbackOwed,
    DeliveryStored,
    Fact,
    LedgerChanged,
    Listening,
    RecordChanged,
    RowsDropped,
)
from rivermon.core.listing import Line, View
from rivermon.ui.told_rows import Told, same_webhooks, told_to
from tests.ui.stand_ins import callback_of, callback_row, changed, delivery, row, stored


def known(*lines: Line) -> Callable[[int], Line | None]:
    return {line.row.id: line for line in lines}.get


def told(view: View, *facts: Fact, lines: tuple[Line, ...] = ()) -> Told:
    return told_to(view, facts, known(*lines))


def test_a_record_that_is_stored_is_a_new_row() -> None:
    of = told(View.RECORDS, *stored(row(1), row(2)))
    assert of.new == {1, 2}
    assert (of.touched, of.gone) == (frozenset(), frozenset())
    assert of.lines == (Line(row(1)), Line(row(2)))
    assert of.concerns


def test_a_success_callback_touches_its_record() -> None:
    line = Line(row(7, state=CallbackState.PROGRESS, attempts=0), ("1999",))
    fact = changed(row(7), state=CallbackState.ERROR, attempts=3, duration_ms=91.0)
    of = told(View.RECORDS, fact, lines=(line,))
    assert (list(of.new), list(of.touched)) == ([], [7])
    (after,) = of.lines
    assert isinstance(after.row, RecordRow)
    assert (after.row.state, after.row.attempts, after.row.duration_ms) == ("Error", 3, 91.0)
    assert after.row.title == "Title 7"
    assert after.values == ("1999",)


def test_a_record_that_is_not_known_is_touched_and_not_made_up() -> None:
    of = told(View.RECORDS, changed(row(7)))
    assert of.touched == {7}
    assert of.lines == ()


def test_an_error_callback_is_not_the_records_state() -> None:
    notice = changed(row(7), kind=CallbackKind.ERROR, state=CallbackState.ERROR)
    without = changed(row(7), record_id=None)
    assert not told(View.RECORDS, notice, without, lines=(Line(row(7)),)).concerns


def test_a_callback_sent_again_is_in_progress() -> None:
    owed = CallbackOwed(callback_of(row(7), state=CallbackState.PROGRESS))
    of = told(View.RECORDS, owed, lines=(Line(row(7, state=CallbackState.ERROR)),))
    assert [getattr(line.row, "state", None) for line in of.lines] == [CallbackState.PROGRESS]


def test_a_record_and_its_callback_in_one_batch_have_the_last_state() -> None:
    fresh = row(1, state=CallbackState.PROGRESS, attempts=0)
    of = told(
        View.RECORDS,
        *stored(fresh),
        changed(fresh, state=CallbackState.ERROR, attempts=1),
        changed(fresh, state=CallbackState.SUCCESS, attempts=2),
    )
    (line,) = of.lines
    assert isinstance(line.row, RecordRow)
    assert (line.row.state, line.row.attempts) == (CallbackState.SUCCESS, 2)


def test_deliveries_come_and_are_dropped() -> None:
    of = told(
        View.DELIVERIES,
        DeliveryStored(delivery(4)),
        DeliveryStored(delivery(5)),
        RowsDropped(deliveries=(1, 4)),
    )
    assert of.new == {5}
    assert of.gone == {1, 4}
    assert Line(delivery(5)) in of.lines


def test_a_delivery_is_touched_by_its_callback() -> None:
    fact = CallbackChanged(callback_of(row(3), id=30, delivery_id=8))
    of = told(View.DELIVERIES, fact, lines=(Line(delivery(8)),))
    assert of.touched == {8}
    assert (list(of.new), of.lines) == ([], ())


def test_a_callback_may_be_new_or_only_have_changed() -> None:
    line = Line(callback_row(30, state=CallbackState.PROGRESS), ("1999",))
    fact = CallbackChanged(callback_row(30, state=CallbackState.TIMEOUT).callback)
    other = CallbackOwed(callback_row(31, body=b"{}").callback)
    of = told(View.CALLBACKS, fact, other, lines=(line,))
    assert of.new == of.touched == {30, 31}
    (after,) = of.lines  # of the other one neither event nor title are known
    assert after == Line(callback_row(30, state=CallbackState.TIMEOUT), ("1999",))


def test_other_views_facts_concern_nobody() -> None:
    general: tuple[Fact, ...] = (Listening("http://127.0.0.1:1/"), LedgerChanged())
    assert not told(View.RECORDS, *general, DeliveryStored(delivery(1))).concerns
    assert not told(View.DELIVERIES, *general, *stored(row(1))).concerns
    assert not told(
        View.CALLBACKS, *general, *stored(row(1)), RowsDropped(deliveries=(1,))
    ).concerns


def test_a_redelivery_is_of_the_deliveries_that_brought_the_same() -> None:
    same = {"channel_id": "c", "event": "e", "type": "t"}
    lines = [Line(delivery(1, **same)), Line(delivery(2)), Line(row(3))]
    again = delivery(9, outcome=Outcome.DUPLICATE, **same)
    assert same_webhooks([again], lines) == [1]
    assert same_webhooks([delivery(9, **same)], lines) == []


def test_a_record_that_was_edited_has_its_new_row_and_keeps_its_values() -> None:
    line = Line(row(7), ("1999",))
    of = told(View.RECORDS, RecordChanged(row(7, pinned=True, noted=True)), lines=(line,))
    assert of.edited == of.touched == {7}
    assert of.new == frozenset()
    assert of.lines == (Line(row(7, pinned=True, noted=True), ("1999",)),)


def test_an_edit_and_a_callback_in_one_batch_are_both_in_the_row() -> None:
    edited = RecordChanged(row(7, title="Anew", state=CallbackState.PROGRESS))
    of = told(View.RECORDS, edited, changed(row(7), state=CallbackState.SUCCESS))
    (line,) = of.lines
    assert isinstance(line.row, RecordRow)
    assert (line.row.title, line.row.state) == ("Anew", CallbackState.SUCCESS)


def test_a_callback_that_waits_or_was_decided_changes_the_row() -> None:
    waiting = changed(row(7), state=CallbackState.HELD, approval=Approval.WAITING)
    (line,) = told(View.RECORDS, waiting, lines=(Line(row(7)),)).lines
    assert isinstance(line.row, RecordRow)
    assert line.row.awaiting
    decided = changed(row(7), state=CallbackState.PROGRESS, approval=Approval.APPROVED)
    (line,) = told(View.RECORDS, waiting, decided, lines=(Line(row(7)),)).lines
    assert isinstance(line.row, RecordRow)
    assert not line.row.awaiting


def test_what_is_dropped_is_gone_from_its_own_view_alone() -> None:
    dropped = RowsDropped(records=(1,), deliveries=(2,), callbacks=(3,))
    for view, gone in ((View.RECORDS, 1), (View.DELIVERIES, 2), (View.CALLBACKS, 3)):
        of = told(view, dropped)
        assert of.gone == {gone}
        assert (of.new, of.touched, of.edited) == (frozenset(),) * 3


def test_what_came_changed_and_was_dropped_in_one_batch_is_gone() -> None:
    edited, dropped = RecordChanged(row(4, pinned=True)), RowsDropped(records=(4,))
    of = told(View.RECORDS, *stored(row(4)), edited, dropped)
    assert of.gone == {4}
    assert (of.new, of.touched, of.edited) == (frozenset(),) * 3


def test_a_records_edit_is_nothing_that_other_views_are_told_of() -> None:
    for view in (View.DELIVERIES, View.CALLBACKS):
        assert not told(view, RecordChanged(row(7))).concerns
