"""A page is made when it is first looked at, and nothing shows that it was not there before."""

import asyncio
import subprocess
import sys
from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from rivermon.ui.appearance import Appearance
from rivermon.ui.callback_tab import CallbackTab
from rivermon.ui.copy_button import CopyButton
from rivermon.ui.detail_tab import DetailTab
from rivermon.ui.health_page import HealthPage
from rivermon.ui.late_page import LatePage
from rivermon.ui.tab_order import tab_as_laid_out
from tests.ui.conftest import Stage
from tests.ui.stand_ins import NotedControls, row
from tests.ui.whole_window import furnish, settle

MakeStage = Callable[[list], Stage]  # type: ignore[type-arg]
HOUSE = ("app", "core.intake", "core.notice_desk", "net", "public_way")
SHEETS = (
    "bulk_sheet",
    "export_dialog",
    "reject_dialog",
    "sample_dialog",
    "about_sheet",
    "qr_sheet",
)
NOT_LOADED = (
    "pyqtgraph",
    "numpy",
    *(f"rivermon.ui.{name}_page" for name in ("health", "settings_look")),
    *(f"rivermon.ui.{tab}_tab" for tab in DetailTab),
    *(f"rivermon.ui.{name}" for name in ("approval_panel", "guide", "copying", "key_list")),
    *(f"rivermon.ui.{name}" for name in ("note_editor", *SHEETS)),
    *(f"rivermon.{name}" for name in HOUSE),
)


class Page(QWidget):
    """A line to write in."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.said: list[str] = []
        self.line = QLineEdit(self)
        QVBoxLayout(self).addWidget(self.line)
        self.setFocusProxy(self.line)


class Paints(QObject):
    """Where a widget was each time that it was painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.places: list[object] = []
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() is QEvent.Type.Paint and isinstance(watched, QWidget):
            self.places.append(watched.geometry())
        return False


@pytest.fixture
def stack(qtbot: QtBot) -> QStackedWidget:
    made = QStackedWidget()
    made.addWidget(QLineEdit(made))
    made.resize(300, 200)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.fixture
def late(stack: QStackedWidget) -> LatePage[Page]:
    made = LatePage(Page, stack)
    stack.addWidget(made)
    return made


@pytest.fixture
def furnished(stage: MakeStage, qtbot: QtBot) -> Stage:
    staged = stage([])
    furnish(staged.ledger)
    staged.show()
    staged.rows.select_id(7)
    qtbot.waitUntil(lambda: staged.window.detail.shown is not None)
    return staged


def test_it_is_made_once_when_it_is_first_shown(
    stack: QStackedWidget, late: LatePage[Page]
) -> None:
    assert late.page is None
    stack.setCurrentWidget(late)
    made = late.findChildren(Page)
    assert len(made) == 1
    stack.setCurrentIndex(0)
    stack.setCurrentWidget(late)
    assert late.have() is made[0]
    assert late.findChildren(Page) == made


def test_it_is_where_it_stays_when_it_is_first_painted(
    stack: QStackedWidget, late: LatePage[Page], qtbot: QtBot
) -> None:
    blank = Paints(late)
    stack.setCurrentWidget(late)
    page = late.have()
    assert (page.isVisible(), page.geometry()) == (True, late.rect())
    watched = Paints(page)
    qtbot.waitUntil(lambda: bool(blank.places))
    assert set(map(repr, watched.places)) == {repr(late.rect())}


def test_of_what_it_is_told_before_it_is_there_the_last_of_each_kind_counts(
    stack: QStackedWidget, late: LatePage[Page]
) -> None:
    def tell(what: str, word: str) -> None:
        late.act(what, lambda page: page.said.append(word))

    tell("row", "first")
    tell("rules", "strict")
    tell("row", "second")
    stack.setCurrentWidget(late)
    assert late.have().said == ["second", "strict"]
    tell("row", "third")
    assert late.have().said == ["second", "strict", "third"]


