"""Has boxes and their kin drawn with an outline that can be seen in either theme.

Does not know whether they are checked.
"""

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QAbstractItemView, QCheckBox, QComboBox, QRadioButton, QWidget

# The style draws the outline of these darker than the window, by so many percent: in a dark window
# nobody would see it.
_OUTLINED = (QAbstractItemView, QCheckBox, QComboBox, QRadioButton)
_DARKER = 140


def draw_outline(widget: QWidget) -> None:
    """Have `widget` outlined in the colour of muted text, if it is drawn with an outline at all."""
    if isinstance(widget, _OUTLINED):
        muted = widget.palette().color(QPalette.ColorRole.PlaceholderText)
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.Window, muted.lighter(_DARKER))
        if isinstance(widget, QComboBox):
            _show_focus(widget, palette)
        widget.setPalette(palette)


def _show_focus(box: QComboBox, palette: QPalette) -> None:
    """Have the outline that tells of the focus stand out: the style takes what is selected for it.

    The colour of what is selected is too faint for a line.
    """
    for role, like in (
        (QPalette.ColorRole.Highlight, QPalette.ColorRole.Accent),
        (QPalette.ColorRole.HighlightedText, QPalette.ColorRole.Base),
    ):
        palette.setColor(role, box.palette().color(like))
