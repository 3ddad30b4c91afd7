"""Text at half and at twice its size: nothing is cut, and the window still has its first size."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QRect, Qt, QTextBoundaryFinder
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QScrollArea,
    QTabBar,
    QToolButton,
    QWidget,
)

from rivermon.ui.appearance import Appearance
from rivermon.ui.elided_button import ElidedButton
from rivermon.ui.elided_label import ElidedLabel
from rivermon.ui.language import LanguageChoice
from rivermon.ui.row_painter import ROW_HEIGHT
from tests.ui.conftest import Stage
from tests.ui.every_sheet import NAMES, opened
from tests.ui.whole_window import empty, faces, furnish, settle

SIZES = (80, 100, 150, 200)
FIRST = (1280, 800)
LANGUAGES = (LanguageChoice.ENGLISH, LanguageChoice.CHINESE)
Make = Callable[[int, LanguageChoice], Stage]


@pytest.fixture
def sized(appearance: Appearance, stage: Callable[..., Stage]) -> Iterator[Make]:
    def make(percent: int, language: LanguageChoice) -> Stage:
        appearance.scale_text(percent)
        appearance.language.choose(language)
        return stage([])

    yield make
    appearance.scale_text(100)
    appearance.language.choose(LanguageChoice.ENGLISH)


def cut(window: QWidget) -> Iterator[str]:
    """What is shown of which a part cannot be read."""
    for widget in window.findChildren(QWidget):
        if (
            widget.isVisible()
            and not isinstance(widget, ElidedLabel | ElidedButton)
            and not _is_qt_own(widget)
        ):
            needed = _needed(widget)
            if needed is not None and not QRect(0, 0, *needed).isEmpty():
                width, height = needed
                if widget.width() < width or widget.height() < height:
                    is_of = f"{type(widget.parent()).__name__}, {type(widget).__name__}"
                    has = f"{widget.width()}x{widget.height()}"
                    yield f"{is_of}: “{_text(widget)}” needs {width}x{height}, has {has}"


def beyond_reach(window: QWidget) -> Iterator[str]:
    """What lies where a part that cannot be scrolled to the side does not show it."""
    for area in window.findChildren(QScrollArea):
        inner, room = area.widget(), area.viewport().width()
        fixed = area.horizontalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        if area.isVisible() and fixed and inner is not None and inner.width() > room:
            yield f"{type(area.parent()).__name__} shows {room} of {inner.width()} pixels"


def _is_qt_own(widget: QWidget) -> bool:
    """True for the icons in a line edit, and for the arrows beside tabs."""
    return isinstance(widget.parent(), QLineEdit | QTabBar)


def _needed(widget: QWidget) -> tuple[int, int] | None:
    match widget:
        case QLabel() if widget.wordWrap():
            width = max(map(_advance(widget), _unbroken(widget.text())), default=0)
            return width, widget.heightForWidth(widget.width())
        case QLabel() | QAbstractButton():
            hint = (
                widget.minimumSizeHint() if isinstance(widget, QToolButton) else widget.sizeHint()
            )
            return hint.width(), hint.height()
        case QLineEdit():
            return 0, QFontMetrics(widget.font()).height()
    return None


def _unbroken(text: str) -> Iterator[str]:
    """What stands between two places where a line may end."""
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Line, text)
    begin = 0
    while (end := finder.toNextBoundary()) != -1:
        yield text[begin:end].strip()
        begin = end


def _advance(widget: QWidget) -> Callable[[str], int]:
    metrics = QFontMetrics(widget.font())
    return lambda word: metrics.horizontalAdvance(word) if word.isascii() else 0


def _text(widget: QWidget) -> str:
    return widget.text() if isinstance(widget, QLabel | QAbstractButton | QLineEdit) else ""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("percent", SIZES)
def test_nothing_is_cut(sized: Make, percent: int, language: LanguageChoice) -> None:
    staged = sized(percent, language)
    furnish(staged.ledger)
    staged.window.resize(*FIRST)
    staged.show()
    found = {
        f"{face}: {words}"
        for face in faces(staged)
        for words in (*cut(staged.window), *beyond_reach(staged.window))
    }
    assert not found, "\n".join(sorted(found))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("percent", SIZES)
def test_the_window_fits_a_small_screen(
    sized: Make, percent: int, language: LanguageChoice
) -> None:
    staged = sized(percent, language)
    furnish(staged.ledger)
    staged.window.resize(*FIRST)
    staged.show()
    for face in faces(staged):
        least = staged.window.minimumSizeHint()
        assert (least.width() <= FIRST[0], least.height() <= FIRST[1]) == (True, True), (
            face,
            least,
        )
        assert (staged.window.width(), staged.window.height()) == FIRST, face


@pytest.mark.parametrize("percent", SIZES)
def test_the_first_steps_can_be_read(sized: Make, percent: int) -> None:
    staged = sized(percent, LanguageChoice.ENGLISH)
    staged.window.resize(*FIRST)
    staged.show()
    window = empty(staged)
    settle(staged)
    found = list(cut(window))
    assert not found, "\n".join(found)


@pytest.mark.parametrize("percent", SIZES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sheet_is_cut_nor_larger_than_a_small_screen(
    sized: Make, language: LanguageChoice, percent: int
) -> None:
    staged = sized(percent, language)
    furnish(staged.ledger)
    staged.window.resize(*FIRST)
    staged.show()
    found = []
    for name in NAMES:
        sheet = opened(staged, name)
        found += [f"{name}: {words}" for words in (*cut(sheet), *beyond_reach(sheet))]
        if sheet.width() > FIRST[0] or sheet.height() > FIRST[1]:
            found.append(f"{name}: {sheet.width()}x{sheet.height()}")
        sheet.close()
    assert not found, "\n".join(found)


def test_all_that_stands_beside_text_grows_with_it(
    qapp: QApplication, appearance: Appearance, sized: Make
) -> None:
    usual = {percent: sized(percent, LanguageChoice.ENGLISH) for percent in (100,)}[100]
    points, width = qapp.font().pointSizeF(), usual.window.rail.width()
    assert usual.rows.row_height == ROW_HEIGHT
    large = sized(200, LanguageChoice.ENGLISH)
    assert qapp.font().pointSizeF() == points * 2
    assert appearance.fixed_font().pointSizeF() == points * 2
    assert large.rows.row_height == 2 * ROW_HEIGHT
    assert large.rows.header.height() == 2 * usual.rows.header.height()
    assert large.window.rail.width() == 2 * width
    assert appearance.icon_size.width() == 32
    assert "min-height: 36px" in qapp.styleSheet()
