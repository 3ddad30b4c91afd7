"""The list of keys: what can be done without a mouse.

Does nothing when a key is pressed: the parts of the window do, and this tells of them.
"""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from rivermon.ui.appearance import Appearance
from rivermon.ui.key_groups import Group, Keys, held_together, key_groups, key_name

_BETWEEN = 24
_BORDER = 1
_SCREEN_MARGIN = 32
_ARROWS = {"Up": "↑", "Down": "↓", "Left": "←", "Right": "→"}


class KeyList(QDialog):
    """A window beside the window; Esc closes it.

    It has as many columns as there is room for. What is below the edge comes by scrolling.
    """

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("keyList")
        self.setWindowTitle(self.tr("Keys"))
        self.setAccessibleName(self.tr("Keys"))
        self._appearance = appearance
        self._font = appearance.header_font()
        self._font.setWeight(appearance.text_font().weight())
        self._scroll = QScrollArea(self)
        self._scroll.setObjectName("keyScroll")
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidgetResizable(True)
        self._scroll.setAccessibleName(self.tr("Keys"))
        self._scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
        whole.addWidget(self._scroll)
        for columns in _arrangements():
            self._scroll.setWidget(self._page(columns))
            if self._content().width() <= self._room().width():
                break
        self.setMinimumSize(self.minimumSizeHint())
        self.resize(self.sizeHint())  # of itself, Qt would take two thirds of the screen at most

    def sizeHint(self) -> QSize:
        """All of it, as far as there is room."""
        return self._content().boundedTo(self._room())

    def minimumSizeHint(self) -> QSize:
        """As wide as all columns, in any height."""
        content = self._content()
        return QSize(content.width(), content.height() // 4).boundedTo(self._room())

    def _content(self) -> QSize:
        inside = self._scroll.widget()
        hint = QSize() if inside is None else inside.sizeHint()
        content = hint + QSize(2 * _BORDER, 2 * _BORDER)
        if content.height() <= self._room().height():
            return content
        return content + QSize(self._scroll.verticalScrollBar().sizeHint().width(), 0)

    def _room(self) -> QSize:
        """The screen's, and never less than what the window below has."""
        room = self.screen().availableSize() - QSize(_SCREEN_MARGIN, _SCREEN_MARGIN)
        below = self.parentWidget()
        return room if below is None else room.expandedTo(below.window().size())

    def _page(self, columns: Sequence[Sequence[Group]]) -> QWidget:
        # There from the start: one that moves in later is measured before it has its style.
        page = QWidget(self._scroll.viewport())
        page.setObjectName("page")
        row = QHBoxLayout(page)
        row.setContentsMargins(24, 16, 24, 24)
        row.setSpacing(_BETWEEN)
        for groups in columns:
            row.addLayout(self._column(page, groups))
        for label in page.findChildren(QLabel):
            label.ensurePolished()
        return page

    def _column(self, page: QWidget, groups: Sequence[Group]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        for title, lines in groups:
            if grid.count():
                grid.setRowMinimumHeight(grid.rowCount(), 12)
            heading = QLabel(title, page)
            heading.setFont(self._appearance.heading_font(1.1))
            grid.addWidget(heading, grid.rowCount(), 0, 1, 2)
            for keys, words in lines:
                at = grid.rowCount()
                said = QLabel(words, page)
                said.setTextFormat(Qt.TextFormat.PlainText)
                grid.addLayout(self._caps(page, keys), at, 0)
                grid.addWidget(said, at, 1)
        grid.setRowStretch(grid.rowCount(), 1)
        return grid

    def _caps(self, page: QWidget, keys: Keys) -> QHBoxLayout:
        """The keys as caps: those held together side by side, a choice with a gap."""
        row = QHBoxLayout()
        row.setSpacing(4)
        for at, together in enumerate(keys):
            if at:
                row.addSpacing(8)
            for key in held_together(together):
                row.addWidget(self._cap(page, key))
        row.addStretch(1)
        return row

    def _cap(self, page: QWidget, key: str) -> QLabel:
        cap = QLabel(_ARROWS.get(key) or key_name(key), page)
        cap.setProperty("role", "key")
        cap.setAlignment(Qt.AlignmentFlag.AlignCenter)
        cap.setFont(self._font)
        cap.setAccessibleName(key_name(key))
        # The style sheet's padding counts from the start, or the first layout cuts the words.
        cap.ensurePolished()
        cap.setMinimumWidth(cap.sizeHint().width())
        return cap


def _arrangements() -> Iterator[Sequence[Sequence[Group]]]:
    """The same groups in three columns, in two, in one."""
    columns = key_groups()
    yield columns
    first, second, third = columns
    yield (*first, *third[1:]), (*second, third[0])
    yield ([group for column in columns for group in column],)
