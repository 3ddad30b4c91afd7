"""The colours and patterns of a chart's series in a theme.

Does not know what is painted with them.
"""

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor

from rivermon.ui.chart_data import Paint
from rivermon.ui.theme import Theme

_STRONG = 0.72


def colour_of(paint: Paint, theme: Theme) -> QColor:
    """The colour of a series: a tone's text, softened with its ground; without a tone the accent.

    Seen against the surface it keeps 3:1 (WCAG 2.2, 1.4.11).
    """
    if paint.tone is None:
        return QColor(theme.colours.accent)
    pair = theme.tones[paint.tone]
    text, ground = QColor(pair.text), QColor(pair.ground)
    return QColor(
        _mixed(text.red(), ground.red()),
        _mixed(text.green(), ground.green()),
        _mixed(text.blue(), ground.blue()),
    )


def brush_of(paint: Paint, theme: Theme) -> QBrush:
    """The filling of a bar: hatched where the colour alone would not tell."""
    style = Qt.BrushStyle.BDiagPattern if paint.hatched else Qt.BrushStyle.SolidPattern
    return QBrush(colour_of(paint, theme), style)


def _mixed(text: int, ground: int) -> int:
    return round(text * _STRONG + ground * (1 - _STRONG))
