"""The list of keys: what can be done without a mouse.

Does nothing when a key is pressed: the parts of the window do, and this tells of them.
"""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLabel, QWidget

from rivermon.ui.appearance import Appearance

Keys = tuple[str, ...]
"""Keys of which any one does it; "+" joins what is held down together."""
Group = tuple[str, tuple[tuple[Keys, str], ...]]

GROUPS: tuple[Group, ...] = (
    (
        "Views",
        (
            (("Ctrl+1",), "Records"),
            (("Ctrl+2",), "Deliveries"),
            (("Ctrl+3",), "Callbacks"),
        ),
    ),
    (
        "Find",
        (
            (("Ctrl+F",), "Go to the filter"),
            (("Down",), "From the filter to the table"),
            (("Ctrl+Space",), "What can be typed here"),
            (("E",), "Next failure"),
            (("Shift+E",), "Previous failure"),
        ),
    ),
    (
        "Window",
        (
            (("Ctrl+T",), "Send a test webhook"),
            (("F1",), "This list"),
            (("Ctrl+W", "Ctrl+Q"), "Close"),
        ),
    ),
    (
        "Table",
        (
            (("Up", "K"), "One row up"),
            (("Down", "J"), "One row down"),
            (("Page Up", "Page Down"), "A page up or down"),
            (("Home",), "First row"),
            (("End",), "Follow the newest"),
            (
                ("Ctrl+Shift+P",),
                "Pause the view; what comes is still stored",
            ),
            (("A",), "Allow the host of a held callback"),
            (("Esc",), "Step back"),
        ),
    ),
)
_LEFT = 3
_ARROWS = {"Up": "↑", "Down": "↓"}


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
        row.setSpacing(48)
        for groups in (GROUPS[:_LEFT], GROUPS[_LEFT:]):
            row.addLayout(self._column(groups))

    def _column(self, groups: tuple[Group, ...]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(4)
        for title, lines in groups:
            if grid.count():
                grid.setRowMinimumHeight(grid.rowCount(), 12)
            heading = QLabel(self.tr(title), self)
            heading.setFont(self._appearance.heading_font(1.1))
            grid.addWidget(heading, grid.rowCount(), 0, 1, 2)
            for keys, words in lines:
                at = grid.rowCount()
                said = QLabel(self.tr(words), self)
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
            for key in together.split("+"):
                row.addWidget(self._cap(key))
        row.addStretch(1)
        return row

    def _cap(self, key: str) -> QLabel:
        cap = QLabel(_ARROWS.get(key) or self.tr(key), self)
        cap.setProperty("role", "key")
        cap.setAlignment(Qt.AlignmentFlag.AlignCenter)
        cap.setFont(self._font)
        cap.setAccessibleName(self.tr(key))
        # The style sheet's padding counts from the start, or the first layout cuts the words.
        cap.ensurePolished()
        cap.setMinimumWidth(cap.sizeHint().width())
        return cap
