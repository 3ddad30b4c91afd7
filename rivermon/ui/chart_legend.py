"""The legend of a chart: a swatch and a name for each series, as they are painted.

Does not draw the chart.
"""

from collections.abc import Iterable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from rivermon.ui.appearance import Appearance
from rivermon.ui.chart_data import ChartData, Paint
from rivermon.ui.chart_paint import brush_of, colour_of
from rivermon.ui.listed_words import listed
from rivermon.ui.translation import translate

_SWATCH = 10
_DASH = 16
_GAP = 5
_BETWEEN = 10


class ChartLegend(QWidget):
    """One line of names; with a text in its place while something is pointed at."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._names: tuple[tuple[str, Paint], ...] = ()
        self._bars = False
        self._text = ""
        font = appearance.header_font()
        font.setWeight(appearance.text_font().weight())
        self.setFont(font)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        appearance.changed.connect(self.update)

    @property
    def text(self) -> str:
        """What is said in the legend's place; empty while the legend is shown."""
        return self._text

    def show_data(self, data: ChartData) -> None:
        """Name the series of a chart, and the lines that they are compared with."""
        self._bars = data.stacked
        self._names = () if data.empty else tuple((one.name, one.paint) for one in data.series)
        self.update()

    def show_text(self, text: str) -> None:
        """Say something in the legend's place; empty shows the legend again."""
        self._text = text
        self.update()

    def sizeHint(self) -> QSize:
        """A line of text."""
        return QSize(self._appearance.px(40), self.fontMetrics().height() + 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the names, or the text."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._text:
            painter.setPen(self._appearance.theme.colours.text)
            where = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            cut = self.fontMetrics().elidedText(
                self._text, Qt.TextElideMode.ElideRight, self.width()
            )
            painter.drawText(self.rect(), where, cut)
        else:
            self._paint_names(painter, self._names)
        painter.end()

    def _paint_names(self, painter: QPainter, names: Iterable[tuple[str, Paint]]) -> None:
        metrics, left = self.fontMetrics(), 0.0
        for name, paint in names:
            swatch = self._appearance.px(_SWATCH if self._bars else _DASH)
            self._paint_swatch(painter, left, swatch, paint)
            left += swatch + self._appearance.px(_GAP)
            painter.setPen(self._appearance.theme.colours.muted)
            room = QRectF(left, 0, metrics.horizontalAdvance(name) + 2, self.height())
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, name)
            left += room.width() + self._appearance.px(_BETWEEN)

    def _paint_swatch(self, painter: QPainter, left: float, width: int, paint: Paint) -> None:
        theme = self._appearance.theme
        middle = self.height() / 2
        colour = colour_of(paint, theme)
        if self._bars:
            painter.setPen(QPen(colour, 1))
            painter.setBrush(brush_of(paint, theme))
            painter.drawRect(QRectF(left, middle - width / 2, width, width))
            return
        style = Qt.PenStyle.DashLine if paint.dashed else Qt.PenStyle.SolidLine
        painter.setPen(QPen(colour, self._appearance.px(2), style))
        painter.drawLine(int(left), int(middle), int(left) + width, int(middle))


def with_marks(data: ChartData) -> str:
    """The lines that a chart's series are compared with, in words."""
    marks = listed(data.words(mark) for mark in data.marks)
    return translate("ChartLegend", "Dotted lines at {0}").format(marks) if marks else ""
