"""The Payload tab: the webhook's body as a tree, laid out, and as it came, each with a copy.

Does not know what a payload means. Over a megabyte it comes as it came first; tree and layout are
made only when they are asked for.
"""

from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from rivermon.core.json_text import NotJson, laid_out, read_json
from rivermon.ui.appearance import Appearance
from rivermon.ui.code_view import CodeView
from rivermon.ui.copy_button import CopyButton
from rivermon.ui.json_colours import JsonColours
from rivermon.ui.payload_mode import Mode
from rivermon.ui.payload_tree import PayloadTree

LARGE = 1_000_000


class PayloadTab(QWidget):
    """One body in three ways."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._body: bytes | None = None
        self._mode = Mode.TREE
        self._raw_first = False
        self._read: tuple[Any, ...] | None = None
        self._laid_out: str | None = None
        self._stale = set(Mode)
        self._tree = PayloadTree(appearance, self)
        self._pretty = CodeView(appearance, self.tr("Payload laid out"), parent=self)
        JsonColours(self._pretty.edit, appearance)
        self._raw = CodeView(appearance, self.tr("Payload as raw text"), parent=self)
        self._note = QLabel(self)
        self._note.setProperty("role", "muted")
        self._note.setWordWrap(True)
        self._note.hide()
        self._pages = QStackedWidget(self)
        self._views = {Mode.TREE: self._tree, Mode.PRETTY: self._pretty, Mode.RAW: self._raw}
        self._buttons = {
            Mode.TREE: self._segment(self.tr("Tree"), self.tr("Show the payload as a tree")),
            Mode.PRETTY: self._segment(
                self.tr("Pretty"), self.tr("Show the payload laid out on lines")
            ),
            Mode.RAW: self._segment(self.tr("Raw"), self.tr("Show the payload as it came")),
        }
        self._copy = CopyButton(
            appearance, self._text, self.tr("Copy what is shown"), self.tr("Copy"), self
        )
        self._lay_out()
        self.choose(Mode.TREE)

    @property
    def mode(self) -> Mode:
        """How the operator wants payloads; a large one comes as it came all the same."""
        return self._mode

    def choose(self, mode: Mode) -> None:
        """Show payloads in this way."""
        self._mode = mode
        self._raw_first = False
        self._show()

    def show_body(self, body: bytes) -> None:
        """Show a body; the same body again changes nothing."""
        if body == self._body:
            return
        self._body = body
        self._read = self._laid_out = None
        self._stale = set(Mode)
        self._raw_first = len(body) > LARGE
        self._show()

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
        group = QButtonGroup(self)
        bar = QHBoxLayout()
        bar.setSpacing(4)
        for mode, button in self._buttons.items():
            group.addButton(button)
            bar.addWidget(button)
            self._pages.addWidget(self._views[mode])
        group.buttonClicked.connect(self._on_clicked)
        bar.addStretch(1)
        bar.addWidget(self._copy)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 12)
        layout.setSpacing(8)
        layout.addLayout(bar)
        layout.addWidget(self._note)
        layout.addWidget(self._pages, 1)

    @Slot(QAbstractButton)
    def _on_clicked(self, clicked: QAbstractButton) -> None:
        self.choose(next(mode for mode, button in self._buttons.items() if button is clicked))

    @Slot()
    def _show(self) -> None:
        wanted = Mode.RAW if self._raw_first else self._mode
        self._buttons[wanted].setChecked(True)
        shown = wanted if self._can_show(wanted) else Mode.RAW
        if shown in self._stale and self._body is not None:
            self._stale.discard(shown)
            self._fill(shown)
        self._pages.setCurrentWidget(self._views[shown])
        self._say(wanted, shown)

    def _can_show(self, mode: Mode) -> bool:
        """True when the body can be shown so; it is read only if it has to be."""
        if mode is Mode.RAW or self._body is None:
            return True
        if not self._value():
            return False
        return mode is Mode.TREE or self._pretty_text() is not None

    def _fill(self, mode: Mode) -> None:
        match mode:
            case Mode.RAW:
                self._raw.show_text(self._decoded())
            case Mode.PRETTY:
                self._pretty.show_text(self._pretty_text() or "")
            case Mode.TREE:
                self._tree.show_value(self._value()[0], len(self._body or b""))

    def _say(self, wanted: Mode, shown: Mode) -> None:
        """What cannot be shown as it is wanted is shown as it came, and that is said."""
        if not self._body:
            words = self.tr("The body is empty.")
        elif self._raw_first:
            words = self.tr("This body is large: it is shown as it came until you ask for more.")
        elif wanted is shown:
            words = ""
        elif not self._value():
            words = self.tr("This body is not JSON. It is shown as it came.")
        else:
            words = self.tr("This body is nested too deeply to be laid out.")
        self._note.setText(words)
        self._note.setVisible(bool(words))

    def _value(self) -> tuple[Any, ...]:
        """The body's value, in a tuple of its own as null is a value, too; empty for no JSON."""
        if self._read is None:
            try:
                self._read = (read_json(self._body or b""),)
            except NotJson:
                self._read = ()
        return self._read

    def _pretty_text(self) -> str | None:
        read = self._value()
        if self._laid_out is None and read:
            self._laid_out = laid_out(read[0], self._decoded())
        return self._laid_out

    def _decoded(self) -> str:
        return (self._body or b"").decode("utf-8", "replace")

    def _text(self) -> str:
        if self._pages.currentWidget() is self._raw:
            return self._decoded()
        return self._pretty_text() or self._decoded()
