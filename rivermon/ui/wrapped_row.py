"""Widgets side by side that go on in a further line where one is too narrow for all of them.

Large text and a small screen leave no room for a row of buttons. Does not know what they are.
"""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QEvent, QRect, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

_GAP = 8
_LINE_GAP = 4
_Line = Sequence[QWidget]


class WrappedRow(QWidget):
    """Lays out by itself: a layout of Python's own would have to hold Qt's layout items."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin empty."""
        super().__init__(parent)
        self._widgets: list[QWidget] = []
        self._stretch: dict[QWidget, int] = {}
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        """Add a widget behind the others; it has so many shares of what a line leaves over."""
        widget.setParent(self)
        self._widgets.append(widget)
        self._stretch[widget] = stretch

    @property
    def widgets(self) -> Sequence[QWidget]:
        """What stands in it, from the left to the right."""
        return tuple(self._widgets)

    def sizeHint(self) -> QSize:
        """All of them in one line."""
        shown = self._shown()
        return QSize(_width(shown), _height(shown))

    def minimumSizeHint(self) -> QSize:
        """The widest of them alone."""
        shown = self._shown()
        return QSize(max((_least(each) for each in shown), default=0), _height(shown))

    def heightForWidth(self, width: int) -> int:
        """As many lines as it takes."""
        heights = [_height(line) for line in self._lines(width)]
        return sum(heights) + _LINE_GAP * max(0, len(heights) - 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put them where there is room."""
        super().resizeEvent(event)
        self._place()

    def event(self, event: QEvent) -> bool:
        """Place them anew when one has grown, came or went."""
        handled = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest:
            self._place()
            self.updateGeometry()
        return handled

    def _shown(self) -> Sequence[QWidget]:
        return [each for each in self._widgets if not each.isHidden()]

    def _lines(self, width: int) -> Iterator[_Line]:
        line: list[QWidget] = []
        for each in self._shown():
            if line and _width([*line, each]) > width:
                yield line
                line = []
            line.append(each)
        if line:
            yield line

    def _place(self) -> None:
        top = 0
        for line in self._lines(self.width()):
            height = _height(line)
            self._place_line(line, top, height)
            top += height + _LINE_GAP

    def _place_line(self, line: _Line, top: int, height: int) -> None:
        over = max(0, self.width() - _width(line))
        shares = sum(self._stretch[each] for each in line)
        left = 0
        for each in line:
            share = self._stretch[each]
            wide = _usual(each).width() + (over * share // shares if shares else 0)
            over -= over * share // shares if shares else 0
            shares -= share
            high = _usual(each).height()
            wide = min(wide, self.width())
            each.setGeometry(QRect(left, top + (height - high) // 2, wide, high))
            left += wide + _GAP


def _usual(widget: QWidget) -> QSize:
    least = widget.minimumSizeHint().expandedTo(widget.minimumSize())
    return widget.sizeHint().expandedTo(least).boundedTo(widget.maximumSize())


def _least(widget: QWidget) -> int:
    least = max(widget.minimumSizeHint().width(), widget.minimumWidth())
    return min(least, widget.maximumWidth())


def _width(line: _Line) -> int:
    return sum(_usual(each).width() for each in line) + _GAP * max(0, len(line) - 1)


def _height(line: _Line) -> int:
    return max((_usual(each).height() for each in line), default=0)
