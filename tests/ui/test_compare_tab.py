"""The Compare tab: two that were chosen, one that is kept for the next, and what differs."""

import threading
from typing import Any

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from rivermon.core.entities import CallbackState
from rivermon.core.feed import RecordChanged, RowsDropped
from rivermon.core.json_difference import Difference, difference
from rivermon.core.listing import View
from rivermon.core.tasks import OwnedTasks
from rivermon.ui import comparer
from rivermon.ui.appearance import Appearance
from rivermon.ui.detail_tab import DetailTab
from rivermon.ui.difference_list import DifferenceList
from tests.ui.detail_stage import COMPARE, DetailStage, button, click, segment, words
from tests.ui.stand_ins import NotedControls, SettableClock, detail_of, row


def payload(**data: object) -> bytes:
    return msgspec.json.encode(
        {"type": "task.ai_generated", "ai_response": {"data": data}, "callback_url": "https://x/y"}
    )


@pytest.fixture
def staged(
    qtbot: QtBot,
    appearance: Appearance,
    clock: SettableClock,
    controls: NotedControls,
    tasks: OwnedTasks,
) -> DetailStage:
    made = DetailStage(qtbot, appearance, clock, controls, tasks)
    five = payload(text="a dull day", tags=["x", "y"], old=1)
    seven = payload(text="a fine day", tags=["new", "x", "y"], extra=None)
    made.keep(View.RECORDS, 5, detail_of(row(5), body="one", payload=five))
    made.keep(
        View.RECORDS,
        7,
        detail_of(row(7, state=CallbackState.ERROR), body="one", payload=seven),
    )
    return made


def lines(staged: DetailStage) -> list[str]:
    (found,) = staged.pane.findChildren(DifferenceList)
    return found.lines


def compared(staged: DetailStage, qtbot: QtBot) -> list[str]:
    staged.select(View.RECORDS, 7)
    staged.pane.compare(View.RECORDS, 5, 7)
    qtbot.waitUntil(lambda: staged.pane.tabs.tab is DetailTab.COMPARE)
    qtbot.waitUntil(lambda: bool(lines(staged)))
    return lines(staged)


def test_two_records_are_compared_field_by_field(staged: DetailStage, qtbot: QtBot) -> None:
    found = compared(staged, qtbot)
    for expected in (
        "≠ record.title (differs): Title 5 → Title 7",
        "≠ content.text (differs): a dull day → a fine day",
        "+ content.tags[0] (only right): new",
        "\N{MINUS SIGN} content.old (only left): 1",
        "+ content.extra (only right): null",
        "≠ callback.state (differs): Success → Error",
    ):
        assert expected in found
    assert not any("record.body" in line for line in found)
    said = words(staged.pane)
    assert "\N{MINUS SIGN} 5 · Title 5" in said
    assert "+ 7 · Title 7" in said
    click(segment(staged.pane, "Show the same, too"))
    assert "= record.body (the same): one" in lines(staged)


def test_one_is_kept_for_the_next_that_is_selected(staged: DetailStage, qtbot: QtBot) -> None:
    pane = staged.select(View.RECORDS, 5, COMPARE)
    assert "Select two rows and press Ctrl+D." in words(pane)
    click(button(pane, "Compare with the next one I select"))
    assert "5 · Title 5 is kept as the left side." in words(pane)
    staged.select(View.RECORDS, 7)
    assert "≠ content.text (differs): a dull day → a fine day" in lines(staged)
    staged.select(View.RECORDS, 5)
    assert "is kept as the left side." in words(pane)
    staged.select(View.RECORDS, 7)
    click(button(pane, "Let go"))
    assert "Nothing to compare with yet." in words(pane)


def test_the_key_keeps_what_is_shown(staged: DetailStage) -> None:
    pane = staged.select(View.RECORDS, 5)
    pane.compare_with_next()
    assert pane.tabs.tab is DetailTab.COMPARE
    assert "is kept as the left side." in words(pane)


def test_a_third_one_takes_the_right_side(staged: DetailStage, qtbot: QtBot) -> None:
    compared(staged, qtbot)
    staged.select(View.RECORDS, 5)
    assert "+ 7 · Title 7" in words(staged.pane)
    staged.select(View.RECORDS, 9)
    assert "\N{MINUS SIGN} 5 · Title 5" in words(staged.pane)
    assert "+ 9 · Title 9" in words(staged.pane)


def test_what_changes_meanwhile_is_compared_anew(staged: DetailStage, qtbot: QtBot) -> None:
    compared(staged, qtbot)
    staged.keep(View.RECORDS, 7, detail_of(row(7, title="Another"), body="one"))
    staged.tell(RecordChanged(row(7, title="Another")))
    qtbot.waitUntil(lambda: any("Title 5 → Another" in line for line in lines(staged)))


