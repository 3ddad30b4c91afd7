"""Keeps one window, and puts another one in its place when its texts or sizes are out of date.

Widgets take texts, fonts and sizes when they are made; to make them all anew leaves none behind in
the old language. Does not know what the window shows, nor what it is made of.
"""

from collections.abc import Callable, Sequence
from typing import Self

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from rivermon.core.feed import (
    ChangeFeed,
    Fact,
    Listening,
    PublicWayChanged,
    Trouble,
    TroubleBegan,
    TroubleEnded,
    Watching,
)
from rivermon.core.tasks import OwnedTasks
from rivermon.ui.appearance import Appearance
from rivermon.ui.main_window import MainWindow
from rivermon.ui.operator import Act, Operator
from rivermon.ui.sheet import Sheet
from rivermon.ui.window_seat import seat_in, take_seat

_LOOK_AGAIN_MS = 200
Make = Callable[[OwnedTasks, Sequence[Fact]], MainWindow]
"""Makes a window whose tasks are these, and which begins with these facts."""


class RenewedWindow(QObject):
    """One window at a time, from entering it to leaving it."""

    replaced = Signal(object)
    """Another MainWindow stands in the place of the one before."""

    def __init__(
        self, make: Make, appearance: Appearance, feed: ChangeFeed, known: Sequence[Fact] = ()
    ) -> None:
        """Keep what `make` makes.

        Args:
            make: called for each window, inside the running loop.
            appearance: tells when a window is out of date.
            feed: followed for what stands, which a new window has to know.
            known: facts that were told before.
        """
        super().__init__()
        self._make = make
        self._standing = StandingFacts(known)
        self._own = OwnedTasks("window's renewal")
        self._tasks = OwnedTasks("window")
        self._unsubscribe = feed.subscribe(self._standing.take)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._renew_when_idle)
        appearance.outdated.connect(self._renew_soon)
        self._window = make(self._tasks, known)

    @property
    def window(self) -> MainWindow:
        """The window that is there now."""
        return self._window

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        self._unsubscribe()
        self._soon.stop()
        await self._own.close()
        self._window.end()
        await self._tasks.close()
        self.deleteLater()

    @Slot()
    def hide(self) -> None:
        """Hide the window: nothing can be done with it any more."""
        self._window.hide()

    @Slot()
    def _renew_soon(self) -> None:
        self._soon.start(0)

    @Slot()
    def _renew_when_idle(self) -> None:
        """Put another window in place, once nothing runs and nothing is being filled in."""
        if _in_use(self._window):
            self._soon.start(_LOOK_AGAIN_MS)
        else:
            self._own.start(self._renew(), "another window")

    async def _renew(self) -> None:
        old, old_tasks = self._window, self._tasks
        old.remember()
        seat, shown = seat_in(old), old.isVisible()
        self._tasks = OwnedTasks("window")
        self._window = self._make(self._tasks, self._standing.facts)
        take_seat(self._window, seat)
        if old.windowState() is Qt.WindowState.WindowNoState:
            self._window.setGeometry(old.geometry())  # what is remembered is cut to the screen
        if shown:
            self._window.show()
            self._window.activateWindow()
        try:
            await old_tasks.close()
        finally:
            old.end()
        self.replaced.emit(self._window)


class StandingFacts:
    """Of all that was told, what is still so."""

    def __init__(self, known: Sequence[Fact] = ()) -> None:
        self._by_kind: dict[Trouble | type, Fact] = {}
        self.take(known)

    @property
    def facts(self) -> Sequence[Fact]:
        """In the order in which they were told."""
        return tuple(self._by_kind.values())

    def take(self, facts: Sequence[Fact]) -> None:
        """Note where rivermon listens and is reached, what is wrong, and what was mended."""
        for fact in facts:
            match fact:
                case Listening() | Watching() | PublicWayChanged():
                    self._put(type(fact), fact)
                case TroubleBegan(trouble=trouble):
                    self._put(trouble, fact)
                case TroubleEnded(trouble=trouble):
                    self._by_kind.pop(trouble, None)

    def _put(self, kind: Trouble | type, fact: Fact) -> None:
        self._by_kind.pop(kind, None)
        self._by_kind[kind] = fact


def _in_use(window: MainWindow) -> bool:
    busy = (each.is_busy(act) for each in window.findChildren(Operator) for act in Act)
    open_sheets = (sheet.isVisible() and not sheet.settled for sheet in window.findChildren(Sheet))
    return any(busy) or any(open_sheets) or window.detail.tabs.unsent
