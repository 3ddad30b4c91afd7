"""The status bar says what waits for approval, and a click shows it."""

from collections.abc import Callable

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from rivermon.core.entities import RecordRow
from rivermon.core.feed import Listening, Watching
from rivermon.core.listing import View
from rivermon.setting_values import BadSetting
from tests.ui.conftest import Stage
from tests.ui.stand_ins import row

URL = "http://127.0.0.1:8765/webhooks/modelriver"
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def staged(stage: Callable[[list[RecordRow]], Stage]) -> Stage:
    return stage([row(number) for number in range(1, 11)]).show()


def count(staged: Stage, **counts: int) -> None:
    staged.window._tally._set(replace(staged.window._tally.counts, **counts))


def test_what_waits_for_approval_is_said_apart_from_what_is_held(staged: Stage) -> None:
    bar = staged.window.status
    assert not bar._awaiting.isVisible()
    count(staged, owed=5, held=4, awaiting=3)
    assert bar._awaiting.isVisible()
    assert bar._awaiting.text() == "3 wait for approval"
    assert bar._owed.text() == "5 callbacks owed, 1 held"
    count(staged, held=1, awaiting=1)
    assert bar._awaiting.text() == "1 waits for approval"
    assert bar._owed.text() == "5 callbacks owed"
    count(staged, held=0, awaiting=0)
    assert not bar._awaiting.isVisible()


def test_a_click_shows_the_records_that_wait(staged: Stage, qtbot: QtBot) -> None:
    staged.show_view(View.DELIVERIES)
    count(staged, held=1, awaiting=1)
    staged.ledger.match = lambda each: each.id > 8
    QTest.mouseClick(staged.window.status._awaiting, LEFT)
    assert staged.page.view is View.RECORDS
    assert staged.window.filter_bar.box.text() == "is:held"
    assert staged.window.filter_bar.box.bad is None
    qtbot.waitUntil(lambda: staged.ids() == [10, 9])


def test_the_keyboard_reaches_it(staged: Stage) -> None:
    count(staged, held=1, awaiting=1)
    staged.window.status._awaiting.setFocus()
    QTest.keyClick(staged.window.status._awaiting, Qt.Key.Key_Space)
    assert staged.window.filter_bar.box.text() == "is:held"


def test_all_of_it_in_short(staged: Stage) -> None:
    staged.tell(Listening(URL))
    count(staged, owed=2, held=1, awaiting=1)
    wanted = "Listening · 0/min · 1 waits for approval · 2 callbacks owed"
    assert staged.window.status.in_short == wanted
    staged.tell(Watching())
    assert staged.window.status.in_short.startswith("Watching · 1 waits")


def test_the_menu_is_in_the_window_and_failures_in_the_banner(staged: Stage, qtbot: QtBot) -> None:
    menu = staged.window.menu.button
    QTest.keyClick(staged.window, Qt.Key.Key_F10)
    qtbot.waitUntil(menu.entries.isVisible)
    menu.entries.hide()
    menu.failed.emit(str(BadSetting("The settings file cannot be written.")))
    assert staged.window.banner.sentence == "The settings file cannot be written."
