"""Why an act cannot be done with what is selected; an empty sentence when it can.

Pure. Does not know what an act does. Of several rows only their number is looked at: which of them
are left out is said when it is done.
"""

from collections.abc import Callable

import msgspec

from rivermon.core.entities import CallbackRow, CallbackState, Delivery, RecordRow
from rivermon.core.listing import Row, View
from rivermon.ui.row_acts import RowAct
from rivermon.ui.translation import translate

_COMPARED = 2


class Picked(msgspec.Struct, frozen=True, kw_only=True):
    """What is selected: so many rows of a view; `row` is the only one's, if it is known.

    `there` is how many rows the table has.
    """

    view: View
    count: int
    row: Row | None = None
    there: int = 0


def refusal(act: RowAct, picked: Picked) -> str:
    """Why `act` cannot be done with what is picked, as a sentence; empty when it can."""
    if act is RowAct.EXPORT:
        return ""
    if act is RowAct.SEND_ALL_AGAIN:
        return "" if picked.there else translate("ActRefusals", "There is no row in this view.")
    if not picked.count:
        return translate("ActRefusals", "Select a row first.")
    reason = _REASONS.get(act)
    return reason(picked) if reason is not None else ""


def _send_again(picked: Picked) -> str:
    row = picked.row
    if _awaits(row):
        return translate("ActRefusals", "It waits for approval: approve or reject it.")
    if isinstance(row, RecordRow) and row.state is None:
        return translate("ActRefusals", "Nothing is called back for this record.")
    return _about_record(picked)


def _approve(picked: Picked) -> str:
    if picked.row is not None and not isinstance(picked.row, Delivery) and not _awaits(picked.row):
        return translate("ActRefusals", "It does not wait for approval.")
    return _about_record(picked)


def _reject(picked: Picked) -> str:
    row = picked.row
    if isinstance(row, RecordRow) and row.state is None:
        return translate("ActRefusals", "Nothing is called back for this record.")
    state = row.callback.state if isinstance(row, CallbackRow) else getattr(row, "state", None)
    if state is CallbackState.SUCCESS:
        return translate("ActRefusals", "ModelRiver has taken the content already.")
    return _about_record(picked)


def _hold(picked: Picked) -> str:
    row = picked.row
    if isinstance(row, Delivery) and row.failed:
        return translate("ActRefusals", "This request was refused: nobody vouches for its event.")
    event = getattr(row, "event_name", None) or getattr(row, "event", None)
    if row is not None and not event:
        return translate("ActRefusals", "This row has no event that could be held.")
    return _just_one(picked)


def _about_record(picked: Picked) -> str:
    row = picked.row
    if isinstance(row, Delivery) and row.record_id is None:
        return translate("ActRefusals", "This delivery brought no record.")
    if isinstance(row, CallbackRow) and row.callback.record_id is None:
        return translate("ActRefusals", "This callback is not about a record.")
    return ""


def _note(picked: Picked) -> str:
    return _just_one(picked) or _about_record(picked)


def _just_one(picked: Picked) -> str:
    if picked.count != 1:
        return translate("ActRefusals", "Select just one row.")
    return ""


def _one_or_two(picked: Picked) -> str:
    if picked.count > _COMPARED:
        return translate("ActRefusals", "Select no more than two rows to compare.")
    return ""


def _delete(picked: Picked) -> str:
    if picked.view is View.CALLBACKS:
        return translate("ActRefusals", "A callback goes with its record: delete that.")
    if isinstance(picked.row, Delivery) and picked.row.record_id is not None:
        return translate(
            "ActRefusals", "This delivery brought a record, and goes with it: delete that."
        )
    return ""


def _awaits(row: Row | None) -> bool:
    if isinstance(row, CallbackRow):
        return row.callback.awaiting
    return isinstance(row, RecordRow) and row.awaiting


_REASONS: dict[RowAct, Callable[[Picked], str]] = {
    RowAct.SEND_AGAIN: _send_again,
    RowAct.APPROVE: _approve,
    RowAct.REJECT: _reject,
    RowAct.HOLD: _hold,
    RowAct.PIN: _about_record,
    RowAct.NOTE: _note,
    RowAct.COMPARE: _one_or_two,
    RowAct.REPLAY: _just_one,
    RowAct.DELETE: _delete,
}
