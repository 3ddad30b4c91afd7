"""Where the parts of the window stand: the rail at the left, bars above and below the middle.

Does not know what any of them shows.
"""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget


class WindowFrame(QWidget):
    """The whole of the window's inside."""

    def __init__(
        self, rail: QWidget, column: tuple[QWidget, ...], foot: QWidget, parent: QWidget
    ) -> None:
        """Put `column`, from the top down, beside the `rail`, its last one with all the room."""
        super().__init__(parent)
        self.setObjectName("page")
        # From the outside to the inside: what gets another parent is styled anew, with all in it.
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        beside = QHBoxLayout()
        whole.addLayout(beside, 1)
        beside.setSpacing(0)
        beside.addWidget(rail)
        middle = QVBoxLayout()
        beside.addLayout(middle, 1)
        middle.setSpacing(0)
        for widget in column:
            middle.addWidget(widget)
        middle.setStretchFactor(column[-1], 1)
        whole.addWidget(foot)
