"""The charts of the health on a board: two beside each other, or one below the other.

Does not draw.
"""

import asyncio

from PySide6.QtWidgets import QGridLayout, QWidget

from rivermon.core.health import Health
from rivermon.ui.appearance import Appearance
from rivermon.ui.chart import Chart, MakePlot
from rivermon.ui.health_charts import (
    answer_chart,
    callback_chart,
    outcomes_chart,
    redelivery_chart,
    success_chart,
)

_BESIDE = 900


class HealthBoard(QWidget):
    """Five charts, and what else is to stand among them."""

    def __init__(
        self, appearance: Appearance, last: QWidget, parent: QWidget | None = None
    ) -> None:
        """Take `last`, which stands behind the charts."""
        super().__init__(parent)
        self._appearance = appearance
        self.outcomes = Chart(
            appearance,
            self.tr("Webhooks"),
            self.tr("How many came, by their outcome. Shaded: the listener was down."),
            self,
        )
        self.success = Chart(
            appearance,
            self.tr("Success rate"),
            self.tr("Good above 99 %, a warning from 95 %, critical below."),
            self,
        )
        times = self.tr("Excellent below 200 ms, fine to 1 s, slow to 5 s, risky above.")
        self.answer = Chart(appearance, self.tr("Answer time"), times, self)
        self.callback = Chart(appearance, self.tr("Callback time"), times, self)
        self.redelivery = Chart(
            appearance, self.tr("Redelivery rate"), self.tr("Bad above 5 %."), self
        )
        self._last = last
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(appearance.px(12))
        self.arrange(_BESIDE * 2)

    @property
    def charts(self) -> tuple[Chart, ...]:
        """Every chart, in the order of reading."""
        return (self.outcomes, self.success, self.answer, self.callback, self.redelivery)

    def arrange(self, width: int) -> None:
        """Put the charts where there is room for them, `width` pixels in all."""
        columns = 2 if width >= self._appearance.px(_BESIDE) else 1
        if columns == self._columns:
            return
        self._columns = columns
        for at, part in enumerate((*self.charts, self._last)):
            self._grid.addWidget(part, at // columns, at % columns)
        for column in range(2):
            self._grid.setColumnStretch(column, int(column < columns))

    async def have_plots(self, make: MakePlot) -> None:
        """Draw with what `make` gives, from now on."""
        for chart in self.charts:
            chart.have_plot(make)
            await asyncio.sleep(0)  # five of them at once would be felt

    def say(self, words: str) -> None:
        """Say why nothing is drawn; the figures are told in words still."""
        for chart in self.charts:
            chart.note.setText(words)

    def show_health(self, health: Health) -> None:
        """Show the figures of a span."""
        made = (outcomes_chart, success_chart, answer_chart, callback_chart, redelivery_chart)
        for chart, data_of in zip(self.charts, made, strict=True):
            data = data_of(health)
            if data != chart.data:
                chart.show_data(data)
