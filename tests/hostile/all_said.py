"""Reads everything that a window says, in any property of any widget and any cell of any model."""

from collections.abc import Iterator

from PySide6.QtCore import QAbstractItemModel, QMetaType, QModelIndex, QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractItemView, QWidget

_ROLES = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.StatusTipRole,
    Qt.ItemDataRole.WhatsThisRole,
    Qt.ItemDataRole.AccessibleTextRole,
    Qt.ItemDataRole.AccessibleDescriptionRole,
)
_MOST_ROWS = 100
_TEXT = QMetaType.Type.QString.value
_TEXTS: dict[str, list[str]] = {}


def all_said(window: QWidget) -> dict[str, str]:
    """Every text there is, by where it stands."""
    said: dict[str, str] = {}
    for each in (window, *window.findChildren(QWidget), *window.findChildren(QAction)):
        where = f"{type(each).__name__} {each.objectName()}"
        for name, text in _texts_of(each):
            said[f"{where} {id(each)} {name}"] = text
        if isinstance(each, QAbstractItemView) and each.model() is not None:
            cells = _cells_of(each.model(), QModelIndex())
            said |= {f"{where} {id(each)} {place}": text for place, text in cells}
    return said


def _texts_of(each: QObject) -> Iterator[tuple[str, str]]:
    about = each.metaObject()
    names = _TEXTS.get(about.className())
    if names is None:
        every = (about.property(number) for number in range(about.propertyCount()))
        names = [str(found.name()) for found in every if found.metaType().id() == _TEXT]
        _TEXTS[about.className()] = names
    for name in names:
        yield name, str(each.property(name))


def _cells_of(model: QAbstractItemModel, parent: QModelIndex) -> Iterator[tuple[str, str]]:
    for row in range(min(model.rowCount(parent), _MOST_ROWS)):
        for column in range(model.columnCount(parent)):
            index = model.index(row, column, parent)
            for role in _ROLES:
                text = model.data(index, role)
                if isinstance(text, str):
                    yield f"{row}.{column} {role.name}", text
            yield from ((f"{row}/{place}", text) for place, text in _cells_of(model, index))
