"""The loss ledger: all that ever came and was ever owed, where it is, and that nothing is missing.

Does not count: it is handed the figures.
"""

import itertools
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from rivermon.core.entities import CallbackState, Outcome
from rivermon.core.health import Losses
from rivermon.ui.appearance import Appearance
from rivermon.ui.assets import Icon
from rivermon.ui.health_words import long_time, number
from rivermon.ui.listed_words import listed
from rivermon.ui.state_look import Look
from rivermon.ui.state_pill import StatePill
from rivermon.ui.theme import Tone
from rivermon.ui.translation import translate

Line = tuple[str, int]

_BESIDE = 620


class Account(QWidget):
    """One sum: what came in all, the parts that it is made of, and what is missing."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._cells: list[tuple[QLabel, QLabel]] = []
        self.verdict = StatePill(appearance, self)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(appearance.px(16))
        self._grid.setVerticalSpacing(appearance.px(4))
        self._grid.setColumnStretch(2, 1)
        self._rule = QFrame(self)
        self._rule.setObjectName("rule")
        self._rule.setFixedHeight(1)

    @property
    def words(self) -> Sequence[str]:
        """Each line as it reads, from the top down."""
        return [f"{name.text()} {figure.text()}" for name, figure in self._cells]

    def show_sum(self, total: Line, parts: Sequence[Line], missing: Line) -> None:
        """Show a sum; `missing` is what is left, 0 when all is well."""
        lines = [total, *parts, missing]
        if len(lines) != len(self._cells):
            self._build(len(lines))
        for (name, figure), (word, value) in zip(self._cells, lines, strict=True):
            name.setText(word)
            figure.setText(number(value))
        self.verdict.show_look(_verdict(missing[1]))
        self.setAccessibleName(total[0])
        self.setAccessibleDescription(listed((*self.words, _verdict(missing[1]).word)))

    def _build(self, lines: int) -> None:
        for cell in (*itertools.chain(*self._cells), self._rule, self.verdict):
            self._grid.removeWidget(cell)
        for cell in itertools.chain(*self._cells):
            cell.deleteLater()
        self._cells = [self._line(first=at == 0) for at in range(lines)]
        last = lines - 1
        for at, (name, figure) in enumerate(self._cells):
            place = at + (at == last)
            self._grid.addWidget(name, place, 0)
            self._grid.addWidget(figure, place, 1)
        self._grid.addWidget(self._rule, last, 0, 1, 2)
        self._grid.addWidget(self.verdict, last + 1, 2, Qt.AlignmentFlag.AlignLeft)
        self._grid.setRowStretch(last + 2, 1)

    def _line(self, *, first: bool) -> tuple[QLabel, QLabel]:
        name, figure = QLabel(self), QLabel(self)
        figure.setFont(self._appearance.fixed_font())
        figure.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for label in (name, figure):
            label.setTextFormat(Qt.TextFormat.PlainText)
            if not first:
                label.setProperty("role", "muted")
        return name, figure


class LossLedger(QFrame):
    """The card of both sums, and for how long nothing could come in."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._appearance = appearance
        title = self.tr("Loss ledger")
        self.setAccessibleName(title)
        heading = QLabel(title, self)
        heading.setFont(appearance.heading_font(1.0))
        about = QLabel(self.tr("Since this database was made"), self)
        about.setProperty("role", "muted")
        self.received = Account(appearance, self)
        self.owed = Account(appearance, self)
        self.down = QLabel(self)
        self.down.setTextFormat(Qt.TextFormat.PlainText)
        self.down.setWordWrap(True)
        self.down.setProperty("role", "muted")
        side, above = appearance.px(12), appearance.px(8)
        head = QHBoxLayout()
        head.setSpacing(appearance.px(16))
        head.addWidget(heading)
        head.addWidget(about, 1)
        self._sums = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._sums.setSpacing(appearance.px(24))
        self._sums.addWidget(self.received, 1)
        self._sums.addWidget(self.owed, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(side, above, side, appearance.px(12))
        column.setSpacing(appearance.px(8))
        column.addLayout(head)
        column.addLayout(self._sums)
        column.addWidget(self.down)

    def arrange(self, width: int) -> None:
        """Put the sums side by side where there is room for it, `width` pixels in all."""
        beside = width >= self._appearance.px(_BESIDE)
        directions = QBoxLayout.Direction
        self._sums.setDirection(directions.LeftToRight if beside else directions.TopToBottom)

    def show_losses(self, losses: Losses) -> None:
        """Show where everything is."""
        self.received.show_sum(
            (translate("LossLedger", "Webhooks received"), losses.received),
            _received(losses),
            (translate("LossLedger", "Missing"), losses.received_missing),
        )
        self.owed.show_sum(
            (translate("LossLedger", "Callbacks owed"), losses.owed),
            _owed(losses),
            (translate("LossLedger", "Missing"), losses.owed_missing),
        )
        said = self._down_words(losses)
        if losses.public_down_s >= 1:
            said += " " + self.tr(
                "While it was up, the public address was down for {0} in all."
            ).format(long_time(losses.public_down_s))
        if losses.replays:
            said += " " + self.tr(
                "%Ln replay(s) that you asked for are not counted.", "", losses.replays
            )
        self.down.setText(said)
        self.setAccessibleDescription(said)

    def _down_words(self, losses: Losses) -> str:
        if losses.since is None:
            return self.tr("How long the listener is up is noted from its next start on.")
        since = f"{losses.since.astimezone():%Y-%m-%d %H:%M}"
        if losses.down_s < 1:
            return self.tr("The listener was never down since {0}.").format(since)
        return self.tr("The listener was down for {0} in all since {1}.").format(
            long_time(losses.down_s), since
        )


def _received(losses: Losses) -> Sequence[Line]:
    outcomes = losses.outcomes
    lines = [
        (translate("LossLedger", "recorded"), outcomes.get(Outcome.RECORDED, 0)),
        (translate("LossLedger", "kept"), outcomes.get(Outcome.KEPT, 0)),
        (translate("LossLedger", "duplicates"), outcomes.get(Outcome.DUPLICATE, 0)),
        (translate("LossLedger", "rejected"), outcomes.get(Outcome.REJECTED, 0)),
        (translate("LossLedger", "invalid"), outcomes.get(Outcome.INVALID, 0)),
    ]
    if losses.dropped:
        lines.append((translate("LossLedger", "rejected, deleted to make room"), losses.dropped))
    if losses.deleted:
        lines.append((translate("LossLedger", "deleted"), losses.deleted))
    return lines


def _owed(losses: Losses) -> Sequence[Line]:
    states = losses.states
    lines = [
        (translate("LossLedger", "succeeded"), states.get(CallbackState.SUCCESS, 0)),
        (translate("LossLedger", "failed"), states.get(CallbackState.ERROR, 0)),
        (translate("LossLedger", "timed out"), states.get(CallbackState.TIMEOUT, 0)),
        (translate("LossLedger", "in progress"), states.get(CallbackState.PROGRESS, 0)),
        (translate("LossLedger", "held"), states.get(CallbackState.HELD, 0)),
    ]
    if losses.owed_deleted:
        lines.append((translate("LossLedger", "deleted"), losses.owed_deleted))
    return lines


def _verdict(missing: int) -> Look:
    if not missing:
        return Look(Icon.CHECK, translate("LossLedger", "Nothing is missing"), Tone.GOOD)
    return Look(Icon.CROSS, translate("LossLedger", "It does not add up"), Tone.BAD)
