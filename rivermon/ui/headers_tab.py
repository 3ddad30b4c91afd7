"""The Headers tab: a request's headers as they came, but for credentials.

Does not judge them.
"""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QTableView, QVBoxLayout, QWidget

from rivermon.core.credentials import masked
from rivermon.core.entities import Headers
from rivermon.ui.appearance import Appearance
from rivermon.ui.copy_button import CopyButton
from rivermon.ui.plain_text import one_line, tooltip

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class HeadersTable(QAbstractTableModel):
    """Names and values, in the order they were sent."""

    def __init__(self, headers: Headers, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._headers = headers

    def rowCount(self, parent: Index = _ROOT) -> int:
        """How many headers there are."""
        return 0 if parent.isValid() else len(self._headers)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Two: name and value."""
        return 0 if parent.isValid() else 2

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A header's name or value; the tooltip has the whole."""
        if not index.isValid():
            return None
        text = self._headers[index.row()][index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return one_line(text)
        return tooltip(text) if role == Qt.ItemDataRole.ToolTipRole else None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """Header and value."""
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return self.tr("Header") if section == 0 else self.tr("Value")


class HeadersTab(QWidget):
    """A table of headers, with a copy of all."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._headers: Headers = ()
        self._model = HeadersTable((), self)
        self._view = QTableView(self)
        self._view.setModel(self._model)
        self._set_up_view(appearance)
        copy = CopyButton(
            appearance, self._text, self.tr("Copy all headers"), self.tr("Copy"), self
        )
        bar = QHBoxLayout()
        bar.addStretch(1)
        bar.addWidget(copy)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 12)
        layout.setSpacing(8)
        layout.addLayout(bar)
        layout.addWidget(self._view, 1)

    def show_headers(self, headers: Headers) -> None:
        """Show headers, credentials masked; the same again changes nothing."""
        headers = masked(headers)
        if headers == self._headers:
            return
        self._headers = headers
        before, self._model = self._model, HeadersTable(headers, self)
        self._view.setModel(self._model)
        before.deleteLater()

    def _set_up_view(self, appearance: Appearance) -> None:
        view = self._view
        view.setAccessibleName(self.tr("Headers of the webhook"))
        view.setFont(appearance.fixed_font())
        view.setShowGrid(False)
        view.setWordWrap(False)
        view.setTabKeyNavigation(False)
        view.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.verticalHeader().hide()
        view.verticalHeader().setDefaultSectionSize(appearance.px(24))
        columns = view.horizontalHeader()
        columns.setFont(appearance.header_font())
        columns.setStretchLastSection(True)
        columns.setHighlightSections(False)
        columns.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        columns.resizeSection(0, appearance.px(170))

    def _text(self) -> str:
        return "\n".join(f"{name}: {value}" for name, value in self._headers)
