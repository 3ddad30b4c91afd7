"""The marks under a heading: pinned, noted, edited, a replay; each an icon and a word.

Does not set a mark.
"""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from rivermon.core.entities import Detail
from rivermon.ui.appearance import Appearance
from rivermon.ui.assets import Icon
from rivermon.ui.plain_text import tooltip

_ICON = 14


class HeadingMarks(QWidget):
    """A line of marks; not there when there are none."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._marks = {icon: _Mark(self) for icon in (Icon.PIN, Icon.NOTE, Icon.CHECK, Icon.REPLAY)}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        for mark in self._marks.values():
            layout.addWidget(mark)
        layout.addStretch(1)
        appearance.changed.connect(self._dress)
        self._dress()

    @property
    def words(self) -> list[str]:
        """What can be read."""
        return [mark.words.text() for mark in self._marks.values() if not mark.isHidden()]

    def show_detail(self, detail: Detail) -> None:
        """Show how a record and its delivery are marked."""
        record, replayed = detail.record, detail.delivery.replay_of
        pinned = record is not None and record.pinned_at is not None
        edited = record is not None and record.edited_at is not None
        note = record.note if record is not None else ""
        self._marks[Icon.PIN].show_words(self.tr("Pinned") if pinned else "")
        self._marks[Icon.NOTE].show_words(self.tr("Note") if note else "", note)
        self._marks[Icon.CHECK].show_words(self.tr("Edited") if edited else "")
        replay = self.tr("Replay of delivery {0}").format(replayed)
        self._marks[Icon.REPLAY].show_words(replay if replayed is not None else "")
        self.setVisible(bool(self.words))

    @Slot()
    def _dress(self) -> None:
        colour = self._appearance.theme.colours.muted
        for icon, mark in self._marks.items():
            mark.icon.setPixmap(
                self._appearance.pixmap(icon, colour, self.devicePixelRatioF(), _ICON)
            )


class _Mark(QWidget):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.icon, self.words = QLabel(self), QLabel(self)
        self.words.setProperty("role", "muted")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.icon)
        layout.addWidget(self.words)

    def show_words(self, words: str, more: str = "") -> None:
        self.words.setText(words)
        self.setToolTip(tooltip(more))
        self.setVisible(bool(words))
