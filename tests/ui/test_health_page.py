"""The health: its figures in tiles, charts and sums, when it is asked for, and what it says."""

import asyncio
import subprocess
import sys
from collections.abc import Callable
from functools import partial

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtGui import QColor, QFont
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from rivermon.core.feed import LedgerChanged
from rivermon.core.health import Span
from rivermon.core.tasks import OwnedTasks
from rivermon.ui.appearance import Appearance
from rivermon.ui.chart import Chart
from rivermon.ui.chart_data import Paint
from rivermon.ui.chart_paint import colour_of
from rivermon.ui.health_page import HealthPage
from rivermon.ui.health_words import NOTHING
from rivermon.ui.theme import SchemeChoice, Tone
from rivermon.ui.window_memory import WindowMemory
from tests.ui.health_stage import LOSSES, HealthLedger
from tests.ui.stand_ins import SettableClock

MakePage = Callable[[], HealthPage]


@pytest.fixture
def ledger() -> HealthLedger:
    return HealthLedger()


@pytest.fixture
def make(
    qtbot: QtBot,
    appearance: Appearance,
    ledger: HealthLedger,
    clock: SettableClock,
    tasks: OwnedTasks,
    settings: QSettings,
) -> MakePage:
    def make() -> HealthPage:
        page = HealthPage(
            appearance=appearance,
            ledger=ledger,
            clock=clock,
            tasks=tasks,
            memory=WindowMemory(settings),
        )
        qtbot.addWidget(page)
        page.resize(1100, 760)
        return page

    return make


@pytest.fixture
def page(make: MakePage) -> HealthPage:
    return make()


@pytest.fixture
def shown(page: HealthPage, qtbot: QtBot) -> HealthPage:
    """The page with its first figures, drawn."""
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    qtbot.waitUntil(lambda: is_drawn(page))
    return page


def is_drawn(page: HealthPage) -> bool:
    charts = page.board.charts
    return all(chart.plot is not None and chart.data is not None for chart in charts)


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def last_asked_is(ledger: HealthLedger, span: Span) -> bool:
    return ledger.asked_health[-1] is span


def said_by(chart: Chart) -> str:
    return chart.accessibleDescription()


def test_each_tile_has_its_figure_and_its_grade_in_words(shown: HealthPage) -> None:
    assert [tile.accessibleName() for tile in shown.tiles.all] == [
        "Taken in: 100 %, Good, of 590 webhooks",
        "Called back: 88.8 %, Critical, of 531 callbacks",
        "Answer p50 / p99: 3 ms / 12 ms, Excellent, half / 99 of 100",
        "Callback p50 / p99: 210 ms / 6,100 ms, Risky, half / 99 of 100",
        "Redelivered: 10 %, Bad, 59 came again",
    ]
    for tile in shown.tiles.all:
        assert tile.grade.accessibleName() in tile.accessibleName()
        assert tile.grade.width() > 40
        assert tile.accessibleDescription()


def test_each_chart_says_its_figures_in_words(shown: HealthPage) -> None:
    assert [chart.accessibleName() for chart in shown.board.charts] == [
        "Webhooks",
        "Success rate",
        "Answer time",
        "Callback time",
        "Redelivery rate",
    ]
    board = shown.board
    assert said_by(board.outcomes) == (
        "590 webhooks in the last 5 minutes: Recorded 531, Duplicate 59."
    )
    assert said_by(board.success) == (
        "In the last 5 minutes, 100 % of webhooks were taken in, and 88.8 % of callbacks "
        "succeeded. Dotted lines at 99 %, 95 %."
    )
    assert "half took no longer than 3 ms, and 99 of 100 no longer than 12 ms" in said_by(
        board.answer
    )
    assert "no longer than 6,100 ms. Dotted lines at 200 ms, 1,000 ms, 5,000 ms." in said_by(
        board.callback
    )
    assert "10 % of webhooks were redeliveries" in said_by(board.redelivery)
    for chart in board.charts:
        assert chart.plot is not None
        assert chart.plot.isVisible()
        assert chart.plot.accessibleName() == chart.accessibleName()
        assert chart.plot.accessibleDescription() == said_by(chart)


def test_the_causes_stand_there_as_they_are(shown: HealthPage) -> None:
    bars = [bar.words for bar in shown.causes.bars if bar.isVisible()]
    assert bars == ["answered 404: 9", "<b>no</b> answer: 3"]
    assert shown.causes.accessibleDescription() == ", ".join(bars)


