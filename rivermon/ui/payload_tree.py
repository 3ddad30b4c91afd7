"""A payload as a tree, with a search in it, and copies of values and of their paths.

Does not know what a payload means, but for the places that a filter can name.
"""

from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from rivermon.core.json_place import filter_text
from rivermon.ui.appearance import Appearance
from rivermon.ui.json_search import MOST, JsonSearch
from rivermon.ui.json_tree import JsonTree, value_text

_TYPING_MS = 150
_FEW_BYTES = 50_000


class PayloadTree(QWidget):
    """A search field and the tree under it."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value: Any = None
        self._model: JsonTree | None = None
        self._place = -1
        self._search = JsonSearch(self)
        self._search.progressed.connect(self._on_progress)
        self._field = SearchField(self)
        self._field.setPlaceholderText(self.tr("Search in the payload  ( / )"))
        self._field.setAccessibleName(self.tr("Search in the payload"))
        self._field.setToolTip(self.tr("Return finds the next, Shift+Return the one before"))
        self._field.stepped.connect(self.step)
        self._field.left.connect(self._leave_search)
        self._said = QLabel(self)
        self._said.setProperty("role", "muted")
        self._typing = QTimer(self, singleShot=True, interval=_TYPING_MS)
        self._typing.timeout.connect(self._begin)
        self._field.textChanged.connect(self._typing.start)
        self.tree = self._made_tree(appearance)
        bar = QHBoxLayout()
        bar.setSpacing(8)
        bar.addWidget(self._field, 1)
        bar.addWidget(self._said)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(bar)
        layout.addWidget(self.tree, 1)

    def show_value(self, value: Any, size: int) -> None:
        """Show a JSON value whose text has `size` bytes; the search goes on in it."""
        self._value = value
        before, self._model = self._model, JsonTree(value, self)
        self.tree.setModel(self._model)
        if before is not None:
            before.deleteLater()
        header = self.tree.header()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        self.tree.expandToDepth(1 if size < _FEW_BYTES else 0)
        header.resizeSection(0, min(max(self.tree.sizeHintForColumn(0) + 16, 120), 200))
        self._begin()

    @Slot(int)
    def step(self, by: int) -> None:
        """Go to the next match for 1, to the one before for -1; round at the ends."""
        if self._typing.isActive():
            self._typing.stop()
            self._begin()
        elif self._search.matches:
            self._go_to((self._place + by) % len(self._search.matches))

    def copy_value(self) -> None:
        """Copy the current value."""
        index = self.tree.currentIndex()
        if self._model is not None and index.isValid():
            QGuiApplication.clipboard().setText(value_text(self._model.value_at(index)))

    def copy_path(self) -> None:
        """Copy the way to the current value, as a filter names it."""
        index = self.tree.currentIndex()
        if self._model is not None and index.isValid():
            keys = self._model.keys_at(index)
            QGuiApplication.clipboard().setText(filter_text(self._value, keys))

    @Slot()
    def _begin(self) -> None:
        self._place = -1
        self._search.begin(self._value, self._field.text().strip())

    @Slot()
    def _on_progress(self) -> None:
        if self._place < 0 and self._search.matches and self._field.text().strip():
            self._go_to(0)
        self._say()

    def _go_to(self, place: int) -> None:
        if self._model is None:
            return
        self._place = place
        index = self._model.index_at(self._search.matches[place])
        self.tree.setCurrentIndex(index)
        self.tree.scrollTo(index, QTreeView.ScrollHint.PositionAtCenter)
        self._say()

    def _say(self) -> None:
        found = len(self._search.matches)
        if not self._field.text().strip():
            words = ""
        elif not found:
            words = self.tr("Searching…") if self._search.running else self.tr("Not found")
        else:
            more = "+" if self._search.running or found >= MOST else ""
            words = self.tr("{0} of {1}").format(self._place + 1, f"{found}{more}")
        self._said.setText(words)
        self._said.setVisible(bool(words))

    @Slot()
    def _leave_search(self) -> None:
        self._field.clear()
        self.tree.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _made_tree(self, appearance: Appearance) -> QTreeView:
        tree = QTreeView(self)
        tree.setAccessibleName(self.tr("Payload as a tree"))
        tree.setFont(appearance.fixed_font())
        tree.setUniformRowHeights(True)
        tree.setTabKeyNavigation(False)
        tree.setEditTriggers(QTreeView.EditTrigger.NoEditTriggers)
        tree.setIndentation(16)
        tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        tree.customContextMenuRequested.connect(self._open_menu)
        for keys, act in (
            (QKeySequence(QKeySequence.StandardKey.Copy), self.copy_value),
            (QKeySequence("Ctrl+Shift+C"), self.copy_path),
            (QKeySequence("/"), self._field.setFocus),
        ):
            shortcut = QShortcut(keys, tree)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(act)
        return tree

    @Slot(QPoint)
    def _open_menu(self, at: QPoint) -> None:
        if not self.tree.indexAt(at).isValid():
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Copy value"), self.copy_value)
        menu.addAction(self.tr("Copy path"), self.copy_path)
        menu.popup(self.tree.viewport().mapToGlobal(at))


class SearchField(QLineEdit):
    """A field in which Return goes on and Esc leaves."""

    stepped = Signal(int)
    """To the next match for 1, to the one before for -1."""

    left = Signal()
    """The operator has done with searching."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setClearButtonEnabled(True)
        leave = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        leave.setContext(Qt.ShortcutContext.WidgetShortcut)
        leave.activated.connect(self.left)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Return; all other keys are the field's."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.stepped.emit(-1 if back else 1)
            event.accept()
        else:
            super().keyPressEvent(event)
