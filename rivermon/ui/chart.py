"""A chart's card: title, legend, and the drawing or what there is to say in its place.

Knows no way to draw: it is handed one, later than the first figures.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from rivermon.ui.appearance import Appearance
from rivermon.ui.chart_data import ChartData
from rivermon.ui.chart_legend import ChartLegend, with_marks
from rivermon.ui.listed_words import listed
from rivermon.ui.plain_text import tooltip
from rivermon.ui.translation import translate

if TYPE_CHECKING:
    from rivermon.ui.plot import Plot

_HEIGHT = 148


MakePlot = Callable[[QWidget], "Plot"]


class Chart(QFrame):
    """One chart of the health."""

    def __init__(
        self, appearance: Appearance, title: str, about: str, parent: QWidget | None = None
    ) -> None:
        """Take the `title`, and what it is `about`, for the tooltip."""
        super().__init__(parent)
        self.setObjectName("card")
        self._appearance = appearance
        self._title = title
        self._data: ChartData | None = None
        self._plot: Plot | None = None
        self._heading = QLabel(title, self)
        self._heading.setFont(appearance.heading_font(1.0))
        self._heading.setToolTip(tooltip(about))
        self._heading.setTextFormat(Qt.TextFormat.PlainText)
        self.legend = ChartLegend(appearance, self)
        self.note = QLabel(translate("Chart", "Reading…"), self)
        self.note.setProperty("role", "muted")
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.note.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.note.setWordWrap(True)
        self.body = QStackedWidget(self)
        self.body.addWidget(self.note)
        self.body.setMinimumHeight(appearance.px(_HEIGHT))
        self._lay_out()
        self.setAccessibleName(title)

    @property
    def data(self) -> ChartData | None:
        """What is shown; None before the first figures."""
        return self._data

    @property
    def plot(self) -> Plot | None:
        """What draws the chart; None while nothing does."""
        return self._plot

    def have_plot(self, make: MakePlot) -> None:
        """Draw with what `make` gives, from now on."""
        self._plot = make(self)
        self._plot.pointed.connect(self._on_pointed)
        self.body.addWidget(self._plot)
        if self._data is not None:
            self.show_data(self._data)

    def show_data(self, data: ChartData) -> None:
        """Show figures in the place of those before."""
        self._data = data
        self.legend.show_data(data)
        names = listed(series.name for series in data.series)
        self.legend.setToolTip(tooltip("\n".join((names, with_marks(data)))))
        said = data.empty or " ".join(part for part in (data.said, self._marks(data)) if part)
        self.setAccessibleDescription(said)
        if data.empty or self._plot is None:
            self.note.setText(data.empty or data.said)
            self.body.setCurrentWidget(self.note)
            return
        self._plot.show_data(data)
        self._plot.setAccessibleName(self._title)
        self._plot.setAccessibleDescription(said)
        self.body.setCurrentWidget(self._plot)

    def _lay_out(self) -> None:
        side, above = self._appearance.px(12), self._appearance.px(8)
        head = QHBoxLayout()
        head.setSpacing(self._appearance.px(16))
        head.addWidget(self._heading)
        head.addWidget(self.legend, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(side, above, side, above)
        column.setSpacing(self._appearance.px(4))
        column.addLayout(head)
        column.addWidget(self.body, 1)

    @staticmethod
    def _marks(data: ChartData) -> str:
        words = with_marks(data)
        return f"{words}." if words else ""

    @Slot(int)
    def _on_pointed(self, step: int) -> None:
        data = self._data
        if data is None or not 0 <= step < len(data.begins):
            self.legend.show_text("")
            return
        begin = data.begins[step].astimezone()
        day = begin.date() != data.begins[-1].astimezone().date()
        when = f"{begin:%m-%d %H:%M:%S}" if day else f"{begin:%H:%M:%S}"
        parts = [
            f"{series.name} {data.words(value)}"
            for series in data.series
            if (value := series.values[step]) is not None and (value or not data.stacked)
        ]
        if step < len(data.down) and data.down[step]:
            parts.append(translate("Chart", "listener down"))
        self.legend.show_text("  ".join((when, listed(parts) or translate("Chart", "nothing"))))
