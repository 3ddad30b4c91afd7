"""The form that asks for the API key: is it shaped like one, where is it kept, take it away.

Holds no dialog's buttons: the settings and the guided start have it inside. Keeps nothing itself.
"""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from rivermon.core.held_secrets import Keeping
from rivermon.core.secret_shape import api_key
from rivermon.ui.appearance import Appearance
from rivermon.ui.field_column import sentence
from rivermon.ui.operator import Act, Operator
from rivermon.ui.plain_text import one_line
from rivermon.ui.reason_line import ReasonLine
from rivermon.ui.secret_field import SecretField
from rivermon.ui.secret_words import place_words
from rivermon.ui.wrapped_row import WrappedRow


class ApiKeyForm(QWidget):
    """A masked field with the key, a button that keeps it, and one that takes it away."""

    kept = Signal()
    """Another key, or none, is in use."""

    def __init__(
        self, operator: Operator, appearance: Appearance, parent: QWidget | None = None
    ) -> None:
        """Show the key as it is, masked.

        Args:
            operator: keeps it.
            appearance: fonts.
            parent: the widget that it is in.
        """
        super().__init__(parent)
        self._operator = operator
        self._shown: str | None = None
        self.field = SecretField(api_key, appearance, self.tr("API key"), self)
        self.field.line.setPlaceholderText(self.tr("mr_live_…"))
        self._keep = QPushButton(self.tr("Keep"), self)
        self._keep.setAutoDefault(False)
        self._keep.setAccessibleName(self.tr("Keep the API key"))
        self._remove = QPushButton(self.tr("Remove"), self)
        self._remove.setAutoDefault(False)
        self._remove.setAccessibleName(self.tr("Remove the API key"))
        self._reason = ReasonLine(self.field.line, 2, self)
        self._place = sentence(self, muted=True)
        self._lay_out()
        self._connect()
        self.refresh()

    @property
    def unsent(self) -> bool:
        """True when another key is typed and not kept."""
        return self.field.pasted.text != (self._operator.secrets().api_key or "")

    @property
    def said(self) -> str:
        """What is said of what is typed, or why it could not be kept."""
        return self._reason.text()

    @property
    def place(self) -> str:
        """Where the key is kept, in words."""
        return self._place.text()

    @Slot()
    def refresh(self) -> None:
        """Show the key that is in use; what is typed stays, unless that is another one now."""
        key = self._operator.secrets().api_key or ""
        if key != self._shown:
            self._shown = key
            self.field.show_text(key)
            self._reason.show_note("")
        self._show()

    @Slot()
    def keep(self) -> None:
        """Use what is in the field from now on."""
        pasted = self.field.pasted
        if pasted.text and not self._operator.is_busy(Act.KEEP_API_KEY):
            self._operator.keep_api_key(pasted.text)

    def _lay_out(self) -> None:
        row = WrappedRow(self)
        row.add(self.field, 1)
        row.add(self._keep)
        row.add(self._remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(row)
        column.addWidget(self._reason)
        column.addWidget(self._place)
        column.addStretch(1)

    def _connect(self) -> None:
        self.field.edited.connect(self._on_edited)
        self.field.entered.connect(self.keep)
        self._keep.clicked.connect(self.keep)
        self._remove.clicked.connect(lambda: self._operator.keep_api_key(""))
        self._operator.done.connect(self._on_done)
        self._operator.refused.connect(self._on_refused)
        self._operator.busy_changed.connect(self._show)

    @Slot()
    def _on_edited(self) -> None:
        self.field.tell(self._reason)
        self._show()

    @Slot()
    def _show(self) -> None:
        held = self._operator.secrets()
        busy = self._operator.is_busy(Act.KEEP_API_KEY)
        text = self.field.pasted.text
        self._keep.setEnabled(bool(text) and text != held.api_key and not busy)
        self._remove.setEnabled(bool(held.api_key) and not busy)
        self._place.setText(place_words(held.key_from, held.no_keyring))

    @Slot(object, object)
    def _on_done(self, act: Act, result: object) -> None:
        if act is not Act.KEEP_API_KEY:
            return
        self.refresh()
        if isinstance(result, Keeping):
            there = self._operator.secrets().api_key
            gone = self.tr("The API key was removed: callbacks wait for another one.")
            self._reason.show_note(self.tr("It is in use from now on.") if there else gone)
        self.kept.emit()

    @Slot(object, str)
    def _on_refused(self, act: Act, why: str) -> None:
        if act is Act.KEEP_API_KEY:
            self._reason.show_reason(one_line(why))
            self._show()
