"""A tile: one figure of the health with its grade as icon, word and tone.

Does not know which figure, nor how it is graded.
"""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from rivermon.core.grades import Grade
from rivermon.ui.appearance import Appearance
from rivermon.ui.health_words import grade_look
from rivermon.ui.listed_words import listed
from rivermon.ui.plain_text import tooltip
from rivermon.ui.state_pill import StatePill


class HealthTile(QFrame):
    """A name, a large figure, its grade, and a quieter line about it."""

    def __init__(
        self, appearance: Appearance, name: str, about: str, parent: QWidget | None = None
    ) -> None:
        """Take the figure's `name`, and `about`: what it means, and from when on it is how good."""
        super().__init__(parent)
        self.setObjectName("card")
        self.setToolTip(tooltip(about))
        self._name = name
        self._about = about
        self._heading = QLabel(name, self)
        self._heading.setProperty("role", "muted")
        self._heading.setFont(appearance.header_font())
        self.figure = QLabel(self)
        figures = appearance.heading_font(1.35)
        figures.setFeature(figures.Tag("tnum"), 1)
        self.figure.setFont(figures)
        self.grade = StatePill(appearance, self)
        self.detail = QLabel(self)
        self.detail.setProperty("role", "muted")
        for label in (self._heading, self.figure, self.detail):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)  # a long word for nothing must not make the page wider
        first = QHBoxLayout()
        first.setSpacing(appearance.px(8))
        first.addWidget(self._heading, 1)
        first.addWidget(self.grade)
        column = QVBoxLayout(self)
        side, above = appearance.px(12), appearance.px(8)
        column.setContentsMargins(side, above, side, above)
        column.setSpacing(appearance.px(4))
        column.addLayout(first)
        column.addWidget(self.figure)
        column.addWidget(self.detail)

    def show_figure(self, figure: str, grade: Grade | None, detail: str) -> None:
        """Show a figure; no grade where nothing is known."""
        self.figure.setText(figure)
        look = None if grade is None else grade_look(grade)
        self.grade.show_look(look)
        self.detail.setText(detail)
        said = [f"{self._name}: {figure}", look.word if look else "", detail]
        self.setAccessibleName(listed(said))
        self.setAccessibleDescription(self._about)
