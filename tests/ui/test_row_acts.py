"""What is done with the selected rows: the keys, the menu, why something cannot be done."""

import asyncio
from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from rivermon.core.entities import CallbackState, Kept, Outcome, RecordRow
from rivermon.core.feed import DeliveryStored, RecordChanged
from rivermon.core.listing import Line, View
from rivermon.ui.detail_tab import DetailTab
from rivermon.ui.export_dialog import ExportDialog
from rivermon.ui.record_tab import RecordTab
from rivermon.ui.reject_dialog import RejectDialog
from rivermon.ui.row_acts import ENTRIES, RowAct
from rivermon.ui.row_menu import RowMenu
from tests.ui.conftest import Stage
from tests.ui.stand_ins import callback_row, delivery, detail_of, rejected, row

Make = Callable[[list[RecordRow]], Stage]
Key = Qt.Key
PLAIN = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def staged(stage: Make) -> Stage:
    made = stage([row(number) for number in range(1, 21)])
    made.ledger.keep(*(delivery(number) for number in range(1, 21)))
    made.ledger.keep(*(callback_row(number) for number in range(1, 21)))
    return made.show()


def press(staged: Stage, key: Key, held: Qt.KeyboardModifier = PLAIN) -> None:
    QTest.keyClick(QApplication.focusWidget() or staged.window, key, held)


def said(staged: Stage) -> str:
    return staged.window.status._words.text()


def menu_of(staged: Stage) -> RowMenu:
    return staged.window.acting.menu


def entry(staged: Stage, act: RowAct):
    staged.window.acting.actions.refresh()
    return staged.window.acting.actions.action(act)


def sheet(staged: Stage, kind: type[QWidget]) -> QWidget:
    return next(each for each in staged.window.findChildren(kind) if each.isVisible())


# --- one row -----------------------------------------------------------------------------------


def test_ctrl_r_sends_one_again_at_once(staged: Stage, qtbot: QtBot) -> None:
    staged.rows.select_id(17)
    press(staged, Key.Key_R, CTRL)
    qtbot.waitUntil(lambda: staged.controls.asked == [("send_again", (17,))])
    qtbot.waitUntil(lambda: said(staged) == "Sent again: Title 17")


def test_ctrl_r_in_the_callbacks_sends_what_the_row_is_about(staged: Stage, qtbot: QtBot) -> None:
    staged.ledger.known[5] = detail_of(row(5))
    staged.show_view(View.CALLBACKS)
    staged.rows.select_id(5)
    press(staged, Key.Key_R, CTRL)
    qtbot.waitUntil(lambda: staged.controls.asked == [("send_again", (5,))])


def test_what_cannot_be_done_is_said_by_the_key_and_by_the_menu(staged: Stage) -> None:
    staged.ledger.keep(row(9, state=None), row(8, awaiting=True, state=CallbackState.HELD))
    press(staged, Key.Key_R, CTRL)
    assert said(staged) == "Select a row first."
    staged.page.finder.reader.read_view_again()
    staged.qtbot.waitUntil(lambda: staged.table.line_of(8) == Line(staged.ledger.kept[8]))
    for row_id, why in (
        (9, "Nothing is called back for this record."),
        (8, "It waits for approval: approve or reject it."),
    ):
        staged.rows.select_id(row_id)
        press(staged, Key.Key_R, CTRL)
        assert said(staged) == why
        again = entry(staged, RowAct.SEND_AGAIN)
        assert not again.isEnabled()
        assert again.toolTip() == why
    assert staged.controls.asked == []


def test_a_window_that_may_not_act_shows_the_refusal(staged: Stage, qtbot: QtBot) -> None:
    staged.controls.failure = "This window only watches."
    staged.rows.select_id(17)
    press(staged, Key.Key_R, CTRL)
    qtbot.waitUntil(lambda: staged.window.banner.sentence == "This window only watches.")
    assert said(staged) == ""


def test_a_second_press_while_it_is_under_way_is_answered(staged: Stage, qtbot: QtBot) -> None:
    staged.controls.gate = asyncio.Event()
    staged.rows.select_id(17)
    press(staged, Key.Key_R, CTRL)
    staged.rows.select_id(16)
    press(staged, Key.Key_R, CTRL)
    assert said(staged) == "The one before is still under way."
    staged.controls.gate.set()
    qtbot.waitUntil(lambda: said(staged) == "Sent again: Title 17")
    assert staged.controls.asked == [("send_again", (17,))]


