"""A JSON value as a tree, made branch by branch as it is opened.

What is very long is shown in stretches, each a branch of its own: to lay out the half a million
rows before a match takes Qt five seconds (2 cores). Does not read JSON, and does not know what the
value means.
"""

from collections.abc import Sequence
from itertools import islice
from typing import Any

import msgspec
from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from rivermon.core.json_text import laid_out
from rivermon.ui.plain_text import one_line, tooltip

BATCH = 200
STRETCH = 1000
"""So many children of a longer object or array lie under one branch."""

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_NESTING = (dict, list)

_Made = tuple[str, Any, tuple[int, int] | None]
"""A key, a value, and which of its values are meant where it is a stretch: first, and behind."""


class _Node:
    """A value in the tree, or a stretch of one; its children are made when they are asked for."""

    __slots__ = ("children", "first", "key", "number", "parent", "row", "stop", "stretch", "value")

    def __init__(self, number: int, parent: int, row: int, made: _Made) -> None:
        self.number = number
        self.parent = parent
        self.row = row
        self.key, self.value, self.stretch = made
        length = len(self.value) if isinstance(self.value, _NESTING) else 0
        self.first, self.stop = self.stretch or (0, length)
        self.children: list[int] = []

    @property
    def count(self) -> int:
        """How many values are in it."""
        return self.stop - self.first

    @property
    def split(self) -> bool:
        """True when its children are stretches."""
        return self.stretch is None and self.count > STRETCH

    @property
    def size(self) -> int:
        """How many children it has in the tree."""
        return -(-self.count // STRETCH) if self.split else self.count

    @property
    def content(self) -> Any:
        """The value, or the values of the stretch."""
        if self.stretch is None:
            return self.value
        if isinstance(self.value, dict):
            return dict(islice(self.value.items(), self.first, self.stop))
        return self.value[self.first : self.stop]

    def next_children(self, count: int) -> list[_Made]:
        """What the next `count` children are made of."""
        done = len(self.children)
        if self.split:
            return [self._stretch(at) for at in range(done, min(done + count, self.size))]
        start, end = self.first + done, min(self.first + done + count, self.stop)
        if isinstance(self.value, dict):
            found = islice(self.value.items(), start, end)
            return [(key, value, None) for key, value in found]
        return [(str(start + at), one, None) for at, one in enumerate(self.value[start:end])]

    def _stretch(self, at: int) -> _Made:
        first, stop = at * STRETCH, min((at + 1) * STRETCH, self.stop)
        return f"[{first} … {stop - 1}]", self.value, (first, stop)


class JsonTree(QAbstractItemModel):
    """Keys and values; objects and arrays can be opened."""

    def __init__(self, value: Any, parent: QObject | None = None) -> None:
        """Show `value`: what a JSON reader returns."""
        super().__init__(parent)
        # Indexes carry a node's number, never a pointer that Python may have freed.
        self._single = not (isinstance(value, _NESTING) and value)
        self._nodes = [_Node(0, -1, 0, ("", [value] if self._single else value, None))]

    def index(self, row: int, column: int, parent: Index = _ROOT) -> QModelIndex:
        """The index of a child."""
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, self._node(parent).children[row])

    def parent(self, child: Index = _ROOT) -> QModelIndex:  # type: ignore[override] # one of two
        """The index of the object or array that a value is in."""
        if not child.isValid():
            return QModelIndex()
        above = self._node(child).parent
        if above <= 0:
            return QModelIndex()
        return self.createIndex(self._nodes[above].row, 0, above)

    def rowCount(self, parent: Index = _ROOT) -> int:
        """How many children have been made so far."""
        return 0 if parent.column() > 0 else len(self._node(parent).children)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Two: key and value."""
        return 0 if parent.column() > 0 else 2

    def hasChildren(self, parent: Index = _ROOT) -> bool:
        """True when the value can be opened."""
        return parent.column() <= 0 and self._node(parent).size > 0

    def canFetchMore(self, parent: Index) -> bool:
        """True when children are still to be made."""
        node = self._node(parent)
        return parent.column() <= 0 and len(node.children) < node.size

    def fetchMore(self, parent: Index) -> None:
        """Make the next batch of children."""
        self._make(parent, BATCH)

    def _make(self, parent: Index, count: int) -> None:
        node = self._node(parent)
        made = node.next_children(count) if self.canFetchMore(parent) else []
        if not made:
            return
        first = len(node.children)
        self.beginInsertRows(self._plain(parent), first, first + len(made) - 1)
        for row, each in enumerate(made, first):
            number = len(self._nodes)
            self._nodes.append(_Node(number, node.number, row, each))
            node.children.append(number)
        self.endInsertRows()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The key or the value in words; the tooltip has more of it."""
        if not index.isValid():
            return None
        node = self._node(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return one_line(node.key) if index.column() == 0 else self._in_words(node)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(node.key if index.column() == 0 else value_text(node.content))
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """Key and value."""
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return self.tr("Key") if section == 0 else self.tr("Value")

    def value_at(self, index: Index) -> Any:
        """The value that an index stands for; of a stretch the object or array of its values."""
        return self._node(index).content

    def keys_at(self, index: Index) -> tuple[str | int, ...]:
        """The object keys and array positions that lead to an index, from the outermost inwards.

        A stretch has the place of the whole.
        """
        keys: list[str | int] = []
        node = self._node(index)
        while node.number and not self._single:
            above = self._nodes[node.parent]
            if node.stretch is None:
                at = above.first + node.row
                keys.append(at if isinstance(above.value, list) else node.key)
            node = above
        return tuple(reversed(keys))

    def index_at(self, rows: Sequence[int]) -> QModelIndex:
        """The index of a value, made if it is not yet.

        Args:
            rows: which child it is of which, from the outermost inwards, stretches not counted.
        """
        index = QModelIndex()
        for row in rows:
            if self._node(index).split:
                index = self._child(index, row // STRETCH)
                index = self._child(index, row % STRETCH)
            else:
                index = self._child(index, row)
        return index

    def _child(self, index: QModelIndex, row: int) -> QModelIndex:
        if self.rowCount(index) <= row:
            self._make(index, max(BATCH, row + 1 - self.rowCount(index)))
        return self.index(row, 0, index)

    def _node(self, index: Index) -> _Node:
        return self._nodes[index.internalId()] if index.isValid() else self._nodes[0]

    def _plain(self, index: Index) -> QModelIndex:
        if isinstance(index, QModelIndex):
            return index
        return self.createIndex(index.row(), index.column(), index.internalId())

    def _in_words(self, node: _Node) -> str:
        if isinstance(node.value, dict):
            return "{ }" if not node.value else f"{{ {node.count} }}"
        if isinstance(node.value, list):
            return "[ ]" if not node.value else f"[ {node.count} ]"
        return one_line(value_text(node.value))


def value_text(value: Any) -> str:
    """A value as a person would copy it: strings as they are, the rest as JSON."""
    if isinstance(value, str):
        return value
    spread = laid_out(value) if isinstance(value, dict | list) else None
    return msgspec.json.encode(value).decode("utf-8", "replace") if spread is None else spread