def test_the_sums_add_up_in_words(shown: HealthPage) -> None:
    assert list(shown.ledger.received.words) == [
        "Webhooks received 1,234",
        "recorded 1,000",
        "kept 100",
        "duplicates 90",
        "rejected 40",
        "invalid 1",
        "rejected, deleted to make room 3",
        "Missing 0",
    ]
    assert "Missing 0, Nothing is missing" in shown.ledger.received.accessibleDescription()
    assert list(shown.ledger.owed.words)[-2:] == ["held 10", "Missing 0"]
    assert "down for 3 min 20 s in all" in shown.ledger.down.text()


def test_how_long_the_public_address_was_down_is_said_if_it_was(
    shown: HealthPage, ledger: HealthLedger, qtbot: QtBot
) -> None:
    assert "public address" not in shown.ledger.down.text()
    ledger.told_losses = replace(LOSSES, public_down_s=75.4)
    shown.spans.chosen.emit(Span.HOUR)
    words = "While it was up, the public address was down for 1 min 15 s in all."
    qtbot.waitUntil(lambda: words in shown.ledger.down.text())
    assert words in shown.ledger.accessibleDescription()


def test_what_is_missing_is_said(shown: HealthPage, ledger: HealthLedger, qtbot: QtBot) -> None:
    ledger.told_losses = replace(LOSSES, owed=1007)
    shown.spans.chosen.emit(Span.HOUR)
    qtbot.waitUntil(lambda: list(shown.ledger.owed.words)[-1] == "Missing 7")
    assert shown.ledger.owed.verdict.accessibleName() == "It does not add up"
    assert shown.ledger.received.verdict.accessibleName() == "Nothing is missing"


def test_arrow_keys_go_from_span_to_span(
    shown: HealthPage, ledger: HealthLedger, qtbot: QtBot
) -> None:
    shown.setFocus()
    assert focused().accessibleName() == "Show the last 5 minutes"
    for span in (Span.HOUR, Span.DAY, Span.WEEK):
        QTest.keyClick(focused(), Qt.Key.Key_Right)
        assert shown.spans.span is span
        qtbot.waitUntil(partial(last_asked_is, ledger, span))
    QTest.keyClick(focused(), Qt.Key.Key_Left)
    assert shown.spans.span is Span.DAY
    qtbot.waitUntil(lambda: "the last 24 hours" in said_by(shown.board.outcomes))


def test_the_span_is_remembered(shown: HealthPage, make: MakePage) -> None:
    shown.spans._buttons[Span.DAY].click()
    assert make().spans.span is Span.DAY
    assert make().asking.span is Span.DAY


def test_empty_spans_say_so(shown: HealthPage, ledger: HealthLedger, qtbot: QtBot) -> None:
    ledger.idle = True
    shown.spans._buttons[Span.HOUR].click()
    note = shown.board.outcomes.note
    qtbot.waitUntil(lambda: note.text() == "No webhooks in the last hour.")
    assert note.isVisible()
    assert shown.board.callback.note.text() == "No callback was answered in the last hour."
    assert said_by(shown.board.success) == "No webhooks in the last hour."
    assert shown.causes.note.text() == "Nothing failed in the last hour."
    assert not any(bar.isVisible() for bar in shown.causes.bars)
    tile = shown.tiles.success
    assert tile.figure.text() == NOTHING
    assert tile.grade.accessibleName() == ""
    assert "100" not in tile.accessibleName()


def test_a_store_that_fails_is_told_and_what_is_shown_is_kept(
    shown: HealthPage, ledger: HealthLedger, clock: SettableClock, qtbot: QtBot
) -> None:
    ledger.broken = True
    clock.pass_s(5)
    shown.tick()
    qtbot.waitUntil(lambda: "The figures could not be read: the disk is gone" in shown.note.text())
    assert "What is shown is from" in shown.note.text()
    assert shown.tiles.success.figure.text() == "100 %"
    assert shown.board.outcomes.plot is not None
    assert shown.board.outcomes.plot.isVisible()
    ledger.broken = False
    clock.pass_s(5)
    shown.tick()
    qtbot.waitUntil(lambda: shown.note.text() == "")


def test_nothing_is_asked_while_it_is_not_in_front(
    page: HealthPage, ledger: HealthLedger, clock: SettableClock, qtbot: QtBot
) -> None:
    for _ in range(5):
        clock.pass_s(60)
        page.take([LedgerChanged()])
        page.tick()
    assert ledger.asked_health == []
    page.show()
    qtbot.waitUntil(lambda: len(ledger.asked_health) == 1)
    qtbot.waitUntil(lambda: page.board.outcomes.data is not None)
    page.hide()
    clock.pass_s(60)
    page.take([LedgerChanged()])
    page.tick()
    assert len(ledger.asked_health) == 1


