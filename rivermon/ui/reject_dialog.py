"""Asks why content is rejected, and says what ModelRiver will be told.

Does not reject: it tells the reason.
"""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from rivermon.core.callback import failure_body
from rivermon.ui.plain_text import one_line
from rivermon.ui.sheet import Sheet

LONGEST = 200
_TITLE = 80
_TOLD_LINES = 4


class RejectDialog(Sheet):
    """One line for the reason, with usual ones to choose from; goes away when it is answered."""

    chosen = Signal(str)
    """The reason: one line, never empty."""

    def __init__(self, what: Sequence[str] | int, parent: QWidget | None = None) -> None:
        """Ask why.

        Args:
            what: the titles of what is rejected, or how many there are.
            parent: the window that it lies above.
        """
        super().__init__(parent)
        self.entitle(self.tr("Reject"))
        self.say(self._about(what))
        self._why = QComboBox(self)
        line = QLineEdit(self._why)
        line.setMaxLength(LONGEST)
        line.setPlaceholderText(self.tr("Say why, or choose a usual reason"))
        self._why.setLineEdit(line)
        self._why.addItems(self._usual())
        self._why.setCurrentIndex(-1)
        # A usual reason is chosen, never typed by itself into one's own words.
        self._why.setCompleter(None)  # type: ignore[arg-type]
        self._why.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self._why.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._why.editTextChanged.connect(self._check)
        self.add_field(self.tr("&Reason"), self._why)
        self._told = self.add_reason(self._why, _TOLD_LINES)
        self.add_cancel()
        self._reject = self.add_main(self.tr("Reject"))
        self._check()

    @property
    def told(self) -> str:
        """What it says that ModelRiver will be told."""
        return self._told.text()

    def accept(self) -> None:
        """Tell the reason and go away; stay while there is none."""
        if why := self._reason():
            super().accept()
            self.chosen.emit(why)

    def _reason(self) -> str:
        return one_line(self._why.currentText(), LONGEST)

    @Slot()
    def _check(self) -> None:
        why = self._reason()
        self._reject.setEnabled(bool(why))
        body = failure_body(why or "…").decode("utf-8")
        told = self.tr("ModelRiver is told that there will be no content: {0}").format(body)
        self._told.show_note(told)

    def _about(self, what: Sequence[str] | int) -> str:
        if isinstance(what, int) or len(what) != 1:
            count = what if isinstance(what, int) else len(what)
            return self.tr("%n record(s) will be rejected; their content is not sent.", "", count)
        title = one_line(what[0], _TITLE) or self.tr("(no title)")
        return self.tr("“{0}” will be rejected; its content is not sent.").format(title)

    def _usual(self) -> tuple[str, ...]:
        return (
            self.tr("The content is wrong"),
            self.tr("The content is not suitable for the audience"),
            self.tr("The content is incomplete"),
            self.tr("The content is not needed any more"),
        )
