"""The Health view: how webhooks and callbacks fared over a span, and that nothing was lost.

Does not ask by itself: it is told the time and what happened, and asks while it is in front.
"""

from __future__ import annotations

import asyncio
import importlib
import logging
from collections.abc import Sequence
from types import ModuleType

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from rivermon.core.feed import Fact
from rivermon.core.health import Health, Losses, Span
from rivermon.core.ports import Clock, Ledger
from rivermon.core.tasks import OwnedTasks
from rivermon.ui.appearance import Appearance
from rivermon.ui.failure_causes import FailureCauses
from rivermon.ui.health_asking import HealthAsking
from rivermon.ui.health_board import HealthBoard
from rivermon.ui.health_tiles import HealthTiles
from rivermon.ui.loss_ledger import LossLedger
from rivermon.ui.reason_words import reason_words
from rivermon.ui.span_buttons import SpanButtons
from rivermon.ui.tab_order import tab_as_laid_out
from rivermon.ui.window_memory import Kept, WindowMemory

_log = logging.getLogger(__name__)
_PLOT = "rivermon.ui.plot"


class HealthPage(QWidget):
    """Span buttons, tiles, charts, causes and the loss ledger, from the top down."""

    def __init__(
        self,
        *,
        appearance: Appearance,
        ledger: Ledger,
        clock: Clock,
        tasks: OwnedTasks,
        memory: WindowMemory,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._appearance = appearance
        self._tasks = tasks
        self._memory = memory
        self._plotting = False
        self._as_of = ""
        self.asking = HealthAsking(ledger, clock, tasks, self)
        self.head = QWidget(self)
        """Name, spans and what there is to say; it may be put into a bar."""
        self.spans = SpanButtons(appearance, self.head)
        self.note = QLabel(self.head)
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.note.setWordWrap(True)
        self.note.setProperty("role", "muted")
        inside = QWidget(self)
        inside.setObjectName("page")
        self.tiles = HealthTiles(appearance, inside)
        self.causes = FailureCauses(appearance, inside)
        self.board = HealthBoard(appearance, self.causes, inside)
        self.ledger = LossLedger(appearance, inside)
        self._lay_out(inside)
        self.setFocusProxy(self.spans)
        self.spans.chosen.connect(self._on_chosen)
        self.asking.answered.connect(self._show)
        self.asking.failed.connect(self._say_failed)
        self._recall()

    def take(self, facts: Sequence[Fact]) -> None:
        """Note what happened."""
        self.asking.take(facts)

    @Slot()
    def tick(self) -> None:
        """Ask for what is new, if it is time."""
        self.asking.tick()

    def showEvent(self, event: QShowEvent) -> None:
        """Ask from now on, and have the charts drawn."""
        super().showEvent(event)
        self.asking.wake()
        if not self._plotting:
            self._plotting = True
            self._tasks.start(self._have_plots(), "charts")

    def hideEvent(self, event: QHideEvent) -> None:
        """Ask nothing while nobody looks."""
        super().hideEvent(event)
        self.asking.sleep()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put below each other what there is no room for side by side."""
        super().resizeEvent(event)
        self.tiles.arrange(self.width())
        self.ledger.arrange(self.width())
        self.board.arrange(self.width())

    def _lay_out(self, inside: QWidget) -> None:
        px = self._appearance.px
        heading = QLabel(self.tr("Health"), self.head)
        heading.setFont(self._appearance.heading_font())
        head = QHBoxLayout(self.head)
        head.setContentsMargins(px(4), 0, px(4), 0)
        head.setSpacing(px(8))
        head.addWidget(heading)
        head.addWidget(self.spans)
        head.addWidget(self.note, 1)
        column = QVBoxLayout(inside)
        column.setContentsMargins(px(16), px(12), px(16), px(16))
        column.setSpacing(px(12))
        for part in (self.tiles, self.board, self.ledger):
            column.addWidget(part)
        column.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setObjectName("healthScroll")
        scroll.setWidget(inside)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Arrow and page keys lead to what is below the edge.
        scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        scroll.setAccessibleName(self.tr("Health"))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.head)
        whole.addWidget(scroll, 1)

    def _recall(self) -> None:
        spans = list(Span)
        span = spans[min(self._memory.number(Kept.SPAN), len(spans) - 1)]
        self.spans.span = span
        self.asking.look_at(span)

    async def _have_plots(self) -> None:
        try:
            # It takes a third of a second, and webhooks are answered meanwhile.
            module: ModuleType = await asyncio.to_thread(importlib.import_module, _PLOT)
        except ImportError as why:
            _log.exception("The charts cannot be drawn")
            self.board.say(self.tr("The charts cannot be drawn: {0}").format(why))
            return
        await self.board.have_plots(lambda parent: module.Plot(self._appearance, parent))
        tab_as_laid_out(self)

    @Slot(object)
    def _on_chosen(self, span: Span) -> None:
        self._memory.keep(Kept.SPAN, list(Span).index(span))
        self.asking.look_at(span)

    @Slot(object, object)
    def _show(self, health: Health, losses: Losses) -> None:
        self._say("")
        self.tiles.show_health(health)
        self.board.show_health(health)
        self.causes.show_health(health)
        self.ledger.show_losses(losses)
        self._as_of = f"{health.until.astimezone():%H:%M:%S}"

    @Slot(str)
    def _say_failed(self, why: str) -> None:
        said = self.tr("The figures could not be read: {0}").format(reason_words(why))
        if self._as_of:
            said += " " + self.tr("What is shown is from {0}.").format(self._as_of)
        self._say(said)

    def _say(self, words: str) -> None:
        self.note.setText(words)
        self.note.setAccessibleName(words)