def test_it_is_asked_again_when_something_happened_or_a_step_is_over(
    shown: HealthPage, ledger: HealthLedger, clock: SettableClock, qtbot: QtBot
) -> None:
    def asked_after(seconds: float) -> bool:
        before = len(ledger.asked_health)
        clock.pass_s(seconds)
        shown.tick()
        qtbot.waitUntil(lambda: not shown.asking._asking)
        return len(ledger.asked_health) > before

    assert not asked_after(1)
    shown.take([LedgerChanged()])
    assert asked_after(0)
    shown.take([LedgerChanged()])
    assert not asked_after(0.5)
    assert asked_after(0.5)
    assert asked_after(5)
    shown.spans._buttons[Span.DAY].click()
    qtbot.waitUntil(lambda: ledger.asked_health[-1] is Span.DAY)
    qtbot.waitUntil(lambda: not shown.asking._asking)
    shown.take([LedgerChanged()])
    assert not asked_after(29)
    assert asked_after(1)


def test_there_are_never_two_questions_at_once(
    shown: HealthPage, ledger: HealthLedger, clock: SettableClock, qtbot: QtBot
) -> None:
    ledger.hold = asyncio.Event()
    shown.spans._buttons[Span.HOUR].click()
    qtbot.waitUntil(lambda: ledger.asked_health[-1] is Span.HOUR)
    for span in (Span.DAY, Span.WEEK):
        shown.spans._buttons[span].click()
        clock.pass_s(300)
        shown.take([LedgerChanged()])
        shown.tick()
    ledger.hold.set()
    qtbot.waitUntil(lambda: "the last 7 days" in said_by(shown.board.outcomes))
    assert ledger.most_at_once == 1
    assert Span.DAY not in ledger.asked_health


@pytest.mark.parametrize("choice", [SchemeChoice.DARK, SchemeChoice.LIGHT])
def test_the_charts_wear_the_theme_that_is_on(
    shown: HealthPage, appearance: Appearance, choice: SchemeChoice, qtbot: QtBot
) -> None:
    appearance.choose(SchemeChoice.DARK)
    appearance.choose(choice)
    surface = QColor(appearance.theme.colours.surface)
    for chart in shown.board.charts:
        assert chart.plot is not None
        picture = chart.plot.grab().toImage()
        assert picture.pixelColor(picture.width() - 2, 2) == surface
    picture = shown.board.outcomes.plot.grab().toImage()  # type: ignore[union-attr]
    seen = {
        picture.pixelColor(x, y).name()
        for x in range(0, picture.width(), 2)
        for y in range(0, picture.height(), 2)
    }
    assert colour_of(Paint(Tone.GOOD), appearance.theme).name() in seen
    assert colour_of(Paint(Tone.QUIET), appearance.theme).name() in seen


def test_pointing_shows_the_values(shown: HealthPage, qtbot: QtBot) -> None:
    chart, plot = shown.board.outcomes, shown.board.outcomes.plot
    assert plot is not None

    def says(x: int, words: str) -> bool:
        # It does not look at each of many moves in a moment.
        for wiggle in (0, 1):
            QTest.mouseMove(plot.viewport(), QPoint(x + wiggle, plot.height() // 2))
        return words in chart.legend.text if words else not chart.legend.text

    qtbot.waitUntil(lambda: says(plot.width() * 3 // 4, "Recorded 9, Duplicate 1"))
    qtbot.waitUntil(lambda: says(2, ""))


def test_arrow_keys_point_from_step_to_step(shown: HealthPage, qtbot: QtBot) -> None:
    chart = shown.board.callback
    assert chart.plot is not None
    chart.plot.setFocus()
    qtbot.waitUntil(chart.plot.hasFocus)
    QTest.keyClick(chart.plot, Qt.Key.Key_Home)
    assert chart.legend.text.endswith("nothing")
    QTest.keyClick(chart.plot, Qt.Key.Key_Right)
    QTest.keyClick(chart.plot, Qt.Key.Key_Right)
    assert chart.legend.text.endswith("p50 210 ms, p99 6,100 ms")
    third = chart.legend.text
    QTest.keyClick(chart.plot, Qt.Key.Key_End)
    assert chart.legend.text != third
    QTest.keyClick(chart.plot, Qt.Key.Key_Escape)
    assert chart.legend.text == ""


def test_charts_stand_one_below_the_other_where_there_is_little_room(shown: HealthPage) -> None:
    board = shown.board
    assert board.success.x() > board.outcomes.x()
    shown.resize(640, 760)
    QApplication.processEvents()
    assert board.success.x() == board.outcomes.x()
    assert board.success.y() > board.outcomes.y()


def test_what_draws_is_not_loaded_before_it_is_looked_at() -> None:
    check = "import sys, rivermon.ui.main_window; print('pyqtgraph' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_figures_have_one_width(shown: HealthPage) -> None:
    assert shown.tiles.success.figure.font().featureValue(QFont.Tag("tnum")) == 1
