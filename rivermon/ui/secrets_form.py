"""The form that asks for the webhook secrets: those there are, one more, where they are kept.

Holds no dialog's buttons: the settings and the guided start have it inside. Keeps nothing itself;
every change takes effect at once.
"""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from rivermon.core.held_secrets import LabelledSecret
from rivermon.core.secret_shape import webhook_secret
from rivermon.ui.appearance import Appearance
from rivermon.ui.field_column import sentence
from rivermon.ui.held_secret_row import LONGEST_LABEL, HeldSecretRow
from rivermon.ui.operator import Act, Operator
from rivermon.ui.plain_text import one_line
from rivermon.ui.reason_line import ReasonLine
from rivermon.ui.secret_field import SecretField
from rivermon.ui.secret_words import held_words, order_words
from rivermon.ui.tab_order import tab_as_laid_out
from rivermon.ui.wrapped_row import WrappedRow

_LABEL_WIDTH = 150


class SecretsForm(QWidget):
    """A row for each secret, a field for one more, and a line that says what became of it."""

    kept = Signal()
    """Other secrets are in use."""

    def __init__(
        self, operator: Operator, appearance: Appearance, parent: QWidget | None = None
    ) -> None:
        """Show the secrets there are, masked.

        Args:
            operator: keeps them.
            appearance: fonts and icons.
            parent: the widget that it is in.
        """
        super().__init__(parent)
        self._operator = operator
        self._appearance = appearance
        self._wanted: tuple[LabelledSecret, ...] = ()
        self._removed: tuple[LabelledSecret, ...] | None = None
        self._rows: list[HeldSecretRow] = []
        self._left: QWidget | tuple[int, int] | None = None
        self._moved_to: QWidget | None = None
        self._list = QVBoxLayout()
        self._list.setSpacing(4)
        self.field = SecretField(webhook_secret, appearance, self.tr("Webhook secret"), self)
        self.field.line.setPlaceholderText(self.tr("Paste a webhook secret"))
        self.label = QLineEdit(self)
        self.label.setMaxLength(LONGEST_LABEL)
        self.label.setPlaceholderText(self.tr("Label (optional)"))
        self.label.setAccessibleName(self.tr("Label of the new secret"))
        self.label.setFixedWidth(appearance.px(_LABEL_WIDTH))
        self._add = self._button(self.tr("Add"), self.tr("Add the webhook secret"))
        self._reason = ReasonLine(self.field.line, 2, self)
        self._undo = self._button(self.tr("Undo"), self.tr("Have the removed secret back"))
        self._place = sentence(self, muted=True)
        self._lay_out()
        self._connect()
        self.refresh()

    @property
    def unsent(self) -> bool:
        """True when something is typed and not added."""
        return bool(self.field.line.text() or self.label.text())

    @property
    def rows(self) -> Sequence[HeldSecretRow]:
        """The rows of the secrets there are."""
        return tuple(self._rows)

    @property
    def said(self) -> str:
        """What is said of what is typed, or what became of it."""
        return self._reason.text()

    @property
    def place(self) -> str:
        """Where the secrets are kept, in words."""
        return self._place.text()

    @Slot()
    def refresh(self) -> None:
        """Show the secrets that are in use."""
        held = self._operator.secrets().webhook
        if held != tuple(row.held for row in self._rows):
            for row in self._rows:
                self._list.removeWidget(row)
                row.hide()
                row.deleteLater()
            self._rows = [self._row(number, each) for number, each in enumerate(held, 1)]
            tab_as_laid_out(self.window())
        self._show()

    @Slot()
    def keep(self) -> None:
        """Use what is in the field from now on, beside those there are."""
        text = self.field.pasted.text
        held = self._operator.secrets().webhook
        if not text or self._busy:
            return
        if any(each.secret == text for each in held):
            self._reason.show_reason(self.tr("This secret is there already."))
            return
        self._have((*held, LabelledSecret(text, self.label.text().strip())))

    def _button(self, text: str, name: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setAutoDefault(False)
        button.setAccessibleName(name)
        return button

    def _row(self, number: int, held: LabelledSecret) -> HeldSecretRow:
        row = HeldSecretRow(number, held, self._appearance, self)
        row.removed.connect(lambda: self._remove(held))
        row.raised.connect(lambda: self._raise(held))
        row.labelled.connect(lambda label: self._relabel(held, label))
        row.label.setFixedWidth(self.label.width())
        row.remove.setFixedWidth(self._add.sizeHint().width())
        self._list.addWidget(row)
        return row

    def _lay_out(self) -> None:
        entry = WrappedRow(self)
        entry.add(self.field, 1)
        entry.add(self.label)
        entry.add(self._add)
        said = QHBoxLayout()
        said.setSpacing(8)
        said.addWidget(self._reason, 1)
        said.addWidget(self._undo)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._heading = sentence(self)
        column.addWidget(self._heading)
        column.addLayout(self._list)
        column.addSpacing(8)
        column.addWidget(entry)
        column.addLayout(said)
        column.addWidget(self._place)
        column.addStretch(1)

    def _connect(self) -> None:
        self.field.edited.connect(self._on_edited)
        self.field.entered.connect(self.keep)
        self.label.returnPressed.connect(self.keep)
        self._add.clicked.connect(self.keep)
        self._undo.clicked.connect(self._have_back)
        self._operator.done.connect(self._on_done)
        self._operator.refused.connect(self._on_refused)
        self._operator.busy_changed.connect(self._show)

    @property
    def _busy(self) -> bool:
        return self._operator.is_busy(Act.KEEP_SECRETS)

    def _have(self, secrets: Sequence[LabelledSecret]) -> None:
        if not self._busy:
            self._wanted = tuple(secrets)
            self._left = self._focused()
            self._operator.keep_secrets(self._wanted)
            self._moved_to = self.window().focusWidget()

    def _remove(self, held: LabelledSecret) -> None:
        now = self._operator.secrets().webhook
        self._removed = now
        self._have([each for each in now if each.secret != held.secret])

    def _relabel(self, held: LabelledSecret, label: str) -> None:
        now = self._operator.secrets().webhook
        self._removed = None
        changed = LabelledSecret(held.secret, label)
        self._have([changed if each.secret == held.secret else each for each in now])

    def _raise(self, held: LabelledSecret) -> None:
        """Have it in the place of the one above it; the focus goes along."""
        now = list(self._operator.secrets().webhook)
        place = now.index(held)
        if place and not self._busy:
            self._removed = None
            now.insert(place - 1, now.pop(place))
            part = self._rows[place].parts.index(self._rows[place].rise)
            self._have(now)
            self._left = (place - 1, part)

    def _focused(self) -> QWidget | tuple[int, int] | None:
        """What has the focus here: which part of which row, or the field for another one.

        What waits cannot keep it, and a row is another one afterwards.
        """
        focused = self.window().focusWidget()
        for place, row in enumerate(self._rows):
            if focused in row.parts:
                return place, row.parts.index(focused)
        return self.field.line if focused in (self._add, self._undo) else None

    def _go_on(self) -> None:
        """Put the focus back where it was lost; where a row is gone, its removal can be undone."""
        left, self._left = self._left, None
        if left is None or self.window().focusWidget() not in (None, self._moved_to):
            return
        if isinstance(left, QWidget):
            left.setFocus()
        elif self._undo.isVisible():
            self._undo.setFocus()
        elif left[0] < len(self._rows):
            row, part = self._rows[left[0]], self._rows[left[0]].parts[left[1]]
            (row.reveal if part.isHidden() else part).setFocus()

    @Slot()
    def _have_back(self) -> None:
        if self._removed is not None:
            back, self._removed = self._removed, None
            self._have(back)

    @Slot()
    def _on_edited(self) -> None:
        self.field.tell(self._reason)
        if self.field.pasted.text:
            self._removed = None
        self._show()

    @Slot()
    def _show(self) -> None:
        held = self._operator.secrets()
        self._add.setEnabled(bool(self.field.pasted.text) and not self._busy)
        self._heading.setVisible(bool(held.webhook))
        self._heading.setText(order_words(len(held.webhook)))
        self._undo.setVisible(self._removed is not None and not self._busy)
        for row in self._rows:
            row.setEnabled(not self._busy)
        self._place.setText(held_words(held))
        if not self._busy:
            self._go_on()

    @Slot(object, object)
    def _on_done(self, act: Act, result: object) -> None:
        del result
        if act is not Act.KEEP_SECRETS:
            return
        added = any(each.secret == self.field.pasted.text for each in self._wanted)
        if added:
            self.field.clear()
            self.label.clear()
        self.refresh()
        self._reason.show_note(self._what_became(added=added))
        self.kept.emit()

    def _what_became(self, *, added: bool) -> str:
        if added:
            return self.tr("It is in use from now on.")
        if self._removed is None:
            return ""
        if not self._operator.secrets().webhook:
            return self.tr("The last secret was removed: every webhook is refused now.")
        return self.tr("The secret was removed: what it signed is refused now.")

    @Slot(object, str)
    def _on_refused(self, act: Act, why: str) -> None:
        if act is Act.KEEP_SECRETS:
            self._removed = None
            self.refresh()
            self._reason.show_reason(one_line(why))
