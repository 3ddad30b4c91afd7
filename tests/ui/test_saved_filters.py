"""Saved filters: kept under a name, used, removed, and read back."""

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from rivermon.core.filter import parse
from rivermon.core.tasks import OwnedTasks
from rivermon.ui.appearance import Appearance
from rivermon.ui.filter_bar import FilterBar
from rivermon.ui.filter_name_dialog import FilterNameDialog
from rivermon.ui.filter_shelf import FilterShelf, SavedFilter
from rivermon.ui.window_memory import Kept, WindowMemory


async def nothing_seen(*_: object) -> list[str]:
    return []


@pytest.fixture
def shelf(settings: QSettings) -> FilterShelf:
    return FilterShelf(WindowMemory(settings))


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def bar(
    appearance: Appearance, tasks: OwnedTasks, settings: QSettings, page: QWidget, qtbot: QtBot
) -> FilterBar:
    made = FilterBar(appearance, nothing_seen, tasks, WindowMemory(settings), page)
    page.resize(800, 200)
    with qtbot.waitExposed(page):
        page.show()
    return made


def actions(bar: FilterBar) -> list[QAction]:
    bar.saved.aboutToShow.emit()
    return [action for action in bar.saved.actions() if not action.isSeparator()]


def dialog_of(bar: FilterBar) -> FilterNameDialog:
    dialog = bar.findChild(FilterNameDialog)
    assert dialog is not None
    return dialog


def test_only_a_good_filter_can_be_saved(bar: FilterBar) -> None:
    for text, can in (("", False), ("(refund", False), ("status:failed", True)):
        bar.box.set_text_now(text)
        assert actions(bar)[0].isEnabled() is can


def test_a_filter_is_saved_under_a_name_and_used(
    bar: FilterBar, shelf: FilterShelf, qtbot: QtBot
) -> None:
    bar.box.set_text_now('status:failed "refund"')
    actions(bar)[0].trigger()
    dialog = dialog_of(bar)
    assert dialog.isVisible()
    assert not dialog.isModal()
    assert dialog._name.text() == 'status:failed "refund"'
    bar.box.set_text_now("")
    QTest.keyClicks(dialog._name, "Refunds & more")
    QTest.keyClick(dialog._name, Qt.Key.Key_Return)
    assert shelf.all() == (SavedFilter("Refunds & more", 'status:failed "refund"'),)
    (_, saved, _) = actions(bar)
    assert saved.text() == 'Refunds && more\tstatus:failed "refund"'
    assert "refund" in saved.toolTip()
    saved.trigger()
    assert bar.box.text() == 'status:failed "refund"'
    assert bar.box.term == parse('status:failed "refund"')


def test_a_filter_needs_a_name(bar: FilterBar, shelf: FilterShelf) -> None:
    bar.box.set_text_now("refund")
    bar.saved.ask_name()
    dialog = dialog_of(bar)
    dialog._name.setText("  ")
    assert not dialog._save.isEnabled()
    dialog.accept()
    assert dialog.isVisible()
    dialog.reject()
    assert shelf.all() == ()


def test_a_saved_filter_is_removed(bar: FilterBar, shelf: FilterShelf) -> None:
    shelf.save("b", "status:failed")
    shelf.save("A", "refund")
    *_, remove = actions(bar)
    submenu = remove.menu()
    assert isinstance(submenu, QMenu)
    first, second = submenu.actions()
    assert first.text() == "A\trefund"
    second.trigger()
    assert shelf.all() == (SavedFilter("A", "refund"),)


def test_the_menu_opens_without_a_loop_of_its_own(bar: FilterBar) -> None:
    bar._bookmark.click()
    assert bar.saved.isVisible()
    bar.saved.close()


def test_a_name_that_is_there_already_is_given_anew(shelf: FilterShelf) -> None:
    shelf.save("Refunds", "refund")
    shelf.save("refunds", "status:failed")
    assert shelf.all() == (SavedFilter("refunds", "status:failed"),)


def test_saved_filters_are_read_back(settings: QSettings) -> None:
    awkward = 'title "ä, ö"; \\ ☃ 100%'
    FilterShelf(WindowMemory(settings)).save("One, two", awkward)
    again = QSettings(settings.fileName(), QSettings.Format.IniFormat)
    assert FilterShelf(WindowMemory(again)).all() == (SavedFilter("One, two", awkward),)


@pytest.mark.parametrize("broken", ["{", "[1]", '[{"name": "x"}]', ["a", "b"], 7, "\ud800"])
def test_what_cannot_be_read_back_is_ignored(
    settings: QSettings, shelf: FilterShelf, broken: object
) -> None:
    settings.setValue(Kept.FILTERS.value, broken)
    assert shelf.all() == ()
    shelf.save("Refunds", "refund")
    assert shelf.all() == (SavedFilter("Refunds", "refund"),)
