"""Why things failed, by cause: a line with a bar for each, the most frequent first.

Does not put reasons together, and does not count.
"""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QVBoxLayout, QWidget

from rivermon.core.health import Health
from rivermon.ui.appearance import Appearance
from rivermon.ui.health_words import number, span_words
from rivermon.ui.listed_words import listed
from rivermon.ui.plain_text import one_line, tooltip
from rivermon.ui.reason_words import reason_words
from rivermon.ui.theme import Theme, Tone

MOST = 6
_LINE = 24
_EDGE = 6
_FAINT = 0.75


class CauseBar(QWidget):
    """A cause, how often it was given, and a bar behind the words as long as its share."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._cause = ""
        self._number = 0
        self._share = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        appearance.changed.connect(self.update)

    @property
    def words(self) -> str:
        """The cause and how often it was given."""
        return f"{self._cause}: {number(self._number)}"

    def show_cause(self, cause: str, times: int, most: int) -> None:
        """Show a cause that was given so many `times`; the most frequent one so many as `most`."""
        cause = reason_words(cause)
        self._cause, self._number = one_line(cause), times
        self._share = times / most
        self.setToolTip(tooltip(cause))
        self.setAccessibleName(self.words)
        self.update()

    def sizeHint(self) -> QSize:
        """A line."""
        return QSize(self._appearance.px(40), self._appearance.px(_LINE))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the bar, the words upon it, and the number at the right."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, edge = self._appearance.theme, self._appearance.px(_EDGE)
        metrics, figure = self.fontMetrics(), number(self._number)
        aside = metrics.horizontalAdvance(figure) + 2 * edge
        room = QRectF(0, 1, self.width() - aside, self.height() - 2)
        bar = QRectF(room)
        bar.setWidth(max(3.0, room.width() * self._share))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_faint(theme))
        painter.drawRoundedRect(bar, 3, 3)
        painter.setPen(QColor(theme.colours.text))
        words = room.adjusted(edge, 0, -edge, 0)
        cut = metrics.elidedText(self._cause, Qt.TextElideMode.ElideRight, int(words.width()))
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, cut)
        right = QRectF(room.right(), 0, aside - 2, self.height())
        painter.drawText(right, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, figure)
        painter.end()


def _faint(theme: Theme) -> QColor:
    """So faint that the words upon it are read as on the surface."""
    colour = QColor(theme.tones[Tone.BAD].ground)
    colour.setAlphaF(_FAINT)
    return colour


class FailureCauses(QFrame):
    """The card of the causes."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        title = self.tr("Failures by cause")
        self.setAccessibleName(title)
        heading = QLabel(title, self)
        heading.setFont(appearance.heading_font(1.0))
        self.bars = [CauseBar(appearance, self) for _ in range(MOST)]
        self.note = QLabel(self.tr("Reading…"), self)
        self.note.setProperty("role", "muted")
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.note.setWordWrap(True)
        self.note.setAlignment(Qt.AlignmentFlag.AlignCenter)
        side, above = appearance.px(12), appearance.px(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(side, above, side, above)
        column.setSpacing(appearance.px(2))
        column.addWidget(heading)
        column.addSpacing(appearance.px(4))
        for bar in self.bars:
            bar.hide()
            column.addWidget(bar)
        column.addWidget(self.note, 1)
        column.addStretch(0)

    def show_health(self, health: Health) -> None:
        """Show the causes of a span."""
        shown = health.causes[:MOST]
        more = len(health.causes) - len(shown)
        most = max((times for _, times in shown), default=1)
        for bar, cause in zip(self.bars, shown, strict=False):
            bar.show_cause(*cause, most)
        for at, bar in enumerate(self.bars):
            bar.setVisible(at < len(shown))
        if not shown:
            self.note.setText(self.tr("Nothing failed in {0}.").format(span_words(health.span)))
        elif more:
            self.note.setText(self.tr("and %n more cause(s)", "", more))
        else:
            self.note.clear()
        self.note.setVisible(not shown or bool(more))
        said = listed(bar.words for bar in self.bars[: len(shown)])
        self.setAccessibleDescription(said or self.note.text())
