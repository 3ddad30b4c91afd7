"""A chart drawn with pyqtgraph, and the pointer on it; only the layers beside it know that, too.

It takes a third of a second to import, so it is imported when the first chart is to be seen. Does
not know what is charted.
"""

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from rivermon.ui.appearance import Appearance
from rivermon.ui.chart_data import ChartData
from rivermon.ui.chart_ticks import height, reach, time_ticks, value_ticks
from rivermon.ui.plot_layers import PlotLayers, line, middles

_AXIS, _LABEL = 52, 72
_MARGIN = 0.04
_MOVES = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Home: -1_000_000,
    Qt.Key.Key_End: 1_000_000,
}


class Plot(pg.PlotWidget):  # type: ignore[misc] # pyqtgraph has no types
    """Bars or lines over time, and a pointer that mouse and arrow keys move from step to step."""

    pointed = Signal(int)
    """The step that is pointed at; -1 for none."""

    _data: ChartData | None = None  # asked for already while pyqtgraph's own __init__ runs

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._appearance = appearance
        self._at = -1
        plot = self.getPlotItem()
        self._layers = PlotLayers(plot, appearance)
        plot.hideButtons()
        plot.setMenuEnabled(False)
        # It is made all the same, with menus inside, and nobody else would take it away.
        plot.ctrlMenu.setParent(self, plot.ctrlMenu.windowFlags())
        plot.getViewBox().setMouseEnabled(x=False, y=False)
        plot.getViewBox().setDefaultPadding(0)
        plot.disableAutoRange()
        for name in ("bottom", "left"):
            axis = plot.getAxis(name)
            axis.enableAutoSIPrefix(enable=False)
            # A time that would be cut at the edge is left out; a value may stand half beyond it.
            axis.setStyle(
                tickLength=0,
                tickAlpha=0,
                tickTextOffset=appearance.px(6),
                hideOverlappingLabels=name == "bottom",
            )
        # The uppermost label stands half above the axis.
        plot.layout.setContentsMargins(0, appearance.px(8), appearance.px(4), 0)
        plot.getAxis("left").setWidth(appearance.px(_AXIS))
        self._pointer = pg.InfiniteLine(angle=90, movable=False)
        self._pointer.setZValue(10)
        self._pointer.hide()
        self.addItem(self._pointer, ignoreBounds=True)
        self.setAntialiasing(True)
        self.setFrameShape(self.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.scene().sigMouseMoved.connect(self._on_mouse)
        appearance.changed.connect(self._dress)
        self._dress()

    def show_data(self, data: ChartData) -> None:
        """Draw a chart in the place of what is drawn."""
        self._data = data
        self._draw()
        if self._at >= len(data.begins):
            self._point(-1)
        elif self._at >= 0:
            self._point(self._at)

    def resizeEvent(self, event: object) -> None:
        """Label the time axis as often as there is room."""
        super().resizeEvent(event)
        if self._data is not None:
            self._label(self._data)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll."""
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Point at another step; Esc points at none."""
        last = -1 if self._data is None else len(self._data.begins) - 1
        move = _MOVES.get(Qt.Key(event.key()))
        if move is not None and last >= 0:
            begin = last + 1 if self._at < 0 else self._at
            self._point(min(max(begin + move, 0), last))
        elif event.key() == Qt.Key.Key_Escape and self._at >= 0:
            self._point(-1)
        else:
            event.ignore()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Point at nothing any more."""
        super().focusOutEvent(event)
        self._point(-1)

    def leaveEvent(self, event: QEvent) -> None:
        """Point at nothing any more, unless the keyboard does."""
        super().leaveEvent(event)
        if not self.hasFocus():
            self._point(-1)

    def _on_mouse(self, at: QPointF) -> None:
        data, box = self._data, self.getPlotItem().getViewBox()
        if data is None or not data.begins or not box.sceneBoundingRect().contains(at):
            self._point(-1)
            return
        seconds = box.mapSceneToView(at).x() - data.begins[0].timestamp()
        step = int(seconds // data.step.total_seconds())
        self._point(min(max(step, 0), len(data.begins) - 1))

    def _point(self, step: int) -> None:
        changed = step != self._at
        self._at = step
        if self._data is not None and step >= 0:
            self._pointer.setValue(middles(self._data)[step])
        self._pointer.setVisible(step >= 0)
        if changed:
            self.pointed.emit(step)

    @Slot()
    def _dress(self) -> None:
        colours = self._appearance.theme.colours
        self.setBackground(QColor(colours.surface))
        font = self._appearance.header_font()
        font.setWeight(self._appearance.text_font().weight())
        for name in ("bottom", "left"):
            axis = self.getPlotItem().getAxis(name)
            axis.setTextPen(QColor(colours.muted))
            axis.setPen(QColor(colours.border) if name == "bottom" else None)
            axis.setTickFont(font)
        self._pointer.setPen(line(QColor(colours.muted)))
        if self._data is not None:
            self._draw()

    def _draw(self) -> None:
        data = self._data
        self._layers.clear()
        if data is None or data.empty:
            return
        low, high = (height(data.scale, value) for value in reach(data))
        # A line along the upper edge is seen in its whole width.
        top = high if data.stacked else high + (high - low) * _MARGIN
        begin, end = data.begins[0].timestamp(), (data.begins[-1] + data.step).timestamp()
        box = self.getPlotItem().getViewBox()
        box.setRange(xRange=(begin, end), yRange=(low, top), padding=0)
        self._label(data)
        self._layers.draw(data, top)

    def _label(self, data: ChartData) -> None:
        room = max(1, (self.width() - _AXIS) // self._appearance.px(_LABEL))
        plot = self.getPlotItem()
        plot.getAxis("bottom").setTicks([list(time_ticks(data.begins, data.step, room))])
        plot.getAxis("left").setTicks([list(value_ticks(data))])
