"""The list of keys: what can be done without a mouse.

Does nothing when a key is pressed: the parts of the window do, and this tells of them.
"""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLabel, QWidget

from rivermon.ui.appearance import Appearance
from rivermon.ui.key_groups import Group, Keys, held_together, key_groups, key_name

_BETWEEN = 40
_ARROWS = {"Up": "↑", "Down": "↓", "Left": "←", "Right": "→"}


class KeyList(QDialog):
    """A window beside the window; Esc closes it."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("keyList")
        self.setWindowTitle(self.tr("Keys"))
        self._appearance = appearance
        self._font = appearance.header_font()
        self._font.setWeight(appearance.text_font().weight())
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 16, 24, 24)
        row.setSpacing(_BETWEEN)
        for groups in key_groups():
            row.addLayout(self._column(groups))

    def _column(self, groups: tuple[Group, ...]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        for title, lines in groups:
            if grid.count():
                grid.setRowMinimumHeight(grid.rowCount(), 12)
            heading = QLabel(title, self)
            heading.setFont(self._appearance.heading_font(1.1))
            grid.addWidget(heading, grid.rowCount(), 0, 1, 2)
            for keys, words in lines:
                at = grid.rowCount()
                said = QLabel(words, self)
                said.setTextFormat(Qt.TextFormat.PlainText)
                grid.addLayout(self._caps(keys), at, 0)
                grid.addWidget(said, at, 1)
        grid.setRowStretch(grid.rowCount(), 1)
        return grid

    def _caps(self, keys: Keys) -> QHBoxLayout:
        """The keys as caps: those held together side by side, a choice with a gap."""
        row = QHBoxLayout()
        row.setSpacing(4)
        for at, together in enumerate(keys):
            if at:
                row.addSpacing(8)
            for key in held_together(together):
                row.addWidget(self._cap(key))
        row.addStretch(1)
        return row

    def _cap(self, key: str) -> QLabel:
        cap = QLabel(_ARROWS.get(key) or key_name(key), self)
        cap.setProperty("role", "key")
        cap.setAlignment(Qt.AlignmentFlag.AlignCenter)
        cap.setFont(self._font)
        cap.setAccessibleName(key_name(key))
        # The style sheet's padding counts from the start, or the first layout cuts the words.
        cap.ensurePolished()
        cap.setMinimumWidth(cap.sizeHint().width())
        return cap
