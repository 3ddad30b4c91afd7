"""Many at once: the count before anything begins, the way there, the end, and Cancel in between."""

import asyncio
import re
from collections.abc import Callable, Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QProgressBar, QPushButton
from pytestqt.qtbot import QtBot

from rivermon.core.entities import RecordRow
from rivermon.core.listing import View
from rivermon.core.ports import Progress
from rivermon.core.retention import Removed
from rivermon.ui.bulk_sheet import BulkSheet
from rivermon.ui.operator import Act
from tests.ui.conftest import Stage
from tests.ui.stand_ins import delivery, detail_of, row

Make = Callable[[list[RecordRow]], Stage]
Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def staged(stage: Make) -> Stage:
    return stage([row(number) for number in range(1, 41)]).show()


def press(staged: Stage, key: Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(staged.rows, key, held)


def sheet(staged: Stage) -> BulkSheet:
    return next(each for each in staged.window.findChildren(BulkSheet) if each.isVisible())


def words(of: BulkSheet) -> list[str]:
    texts = (each.text() for each in of.findChildren(QLabel) if each.isVisible())
    # Where no translation counts for English, "(s)" stands for one or many.
    return [re.sub(r"(1 \w+)\(s\)", r"\1", text).replace("(s)", "s") for text in texts if text]


def button(of: BulkSheet, text: str) -> QPushButton:
    return next(each for each in of.findChildren(QPushButton) if each.text() == text)


def click(of: BulkSheet, text: str) -> None:
    QTest.mouseClick(button(of, text), LEFT)


def select_three(staged: Stage) -> None:
    staged.rows.select_id(30)
    press(staged, Key.Key_Down, SHIFT)
    press(staged, Key.Key_Down, SHIFT)


# --- sending again -----------------------------------------------------------------------------


def test_a_selection_is_sent_again_once_it_is_agreed_to(staged: Stage, qtbot: QtBot) -> None:
    select_three(staged)
    press(staged, Key.Key_R, CTRL)
    opened = sheet(staged)
    assert not opened.isModal()
    qtbot.waitUntil(lambda: words(opened)[0] == "Send the callbacks of 3 records again?")
    assert staged.controls.asked == []
    click(opened, "Send again")
    qtbot.waitUntil(lambda: staged.controls.asked == [("send_again", (30, 29, 28))])
    qtbot.waitUntil(lambda: words(opened) == ["3 callbacks sent again."])
    click(opened, "Close")
    assert not opened.isVisible()


def test_everything_that_matches_is_counted_first(staged: Stage, qtbot: QtBot) -> None:
    staged.ledger.match = lambda record: record.id % 2 == 0
    staged.filter("movies")
    staged.ledger.piece = 5
    staged.ledger.search_gate = asyncio.Event()
    press(staged, Key.Key_R, CTRL | SHIFT)
    opened = sheet(staged)
    assert words(opened)[0] == "Counting…"
    assert not button(opened, "Send again").isEnabled()
    staged.ledger.search_gate.set()
    qtbot.waitUntil(lambda: words(opened)[0] == "Send the callbacks of 20 records again?")
    assert "Filter: movies" in words(opened)
    QTest.keyClick(opened, Key.Key_Return)
    everything = tuple(range(40, 0, -2))
    qtbot.waitUntil(lambda: staged.controls.asked == [("send_again", everything)])


def test_without_a_filter_it_says_that_it_is_everything(staged: Stage, qtbot: QtBot) -> None:
    press(staged, Key.Key_R, CTRL | SHIFT)
    opened = sheet(staged)
    everything = "There is no filter: this is everything in the view."
    qtbot.waitUntil(lambda: everything in words(opened))


def test_rows_of_deliveries_are_counted_by_their_records(staged: Stage, qtbot: QtBot) -> None:
    staged.ledger.keep(*(delivery(number) for number in range(1, 5)))
    staged.ledger.known.update({1: detail_of(row(1)), 2: detail_of(row(1)), 3: detail_of(row(3))})
    staged.show_view(View.DELIVERIES)
    press(staged, Key.Key_A, CTRL)
    press(staged, Key.Key_R, CTRL)
    opened = sheet(staged)
    qtbot.waitUntil(lambda: words(opened)[0] == "Send the callbacks of 2 records again?")
    assert words(opened)[-1] == "4 rows looked at: several may be about one record."


def test_nothing_begins_without_a_word(staged: Stage, qtbot: QtBot) -> None:
    select_three(staged)
    press(staged, Key.Key_R, CTRL)
    opened = sheet(staged)
    qtbot.waitUntil(lambda: button(opened, "Send again").isEnabled())
    QTest.keyClick(opened, Key.Key_Escape)
    assert not opened.isVisible()
    assert staged.controls.asked == []


def test_counting_ends_with_the_sheet(staged: Stage, qtbot: QtBot) -> None:
    staged.ledger.search_gate = asyncio.Event()
    press(staged, Key.Key_R, CTRL | SHIFT)
    opened = sheet(staged)
    finding = opened._finding
    assert finding is not None
    qtbot.waitUntil(opened.isActiveWindow)
    QTest.keyClick(opened, Key.Key_Escape)
    qtbot.waitUntil(finding.cancelled)
    assert staged.controls.asked == []


class Slow:
    """Sends one after the other, when it may; tells how far it is."""

    def __init__(self) -> None:
        self.sent: list[int] = []
        self.may_go_on = asyncio.Event()

    async def send_again(self, record_ids: Sequence[int], progress: Progress) -> int:
        for number, record_id in enumerate(record_ids, 1):
            self.sent.append(record_id)
            progress(number, len(record_ids))
            if number == 2:
                await self.may_go_on.wait()
        return len(self.sent)


def test_it_can_be_cancelled_in_the_middle(
    staged: Stage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = Slow()
    monkeypatch.setattr(staged.controls, "send_again", slow.send_again)
    select_three(staged)
    press(staged, Key.Key_R, CTRL)
    opened = sheet(staged)
    qtbot.waitUntil(lambda: button(opened, "Send again").isEnabled())
    click(opened, "Send again")
    bar = opened.findChild(QProgressBar)
    assert bar is not None
    qtbot.waitUntil(lambda: bar.isVisible() and bar.value() == 666)
    assert "2 of 3 gone through" in words(opened)
    QTest.keyClick(opened, Key.Key_Escape)
    qtbot.waitUntil(
        lambda: (
            words(opened)
            == [
                "Cancelled.",
                "2 of 3 gone through. That stays done, and so may what was under way.",
            ]
        )
    )
    assert slow.sent == [30, 29]
    assert not staged.window.operator.is_busy(Act.SEND_AGAIN)


def test_what_was_skipped_is_said_with_its_reason(
    staged: Stage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def send_again(_ids: Sequence[int], _progress: Progress) -> int:
        return 1

    monkeypatch.setattr(staged.controls, "send_again", send_again)
    select_three(staged)
    press(staged, Key.Key_R, CTRL)
    opened = sheet(staged)
    qtbot.waitUntil(lambda: button(opened, "Send again").isEnabled())
    click(opened, "Send again")
    qtbot.waitUntil(
        lambda: (
            words(opened)
            == [
                "1 callback sent again.",
                "2 records skipped: without a callback, or waiting for approval.",
            ]
        )
    )


def test_a_failure_is_said_in_the_sheet(staged: Stage, qtbot: QtBot) -> None:
    staged.controls.failure = "The disk is full."
    select_three(staged)
    press(staged, Key.Key_R, CTRL)
    opened = sheet(staged)
    qtbot.waitUntil(lambda: button(opened, "Send again").isEnabled())
    click(opened, "Send again")
    qtbot.waitUntil(lambda: words(opened) == ["It could not be done.", "The disk is full."])


def test_a_store_that_cannot_be_read_is_said(staged: Stage, qtbot: QtBot) -> None:
    staged.ledger.broken = True
    press(staged, Key.Key_R, CTRL | SHIFT)
    opened = sheet(staged)
    qtbot.waitUntil(
        lambda: words(opened) == ["The records could not be looked for.", "the disk is gone"]
    )


def test_a_second_sheet_waits_for_the_first(staged: Stage, qtbot: QtBot) -> None:
    staged.controls.gate = asyncio.Event()
    staged.rows.select_id(12)
    press(staged, Key.Key_R, CTRL)
    select_three(staged)
    press(staged, Key.Key_R, CTRL)
    opened = sheet(staged)
    again = button(opened, "Send again")
    qtbot.waitUntil(lambda: again.toolTip() == "The one before is still under way.")
    assert not again.isEnabled()
    staged.controls.gate.set()
    qtbot.waitUntil(again.isEnabled)


# --- deleting ----------------------------------------------------------------------------------


def test_deleting_asks_first_and_return_does_no_harm(staged: Stage, qtbot: QtBot) -> None:
    staged.rows.select_id(30)
    press(staged, Key.Key_Delete)
    opened = sheet(staged)
    qtbot.waitUntil(lambda: words(opened)[0] == "Delete the record “Title 30”?")
    told = " ".join(words(opened))
    for part in ("Deliveries and callbacks", "still owed", "comes in as new"):
        assert part in told
    assert button(opened, "Cancel").isDefault()
    assert not button(opened, "Delete").isDefault()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is button(opened, "Cancel"))
    QTest.keyClick(button(opened, "Cancel"), Key.Key_Return)
    assert not opened.isVisible()
    assert staged.controls.asked == []


def test_what_was_deleted_and_what_stayed_is_said(
    staged: Stage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[int, ...]] = []

    async def delete(record_ids: Sequence[int], progress: Progress) -> Removed:
        asked.append(tuple(record_ids))
        progress(3, 3)
        return Removed(records=2, deliveries=4, callbacks=2, kept=1)

    monkeypatch.setattr(staged.controls, "delete", delete)
    select_three(staged)
    press(staged, Key.Key_Delete)
    opened = sheet(staged)
    qtbot.waitUntil(lambda: words(opened)[0] == "Delete 3 records?")
    click(opened, "Delete")
    qtbot.waitUntil(
        lambda: (
            words(opened)
            == [
                "Deleted: 2 records, 4 deliveries, 2 callbacks.",
                "1 record stayed: a callback is still owed to ModelRiver.",
            ]
        )
    )
    assert asked == [(30, 29, 28)]


def test_deliveries_without_a_record_are_deleted(staged: Stage, qtbot: QtBot) -> None:
    staged.ledger.keep(*(delivery(number, record_id=None) for number in range(1, 5)))
    staged.show_view(View.DELIVERIES)
    press(staged, Key.Key_A, CTRL)
    press(staged, Key.Key_Delete)
    opened = sheet(staged)
    qtbot.waitUntil(lambda: words(opened)[0] == "Delete 4 deliveries?")
    click(opened, "Delete")
    qtbot.waitUntil(lambda: staged.controls.asked == [("delete_deliveries", (4, 3, 2, 1))])
    qtbot.waitUntil(lambda: words(opened) == ["Deleted: 4 deliveries."])
