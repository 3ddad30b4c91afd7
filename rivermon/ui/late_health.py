"""The Health view's place: neither the view nor what draws it is loaded before it is looked at.

Knows nothing of figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from rivermon.core.feed import Fact
from rivermon.core.ports import Clock, Ledger
from rivermon.core.tasks import OwnedTasks
from rivermon.ui.appearance import Appearance
from rivermon.ui.late_page import LatePage
from rivermon.ui.window_memory import WindowMemory

if TYPE_CHECKING:
    from rivermon.ui.health_page import HealthPage


class LateHealth(LatePage["HealthPage"]):
    """Hands on what the view is told once it is there; the view itself begins by asking for all."""

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
        super().__init__(self._made_page, parent)
        self._appearance = appearance
        self._ledger = ledger
        self._clock = clock
        self._tasks = tasks
        self._memory = memory

    def take(self, facts: Sequence[Fact]) -> None:
        """Tell the view a batch of facts."""
        if self.page is not None:
            self.page.take(facts)

    @Slot()
    def tick(self) -> None:
        """Tell the view that time goes on."""
        if self.page is not None:
            self.page.tick()

    def _made_page(self, parent: QWidget) -> HealthPage:
        from rivermon.ui.health_page import HealthPage  # noqa: PLC0415 - see above

        return HealthPage(
            appearance=self._appearance,
            ledger=self._ledger,
            clock=self._clock,
            tasks=self._tasks,
            memory=self._memory,
            parent=parent,
        )
