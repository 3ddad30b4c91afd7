"""The filter box and its bar: what is typed, completed, told and said."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QInputMethodEvent, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from rivermon.core.filter import parse
from rivermon.core.filter_terms import Field, Term
from rivermon.core.ports import StoreUnavailable
from rivermon.core.tasks import OwnedTasks
from rivermon.ui.appearance import Appearance
from rivermon.ui.filter_bar import HEIGHT, FilterBar
from rivermon.ui.filter_box import FilterBox
from rivermon.ui.filter_completer import VISIBLE_ROWS, FilterCompleter
from rivermon.ui.window_memory import WindowMemory, memory_in

Key = Qt.Key


class SeenValues:
    """Values of the ledger; each question can be held back."""

    def __init__(self) -> None:
        self.values = ["new_chat", "new_movie", "new chat (old)\nline"]
        self.asked: list[tuple[Field, str]] = []
        self.gates: dict[str, asyncio.Event] = {}
        self.broken = False

    async def __call__(self, field: Field, begin: str, limit: int) -> Sequence[str]:
        self.asked.append((field, begin))
        if begin in self.gates:
            await self.gates[begin].wait()
        if self.broken:
            raise StoreUnavailable("the disk is gone")
        return [value for value in self.values if value.startswith(begin)][:limit]


@pytest.fixture
def seen() -> SeenValues:
    return SeenValues()


@pytest.fixture
def window(qtbot: QtBot) -> QMainWindow:
    made = QMainWindow()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def bar(
    appearance: Appearance,
    seen: SeenValues,
    tasks: OwnedTasks,
    window: QMainWindow,
    qtbot: QtBot,
    tmp_path: Path,
) -> FilterBar:
    page = QWidget(window)
    made = FilterBar(appearance, seen, tasks, WindowMemory(memory_in(tmp_path / "w.ini")), page)
    column = QVBoxLayout(page)
    column.addWidget(made)
    column.addWidget(QLineEdit(page))
    column.addStretch(1)
    window.setCentralWidget(page)
    window.resize(900, 500)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    made.box.setFocus()
    return made


@pytest.fixture
def box(bar: FilterBar) -> FilterBox:
    return bar.box


@pytest.fixture
def offered(box: FilterBox) -> FilterCompleter:
    return box.completer_list


def told(box: FilterBox) -> list[Term | None]:
    heard: list[Term | None] = []
    box.filter_changed.connect(heard.append)
    return heard


def reason(box: FilterBox) -> str:
    return box.bad.reason if box.bad is not None else ""


def is_open(offered: FilterCompleter) -> bool:
    return offered.is_open


def chosen(offered: FilterCompleter) -> str | None:
    return offered.chosen


def press(box: FilterBox, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(box, key)


def test_typing_is_read_after_a_pause(box: FilterBox, qtbot: QtBot) -> None:
    heard = told(box)
    QTest.keyClicks(box, "refund")
    assert heard == []
    qtbot.waitUntil(lambda: heard == [parse("refund")])


def test_enter_does_not_wait(box: FilterBox) -> None:
    heard = told(box)
    QTest.keyClicks(box, "refund")
    press(box, Key.Key_Return)
    assert heard == [parse("refund")]


def test_the_same_filter_is_told_once(box: FilterBox) -> None:
    heard = told(box)
    for text in ("refund", "refund ", "  refund"):
        box.set_text_now(text)
    assert len(heard) == 1
    box.set_text_now("")
    assert heard == [parse("refund"), None]


def test_a_bad_filter_keeps_the_last_good_one(box: FilterBox, bar: FilterBar) -> None:
    heard = told(box)
    box.set_text_now("refund")
    box.set_text_now("(refund")
    assert reason(box)
    assert box.property("bad") is True
    assert box.term == parse("refund")
    assert heard == [parse("refund")]
    assert bar._reason.isVisible()
    assert bar._reason.accessibleName() == reason(box)
    assert bar._reason.textFormat() is Qt.TextFormat.PlainText
    box.set_text_now("refund")
    assert not reason(box)
    assert not bar._reason.isVisible()
    assert heard == [parse("refund")]


def test_a_bad_filter_is_outlined(box: FilterBox, appearance: Appearance) -> None:
    def outline() -> str:
        picture = box.grab().toImage()
        return picture.pixelColor(picture.width() // 2, 0).name()

    box.clearFocus()
    good = outline()
    box.set_text_now("(refund")
    assert outline() != good


def test_nothing_below_moves_when_there_is_something_to_say(bar: FilterBar) -> None:
    def box_width() -> int:
        layout = bar.layout()
        assert layout is not None
        layout.activate()
        return bar.box.width()

    bar.show_count(None, 48_120)
    width = box_width()
    bar.show_bad("There is no field “evnt”.")
    bar.show_stopped(3)
    bar.show_count(312, 48_120)
    assert bar.height() == HEIGHT
    assert box_width() == width


def test_esc_closes_the_list_then_clears_then_is_the_windows(
    box: FilterBox, offered: FilterCompleter
) -> None:
    stepped: list[bool] = []
    escape = QShortcut(QKeySequence(Key.Key_Escape), box.window())
    escape.activated.connect(lambda: stepped.append(True))
    heard = told(box)
    QTest.keyClicks(box, "stat")
    assert is_open(offered)
    press(box, Key.Key_Escape)
    assert not is_open(offered)
    assert (box.text(), stepped) == ("stat", [])
    press(box, Key.Key_Return, Key.Key_Escape)
    assert (box.text(), stepped) == ("", [])
    assert heard == [parse("stat"), None]
    press(box, Key.Key_Escape)
    assert stepped == [True]


def test_fields_are_offered_and_lead_on_to_values(box: FilterBox, offered: FilterCompleter) -> None:
    QTest.keyClicks(box, "sta")
    assert offered.choices == ["status:"]
    assert chosen(offered) is None
    press(box, Key.Key_Down)
    assert chosen(offered) == "status:"
    press(box, Key.Key_Tab)
    assert box.text() == "status:"
    assert box.hasFocus()
    assert is_open(offered)
    assert "failed" in offered.choices
    QTest.keyClicks(box, "fai")
    press(box, Key.Key_Down, Key.Key_Return)
    assert box.text() == "status:failed "
    assert not is_open(offered)
    press(box, Key.Key_Return)
    assert box.term == parse("status:failed")


@pytest.mark.parametrize(
    ("key", "held"),
    [
        (Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier),
        (Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier),
    ],
)
def test_two_keys_ask_what_can_be_typed(
    box: FilterBox, offered: FilterCompleter, key: Qt.Key, held: Qt.KeyboardModifier
) -> None:
    left: list[bool] = []
    box.left_down.connect(lambda: left.append(True))
    assert not is_open(offered)
    QTest.keyClick(box, key, held)
    assert is_open(offered)
    assert box.text() == ""
    assert left == []


def test_an_input_method_writes_as_it_likes(box: FilterBox, offered: FilterCompleter) -> None:
    composing = QInputMethodEvent("dian ying", [])
    QApplication.sendEvent(box, composing)
    assert box.text() == ""
    written = QInputMethodEvent()
    written.setCommitString("电影")
    QApplication.sendEvent(box, written)
    press(box, Qt.Key.Key_Return)
    assert box.text() == "电影"
    assert box.bad is None


def test_values_that_were_seen_are_offered(
    box: FilterBox, offered: FilterCompleter, seen: SeenValues, qtbot: QtBot
) -> None:
    QTest.keyClicks(box, "event:new")
    qtbot.waitUntil(lambda: offered.choices == seen.values)
    assert seen.asked[-1] == (Field.EVENT, "new")
    assert offered._model.item(2).text() == "new chat (old) line"
    QTest.keyClicks(box, "_m")
    qtbot.waitUntil(lambda: offered.choices == ["new_movie"])
    index = offered._model.index(0, 0)
    place = offered._list.visualRect(index).center()
    QTest.mouseClick(offered._list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert box.text() == "event:new_movie "
    assert box.hasFocus()


def test_the_real_value_is_inserted(
    box: FilterBox, offered: FilterCompleter, seen: SeenValues, qtbot: QtBot
) -> None:
    seen.values = ["two  words\u200e"]
    QTest.keyClicks(box, "event:t")
    qtbot.waitUntil(lambda: offered.is_open)
    assert offered._model.item(0).text() == "two words"
    press(box, Key.Key_Up, Key.Key_Return)
    assert box.text() == 'event:"two  words\u200e" '


def test_a_late_answer_is_not_shown(
    box: FilterBox, offered: FilterCompleter, seen: SeenValues, qtbot: QtBot
) -> None:
    seen.gates["new"] = asyncio.Event()
    QTest.keyClicks(box, "event:new")
    qtbot.waitUntil(lambda: (Field.EVENT, "new") in seen.asked)
    QTest.keyClicks(box, "_m")
    qtbot.waitUntil(lambda: offered.choices == ["new_movie"])
    seen.gates["new"].set()
    qtbot.waitUntil(lambda: not asyncio.all_tasks())
    assert offered.choices == ["new_movie"]


def test_an_answer_after_esc_opens_nothing(
    box: FilterBox, offered: FilterCompleter, seen: SeenValues, qtbot: QtBot
) -> None:
    gate = seen.gates[""] = asyncio.Event()
    QTest.keyClicks(box, "event:")
    qtbot.waitUntil(lambda: (Field.EVENT, "") in seen.asked)
    press(box, Key.Key_Escape)
    gate.set()
    qtbot.waitUntil(lambda: not asyncio.all_tasks())
    assert not is_open(offered)


def test_a_broken_store_offers_nothing(
    box: FilterBox, offered: FilterCompleter, seen: SeenValues, qtbot: QtBot
) -> None:
    seen.broken = True
    QTest.keyClicks(box, "event:new")
    qtbot.waitUntil(lambda: (Field.EVENT, "new") in seen.asked and not asyncio.all_tasks())
    assert not is_open(offered)
    press(box, Key.Key_Return)
    assert box.term == parse("event:new")


def test_a_text_set_by_the_program_offers_nothing(box: FilterBox, offered: FilterCompleter) -> None:
    box.set_text_now("sta")
    assert not is_open(offered)


def test_no_more_than_ten_rows_are_shown(
    box: FilterBox, offered: FilterCompleter, seen: SeenValues, qtbot: QtBot
) -> None:
    seen.values = [f"event_{number:02}" for number in range(30)]
    QTest.keyClicks(box, "event:e")
    qtbot.waitUntil(lambda: len(offered.choices) == 30)
    rows = offered._list.viewport().height() / offered._list.sizeHintForRow(0)
    assert rows == VISIBLE_ROWS
    press(box, Key.Key_Up)
    assert chosen(offered) == "event_29"
    press(box, Key.Key_Down)
    assert chosen(offered) is None
    press(box, Key.Key_Down)
    assert chosen(offered) == "event_00"


def test_what_is_still_being_chosen_is_not_called_bad(box: FilterBox, qtbot: QtBot) -> None:
    QTest.keyClicks(box, "status:")
    assert is_open(box.completer_list)
    box._after_pause()
    assert not reason(box)
    press(box, Key.Key_Escape)
    qtbot.waitUntil(lambda: bool(reason(box)))


def test_down_goes_to_the_table_and_tab_leaves(box: FilterBox, qtbot: QtBot) -> None:
    box.set_text_now("refund")
    with qtbot.waitSignal(box.left_down):
        press(box, Key.Key_Down)
    press(box, Key.Key_Tab)
    assert not box.hasFocus()


def test_the_list_closes_when_the_box_is_left(box: FilterBox, offered: FilterCompleter) -> None:
    QTest.keyClicks(box, "sta")
    assert is_open(offered)
    box.clearFocus()
    assert not is_open(offered)


def test_the_cross_clears(box: FilterBox) -> None:
    heard = told(box)
    assert not box._clear.isVisible()
    box.set_text_now("refund")
    assert box._clear.isVisible()
    box._clear.trigger()
    assert box.text() == ""
    assert heard == [parse("refund"), None]


def test_the_count_is_of_all_or_of_what_matches(bar: FilterBar) -> None:
    total, some = QLocale().toString(48_120), QLocale().toString(312)
    bar.show_count(None, 48_120)
    assert bar._count.text() == total
    bar.show_count(312, 48_120)
    assert bar._count.text() == f"{some} of {total}"


def test_a_quick_search_says_nothing(bar: FilterBar, qtbot: QtBot) -> None:
    bar.show_progress(0.2)
    bar.show_progress(None)
    assert not bar.progress._patience.isActive()
    assert not bar.progress.isVisible()


def test_a_long_search_shows_how_far_it_is_and_can_be_cancelled(
    bar: FilterBar, qtbot: QtBot
) -> None:
    bar.show_progress(0.2)
    assert not bar.progress.isVisible()
    bar.show_progress(0.424)
    qtbot.waitUntil(bar.progress.isVisible)
    assert bar.progress.words == "Searching… 42 %"
    assert bar.progress._bar.value() == 42
    with qtbot.waitSignal(bar.cancelled):
        bar.progress._cancel.click()
    bar.show_progress(None)
    assert not bar.progress.isVisible()
    bar.show_stopped(1204)
    assert bar.progress.words == f"Stopped: {QLocale().toString(1204)} found so far"
    assert not bar.progress._bar.isVisible()
    with qtbot.waitSignal(bar.search_again):
        bar.progress._again.click()
    bar.show_progress(0.0)
    assert not bar.progress.isVisible()
    qtbot.waitUntil(bar.progress._bar.isVisible)


def test_a_failure_of_the_store_is_said_in_a_line(bar: FilterBar) -> None:
    bar.show_failed("The disk is <b>gone</b>.\nTry again.")
    assert bar._reason.isVisible()
    assert bar._reason.accessibleName() == "The disk is <b>gone</b>. Try again."
    bar.show_failed(None)
    assert not bar._reason.isVisible()