def test_one_that_is_gone_is_said(staged: DetailStage, qtbot: QtBot) -> None:
    staged.select(View.RECORDS, 7)
    staged.pane.compare(View.RECORDS, 999, 7)
    qtbot.waitUntil(lambda: "one is no longer stored" in words(staged.pane))
    staged.ledger.broken = True
    staged.pane.compare(View.RECORDS, 5, 7)
    qtbot.waitUntil(lambda: "Could not be compared: the disk is gone" in words(staged.pane))


def test_without_a_selection_the_second_is_shown(staged: DetailStage, qtbot: QtBot) -> None:
    staged.pane.compare(View.RECORDS, 5, 7)
    qtbot.waitUntil(lambda: staged.pane.shown is not None)
    qtbot.waitUntil(lambda: bool(lines(staged)))
    assert staged.heading[0] == "Title 7"


def test_values_and_paths_are_copied(staged: DetailStage, qtbot: QtBot) -> None:
    found = compared(staged, qtbot)
    (view,) = staged.pane.findChildren(DifferenceList)
    place = next(at for at, line in enumerate(found) if "content.text" in line)
    view.setCurrentIndex(view.model().index(place, 0))
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == found[place]
    copies = {}
    for action in view.menu_of(view.places[place]).actions():
        action.trigger()
        copies[action.text()] = QGuiApplication.clipboard().text()
    assert copies == {
        "Copy path": "content.text",
        "Copy left value": "a dull day",
        "Copy right value": "a fine day",
    }


def test_nothing_is_compared_while_nobody_can_see_it(staged: DetailStage, qtbot: QtBot) -> None:
    pane = staged.select(View.RECORDS, 5)
    pane.compare_with_next()
    pane.tabs.open_tab(DetailTab.RECORD)
    staged.select(View.RECORDS, 7)
    assert lines(staged) == []
    pane.tabs.open_tab(DetailTab.COMPARE)
    assert lines(staged) != []


def large(staged: DetailStage, number: int) -> None:
    """Keep a record whose content takes a while to be compared."""
    items = [[number, each, "x"] for each in range(60_000)]
    staged.keep(
        View.RECORDS, number, detail_of(row(number), payload=payload(items=items, at=number))
    )


def test_large_ones_are_compared_while_the_window_goes_on(
    staged: DetailStage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    large(staged, 5)
    large(staged, 7)
    go_on = threading.Event()

    def held(*sides: Any) -> Difference:
        assert go_on.wait(10)
        return difference(*sides)

    monkeypatch.setattr(comparer, "difference", held)
    pane = staged.select(View.RECORDS, 7)
    pane.compare(View.RECORDS, 5, 7)
    qtbot.waitUntil(lambda: pane.tabs.tab is DetailTab.COMPARE)
    assert lines(staged) == []
    go_on.set()
    qtbot.waitUntil(lambda: "\N{MINUS SIGN} 5 · Title 5" in words(pane), timeout=10_000)
    assert "≠ content.items[0][0] (differs): 5 → 7" in lines(staged)
    assert "and more" in words(pane)


def test_a_comparison_that_takes_its_time_is_said(
    staged: DetailStage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    large(staged, 5)
    large(staged, 7)
    go_on = threading.Event()

    def slow(*sides: Any) -> Difference:
        assert go_on.wait(10)
        return difference(*sides)

    monkeypatch.setattr(comparer, "difference", slow)
    pane = staged.select(View.RECORDS, 7)
    pane.compare(View.RECORDS, 5, 7)
    qtbot.waitUntil(lambda: "Comparing…" in words(pane))
    staged.tell(RowsDropped(deliveries=(5, 7), records=(5, 7)))
    go_on.set()
    qtbot.waitUntil(lambda: bool(lines(staged)), timeout=10_000)
    assert "Comparing…" not in words(pane)
    assert staged.heading[-1] == "No longer stored"


def test_what_was_let_go_meanwhile_is_not_shown(
    staged: DetailStage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    large(staged, 5)
    large(staged, 7)
    go_on = threading.Event()

    def slow(*sides: Any) -> Difference:
        assert go_on.wait(10)
        return difference(*sides)

    monkeypatch.setattr(comparer, "difference", slow)
    pane = staged.select(View.RECORDS, 7)
    pane.compare(View.RECORDS, 5, 7)
    qtbot.waitUntil(lambda: "Comparing…" in words(pane))
    pane.tabs.compare.let_go()
    found = pane.tabs.compare._comparer.found
    with qtbot.waitSignal(found, timeout=10_000):
        go_on.set()
    assert lines(staged) == []
    assert "Nothing to compare with yet." in words(pane)
