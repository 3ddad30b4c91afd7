"""Where one is in the guided start: its steps in a line, those behind one with a check.

Does not decide what a step needs.
"""

from collections.abc import Collection
from enum import Enum, auto

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from rivermon.ui.appearance import Appearance
from rivermon.ui.assets import Icon

_ICON = 14


class Step(Enum):
    """The steps, in their order."""

    SECRET = auto()
    KEY = auto()
    WAY = auto()
    FIRST = auto()


class GuideSteps(QWidget):
    """Names of the steps: the present one stands out, those done have a check before them."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._now = Step.SECRET
        self._done: frozenset[Step] = frozenset()
        self._labels = {step: self._made(step) for step in Step}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        for icon, label in self._labels.values():
            pair = QHBoxLayout()
            pair.setSpacing(4)
            pair.addWidget(icon)
            pair.addWidget(label)
            row.addLayout(pair)
        row.addStretch(1)
        appearance.changed.connect(self._show)
        self._show()

    def show_step(self, now: Step, done: Collection[Step]) -> None:
        """Show where one is, and what is behind one."""
        self._now, self._done = now, frozenset(done)
        self._show()

    def showEvent(self, event: QShowEvent) -> None:
        """Dress again: the style sheet that comes with the first showing takes the weight away."""
        super().showEvent(event)
        self._show()

    def _made(self, step: Step) -> tuple[QLabel, QLabel]:
        label = QLabel(f"{step.value}. {self._name(step)}", self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        icon = QLabel(self)
        icon.setFixedSize(self._appearance.px(_ICON), self._appearance.px(_ICON))
        return icon, label

    def _name(self, step: Step) -> str:
        return {
            Step.SECRET: self.tr("Webhook secret"),
            Step.KEY: self.tr("API key"),
            Step.WAY: self.tr("Public address"),
            Step.FIRST: self.tr("First webhook"),
        }[step]

    @Slot()
    def _show(self) -> None:
        colours = self._appearance.theme.colours
        ratio = self.devicePixelRatioF()
        for step, (icon, label) in self._labels.items():
            here, done = step is self._now, step in self._done
            label.setProperty("role", "" if here else "muted")
            label.style().polish(label)
            font = label.font()
            font.setBold(here)
            label.setFont(font)
            shown = Icon.CHECK if done else Icon.DOT
            colour = colours.accent if here or done else colours.muted
            icon.setPixmap(self._appearance.pixmap(shown, colour, ratio, _ICON))
            said = self.tr("{0}, done") if done else "{0}"
            label.setAccessibleName(said.format(label.text()))
        self.setAccessibleName(
            self.tr("Step {0} of {1}: {2}").format(
                self._now.value, len(Step), self._name(self._now)
            )
        )
