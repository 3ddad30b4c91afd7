"""Without eyes or mouse: every control has a name, and Tab reaches each, in the eye's order."""

import itertools
from collections.abc import Callable, Iterator, Sequence

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QButtonGroup,
    QMainWindow,
    QPushButton,
    QScrollArea,
    QScrollBar,
    QTabBar,
    QToolButton,
    QWidget,
)

from rivermon.core.entities import CallbackState, Outcome, VerdictWord
from rivermon.ui.assets import Icon
from rivermon.ui.outcome_look import outcome_look
from rivermon.ui.state_look import Look, state_look
from rivermon.ui.theme import Tone
from rivermon.ui.verdict_look import verdict_look
from tests.ui.conftest import Stage
from tests.ui.every_sheet import NAMES, opened
from tests.ui.stand_ins import START
from tests.ui.whole_window import empty, faces, furnish

TAB = Qt.FocusPolicy.TabFocus
SLACK = 4
"""Pixels by which what stands in one line may be higher or lower."""


@pytest.fixture
def whole(stage: Callable[..., Stage]) -> Stage:
    staged = stage([])
    furnish(staged.ledger)
    staged.window.resize(1280, 800)
    return staged.show()


def name_of(widget: QWidget) -> str:
    """What a screen reader says when the focus comes to it."""
    found = QAccessible.queryAccessibleInterface(widget)
    return found.text(QAccessible.Text.Name).strip()


def where(widget: QWidget) -> str:
    chain: list[str] = []
    at: QWidget | None = widget
    while at is not None and len(chain) < 4:
        chain.append(type(at).__name__)
        at = at.parentWidget()
    return " in ".join(chain) + f" “{name_of(widget)}”"


def controls(window: QWidget) -> Iterator[QWidget]:
    """What can have the focus now."""
    for widget in window.findChildren(QWidget):
        shown = widget.isVisible() and widget.isEnabled() and widget.window() is window.window()
        if shown and widget.focusPolicy() & TAB and widget.focusProxy() is None:
            yield widget


def in_turn(window: QWidget) -> list[QWidget]:
    """What Tab leads to from where the focus is, until it comes back."""
    reached: list[QWidget] = []
    for _ in range(200):
        focused = QApplication.focusWidget()
        if focused is None or focused in reached:
            break
        reached.append(focused)
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    return reached


def of_a_group(widget: QWidget) -> set[QWidget]:
    """The widget, and those that arrow keys lead to from it: of such a group Tab reaches one."""
    if not isinstance(widget, QAbstractButton) or not widget.isCheckable():
        return {widget}
    if (group := _group_of(widget)) is not None and group.exclusive():
        return set(group.buttons())
    if widget.autoExclusive() and (parent := widget.parentWidget()) is not None:
        return {w for w in parent.findChildren(QAbstractButton) if w.autoExclusive()}
    return {widget}


def _group_of(button: QAbstractButton) -> QButtonGroup | None:
    """Its group: shiboken's stub does not know that there may be none."""
    return button.group()


def area_of(widget: QWidget, window: QWidget) -> QRect:
    return QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())


def pane_of(widget: QWidget, window: QMainWindow) -> QWidget:
    """The part of the window that a widget is in: the eye reads one after the other."""
    panes = {window.rail, window.top_bar, window.banner, window.detail, window.status}  # type: ignore[attr-defined]
    panes |= {window.views, window.health, window.empty_state}  # type: ignore[attr-defined]
    at = widget
    while at not in panes and (above := at.parentWidget()) is not None:
        at = above
    return at


def comes_before(one: QRect, other: QRect) -> bool:
    """True when the eye reads `one` before `other`: it is above, or to the left in one line."""
    if one.contains(other) or other.contains(one):
        return True
    if one.bottom() <= other.top() + SLACK:
        return True
    beside = min(one.bottom(), other.bottom()) - max(one.top(), other.top()) > 0
    return beside and one.left() < other.left()


def test_every_control_has_a_name(whole: Stage) -> None:
    nameless: list[str] = []
    for face in faces(whole):
        nameless += [f"{face}: {where(w)}" for w in controls(whole.window) if not name_of(w)]
    assert not nameless, "\n".join(nameless)


def test_an_icon_alone_says_what_it_does(whole: Stage) -> None:
    silent: list[str] = []
    for face in faces(whole):
        for widget in whole.window.findChildren(QAbstractButton):
            alone = isinstance(widget, QToolButton | QPushButton) and not widget.text()
            shown = widget.isVisible() and not isinstance(widget.parent(), QTabBar)
            if alone and shown and not (name_of(widget) and widget.toolTip()):
                silent.append(f"{face}: {where(widget)}")
    assert not silent, "\n".join(silent)


def test_tab_reaches_every_control_once(whole: Stage) -> None:
    wrong: list[str] = []
    for face in faces(whole):
        whole.rows.setFocus() if whole.rows.isVisible() else whole.window.health.setFocus()
        reached = in_turn(whole.window)
        covered = set().union(*(of_a_group(widget) for widget in reached))
        wrong += [
            f"{face}: not reached: {where(w)}" for w in controls(whole.window) if w not in covered
        ]
        wrong += [
            f"{face}: nothing to be done in: {where(w)}"
            for w in reached
            if isinstance(w, QAbstractScrollArea) and not name_of(w)
        ]
    assert not wrong, "\n".join(wrong)