def test_ctrl_p_pins_and_unpins(staged: Stage, qtbot: QtBot) -> None:
    staged.rows.select_id(17)
    assert entry(staged, RowAct.PIN).text().startswith("Pin\t")
    press(staged, Key.Key_P, CTRL)
    qtbot.waitUntil(lambda: staged.controls.asked == [("pin", ((17,), True))])
    qtbot.waitUntil(lambda: said(staged) == "Pinned.")
    staged.tell(RecordChanged(row(17, pinned=True)))
    assert entry(staged, RowAct.PIN).text().startswith("Unpin\t")
    press(staged, Key.Key_P, CTRL)
    qtbot.waitUntil(lambda: staged.controls.asked[1:] == [("pin", ((17,), False))])
    qtbot.waitUntil(lambda: said(staged) == "Unpinned.")


def test_several_are_pinned_at_once(staged: Stage, qtbot: QtBot) -> None:
    staged.rows.select_id(17)
    press(staged, Key.Key_Down, SHIFT)
    press(staged, Key.Key_P, CTRL)
    qtbot.waitUntil(lambda: staged.controls.asked == [("pin", ((17, 16), True))])


def test_the_marks_are_seen_and_read_out(staged: Stage) -> None:
    place = staged.table.place_of(17) or 0
    index = staged.table.index(place, 2)
    bare = staged.rows.viewport().grab(staged.rows.visualRect(index)).toImage()
    staged.tell(RecordChanged(row(17, pinned=True, noted=True)))
    marked = staged.rows.viewport().grab(staged.rows.visualRect(index)).toImage()
    assert bare != marked
    assert "Pinned" in index.data(Qt.ItemDataRole.ToolTipRole)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == (
        "Title 17 Pinned: kept, however old it gets. There is a note on it."
    )


def test_reject_asks_why(staged: Stage, qtbot: QtBot) -> None:
    staged.ledger.keep(row(17, state=CallbackState.ERROR))
    staged.tell(RecordChanged(row(17, state=CallbackState.ERROR)))
    staged.rows.select_id(17)
    press(staged, Key.Key_X, CTRL | SHIFT)
    dialog = sheet(staged, RejectDialog)
    assert isinstance(dialog, RejectDialog)
    dialog._why.setEditText("Not suitable")
    dialog.accept()
    qtbot.waitUntil(lambda: staged.controls.asked == [("reject", ((17,), "Not suitable"))])
    qtbot.waitUntil(lambda: said(staged) == "Rejected: Title 17")


def test_what_was_not_done_is_not_said_of_the_next(staged: Stage, qtbot: QtBot) -> None:
    staged.controls.failure = "The disk is full."
    staged.rows.select_id(17)
    press(staged, Key.Key_R, CTRL)
    qtbot.waitUntil(lambda: staged.window.banner.sentence == "The disk is full.")
    staged.controls.failure = None
    staged.window.operator.send_again([3])  # as the details' button does
    qtbot.waitUntil(lambda: "sent again." in said(staged))
    assert "Title 17" not in said(staged)


def test_approve_opens_where_one_is_decided(staged: Stage, qtbot: QtBot) -> None:
    waiting = row(17, state=CallbackState.HELD, awaiting=True)
    staged.ledger.keep(waiting)
    staged.tell(RecordChanged(waiting))
    staged.rows.select_id(17)
    press(staged, Key.Key_A, CTRL | SHIFT)
    assert staged.window.detail.tabs.tab is DetailTab.CALLBACK
    assert staged.controls.asked == []


def test_two_rows_are_compared(staged: Stage, qtbot: QtBot) -> None:
    staged.rows.select_id(17)
    press(staged, Key.Key_Down, SHIFT)
    press(staged, Key.Key_D, CTRL)
    tabs = staged.window.detail.tabs
    qtbot.waitUntil(lambda: tabs.tab is DetailTab.COMPARE)
    labels = tabs.currentWidget().findChildren(QLabel)
    texts = " ".join(label.accessibleName() for label in labels)
    assert "Title 17" in texts
    assert "Title 16" in texts


