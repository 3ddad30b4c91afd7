"""Shows text with its Markdown rendered, and nothing in it acts.

No markup but Markdown's, no image is fetched from the disk or anywhere else, and links are shown
but never followed: the menu copies where they lead. Does not know what the text means.
"""

from PySide6.QtCore import QPoint, Qt, QUrl, Slot
from PySide6.QtGui import QGuiApplication, QImage, QTextDocument
from PySide6.QtWidgets import QMenu, QTextEdit, QWidget

from rivermon.ui.plain_text import in_full, tooltip

# Qt takes 60 ms for a list of so many lines, and a table of so many cells (2 cores).
_MOST_SIGNS = 20_000
_MOST_LINES = 400
_MOST_CELLS = 400
_DIALECT = (
    QTextDocument.MarkdownFeature.MarkdownDialectGitHub
    | QTextDocument.MarkdownFeature.MarkdownNoHTML
)


def is_renderable(text: str) -> bool:
    """True for what can be rendered in a time that the window can spare."""
    return (
        len(text) <= _MOST_SIGNS
        and text.count("\n") <= _MOST_LINES
        and text.count("|") <= _MOST_CELLS
    )


class RenderedText(QTextEdit):
    """Read-only Markdown; the same text again leaves selection and scroll position as they are."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Take `name`, what a screen reader calls the view."""
        super().__init__(parent)
        self._shown: str | None = None
        self.setObjectName("code")
        self.setAccessibleName(name)
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.viewport().setMouseTracking(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._open_menu)

    def show_text(self, text: str) -> None:
        """Show `text`, whatever is in it."""
        if text == self._shown:
            return
        self._shown = text
        plain = in_full(text)
        # Every line is a line, as its writer saw it; an image would be read from wherever it is.
        self.document().setMarkdown(plain.replace("![", "\\![").replace("\n", "  \n"), _DIALECT)

    def loadResource(self, _kind: int, _name: QUrl | str) -> object:
        """Nothing is loaded, whatever the text refers to."""
        return QImage()

    def link_at(self, at: QPoint) -> str:
        """Where the link at a point leads; empty where there is none."""
        return self.anchorAt(at)

    def menu_at(self, at: QPoint) -> QMenu:
        """What can be copied at a point."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        link = self.link_at(at)
        if link:
            action = menu.addAction(self.tr("Copy link"))
            action.setToolTip(tooltip(link))
            action.triggered.connect(lambda: QGuiApplication.clipboard().setText(link))
        menu.addAction(self.tr("Copy"), self.copy).setEnabled(self.textCursor().hasSelection())
        menu.addAction(self.tr("Select all"), self.selectAll)
        return menu

    @Slot(QPoint)
    def _open_menu(self, at: QPoint) -> None:
        self.menu_at(at).popup(self.viewport().mapToGlobal(at))
