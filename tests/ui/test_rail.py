"""The rail: which view is chosen by mouse and keys, what the counts say, how it folds."""

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from rivermon.core.entities import Counts
from rivermon.core.listing import View
from rivermon.core.tasks import OwnedTasks
from rivermon.ui.appearance import Appearance
from rivermon.ui.rail import NARROW_WIDTH, WIDTH, Rail
from rivermon.ui.tally import Tally

LEFT = Qt.MouseButton.LeftButton
SOME = Counts(records=48_120, deliveries=48_377, callbacks=12_345, owed=0, held=0, size=1)


class FixedLedger:
    """Knows nothing but the counts."""

    def __init__(self) -> None:
        self.kept = SOME

    async def counts(self) -> Counts:
        return self.kept


@pytest.fixture
def ledger() -> FixedLedger:
    return FixedLedger()


@pytest.fixture
def tally(ledger: FixedLedger, tasks: OwnedTasks) -> Tally:
    return Tally(ledger, tasks)  # type: ignore[arg-type]  # only its counts are asked for


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def rail(appearance: Appearance, tally: Tally, page: QWidget, qtbot: QtBot) -> Rail:
    made = Rail(appearance, tally, page)
    column = QVBoxLayout(page)
    column.addWidget(QLineEdit(page))
    column.addWidget(made)
    page.resize(300, 500)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    tally.refresh()
    qtbot.waitUntil(lambda: tally.counts == SOME)
    return made


def chosen(rail: Rail) -> list[View]:
    heard: list[View] = []
    rail.view_chosen.connect(heard.append)
    return heard


def number(value: int) -> str:
    return QLocale().toString(value)


def test_each_view_has_its_count(rail: Rail) -> None:
    entries = rail._entries
    assert entries[View.RECORDS].count == number(48_120)
    assert entries[View.DELIVERIES].count == number(48_377)
    assert entries[View.CALLBACKS].count == number(12_345)
    assert entries[View.DELIVERIES].accessibleName() == f"Deliveries: {number(48_377)}"
    assert "Ctrl+2" in entries[View.DELIVERIES].toolTip()


@pytest.mark.parametrize(
    ("owed", "held", "words"),
    [(3, 0, "3 owed"), (3, 1, "3 owed, 1 held"), (0, 2, "2 held")],
)
def test_what_is_owed_stands_in_the_place_of_the_count(
    rail: Rail, tally: Tally, ledger: FixedLedger, qtbot: QtBot, owed: int, held: int, words: str
) -> None:
    ledger.kept = Counts(records=1, deliveries=1, callbacks=9, owed=owed, held=held, size=1)
    tally._pause.stop()
    tally.refresh()
    qtbot.waitUntil(lambda: rail._entries[View.CALLBACKS].count == words)
    assert rail._entries[View.CALLBACKS].accessibleName() == f"Callbacks: {words}"


def test_a_click_chooses_a_view(rail: Rail) -> None:
    heard = chosen(rail)
    QTest.mouseClick(rail._entries[View.CALLBACKS], LEFT)
    assert heard == [View.CALLBACKS]
    assert rail.view is View.CALLBACKS


def test_showing_a_view_tells_nobody(rail: Rail) -> None:
    heard = chosen(rail)
    rail.show_view(View.DELIVERIES)
    assert rail.view is View.DELIVERIES
    assert not rail._entries[View.RECORDS].isChecked()
    assert heard == []


def test_tab_reaches_the_rail_and_arrows_move_in_it(rail: Rail, page: QWidget) -> None:
    heard = chosen(rail)
    before = page.findChild(QLineEdit)
    assert before is not None
    before.setFocus()
    QTest.keyClick(before, Qt.Key.Key_Tab)
    first = rail._entries[View.RECORDS]
    assert first.hasFocus()
    QTest.keyClick(first, Qt.Key.Key_Down)
    second = rail._entries[View.DELIVERIES]
    assert second.hasFocus()
    assert rail.view is View.DELIVERIES
    QTest.keyClick(second, Qt.Key.Key_Up)
    assert first.hasFocus()
    assert heard == [View.DELIVERIES, View.RECORDS]


def test_the_focus_can_be_seen(rail: Rail) -> None:
    entry = rail._entries[View.RECORDS]
    entry.setFocus()
    focused = entry.grab().toImage()
    entry.clearFocus()
    assert entry.grab().toImage() != focused


def test_the_chosen_entry_has_an_accent_bar(rail: Rail, appearance: Appearance) -> None:
    colours = appearance.theme.colours
    rail.show_view(View.CALLBACKS)
    marked = rail._entries[View.CALLBACKS].grab().toImage()
    middle = marked.height() // 2
    assert marked.pixelColor(1, middle).name() == colours.accent
    assert marked.pixelColor(marked.width() - 4, middle).name() == colours.selection
    other = rail._entries[View.DELIVERIES].grab().toImage()
    assert other.pixelColor(1, middle).name() != colours.accent


def test_the_rail_folds_to_icons(rail: Rail) -> None:
    assert (rail.collapsed, rail.width()) == (False, WIDTH)
    QTest.mouseClick(rail._fold, LEFT)
    assert (rail.collapsed, rail.width()) == (True, NARROW_WIDTH)
    assert not rail._name.isVisible()
    assert "Records" in rail._entries[View.RECORDS].toolTip()
    rail.collapsed = False
    assert rail.width() == WIDTH
    assert rail._name.isVisible()


def test_the_name_stands_in_the_height_of_the_bar_beside_it(rail: Rail) -> None:
    (name,) = [label for label in rail.findChildren(QLabel) if label.text()]
    assert name.text() == "rivermon"
    assert name.mapTo(rail, name.rect().center()).y() == pytest.approx(24, abs=1)
