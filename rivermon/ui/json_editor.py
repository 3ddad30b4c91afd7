"""An editor for a JSON object, which says in words what is wrong and what was lost.

Reads again a moment after the last key, and at once when it is asked for the object. Does not know
what the object is for.
"""

from typing import Any

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rivermon.ui.appearance import Appearance
from rivermon.ui.json_changes import loss_words
from rivermon.ui.json_edit import JsonEdit
from rivermon.ui.json_reading import BadJson, GoodJson, read_object, written
from rivermon.ui.listed_words import listed
from rivermon.ui.plain_text import one_line
from rivermon.ui.reason_line import ReasonLine

_CALM_MS = 250
_LINES = 2
_LEAST_LINES = 5


class JsonEditor(QWidget):
    """The text field with a line below it that says how the text stands."""

    changed = Signal()
    """The text is another one."""

    judged = Signal()
    """The text was read; `problem` and `warning` are up to date."""

    def __init__(self, appearance: Appearance, name: str, parent: QWidget | None = None) -> None:
        """Take `name`, what a screen reader calls the text field."""
        super().__init__(parent)
        self._begin: dict[str, Any] | None = None
        self._begin_text = ""
        self._read: GoodJson | BadJson | None = None
        self.edit = JsonEdit(appearance, name, self)
        self.edit.setAccessibleDescription(self.tr("A JSON object. Tab leaves the field."))
        self.edit.setMinimumHeight(_LEAST_LINES * self.edit.fontMetrics().lineSpacing())
        self._said = ReasonLine(self.edit, _LINES, self)
        self._calm = QTimer(self, singleShot=True, interval=_CALM_MS)
        self._calm.timeout.connect(self._judge)
        self.edit.textChanged.connect(self._on_change)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.edit, 1)
        layout.addWidget(self._said)
        self.setFocusProxy(self.edit)

    @property
    def text(self) -> str:
        """The text as it stands."""
        return self.edit.toPlainText()

    @property
    def edited(self) -> bool:
        """True when the text is not the one that it began with."""
        return self.text != self._begin_text

    @property
    def said(self) -> str:
        """What the line below the text says."""
        return self._said.text()

    @property
    def differs(self) -> bool:
        """True when the object is another one than it began with, read now."""
        value = self.value
        # Python takes 1 and true for the same; as text they are not.
        return value is not None and written(value) != self._begin_text

    @property
    def value(self) -> dict[str, Any] | None:
        """The object, read now; None while the text is not one, which is said and marked."""
        self._judge()
        return self._read.value if isinstance(self._read, GoodJson) else None

    def begin_with(self, value: dict[str, Any]) -> None:
        """Show an object to be edited; what is lost of it is said."""
        self._begin, self._begin_text = value, written(value)
        self.show_text(self._begin_text)

    def show_text(self, text: str) -> None:
        """Show a text that was typed before; what it began with stays."""
        self.edit.setPlainText(text)
        self._judge()

    def go_to_problem(self) -> None:
        """Put the cursor where it is wrong, if it is."""
        if isinstance(self._read, BadJson):
            self.edit.go_to(self._read.line, self._read.column)
        self.edit.setFocus()

    @Slot()
    def tidy(self) -> None:
        """Indent the text anew, if it is an object; this can be undone."""
        value = self.value
        if value is not None:
            self.replace_with(written(value))

    def replace_with(self, text: str) -> None:
        """Put another text in the place of the whole one; this can be undone."""
        cursor = self.edit.textCursor()
        cursor.select(cursor.SelectionType.Document)
        cursor.insertText(text)
        self._judge()

    @Slot()
    def _on_change(self) -> None:
        self._calm.start()
        self.changed.emit()

    @Slot()
    def _judge(self) -> None:
        self._calm.stop()
        self._read = read = read_object(self.text)
        if isinstance(read, BadJson):
            self.edit.mark(read.line, read.column)
            where = self.tr("Line {0}, column {1}: {2}.").format(read.line, read.column, read.words)
            self._said.show_reason(where)
        else:
            self.edit.mark(None)
            self._said.show_note(self._warning(read))
        self.judged.emit()

    def _warning(self, read: GoodJson) -> str:
        said = [] if self._begin is None else [loss_words(self._begin, read.value)]
        if read.twice:
            keys = listed(one_line(key, 40) for key in read.twice[:3])
            said.append(self.tr("Given twice, the last one counts: {0}.").format(keys))
        return " ".join(filter(None, said))
