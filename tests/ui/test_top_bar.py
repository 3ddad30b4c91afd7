"""The bar at the top: a test webhook at once, or as it is chosen."""

from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from rivermon.core.feed import Watching
from rivermon.core.tasks import OwnedTasks
from rivermon.ui.appearance import Appearance
from rivermon.ui.filter_bar import FilterBar
from rivermon.ui.operator import Operator
from rivermon.ui.top_bar import TopBar
from rivermon.ui.window_memory import WindowMemory
from tests.ui.stand_ins import MemoryLedger, NotedControls

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def test_one_key_sends_at_once_and_with_shift_it_is_chosen(
    appearance: Appearance,
    controls: NotedControls,
    tasks: OwnedTasks,
    settings: QSettings,
    qtbot: QtBot,
) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(900, 300)
    values_seen = MemoryLedger([]).values_seen
    filter_bar = FilterBar(appearance, values_seen, tasks, WindowMemory(settings), page)
    bar = TopBar(appearance, Operator(controls, tasks), filter_bar, page)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    asked: list[bool] = []
    bar.sample_asked.connect(lambda: asked.append(True))
    QTest.keyClick(page, Qt.Key.Key_T, CONTROL)
    qtbot.waitUntil(lambda: controls.asked == [("send_test", None)])
    assert asked == []
    QTest.keyClick(page, Qt.Key.Key_T, CONTROL | SHIFT)
    assert asked == [True]
    bar.take([Watching()])
    QTest.keyClick(page, Qt.Key.Key_T, CONTROL | SHIFT)
    assert asked == [True]
