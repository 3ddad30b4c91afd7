"""The buttons that say how far back the health looks; one of them is down.

Does not look back: it tells which span was chosen.
"""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QHBoxLayout,
    QToolButton,
    QWidget,
)

from rivermon.core.health import Span
from rivermon.ui.appearance import Appearance
from rivermon.ui.health_words import span_name, span_words

_HEIGHT = 30


class SpanButtons(QWidget):
    """One group: Tab goes to the one that is down, Left and Right to the next."""

    chosen = Signal(object)
    """The operator chose this Span."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("How far back"))
        self._group = QButtonGroup(self)
        self._buttons: dict[Span, QToolButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        for span in Span:
            button = self._button(span, appearance)
            self._buttons[span] = button
            self._group.addButton(button)
            row.addWidget(button)
        self._group.buttonClicked.connect(self._on_clicked)
        self.span = Span.FIVE_MINUTES

    @property
    def span(self) -> Span:
        """The span whose button is down."""
        return next(span for span, button in self._buttons.items() if button.isChecked())

    @span.setter
    def span(self, span: Span) -> None:
        self._buttons[span].setChecked(True)
        self.setFocusProxy(self._buttons[span])

    def _button(self, span: Span, appearance: Appearance) -> QToolButton:
        button = QToolButton(self)
        button.setText(span_name(span))
        button.setCheckable(True)
        button.setProperty("role", "segment")
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # As high as what stands beside it in a bar, so that Tab goes on in one line.
        button.setFixedHeight(appearance.px(_HEIGHT))
        button.setToolTip(self.tr("Show {0}").format(span_words(span)))
        button.setAccessibleName(self.tr("Show {0}").format(span_words(span)))
        return button

    @Slot(QAbstractButton)
    def _on_clicked(self, _: QAbstractButton) -> None:
        self.setFocusProxy(self._buttons[self.span])
        self.chosen.emit(self.span)
