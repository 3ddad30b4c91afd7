"""The hand on the rows: does what is asked for with those that are selected.

Does not know keys and menus, nor how anything is done behind the operator and the ledger.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from rivermon.chosen import Chosen
from rivermon.core.entities import CallbackRow, Detail
from rivermon.core.listing import View
from rivermon.core.ports import Ledger
from rivermon.core.tasks import OwnedTasks
from rivermon.setting_values import BadSetting
from rivermon.ui.appearance import Appearance
from rivermon.ui.bulk_search import Wanted
from rivermon.ui.bulk_works import Approving, Deleting, SendingAgain
from rivermon.ui.detail_pane import DetailPane
from rivermon.ui.detail_tab import DetailTab
from rivermon.ui.done_words import done_words
from rivermon.ui.operator import Act, Operator
from rivermon.ui.picked_rows import PickedRows
from rivermon.ui.plain_text import one_line
from rivermon.ui.reason_words import reason_words
from rivermon.ui.row_acts import RowAct
from rivermon.ui.row_sheets import RowSheets

if TYPE_CHECKING:
    from rivermon.ui.copying import Copying

_EVENT = 60


class RowHand(QObject):
    """Acts on the selection of the view in front."""

    said = Signal(str)
    """Words for the operator about what was asked for."""

    def __init__(
        self,
        *,
        rows: PickedRows,
        detail: DetailPane,
        ledger: Ledger,
        tasks: OwnedTasks,
        operator: Operator,
        appearance: Appearance,
        chosen: Chosen,
        window: QWidget,
    ) -> None:
        """Have what the acts are done with; sheets lie above `window`."""
        super().__init__(window)
        self._rows = rows
        self._detail = detail
        self._ledger = ledger
        self._tasks = tasks
        self._operator = operator
        self._chosen = chosen
        self._sheets = RowSheets(
            ledger=ledger, tasks=tasks, operator=operator, appearance=appearance, window=window
        )
        self._about: dict[Act, str] = {}
        self._pinned = True
        self._copier: Copying | None = None
        rows.said.connect(self.said)
        operator.done.connect(self._say_done)
        operator.busy_changed.connect(self._forget_ended)
        self._acts: dict[RowAct, Callable[[], object]] = {
            RowAct.SEND_AGAIN: self._send_again,
            RowAct.SEND_ALL_AGAIN: self._send_all_again,
            RowAct.APPROVE: self._approve,
            RowAct.REJECT: self._reject,
            RowAct.HOLD: self._hold,
            RowAct.PIN: self._pin,
            RowAct.NOTE: self._note,
            RowAct.COMPARE: self._compare,
            RowAct.REPLAY: self._replay,
            RowAct.COPY_ROW: self._copy_row,
            RowAct.COPY_JSON: self._copy_json,
            RowAct.COPY_CURL: self._copy_curl,
            RowAct.COPY_SIGNED: lambda: self._copy_curl(secret=False),
            RowAct.EXPORT: self._export,
            RowAct.DELETE: self._delete,
        }

    @Slot(object)
    def do(self, act: RowAct) -> None:
        """Do an act with what is selected now."""
        self._acts[act]()

    def undoes(self, act: RowAct) -> bool:
        """True when an act would undo now what it did before."""
        if act is RowAct.HOLD:
            return self._rows.event_name() in self._chosen.settings.hold_events
        return act is RowAct.PIN and self._rows.pinned()

    def _send_again(self) -> None:
        if len(self._rows.ids) > 1:
            self._sheets.open_bulk(SendingAgain(), self._wanted())
        else:
            self._rows.with_records(self._send_again_at_once)

    def _send_again_at_once(self, ids: Sequence[int], name: str) -> None:
        self._begin(Act.SEND_AGAIN, name, lambda: self._operator.send_again(ids))

    def _send_all_again(self) -> None:
        page = self._rows.page
        self._sheets.open_bulk(
            SendingAgain(), Wanted(view=page.view, query=page.query, typed=page.filter_text)
        )

    def _approve(self) -> None:
        if len(self._rows.ids) > 1:
            self._sheets.open_bulk(Approving(), self._wanted())
        else:
            # Where it can be read, edited, approved and rejected.
            self._detail.tabs.open_tab(DetailTab.CALLBACK)
            self._detail.tabs.currentWidget().setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _reject(self) -> None:
        self._rows.with_records(self._ask_why)

    def _ask_why(self, ids: Sequence[int], name: str) -> None:
        self._sheets.ask_why(
            (name,) if name else len(ids),
            lambda why: self._begin(Act.REJECT, name, lambda: self._operator.reject(ids, why)),
        )

    def _hold(self) -> None:
        from rivermon.ui.approval_rules import hold_event  # noqa: PLC0415 - no window waits for it

        event = self._rows.event_name()
        if event is None:
            self.said.emit(self.tr("This row has no event that could be held."))
            return
        hold = not self.undoes(RowAct.HOLD)
        try:
            hold_event(self._chosen, event, hold)
        except BadSetting as why:
            self.said.emit(reason_words(str(why)))
            return
        if hold:
            words = self.tr("{0} waits for your approval from now on.")
        else:
            words = self.tr("{0} is called back without approval from now on.")
        self.said.emit(words.format(one_line(event, _EVENT)))

    def _pin(self) -> None:
        pinned = not self._rows.pinned()
        self._rows.with_records(lambda ids, _: self._pin_records(ids, pinned=pinned))

    def _pin_records(self, ids: Sequence[int], *, pinned: bool) -> None:
        def pin() -> None:
            self._pinned = pinned
            self._operator.pin(ids, pinned=pinned)

        self._begin(Act.PIN, "", pin)

    def _note(self) -> None:
        self._rows.with_detail(self._edit_note)

    @Slot()
    def note_on_shown(self) -> None:
        """Write a note on the record that is shown in detail."""
        if self._detail.shown is not None:
            self._edit_note(self._detail.shown)

    @Slot()
    def pin_shown(self) -> None:
        """Pin the record that is shown in detail, or take its pin off."""
        shown = self._detail.shown
        if shown is not None and shown.record is not None:
            self._pin_records([shown.record.id], pinned=shown.record.pinned_at is None)

    def _edit_note(self, detail: Detail) -> None:
        if detail.record is None:
            self.said.emit(self.tr("There is no record to write a note on."))
        else:
            self._sheets.edit_note(detail.record)

    def _compare(self) -> None:
        ids = self._rows.ids
        if len(ids) > 1:
            self._detail.compare(self._rows.page.view, ids[0], ids[1])
        else:
            self._detail.compare_with_next()

    def _replay(self) -> None:
        row = self._rows.current_row()
        if isinstance(row, CallbackRow):
            self._replay_delivery(row.callback.delivery_id)
        elif self._rows.page.view is View.DELIVERIES:
            self._replay_delivery(self._rows.ids[0])
        else:
            self._rows.with_detail(lambda detail: self._replay_delivery(detail.delivery.id))

    def _replay_delivery(self, delivery_id: int) -> None:
        self._begin(Act.REPLAY, str(delivery_id), lambda: self._operator.replay(delivery_id))

    @property
    def _copying(self) -> Copying:
        from rivermon.ui.copying import Copying  # noqa: PLC0415 - as above

        if self._copier is None:
            self._copier = Copying(self._ledger, self._tasks, self)
            self._copier.said.connect(self.said)
        return self._copier

    def _copy_json(self) -> None:
        self._copying.as_json(self._rows.page.view, self._rows.ids)

    def _copy_curl(self, *, secret: bool = True) -> None:
        self._copying.as_curl(self._rows.page.view, self._rows.ids, secret=secret)

    def _copy_row(self) -> None:
        page = self._rows.page
        places = {column.key: place for place, column in enumerate(page.table.columns)}
        shown = [each.key for each in page.rows.header.sections() if each.shown]
        self._copying.as_row(page.table, page.query, self._rows.ids, [places[key] for key in shown])

    def _export(self) -> None:
        self._sheets.open_export(self._rows.page.query, self._rows.ids, self.said.emit)

    def _delete(self) -> None:
        deliveries = self._rows.page.view is View.DELIVERIES
        name = "" if deliveries or len(self._rows.ids) > 1 else self._rows.name()
        self._sheets.open_bulk(Deleting(deliveries=deliveries, name=name), self._wanted(rows=True))

    def _wanted(self, *, rows: bool = False) -> Wanted:
        return Wanted(view=self._rows.page.view, ids=tuple(self._rows.ids), rows=rows)

    def _may_begin(self, act: Act) -> bool:
        if self._operator.is_busy(act):
            self.said.emit(self.tr("The one before is still under way."))
            return False
        return True

    def _begin(self, act: Act, about: str, begin: Callable[[], object]) -> None:
        """Begin an act, and remember what it is about until it has ended."""
        if self._may_begin(act):
            self._about[act] = about
            begin()

    @Slot(object, object)
    def _say_done(self, act: Act, result: object) -> None:
        words = done_words(act, result, self._about.get(act, ""), pinned=self._pinned)
        if words:
            self.said.emit(words)

    @Slot(object)
    def _forget_ended(self, act: Act) -> None:
        if not self._operator.is_busy(act):
            self._about.pop(act, None)