def test_it_hands_the_focus_on(stack: QStackedWidget, late: LatePage[Page], qtbot: QtBot) -> None:
    stack.activateWindow()
    qtbot.waitUntil(stack.isActiveWindow)
    stack.setCurrentWidget(late)
    late.setFocus(Qt.FocusReason.ShortcutFocusReason)
    assert late.have().line.hasFocus()


def test_a_window_loads_and_makes_nothing_that_is_not_seen_at_first() -> None:
    check = f"import sys, rivermon.window; print(*set({NOT_LOADED}) & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_only_the_tab_that_is_looked_at_is_made(furnished: Stage) -> None:
    tabs = furnished.window.detail.tabs

    def made() -> list[DetailTab]:
        pages = tabs.findChildren(LatePage)
        there = {tabs.indexOf(page) for page in pages if page.page is not None}
        return [tab for place, tab in enumerate(DetailTab) if place in there]

    assert made() == [DetailTab.TIMELINE]
    tabs.open_tab(DetailTab.CALLBACK)
    assert made() == [DetailTab.TIMELINE, DetailTab.CALLBACK]
    assert furnished.window.findChildren(HealthPage) == []


@pytest.mark.parametrize("percent", [80, 200])
def test_the_window_has_its_size_still_when_all_is_made(
    appearance: Appearance, stage: MakeStage, percent: int, qtbot: QtBot
) -> None:
    appearance.scale_text(percent)
    try:
        staged = stage([])
        furnish(staged.ledger)
        window = staged.show().window
        least, size = window._pages.minimumSizeHint(), window.size()
        staged.rows.select_id(7)
        qtbot.waitUntil(lambda: window.detail.shown is not None)
        for tab in DetailTab:
            window.detail.tabs.open_tab(tab)
            settle(staged)
        window.show_health()
        settle(staged)
        assert window._pages.minimumSizeHint() == least
        assert window.size() == size
    finally:
        appearance.scale_text(100)


def test_tab_comes_to_what_was_made_late_where_it_stands(furnished: Stage) -> None:
    window = furnished.window
    below = window.status.public
    window.detail.tabs.open_tab(DetailTab.PAYLOAD)
    (copy,) = (each for each in window.detail.findChildren(CopyButton) if each.isVisible())
    assert copy in passed(window.detail.tabs.tabBar(), below)
    window.show_health()
    assert "healthScroll" in [each.objectName() for each in passed(window.health.spans, below)]


def passed(start: QWidget, end: QWidget) -> list[QWidget]:
    """What Tab could reach between two widgets, the second one of which stands below."""
    found: list[QWidget] = []
    at = start.nextInFocusChain()
    while at not in {None, end, start}:
        assert at is not None
        found.append(at)
        at = at.nextInFocusChain()
    assert at is end
    return found


def test_tab_goes_as_the_eye_does_once_there_is_something_to_see(
    stage: MakeStage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    painted: list[bool] = []
    walked: list[bool] = []

    def noted(root: QWidget) -> None:
        walked.append(bool(painted))
        tab_as_laid_out(root)

    monkeypatch.setattr("rivermon.ui.main_window.tab_as_laid_out", noted)
    staged = stage([row(1)])
    staged.rows.painted.connect(lambda: painted.append(True))
    window = staged.show().window
    qtbot.waitUntil(lambda: bool(walked))
    assert walked == [True]
    ways = passed(window.filter_bar.box, window.status.public)
    assert ways.index(staged.rows) < ways.index(window.detail.tabs.tabBar())


def test_a_tab_made_while_something_is_sent_says_so(
    furnished: Stage, controls: NotedControls, qtbot: QtBot
) -> None:
    controls.gate = asyncio.Event()
    window = furnished.window
    window.operator.send_again([7])
    window.detail.tabs.open_tab(DetailTab.CALLBACK)
    (tab,) = window.findChildren(CallbackTab)
    assert not tab._again.isEnabled()
    controls.gate.set()
    qtbot.waitUntil(tab._again.isEnabled)
