"""Names and values, one under the other: how the detail pane says facts.

Does not know what the facts are.
"""

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from rivermon.ui.appearance import Appearance
from rivermon.ui.elided_label import ElidedLabel
from rivermon.ui.moment_words import moment_tooltip
from rivermon.ui.plain_text import one_line, tooltip

_NAMES_WIDTH = 80


class Field:
    """A name and its value, of one line."""

    def __init__(self, name: QLabel, value: ElidedLabel) -> None:
        self._name = name
        self._value = value
        self._moment: datetime | None = None

    def show_text(self, text: str) -> None:
        """Show `text`, whatever is in it."""
        self._moment = None
        self._value.show_text(text)

    def show_moment(self, moment: datetime, text: str, now: datetime) -> None:
        """Show the words of a moment; the tooltip says it in UTC, and how long ago it was."""
        self.show_text(text)
        self._moment = moment
        self.tick(now)

    def tick(self, now: datetime) -> None:
        """Say anew how long ago the moment was."""
        if self._moment is not None:
            self._value.setToolTip(tooltip(moment_tooltip(self._moment, now)))

    def set_visible(self, visible: bool) -> None:  # noqa: FBT001 - as Qt's setVisible
        """Show or hide name and value."""
        self._name.setVisible(visible)
        self._value.setVisible(visible)


class FieldList(QWidget):
    """A grid of names, values, and small buttons beside them."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnMinimumWidth(0, appearance.px(_NAMES_WIDTH))
        self._grid.setColumnStretch(1, 1)

    def add_line(self, name: str, *, fixed: bool = False, button: QWidget | None = None) -> Field:
        """Add a value of one line, cut to the room there is; `fixed` for ids and figures."""
        elide = Qt.TextElideMode.ElideMiddle if fixed else Qt.TextElideMode.ElideRight
        value = ElidedLabel(elide, self)
        if fixed:
            value.setFont(self._appearance.fixed_font())
        row = self._grid.rowCount()
        self._grid.addWidget(value, row, 1, 1, 2 if button is None else 1)
        if button is not None:
            self._grid.addWidget(button, row, 2)
        return Field(self._add_name(name, row, Qt.AlignmentFlag.AlignVCenter), value)

    def add_words(self, name: str) -> "Words":
        """Add a value of some sentences, of which none is cut."""
        words = Words(self)
        row = self._grid.rowCount()
        self._grid.addWidget(words, row, 1, 1, 2)
        self._add_name(name, row, Qt.AlignmentFlag.AlignTop)
        return words

    def _add_name(self, name: str, row: int, side: Qt.AlignmentFlag) -> QLabel:
        label = QLabel(name, self)
        label.setProperty("role", "muted")
        self._grid.addWidget(label, row, 0, side)
        return label


class Words(QLabel):
    """Sentences, each on lines of its own."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        # A word without an end must not make the pane wider.
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_sentences(self, *sentences: str) -> None:
        """Show sentences, whatever is in them; those that are empty are left out."""
        self.setText("\n".join(one_line(sentence) for sentence in sentences if sentence))
