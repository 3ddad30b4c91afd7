"""The health as the fourth view: by key, by mouse, and what the bars do meanwhile."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton

from rivermon.core.listing import View
from tests.ui.conftest import Stage
from tests.ui.stand_ins import row, stored

CONTROL = Qt.KeyboardModifier.ControlModifier
ROWS = [row(n) for n in range(1, 4)]
MakeStage = Callable[[list], Stage]  # type: ignore[type-arg]


def press(stage: Stage, key: Qt.Key) -> None:
    QTest.keyClick(QApplication.focusWidget() or stage.window, key, CONTROL)


def marked(stage: Stage) -> View | None:
    """The view whose entry is marked in the rail."""
    return stage.window.rail.view


def is_in_front(stage: Stage) -> bool:
    return stage.window.health.isVisible()


def test_ctrl_4_brings_the_health_and_ctrl_1_to_3_the_tables(stage: MakeStage) -> None:
    shown = stage(ROWS).show()
    window = shown.window
    press(shown, Qt.Key.Key_4)
    assert window.health.isVisible()
    assert not window.views.isVisible()
    assert marked(shown) is None
    assert any(button.hasFocus() for button in window.health.spans.findChildren(QToolButton))
    for key, view in zip((Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3), View, strict=True):
        press(shown, key)
        assert not is_in_front(shown)
        assert (window.views.page.view, marked(shown)) == (view, view)
        press(shown, Qt.Key.Key_4)
        assert window.health.isVisible()


def test_the_rail_leads_there_and_back(stage: MakeStage) -> None:
    shown = stage(ROWS).show()
    window = shown.window
    window.rail._health.click()
    assert window.health.isVisible()
    window.rail._entries[View.RECORDS].click()
    assert window.views.isVisible()
    assert window.views.page.view is View.RECORDS


def test_the_filter_makes_way_and_comes_back_as_it_was(stage: MakeStage) -> None:
    shown = stage(ROWS).show()
    window = shown.window
    shown.filter("title")
    press(shown, Qt.Key.Key_4)
    assert not window.filter_bar.box.isVisible()
    assert not window.top_bar._live.isVisible()
    assert window.health.spans.isVisible()
    assert window.top_bar._test.isVisible()
    press(shown, Qt.Key.Key_F)
    assert window.filter_bar.box.isVisible()
    assert window.filter_bar.box.hasFocus()
    assert window.filter_bar.box.text() == "title"
    assert not window.health.head.isVisible()
    assert window.top_bar._live.isVisible()


def test_a_table_behind_it_sleeps_and_catches_up(stage: MakeStage) -> None:
    shown = stage(ROWS).show()
    press(shown, Qt.Key.Key_4)
    before = len(shown.ledger.questions)
    for n in range(4, 9):
        shown.ledger.keep(row(n))
        shown.tell(*stored(row(n)))
    shown.qtbot.waitUntil(lambda: shown.window._tally.counts.records == 8)
    assert len(shown.ledger.questions) == before
    press(shown, Qt.Key.Key_1)
    shown.qtbot.waitUntil(lambda: shown.table.rowCount() == 8)


def test_keys_of_the_tables_do_nothing_to_a_table_that_is_not_seen(stage: MakeStage) -> None:
    shown = stage(ROWS).show()
    window = shown.window
    press(shown, Qt.Key.Key_4)
    window.front.toggle_pause()
    window.front.toggle_live()
    window.front.step_back()
    press(shown, Qt.Key.Key_1)
    assert not window.views.paused
    assert shown.rows.following


def test_it_is_in_front_again_at_the_next_start(stage: MakeStage) -> None:
    shown = stage(ROWS).show()
    press(shown, Qt.Key.Key_4)
    shown.window.close()
    again = stage(ROWS).window
    assert again.front.health
    assert again.rail.view is None
    again.show_view(View.DELIVERIES)
    again.close()
    assert stage(ROWS).window.views.page.view is View.DELIVERIES


def test_with_nothing_stored_it_can_be_looked_at_as_well(stage: MakeStage) -> None:
    shown = stage([])
    shown.window.show()
    shown.qtbot.waitUntil(shown.window.empty_state.isVisible)
    shown.window.show_health()
    assert shown.window.health.isVisible()
    shown.window._tally.changed.emit()
    assert shown.window.health.isVisible()
