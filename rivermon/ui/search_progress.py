"""How far a search is: shown only when it takes long, with a way to cancel it.

Does not search, and does not cancel: it tells what was clicked.
"""

from PySide6.QtCore import QLocale, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

SILENT_MS = 100
_WHOLE = 100
_BAR_WIDTH = 120
_BAR_HEIGHT = 4


class SearchProgress(QFrame):
    """A line: words, a thin bar and a button. Hidden while there is nothing to say."""

    cancelled = Signal()
    """The operator does not want to wait any longer."""
    search_again = Signal()
    """The operator wants the search that was stopped after all."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = QLabel(self)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setProperty("role", "muted")
        self._bar = QProgressBar(self)
        self._bar.setRange(0, _WHOLE)
        self._bar.setTextVisible(False)
        self._bar.setFixedSize(_BAR_WIDTH, _BAR_HEIGHT)
        self._bar.setAccessibleName(self.tr("How far the search is"))
        self._cancel = self._button(self.tr("Cancel"), self.tr("Stop, and keep what was found"))
        self._cancel.clicked.connect(self.cancelled)
        self._again = self._button(self.tr("Search again"), self.tr("Look for the rest as well"))
        self._again.clicked.connect(self.search_again)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for widget in (self._words, self._bar, self._cancel, self._again):
            layout.addWidget(widget)
        # A quick search says nothing: words that flash by cannot be read.
        self._patience = QTimer(self, singleShot=True, interval=SILENT_MS)
        self._patience.timeout.connect(self._show_running)
        self.hide()

    @property
    def words(self) -> str:
        """What the line says."""
        return self._words.text()

    def show_progress(self, done: float | None) -> None:
        """Show that `done` of the search (0 to 1) is over; None when it has ended.

        Nothing appears before the search has taken 100 ms.
        """
        if done is None:
            self._patience.stop()
            self.hide()
            return
        share = max(0, min(_WHOLE, int(done * _WHOLE)))
        if not self._running() and not self._patience.isActive():
            self.hide()
            self._patience.start()
        self._words.setMinimumWidth(self._width_of(_WHOLE))
        self._words.setText(self._searching(share))
        self._bar.setValue(share)

    def show_stopped(self, found: int) -> None:
        """Say that the search was cancelled when it had found so many rows."""
        self._patience.stop()
        self._words.setMinimumWidth(0)
        count = QLocale().toString(found)
        self._words.setText(self.tr("Stopped: {0} found so far").format(count))
        self._show_parts(running=False)

    def _running(self) -> bool:
        return not self.isHidden() and not self._bar.isHidden()

    @Slot()
    def _show_running(self) -> None:
        self._show_parts(running=True)

    def _show_parts(self, *, running: bool) -> None:
        self._bar.setVisible(running)
        self._cancel.setVisible(running)
        self._again.setVisible(not running)
        self.show()

    def _searching(self, share: int) -> str:
        return self.tr("Searching… {0} %").format(QLocale().toString(share))

    def _width_of(self, share: int) -> int:
        return self._words.fontMetrics().horizontalAdvance(self._searching(share))

    def _button(self, words: str, help_text: str) -> QPushButton:
        button = QPushButton(words, self)
        button.setProperty("role", "link")
        button.setToolTip(help_text)
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        return button
