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
        widget.setPalette(palette)