def test_tab_goes_as_the_eye_reads(whole: Stage) -> None:
    wrong: list[str] = []
    for face in faces(whole):
        whole.rows.setFocus() if whole.rows.isVisible() else whole.window.health.setFocus()
        reached = in_turn(whole.window)
        by_pane: dict[QWidget, list[QWidget]] = {}
        for widget in reached:
            by_pane.setdefault(pane_of(widget, whole.window), []).append(widget)
        for pane, inside in by_pane.items():
            # Where Tab began is not where the pane begins.
            start = min(range(len(inside)), key=lambda at: _reading(inside[at], whole.window))
            turn = inside[start:] + inside[:start]
            for one, other in itertools.pairwise(turn):
                if not comes_before(area_of(one, whole.window), area_of(other, whole.window)):
                    wrong.append(
                        f"{face}, {type(pane).__name__}: {where(one)}, then {where(other)}"
                    )
    assert not wrong, "\n".join(wrong)


def _reading(widget: QWidget, window: QWidget) -> tuple[int, ...]:
    area, page = area_of(widget, window), _page_of(widget)
    around = area if page is None else area_of(page, window)
    return around.top(), around.left(), area.top(), area.left()


def test_the_first_steps_can_be_taken_without_a_mouse(stage: Callable[..., Stage]) -> None:
    window = empty(stage([]).show())
    assert [where(widget) for widget in controls(window) if not name_of(widget)] == []
    window.empty_state.setFocus()
    reached = in_turn(window)
    covered = set().union(*(of_a_group(widget) for widget in reached))
    assert [where(widget) for widget in controls(window) if widget not in covered] == []


def test_a_sheet_is_named_and_gone_through_as_the_eye_reads(whole: Stage) -> None:
    wrong: list[str] = []
    for name in NAMES:
        sheet = opened(whole, name)
        wrong += [] if sheet.windowTitle() and name_of(sheet) else [f"{name}: without a title"]
        wrong += [f"{name}: nameless: {where(w)}" for w in controls(sheet) if not name_of(w)]
        focused = QApplication.focusWidget()
        if focused is None or focused.window() is not sheet:
            wrong.append(f"{name}: nothing has the focus")
        else:
            wrong += [f"{name}: {words}" for words in out_of_turn(sheet)]
        sheet.close()
    assert not wrong, "\n".join(wrong)


def out_of_turn(sheet: QWidget) -> Iterator[str]:
    """What Tab does not lead to, or leads to before it is read."""
    reached = in_turn(sheet)
    covered = set().union(*(of_a_group(widget) for widget in reached))
    yield from (f"not reached: {where(w)}" for w in controls(sheet) if w not in covered)
    for bar in sheet.findChildren(QScrollBar):  # a page scrolls to what has the focus
        bar.setValue(bar.minimum())
    start = max(range(len(reached)), key=lambda at: _before(reached[at], reached, sheet))
    for one, other in itertools.pairwise(reached[start:] + reached[:start]):
        if not comes_before(_place(one, other, sheet), _place(other, one, sheet)):
            yield f"{where(one)}, then {where(other)}"


def _before(widget: QWidget, others: Sequence[QWidget], sheet: QWidget) -> int:
    """How many of the others the eye reads after it."""
    places = ((_place(widget, other, sheet), _place(other, widget, sheet)) for other in others)
    return sum(comes_before(one, other) for one, other in places)


def _place(widget: QWidget, beside: QWidget, sheet: QWidget) -> QRect:
    """Where a widget stands beside another; of two pages that scroll, where the pages stand."""
    page, other = _page_of(widget), _page_of(beside)
    return area_of(widget if page is other or page is None else page, sheet)


def _page_of(widget: QWidget) -> QScrollArea | None:
    above: QWidget | None = widget
    while above is not None:
        above = above.parentWidget()
        if isinstance(above, QScrollArea):
            return above
    return None


@pytest.mark.parametrize("name", NAMES)
def test_esc_closes_a_sheet_and_nothing_is_done(whole: Stage, name: str) -> None:
    sheet = opened(whole, name)
    asked, focused = list(whole.controls.asked), QApplication.focusWidget()
    assert focused is not None
    assert focused.window() is sheet
    closed: list[int] = []
    sheet.finished.connect(closed.append)
    QTest.keyClick(focused, Qt.Key.Key_Escape)
    assert closed == [0]
    assert whole.controls.asked == asked


def looks() -> list[Look]:
    late = START.replace(year=START.year + 1)
    return [
        *(state_look(state, 0, late, START) for state in CallbackState),
        state_look(CallbackState.PROGRESS, 1, late, START),
        state_look(CallbackState.PROGRESS, 1, START, late),
        *(outcome_look(outcome) for outcome in Outcome),
        *(verdict_look(word) for word in VerdictWord),
    ]


def test_no_state_is_told_by_its_colour_alone() -> None:
    assert all(look.word.strip() and look.icon for look in looks())
    assert {look.tone for look in looks()} == set(Tone)
    shapes: dict[Icon, set[Tone]] = {}
    for look in looks():
        shapes.setdefault(look.icon, set()).add(look.tone)
    assert [icon for icon, tones in shapes.items() if {Tone.GOOD, Tone.BAD} <= tones] == []
    words: dict[str, set[Tone]] = {}
    for look in looks():
        words.setdefault(look.word, set()).add(look.tone)
    assert [word for word, tones in words.items() if len(tones) > 1] == []
