"""Offers, below the filter box, what can stand where the cursor is.

Does not know how a filter is read: what can be completed and how the text reads then is the core's
to say, and the values that were seen are asked for.
"""

import logging
from collections.abc import Awaitable, Callable, Sequence

from PySide6.QtCore import QModelIndex, QObject, QPoint, QSize, Qt, Signal, Slot
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QFrame, QLineEdit, QListView

from rivermon.core.completion import Completing, completed, completing, field_names, known_values
from rivermon.core.filter_terms import Field
from rivermon.core.ports import StoreUnavailable
from rivermon.core.tasks import OwnedTasks
from rivermon.ui.plain_text import one_line

_log = logging.getLogger(__name__)

ValuesSeen = Callable[[Field, str, int], Awaitable[Sequence[str]]]
"""Gives values of a field that begin so, at most so many: Ledger.values_seen."""

VISIBLE_ROWS = 10
_MOST_VALUES = 50
_LEAST_WIDTH = 160
_SHOWN_CHARACTERS = 80
_GAP = 4
_PADDING = 13  # of an item in window.qss, and the frame: words stand below words
_VALUE = Qt.ItemDataRole.UserRole + 1
_NONE = -1


class FilterCompleter(QObject):
    """A list that never takes the focus from its line edit."""

    taken = Signal(str, int)
    """A choice was taken: the whole text as it reads then, and the cursor's position."""
    closed = Signal()
    """The list that was shown no longer is."""

    def __init__(self, box: QLineEdit, values_seen: ValuesSeen, tasks: OwnedTasks) -> None:
        super().__init__(box)
        self._box = box
        self._values_seen = values_seen
        self._tasks = tasks
        self._question = 0
        self._at: Completing | None = None
        self._model = QStandardItemModel(self)
        self._list = self._make_list()

    @property
    def is_open(self) -> bool:
        """True while the list is shown."""
        return not self._list.isHidden()

    @property
    def choices(self) -> list[str]:
        """What the list offers, as it would be inserted."""
        return [str(self._model.item(row).data(_VALUE)) for row in range(self._model.rowCount())]

    @property
    def chosen(self) -> str | None:
        """The choice that is marked, if one is."""
        index = self._list.currentIndex()
        return str(index.data(_VALUE)) if self.is_open and index.isValid() else None

    def suggest(self, *, asked: bool = False) -> None:
        """Offer what fits the box as it is now.

        Args:
            asked: Offer all fields even where nothing is typed yet.
        """
        self._question += 1
        at = completing(self._box.text(), self._box.cursorPosition())
        if at is None or not (at.begin or at.field or asked):
            self.close()
        elif at.field is None:
            self._offer(at, field_names(at.begin))
        elif (known := known_values(at.field, at.begin)) is not None:
            self._offer(at, known)
        else:
            self._narrow(at)
            self._tasks.start(self._ask(at, at.field, self._question), "completions")

    def move(self, step: int) -> None:
        """Mark the next (1) or the previous (-1) choice; beyond either end none is marked."""
        rows = self._model.rowCount()
        row = self._list.currentIndex().row() + step
        row = rows - 1 if row < _NONE else row
        index = self._model.index(row, 0) if 0 <= row < rows else QModelIndex()
        self._list.setCurrentIndex(index)

    def take(self) -> bool:
        """Take the marked choice; False when none is."""
        choice = self.chosen
        if choice is None or self._at is None:
            return False
        text, cursor = completed(self._box.text(), self._at, choice)
        self.close()
        self.taken.emit(text, cursor)
        return True

    def close(self) -> None:
        """Hide the list; an answer that is still to come is not shown."""
        self._question += 1
        self._at = None
        self._hide()

    async def _ask(self, at: Completing, field: Field, question: int) -> None:
        try:
            seen = await self._values_seen(field, at.begin, _MOST_VALUES)
        except StoreUnavailable as why:
            _log.debug("No values to complete with: %s", why)
            seen = ()
        if question == self._question:
            self._offer(at, seen)

    def _narrow(self, at: Completing) -> None:
        """Keep of what is offered what still fits, until the answer comes."""
        before = self._at
        if not self.is_open or before is None:
            return
        if (before.field, before.start) != (at.field, at.start):
            self._hide()
            return
        begin = at.begin.lower()
        self._offer(at, [value for value in self.choices if value.lower().startswith(begin)])

    def _offer(self, at: Completing, choices: Sequence[str]) -> None:
        self._at = at
        typed = self._box.text()[at.start : at.end]
        if not choices or list(choices) == [typed]:
            self._hide()
            return
        if choices != self.choices:
            self._fill(choices)
        self._place(at)
        self._list.show()
        self._list.raise_()

    def _hide(self) -> None:
        if self.is_open:
            self._list.hide()
            self.closed.emit()

    def _fill(self, choices: Sequence[str]) -> None:
        self._model.clear()
        for choice in choices:
            item = QStandardItem(one_line(choice, _SHOWN_CHARACTERS))
            item.setData(choice, _VALUE)
            item.setEditable(False)
            self._model.appendRow(item)
        self._list.setCurrentIndex(QModelIndex())
        self._list.scrollToTop()

    def _place(self, at: Completing) -> None:
        """Put the list below the piece that is being typed, as large as it needs and can be."""
        window = self._box.window()
        if self._list.parent() is not window:
            self._list.setParent(window)
        size = self._size()
        typed = self._box.text()[at.start : self._box.cursorPosition()]
        lead = self._box.cursorRect().center().x() - _PADDING
        lead -= self._box.fontMetrics().horizontalAdvance(typed)
        lead = max(0, min(lead, self._box.width() - size.width()))
        corner = self._box.mapTo(window, QPoint(lead, self._box.height() + _GAP))
        room = max(window.height() - corner.y() - _GAP, self._list.sizeHintForRow(0))
        self._list.setGeometry(corner.x(), corner.y(), size.width(), min(size.height(), room))

    def _size(self) -> QSize:
        frame = 2 * self._list.frameWidth()
        rows = min(self._model.rowCount(), VISIBLE_ROWS)
        scrolls = self._model.rowCount() > VISIBLE_ROWS
        bar = self._list.verticalScrollBar().sizeHint().width() if scrolls else 0
        self._list.ensurePolished()
        width = self._list.sizeHintForColumn(0) + bar + frame
        width = min(max(width, _LEAST_WIDTH), max(_LEAST_WIDTH, self._box.width()))
        return QSize(width, rows * self._list.sizeHintForRow(0) + frame)

    def _make_list(self) -> QListView:
        made = QListView(self._box)
        made.setObjectName("completions")
        made.setAccessibleName(self.tr("What can be typed here"))
        made.setModel(self._model)
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.setFrameShape(QFrame.Shape.StyledPanel)
        made.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made.setUniformItemSizes(True)
        made.hide()
        made.clicked.connect(self._take_clicked)
        return made

    @Slot(QModelIndex)
    def _take_clicked(self, index: QModelIndex) -> None:
        self._list.setCurrentIndex(index)
        self.take()
