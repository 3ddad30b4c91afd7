"""Which facts are about the row that is shown: drops, edits, callbacks, in whichever view."""

import msgspec
import pytest

from rivermon.core.entities import Delivery, Detail
from rivermon.core.feed import RecordChanged, RowsDropped
from rivermon.core.listing import View
from rivermon.ui.shown_row import ShownRow
from tests.ui.stand_ins import changed, detail_of, row


def shown(view: View, row_id: int, detail: Detail | None = None) -> ShownRow:
    made = ShownRow(view, row_id)
    made.detail = detail
    return made


@pytest.mark.parametrize(
    ("view", "dropped"),
    [
        (View.RECORDS, RowsDropped(records=(7,))),
        (View.DELIVERIES, RowsDropped(deliveries=(7,))),
        (View.CALLBACKS, RowsDropped(callbacks=(7,))),
    ],
)
def test_before_the_first_answer_a_row_is_dropped_by_its_own_views_id(
    view: View, dropped: RowsDropped
) -> None:
    assert shown(view, 7).is_among(dropped)
    for other in View:
        if other is not view:
            assert not shown(other, 7).is_among(dropped)


def test_what_is_shown_goes_with_its_delivery() -> None:
    detail = detail_of(row(7))
    for view, row_id in ((View.RECORDS, 7), (View.DELIVERIES, 7), (View.CALLBACKS, 70)):
        of = shown(view, row_id, detail)
        assert of.is_among(RowsDropped(deliveries=(6, 7)))
        assert not of.is_among(RowsDropped(deliveries=(6, 8)))


def test_a_records_edit_is_about_every_row_that_is_about_it() -> None:
    detail = detail_of(row(7))
    assert shown(View.RECORDS, 7).may_change_with(RecordChanged(row(7)))
    assert shown(View.DELIVERIES, 7, detail).may_change_with(RecordChanged(row(7)))
    assert shown(View.CALLBACKS, 70, detail).may_change_with(RecordChanged(row(7)))
    assert not shown(View.RECORDS, 8).may_change_with(RecordChanged(row(7)))


def test_an_edit_of_a_record_is_nothing_to_a_delivery_without_one() -> None:
    bare = _without_record(detail_of(row(7)).delivery)
    assert not shown(View.DELIVERIES, 7, bare).may_change_with(RecordChanged(row(7)))


def test_a_callback_is_about_its_record_and_its_delivery() -> None:
    assert shown(View.RECORDS, 7).may_change_with(changed(row(7)))
    assert shown(View.DELIVERIES, 7).may_change_with(changed(row(7)))
    assert shown(View.CALLBACKS, 70).may_change_with(changed(row(7)))
    assert not shown(View.CALLBACKS, 7).may_change_with(changed(row(7)))


def _without_record(delivery: Delivery) -> Detail:
    return Detail(delivery=msgspec.structs.replace(delivery, record_id=None))
