"""A JSON value as a tree, made branch by branch as it is opened.

Does not read JSON, and does not know what the value means.
"""

from collections.abc import Sequence
from itertools import islice
from typing import Any

import msgspec
from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from rivermon.core.json_text import laid_out
from rivermon.ui.plain_text import one_line, tooltip

BATCH = 200
Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class _Node:
    """A value in the tree; its children are made when they are asked for."""

    __slots__ = ("children", "key", "number", "parent", "row", "value")

    def __init__(self, number: int, parent: int, row: int, key: str, value: Any) -> None:
        self.number = number
        self.parent = parent
        self.row = row
        self.key = key
        self.value = value
        self.children: list[int] = []

    @property
    def size(self) -> int:
        """How many children the value has."""
        return len(self.value) if isinstance(self.value, dict | list) else 0

    def next_children(self, count: int) -> list[tuple[str, Any]]:
        """The keys and values of the next `count` children."""
        start, end = len(self.children), len(self.children) + count
        if isinstance(self.value, dict):
            return list(islice(self.value.items(), start, end))
        return [(str(start + at), value) for at, value in enumerate(self.value[start:end])]


class JsonTree(QAbstractItemModel):
    """Keys and values; objects and arrays can be opened."""

    def __init__(self, value: Any, parent: QObject | None = None) -> None:
        """Show `value`: what a JSON reader returns."""
        super().__init__(parent)
        # Indexes carry a node's number, never a pointer that Python may have freed.
        self._nodes = [_Node(0, -1, 0, "", value)]
        self._single = self._nodes[0].size == 0
        if self._single:
            self._nodes[0].value = [value]

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
        for row, (key, value) in enumerate(made, first):
            number = len(self._nodes)
            self._nodes.append(_Node(number, node.number, row, key, value))
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
            return tooltip(node.key if index.column() == 0 else value_text(node.value))
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
        """The value that an index stands for."""
        return self._node(index).value

    def keys_at(self, index: Index) -> tuple[str | int, ...]:
        """The object keys and array positions that lead to an index, from the outermost inwards."""
        keys: list[str | int] = []
        node = self._node(index)
        while node.number and not self._single:
            above = self._nodes[node.parent]
            keys.append(node.row if isinstance(above.value, list) else node.key)
            node = above
        return tuple(reversed(keys))

    def index_at(self, rows: Sequence[int]) -> QModelIndex:
        """The index at rows within rows, from the outermost inwards; made if it is not yet."""
        index = QModelIndex()
        for row in rows:
            while self.rowCount(index) <= row and self.canFetchMore(index):
                self._make(index, max(BATCH, row + 1 - self.rowCount(index)))
            index = self.index(row, 0, index)
        return index

    def _node(self, index: Index) -> _Node:
        return self._nodes[index.internalId()] if index.isValid() else self._nodes[0]

    def _plain(self, index: Index) -> QModelIndex:
        if isinstance(index, QModelIndex):
            return index
        return self.createIndex(index.row(), index.column(), index.internalId())

    def _in_words(self, node: _Node) -> str:
        if isinstance(node.value, dict):
            return "{ }" if not node.value else f"{{ {node.size} }}"
        if isinstance(node.value, list):
            return "[ ]" if not node.value else f"[ {node.size} ]"
        return one_line(value_text(node.value))


def value_text(value: Any) -> str:
    """A value as a person would copy it: strings as they are, the rest as JSON."""
    if isinstance(value, str):
        return value
    spread = laid_out(value) if isinstance(value, dict | list) else None
    return msgspec.json.encode(value).decode("utf-8", "replace") if spread is None else spread
