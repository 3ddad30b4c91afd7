"""A record's text, rendered or as it was written; what is too long to render is shown as written.

Does not know whose text it is.
"""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QStackedWidget, QToolButton, QVBoxLayout, QWidget

from rivermon.ui.appearance import Appearance
from rivermon.ui.code_view import CodeView
from rivermon.ui.rendered_text import RenderedText, is_renderable


class BodyView(QWidget):
    """Two views of one text, and the switch between them, which stands elsewhere."""

    def __init__(self, appearance: Appearance, name: str, parent: QWidget | None = None) -> None:
        """Take `name`, what a screen reader calls the view."""
        super().__init__(parent)
        self._text = ""
        self._rendered = RenderedText(name, self)
        self._plain = CodeView(appearance, name, fixed=False, parent=self)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self._rendered)
        self._pages.addWidget(self._plain)
        self.switch = QToolButton(self)
        self.switch.setText(self.tr("Rendered"))
        self.switch.setToolTip(self.tr("Render the Markdown, or show the text as it was written"))
        self.switch.setAccessibleName(self.switch.toolTip())
        self.switch.setCheckable(True)
        self.switch.setChecked(True)
        self.switch.setProperty("role", "segment")
        self.switch.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.switch.toggled.connect(self._show)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._pages)
        self.setFocusProxy(self._pages)

    @property
    def text(self) -> str:
        """The whole text, also when only its beginning is shown."""
        return self._text

    def show_text(self, text: str) -> None:
        """Show `text`, whatever is in it."""
        self._text = text
        self._show()

    @Slot()
    def _show(self) -> None:
        can = is_renderable(self._text)
        self.switch.setEnabled(can)
        rendered = can and self.switch.isChecked()
        view = self._rendered if rendered else self._plain
        view.show_text(self._text)
        self._pages.setCurrentWidget(view)
