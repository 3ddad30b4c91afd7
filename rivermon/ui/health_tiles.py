"""The row of tiles: the figures of a span, each with ModelRiver's grade.

Does not judge: core.grades does.
"""

from PySide6.QtWidgets import QGridLayout, QWidget

from rivermon.core.entities import Outcome
from rivermon.core.grades import (
    callback_rate,
    grade_of_redeliveries,
    grade_of_success,
    grade_of_time,
    redelivery_rate,
    success_rate,
)
from rivermon.core.health import Health, Quantiles
from rivermon.ui.appearance import Appearance
from rivermon.ui.health_charts import no_callbacks, no_webhooks, settled
from rivermon.ui.health_tile import HealthTile
from rivermon.ui.health_words import NOTHING, number, share, time_words

_TILE = 200
_COLUMNS = (5, 3, 2)


class HealthTiles(QWidget):
    """Five figures side by side."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        success = self.tr("Good above 99 %, a warning from 95 %, critical below.")
        times = self.tr("Excellent below 200 ms, fine to 1 s, slow to 5 s, risky above.")
        self.success = self._tile(
            appearance, self.tr("Taken in"), self.tr("Webhooks that were taken in."), success
        )
        self.callbacks = self._tile(
            appearance, self.tr("Called back"), self.tr("Callbacks that ModelRiver took."), success
        )
        self.answer = self._tile(
            appearance,
            self.tr("Answer p50 / p99"),
            self.tr("From the whole request to its commit; graded by what 99 of 100 need."),
            times,
        )
        self.callback = self._tile(
            appearance,
            self.tr("Callback p50 / p99"),
            self.tr("From a webhook's receipt to the last answer; graded by what 99 of 100 need."),
            times,
        )
        self.redelivery = self._tile(
            appearance,
            self.tr("Redelivered"),
            self.tr("Webhooks that had come before, of those taken in."),
            self.tr("Bad above 5 %."),
        )
        self._appearance = appearance
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(appearance.px(12))
        for tile in self.all:
            tile.show_figure(NOTHING, None, self.tr("Reading…"))
        self.arrange(appearance.px(_TILE) * len(self.all))

    @property
    def all(self) -> tuple[HealthTile, ...]:
        """Every tile, from left to right."""
        return (self.success, self.callbacks, self.answer, self.callback, self.redelivery)

    def arrange(self, width: int) -> None:
        """Put the tiles into as many lines as they need, `width` pixels in all."""
        room = width // self._appearance.px(_TILE)
        columns = next((each for each in _COLUMNS if each <= room), 1)
        if columns == self._columns:
            return
        self._columns = columns
        for at, tile in enumerate(self.all):
            self._grid.addWidget(tile, at // columns, at % columns)
        for column in range(len(self.all)):
            self._grid.setColumnStretch(column, int(column < columns))

    def show_health(self, health: Health) -> None:
        """Show the figures of a span."""
        outcomes, nothing = health.outcomes, no_webhooks(health)
        received = sum(outcomes.values())
        of_received = self.tr("of %Ln webhook(s)", "", received) if received else nothing
        rate = success_rate(outcomes)
        self.success.show_figure(share(rate), grade_of_success(rate), of_received)
        rate = callback_rate(health.callbacks)
        over = settled(health)
        of_settled = self.tr("of %Ln callback(s)", "", over) if over else no_callbacks(health)
        self.callbacks.show_figure(share(rate), grade_of_success(rate), of_settled)
        self._show_times(self.answer, health.answer, nothing)
        self._show_times(self.callback, health.callback, no_callbacks(health))
        rate = redelivery_rate(outcomes)
        again = self.tr("{0} came again").format(number(outcomes.get(Outcome.DUPLICATE, 0)))
        self.redelivery.show_figure(
            share(rate), grade_of_redeliveries(rate), again if received else nothing
        )

    def _show_times(self, tile: HealthTile, times: Quantiles | None, nothing: str) -> None:
        worst = None if times is None else times.p99
        detail = nothing if times is None else self.tr("half / 99 of 100")
        tile.show_figure(time_words(times), grade_of_time(worst), detail)

    def _tile(self, appearance: Appearance, name: str, about: str, grades: str) -> HealthTile:
        return HealthTile(appearance, name, f"{about}\n{grades}", self)