@pytest.mark.parametrize(
    ("outcome", "record_id", "words"),
    [
        (
            Outcome.RECORDED,
            17,
            "Delivery 12 was taken in again as delivery 40: Recorded, record 17.",
        ),
        (Outcome.KEPT, None, "Delivery 12 was taken in again as delivery 40: Kept."),
    ],
)
def test_a_delivery_is_replayed(
    staged: Stage, qtbot: QtBot, outcome: Outcome, record_id: int | None, words: str
) -> None:
    staged.controls.replayed = Kept(delivery_id=40, outcome=outcome, record_id=record_id)
    staged.show_view(View.DELIVERIES)
    staged.rows.select_id(12)
    press(staged, Key.Key_Y, CTRL)
    qtbot.waitUntil(lambda: said(staged) == words)
    assert staged.controls.asked == [("replay", 12)]


def test_rows_are_copied(staged: Stage, qtbot: QtBot) -> None:
    staged.rows.select_id(17)
    press(staged, Key.Key_C, CTRL)
    qtbot.waitUntil(lambda: "Title 17\t" in QGuiApplication.clipboard().text())
    press(staged, Key.Key_J, CTRL | SHIFT)
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().text().startswith("{"))
    press(staged, Key.Key_L, CTRL | SHIFT)
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().text().startswith("curl"))


def test_a_copied_cell_is_no_formula(stage: Make, qtbot: QtBot) -> None:
    staged = stage([row(1, title="=1+1\t@SUM(A1)")]).show()
    staged.rows.select_id(1)
    press(staged, Key.Key_C, CTRL)
    qtbot.waitUntil(lambda: "'=1+1 @SUM(A1)\t" in QGuiApplication.clipboard().text())


def test_export_is_offered_for_what_is_selected_and_for_everything(staged: Stage) -> None:
    staged.rows.select_id(17)
    press(staged, Key.Key_Down, SHIFT)
    press(staged, Key.Key_E, CTRL)
    dialog = sheet(staged, ExportDialog)
    assert isinstance(dialog, ExportDialog)
    assert dialog._selected == (17, 16)
    dialog.reject()


# --- keys --------------------------------------------------------------------------------------


def test_keys_of_text_do_nothing_to_rows_while_text_is_typed(staged: Stage) -> None:
    staged.rows.select_id(17)
    box = staged.window.filter_bar.box
    box.setFocus()
    for key in (Key.Key_Delete, Key.Key_Left, Key.Key_Right, Key.Key_A, Key.Key_E):
        QTest.keyClick(box, key)
    assert staged.rows.selected_ids == [17]
    assert staged.controls.asked == []
    assert not [each for each in staged.window.findChildren(QPushButton) if each.text() == "Delete"]


def test_left_and_right_step_the_details_tabs(staged: Stage, qtbot: QtBot) -> None:
    tabs = staged.window.detail.tabs
    staged.rows.select_id(17)
    qtbot.waitUntil(lambda: staged.window.detail.shown is not None)
    tabs.setCurrentIndex(0)
    press(staged, Key.Key_Right)
    assert tabs.currentIndex() == 1
    press(staged, Key.Key_Left)
    assert tabs.currentIndex() == 0
    assert staged.rows.hasFocus()
    assert staged.rows.selected_ids == [17]


def held_events(staged: Stage) -> tuple[str, ...]:
    return staged.chosen.settings.hold_events


def test_the_rows_event_is_held_and_let_pass(staged: Stage, qtbot: QtBot) -> None:
    staged.rows.select_id(17)
    assert entry(staged, RowAct.HOLD).text().startswith("Hold this event")
    press(staged, Key.Key_H, CTRL | SHIFT)
    assert held_events(staged) == ("new_movie_suggestion",)
    assert said(staged) == "new_movie_suggestion waits for your approval from now on."
    assert entry(staged, RowAct.HOLD).text().startswith("Let this event pass")
    press(staged, Key.Key_H, CTRL | SHIFT)
    assert held_events(staged) == ()
    staged.show_view(View.DELIVERIES)
    staged.tell(DeliveryStored(rejected(30)))
    qtbot.waitUntil(lambda: staged.table.place_of(30) is not None)
    staged.rows.select_id(30)
    press(staged, Key.Key_H, CTRL | SHIFT)
    assert said(staged) == "This request was refused: nobody vouches for its event."
    assert held_events(staged) == ()


