"""The Payload tab: the webhook's body as a tree and as raw text, each with a copy.

Does not know what a payload means. Over a megabyte the raw text comes first, and the tree is made
only when it is asked for.
"""

from typing import Any

import msgspec
from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QStackedWidget,
    QToolButton,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from rivermon.ui.appearance import Appearance
from rivermon.ui.code_view import CodeView
from rivermon.ui.copy_button import CopyButton
from rivermon.ui.json_tree import JsonTree, value_text

LARGE = 1_000_000
_TREE, _RAW = 0, 1


class PayloadTab(QWidget):
    """Tree preview and raw text of one body."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._body: bytes | None = None
        self._model: JsonTree | None = None
        self._stale_raw = self._stale_tree = True
        self._tree = self._made_tree(appearance)
        self._raw = CodeView(appearance, self.tr("Payload as raw text"), parent=self)
        self._note = QLabel(self)
        self._note.setProperty("role", "muted")
        self._note.hide()
        self._pages = QStackedWidget(self)
        for page in (self._tree, self._raw):
            self._pages.addWidget(page)
        self._as_tree = self._segment(self.tr("Tree"), self.tr("Show the payload as a tree"))
        self._as_raw = self._segment(self.tr("Raw"), self.tr("Show the payload as it came"))
        group = QButtonGroup(self)
        group.addButton(self._as_tree)
        group.addButton(self._as_raw)
        group.buttonClicked.connect(self._show)
        self._copy = CopyButton(
            appearance, self._text, self.tr("Copy what is shown"), self.tr("Copy"), self
        )
        self._lay_out()
        self._as_tree.setChecked(True)

    def show_body(self, body: bytes) -> None:
        """Show a body; the same body again changes nothing."""
        if body == self._body:
            return
        self._body = body
        self._stale_raw = self._stale_tree = True
        if len(body) > LARGE:
            self._as_raw.setChecked(True)
        self._show()

    def _made_tree(self, appearance: Appearance) -> QTreeView:
        tree = QTreeView(self)
        tree.setAccessibleName(self.tr("Payload as a tree"))
        tree.setFont(appearance.fixed_font())
        tree.setUniformRowHeights(True)
        tree.setTabKeyNavigation(False)
        tree.setEditTriggers(QTreeView.EditTrigger.NoEditTriggers)
        tree.setIndentation(16)
        copy = QShortcut(QKeySequence.StandardKey.Copy, tree)
        copy.setContext(Qt.ShortcutContext.WidgetShortcut)
        copy.activated.connect(self._copy_value)
        return tree

    def _segment(self, text: str, help_text: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(text)
        button.setToolTip(help_text)
        button.setAccessibleName(help_text)
        button.setCheckable(True)
        button.setProperty("role", "segment")
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return button

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(4)
        bar.addWidget(self._as_tree)
        bar.addWidget(self._as_raw)
        bar.addStretch(1)
        bar.addWidget(self._copy)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 12)
        layout.setSpacing(8)
        layout.addLayout(bar)
        layout.addWidget(self._note)
        layout.addWidget(self._pages, 1)

    @Slot()
    def _show(self) -> None:
        as_tree = self._as_tree.isChecked()
        if as_tree and self._stale_tree:
            self._stale_tree = False
            self._build_tree()
        as_tree = as_tree and self._model is not None
        if not as_tree and self._stale_raw:
            self._stale_raw = False
            self._raw.show_text(self._decoded())
        self._pages.setCurrentIndex(_TREE if as_tree else _RAW)
        self._show_note()

    def _show_note(self) -> None:
        """What cannot be shown as a tree is shown as it came, and that is said."""
        if not self._body:
            self._note.setText(self.tr("The body is empty."))
        else:
            self._note.setText(self.tr("This body is not JSON. It is shown as it came."))
        not_json = self._as_tree.isChecked() and self._model is None
        self._note.setVisible(not_json or not self._body)

    def _build_tree(self) -> None:
        try:
            value: Any = msgspec.json.decode(self._body or b"")
        except (msgspec.DecodeError, RecursionError):
            self._model = None
            return
        before, self._model = self._tree.model(), JsonTree(value, self)
        self._tree.setModel(self._model)
        if before is not None:
            before.deleteLater()
        header = self._tree.header()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        self._tree.expandToDepth(1 if len(self._body or b"") < LARGE // 20 else 0)
        header.resizeSection(0, min(max(self._tree.sizeHintForColumn(0) + 16, 120), 200))

    def _decoded(self) -> str:
        return (self._body or b"").decode("utf-8", "replace")

    def _text(self) -> str:
        if self._as_raw.isChecked() or self._model is None:
            return self._decoded()
        return msgspec.json.format(self._decoded())

    @Slot()
    def _copy_value(self) -> None:
        index = self._tree.currentIndex()
        if self._model is not None and index.isValid():
            QGuiApplication.clipboard().setText(value_text(self._model.value_at(index)))
