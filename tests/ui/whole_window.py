"""The window with something in every view and tab, and each of its faces in turn."""

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import QTimer

from rivermon.core.entities import CallbackState
from rivermon.core.feed import Listening, Trouble, TroubleBegan
from rivermon.core.listing import View
from rivermon.ui.main_window import MainWindow
from tests.ui.conftest import Stage
from tests.ui.stand_ins import MemoryLedger, callback_row, delivery, detail_of, rejected, row

LISTENING = Listening("http://127.0.0.1:8765/webhooks/modelriver")
STATES = tuple(CallbackState)


def furnish(ledger: MemoryLedger) -> None:
    """Have rows in every state, and details of all."""
    rows = [row(number, state=STATES[number % len(STATES)]) for number in range(1, 41)]
    ledger.keep(*rows)
    ledger.keep(*(delivery(number) for number in range(1, 20)), rejected(20))
    ledger.keep(*(callback_row(number) for number in range(1, 20)))
    ledger.known = {each.id: detail_of(each) for each in rows}
    ledger.owed, ledger.held = 3, 1


def faces(staged: Stage) -> Iterator[str]:
    """Every view with a row selected, each tab of its details, the health, trouble, nothing."""
    window, wait = staged.window, staged.qtbot.waitUntil
    staged.tell(LISTENING)
    for view in View:
        staged.show_view(view)
        window.views.page.rows.select_id(20 if view is View.DELIVERIES else 7)
        wait(lambda: window.detail.shown is not None)
        for tab in range(window.detail.tabs.count()):
            if window.detail.tabs.isTabVisible(tab):
                window.detail.tabs.setCurrentIndex(tab)
                settle(staged)
                yield f"{view.value}, {window.detail.tabs.tabText(tab)}"
    window.show_health()
    settle(staged)
    yield "health"
    staged.show_view(View.RECORDS)
    staged.tell(TroubleBegan(Trouble.PORT, "Port 8765 at 127.0.0.1 is taken by another program"))
    wait(window.banner.isVisible)
    settle(staged)
    yield "trouble"


def settle(staged: Stage) -> None:
    """Wait until what was asked of the loop before is done, and laid out."""
    turns: list[int] = []
    for turn in range(3):
        QTimer.singleShot(0, partial(turns.append, turn))
        staged.qtbot.waitUntil(partial(turns.__contains__, turn))


def empty(staged: Stage) -> MainWindow:
    """The window before the first webhook."""
    staged.tell(LISTENING)
    staged.qtbot.waitUntil(staged.window.empty_state.isVisible)
    return staged.window
