"""A read-only view of text as it came: JSON, bodies; long ones are cut, and that is said.

Does not know what the text means.
"""

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from rivermon.ui.appearance import Appearance
from rivermon.ui.plain_text import in_full, is_cut

_LONG_LINE = 4000


class CodeView(QWidget):
    """Plain text with lines, in the fixed font or the text's, and a note when it is cut."""

    def __init__(
        self,
        appearance: Appearance,
        name: str,
        *,
        fixed: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        """Take `name`, what a screen reader calls the view."""
        super().__init__(parent)
        self._text: str | None = None
        self._edit = QPlainTextEdit(self)
        self._edit.setObjectName("code")
        self._edit.setReadOnly(True)
        self._edit.setAccessibleName(name)
        self._edit.setTabChangesFocus(True)
        self._edit.setMinimumHeight(64)
        self._edit.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        if fixed:
            self._edit.setFont(appearance.fixed_font())
        self._note = QLabel(self.tr("Only the beginning is shown. Copy takes everything."), self)
        self._note.setProperty("role", "muted")
        self._note.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._edit, 1)
        layout.addWidget(self._note)
        self.setFocusProxy(self._edit)

    @property
    def text(self) -> str:
        """The whole text, also when only its beginning is shown."""
        return self._text or ""

    def show_text(self, text: str) -> None:
        """Show `text`; the same text again leaves selection and scroll position as they are."""
        if text == self._text:
            return
        self._text = text
        shown = in_full(text)
        self._edit.setWordWrapMode(_wrap_of(shown))
        self._edit.setPlainText(shown)
        self._note.setVisible(is_cut(text))


def _wrap_of(text: str) -> QTextOption.WrapMode:
    # Looking for words costs the square of a line's length: two seconds for 200,000 characters
    # without a blank, against 60 ms when it is cut anywhere.
    longest = max(map(len, text.split("\n")))
    if longest > _LONG_LINE:
        return QTextOption.WrapMode.WrapAnywhere
    return QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere
