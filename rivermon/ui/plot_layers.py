"""The layers of a chart, drawn with pyqtgraph: shades, lines to compare with, bars or curves.

Does not know the widget that they are seen in, nor what points at them.
"""

from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor, QPen

from rivermon.ui.appearance import Appearance
from rivermon.ui.chart_data import ChartData, Paint, Series
from rivermon.ui.chart_paint import brush_of, colour_of
from rivermon.ui.chart_ticks import height, value_ticks
from rivermon.ui.theme import Tone

_WIDTH = 0.8
_DOT = 4


class PlotLayers:
    """What is drawn of one chart; all of it is taken away before anything else is drawn."""

    def __init__(self, plot: pg.PlotItem, appearance: Appearance) -> None:
        """Draw on `plot`."""
        self._plot = plot
        self._appearance = appearance
        self._drawn: list[object] = []

    def clear(self) -> None:
        """Take everything away."""
        for item in self._drawn:
            self._plot.removeItem(item)
        self._drawn = []

    def draw(self, data: ChartData, top: float) -> None:
        """Draw a chart, from the back to the front; shades reach up to `top`."""
        colours = self._appearance.theme.colours
        self._draw_down(data, top)
        for at, _ in value_ticks(data):
            self._draw_across(at, line(QColor(colours.hairline)))
        for value in data.marks:
            pen = line(QColor(colours.muted), Qt.PenStyle.DotLine)
            self._draw_across(height(data.scale, value), pen)
        if data.stacked:
            self._draw_bars(data)
        else:
            for series in data.series:
                self._draw_curve(data, series)

    def _draw_down(self, data: ChartData, top: float) -> None:
        """Shade the steps in which nothing could come in."""
        at = [middle for middle, down in zip(middles(data), data.down, strict=False) if down]
        if at:
            shade = QColor(self._appearance.theme.colours.pressed)
            width = data.step.total_seconds()
            tall = [top] * len(at)
            self._add(pg.BarGraphItem(x=at, width=width, height=tall, brush=shade, pen=None))

    def _draw_across(self, at: float, pen: QPen) -> None:
        self._add(pg.InfiniteLine(pos=at, angle=0, pen=pen))

    def _draw_bars(self, data: ChartData) -> None:
        at = np.array(middles(data))
        below = np.zeros(len(at))
        for series in data.series:
            values = np.array([value or 0.0 for value in series.values])
            there = values > 0
            if there.any():
                self._add(
                    pg.BarGraphItem(
                        x=at[there],
                        width=data.step.total_seconds() * _WIDTH,
                        y0=below[there],
                        y1=(below + values)[there],
                        pen=self._edge(series.paint),
                        brush=brush_of(series.paint, self._appearance.theme),
                    )
                )
            below += values

    def _draw_curve(self, data: ChartData, series: Series) -> None:
        if not series.known:
            return
        at = np.array(middles(data))
        heights = np.array(
            [np.nan if value is None else height(data.scale, value) for value in series.values]
        )
        pen = self._pen(series.paint)
        self._add(pg.PlotDataItem(at, heights, pen=pen, connect="finite", antialias=True))
        alone = _alone(series.values)
        if alone:
            brush = QBrush(colour_of(series.paint, self._appearance.theme))
            size = self._appearance.px(_DOT)
            self._add(
                pg.ScatterPlotItem(at[alone], heights[alone], size=size, pen=None, brush=brush)
            )

    def _add(self, item: object) -> None:
        self._drawn.append(item)
        self._plot.addItem(item, ignoreBounds=True)

    def _edge(self, paint: Paint) -> QPen:
        # A single failure among thousands is a line still.
        if paint.tone is not Tone.BAD:
            return QPen(Qt.PenStyle.NoPen)
        return line(colour_of(paint, self._appearance.theme))

    def _pen(self, paint: Paint) -> QPen:
        style = Qt.PenStyle.DashLine if paint.dashed else Qt.PenStyle.SolidLine
        pen = line(colour_of(paint, self._appearance.theme), style)
        pen.setWidthF(self._appearance.px(3) / 2)
        return pen


def line(colour: QColor, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    """A line that is one pixel wide on the screen, however far the axes reach."""
    pen = QPen(colour, 1, style)
    pen.setCosmetic(True)
    return pen


def middles(data: ChartData) -> Sequence[float]:
    """Where each step stands on the time axis, in seconds since 1970."""
    half = data.step.total_seconds() / 2
    return [begin.timestamp() + half for begin in data.begins]


def _alone(values: Sequence[float | None]) -> list[int]:
    """The places of values that no line leads to, because there is none beside them."""
    padded = (None, *values, None)
    return [
        at
        for at, (before, value, after) in enumerate(
            zip(padded, padded[1:], padded[2:], strict=False)
        )
        if value is not None and before is None and after is None
    ]
