"""One entry of the rail: an icon, a name, a count below it; the chosen one has an accent bar.

Does not know what it counts, nor what choosing it leads to.
"""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from rivermon.ui.appearance import Appearance
from rivermon.ui.assets import ICON_SIZE, Icon
from rivermon.ui.plain_text import tooltip

ICON_LEFT = 16
TEXT_LEFT = 44
_HEIGHT = 48
_BAR = 3
_RIGHT = 8
_LEAST_WIDTH = 48


class RailEntry(QAbstractButton):
    """A checkable entry that paints itself, because a style sheet knows no second line."""

    def __init__(
        self,
        appearance: Appearance,
        icon: Icon,
        name: str,
        help_text: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._icon = icon
        self._help = help_text
        self._count = ""
        self._narrow = False
        self.setCheckable(True)
        self.setText(name)
        self.setFixedHeight(appearance.px(_HEIGHT))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        appearance.changed.connect(self.update)
        self.show_count("")

    @property
    def count(self) -> str:
        """What stands below the name."""
        return self._count

    def show_count(self, count: str) -> None:
        """Show `count` below the name, and have it read out with the name."""
        self._count = count
        named = self.tr("{0}: {1}").format(self.text(), count) if count else self.text()
        self.setAccessibleName(named)
        self.setToolTip(tooltip(f"{named}\n{self._help}"))
        self.update()

    def show_narrow(self, *, narrow: bool) -> None:
        """Show the icon alone, or the words too."""
        self._narrow = narrow
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as the rail lets it be."""
        return QSize(self._appearance.px(_LEAST_WIDTH), self._appearance.px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Room for the icon."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, bar, icon, words and focus."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        self._paint_icon(painter)
        if not self._narrow:
            self._paint_words(painter)
        if self.hasFocus():
            painter.setPen(QPen(QColor(self._appearance.theme.colours.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.rect().adjusted(_BAR + 1, 1, -1, -1), 6, 6)
        painter.end()

    def _paint_ground(self, painter: QPainter) -> None:
        colours = self._appearance.theme.colours
        if self.isChecked():
            painter.fillRect(self.rect(), QColor(colours.selection))
            painter.fillRect(QRect(0, 0, _BAR, self.height()), QColor(colours.accent))
        elif self.isDown() or self.underMouse():
            painter.fillRect(self.rect(), QColor(colours.hover))

    def _paint_icon(self, painter: QPainter) -> None:
        colours = self._appearance.theme.colours
        colour = colours.accent if self.isChecked() else colours.muted
        pixmap = self._appearance.pixmap(self._icon, colour, self.devicePixelRatioF())
        size = self._appearance.px(ICON_SIZE)
        top = (self.height() - size) // 2
        if not self._narrow:
            top = self._first_line().center().y() - size // 2 + 1
        painter.drawPixmap(self._appearance.px(ICON_LEFT), top, pixmap)

    def _paint_words(self, painter: QPainter) -> None:
        colours = self._appearance.theme.colours
        first = self._first_line()
        font = QFont(self._appearance.text_font())
        font.setWeight(QFont.Weight.DemiBold if self.isChecked() else QFont.Weight.Normal)
        self._paint_line(painter, first, font, colours.text, self.text())
        if self._count:
            second = first.translated(0, first.height())
            self._paint_line(painter, second, self._count_font(), colours.muted, self._count)

    @staticmethod
    def _paint_line(painter: QPainter, room: QRect, font: QFont, colour: str, text: str) -> None:
        painter.setFont(font)
        painter.setPen(QColor(colour))
        cut = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        where = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(room, where | Qt.TextFlag.TextSingleLine, cut)

    def _first_line(self) -> QRect:
        lines = 2 if self._count else 1
        height = min(self.fontMetrics().height() + 2, self.height() // 2)
        top = (self.height() - lines * height) // 2
        left, right = self._appearance.px(TEXT_LEFT), self._appearance.px(_RIGHT)
        return QRect(left, top, self.width() - left - right, height)

    def _count_font(self) -> QFont:
        font = QFont(self._appearance.text_font())
        font.setPointSizeF(font.pointSizeF() * 0.95)
        # Figures of one width, so that a growing count does not tremble.
        font.setFeature(QFont.Tag("tnum"), 1)
        return font