@pytest.mark.parametrize(
    ("key", "shown"), [(Key.Key_L, "[redacted]"), (Key.Key_S, "b1946ac92492d2347c6235b4d2611184")]
)
def test_a_signature_is_copied_only_when_it_is_asked_for(
    staged: Stage, qtbot: QtBot, key: Key, shown: str
) -> None:
    staged.rows.select_id(17)
    press(staged, key, CTRL | SHIFT)
    qtbot.waitUntil(lambda: said(staged) == "1 row copied.")
    (line,) = (
        line
        for line in QGuiApplication.clipboard().text().splitlines()
        if "X-ModelRiver-Signature" in line
    )
    assert shown in line


def test_no_two_acts_have_the_same_keys() -> None:
    keys = [QKeySequence(each.keys).toString() for each in ENTRIES]
    assert len(set(keys)) == len(keys)


# --- the menu ----------------------------------------------------------------------------------


def test_the_menu_lists_every_act_with_its_icon_and_keys(staged: Stage) -> None:
    staged.rows.select_id(17)
    at = staged.rows.viewport().rect().center()
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Mouse, at, staged.rows.viewport().mapToGlobal(at)
    )
    QApplication.sendEvent(staged.rows.viewport(), event)
    menu = menu_of(staged)
    assert menu.isVisible()
    listed = [*menu.actions(), *menu._copies.actions()]
    for each in ENTRIES:
        action = entry(staged, each.act)
        assert action in listed
        assert not action.icon().isNull()
        assert action.text().split("\t")[1] == QKeySequence(each.keys).toString()
    menu.close()


@pytest.mark.parametrize(("key", "held"), [(Key.Key_Menu, PLAIN), (Key.Key_F10, SHIFT)])
def test_the_menu_opens_beside_the_row_by_the_keyboard(
    staged: Stage, key: Key, held: Qt.KeyboardModifier
) -> None:
    staged.rows.select_id(17)
    press(staged, key, held)
    menu = menu_of(staged)
    assert menu.isVisible()
    below = staged.rows.viewport().mapToGlobal(QPoint(0, staged.top_of(17)))
    assert menu.y() >= below.y()
    menu.close()


def test_an_entry_of_the_menu_acts(staged: Stage, qtbot: QtBot) -> None:
    staged.rows.select_id(17)
    press(staged, Key.Key_Menu)
    entry(staged, RowAct.SEND_AGAIN).trigger()
    menu_of(staged).close()
    qtbot.waitUntil(lambda: staged.controls.asked == [("send_again", (17,))])


def test_each_view_says_what_it_cannot_do(staged: Stage) -> None:
    staged.ledger.keep(rejected(5))
    staged.show_view(View.DELIVERIES)
    staged.rows.select_id(5)
    staged.page.finder.reader.read_view_again()
    staged.qtbot.waitUntil(lambda: staged.table.line_of(5).row == rejected(5))  # type: ignore[union-attr] # it is there
    assert entry(staged, RowAct.SEND_AGAIN).toolTip() == "This delivery brought no record."
    assert entry(staged, RowAct.DELETE).isEnabled()
    staged.rows.select_id(6)
    assert "goes with it: delete that." in entry(staged, RowAct.DELETE).toolTip()
    staged.show_view(View.CALLBACKS)
    staged.rows.select_id(6)
    assert entry(staged, RowAct.DELETE).toolTip() == (
        "A callback goes with its record: delete that."
    )
    staged.window.show_health()
    assert entry(staged, RowAct.SEND_AGAIN).toolTip() == "Select a row first."


# --- the record tab ----------------------------------------------------------------------------


def test_the_record_tab_pins_and_edits(staged: Stage, qtbot: QtBot) -> None:
    staged.rows.select_id(17)
    qtbot.waitUntil(lambda: staged.window.detail.shown is not None)
    staged.window.detail.tabs.open_tab(DetailTab.RECORD)
    tab = staged.window.detail.findChild(RecordTab)
    assert tab is not None
    buttons = {each.text(): each for each in tab.findChildren(QPushButton) if each.isVisible()}
    QTest.mouseClick(buttons["Pin"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: staged.controls.asked == [("pin", ((17,), True))])
