"""Takes pictures of the real window: `python -m tests.screenshots FOLDER light|dark`.

The house is whole: simulator, HTTP, SQLite, callbacks. Only the demo's chance is fixed.
"""

import asyncio
import contextlib
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QWidget

from rivermon import __version__
from rivermon.app import House, demo_settings, listen, start_demo
from rivermon.core.entities import CallbackRow, CallbackState, Delivery, Outcome, RecordRow
from rivermon.core.feed import ChangeFeed
from rivermon.core.listing import Row, View
from rivermon.core.ports import ListenerUnavailable
from rivermon.settings import Secrets, Settings
from rivermon.simulator.callback_desk import CallbackDesk
from rivermon.ui.appearance import Appearance
from rivermon.ui.application import run_window
from rivermon.ui.key_list import KeyList
from rivermon.ui.main_window import MainWindow
from rivermon.ui.screenshot import take_screenshot
from rivermon.ui.theme import SchemeChoice
from rivermon.ui.window_keys import WindowKeys
from rivermon.window import move_in

_SEED = 7
_NEAR = 20
_WANTED = frozenset(CallbackState) - {CallbackState.TIMEOUT}
_PATIENCE_S = 120.0
Picture = Callable[[QWidget, str], Awaitable[None]]


async def _stream(house: House, window: MainWindow, desk: CallbackDesk) -> None:
    """Let the demo run until every state is near the top, then open a record with a retry."""
    changed = asyncio.Event()
    table = window.views.of(View.RECORDS).table
    for signal in (table.rowsInserted, table.dataChanged):
        signal.connect(changed.set)
    start_demo(house, desk, seed=_SEED)
    async with asyncio.timeout(_PATIENCE_S):
        while _WANTED - {row.state for row in _records_near_the_top(window)}:
            changed.clear()
            await changed.wait()
    await asyncio.sleep(0.3)
    retried = next(row for row in _records_near_the_top(window) if row.attempts > 1)
    window.views.page.rows.select_id(retried.id)


def _near_the_top(window: MainWindow) -> list[Row]:
    """The first rows of the view in front that are known."""
    table = window.views.page.table
    rows = (table.row_at(place) for place in range(min(_NEAR, table.rowCount())))
    return [row for row in rows if row is not None]


def _records_near_the_top(window: MainWindow) -> list[RecordRow]:
    return [row for row in _near_the_top(window) if isinstance(row, RecordRow)]


async def _row_in(window: MainWindow, view: View, wanted: Callable[[Row], bool]) -> None:
    """Bring a view to the front, wait for a row that is wanted, and select it."""
    window.show_view(view)
    changed = asyncio.Event()
    table = window.views.page.table
    for signal in (table.rowsInserted, table.dataChanged):
        signal.connect(changed.set)
    async with asyncio.timeout(_PATIENCE_S):
        while not any(wanted(row) for row in _near_the_top(window)):
            changed.clear()
            await changed.wait()
    found = next(row for row in _near_the_top(window) if wanted(row))
    window.views.page.rows.select_id(found.id)


async def _views(window: MainWindow, picture: Picture) -> None:
    """The other two views, each with a row that something is to be done about."""
    await _row_in(window, View.DELIVERIES, _rejected)
    await picture(window, "deliveries")
    await _row_in(window, View.CALLBACKS, _held)
    await picture(window, "callbacks")
    window.show_view(View.RECORDS)


def _rejected(row: Row) -> bool:
    return isinstance(row, Delivery) and row.outcome is Outcome.REJECTED


def _held(row: Row) -> bool:
    return isinstance(row, CallbackRow) and row.callback.state is CallbackState.HELD


async def _filters(window: MainWindow, picture: Picture) -> None:
    """A filter that is completed, one that finds something, and one that cannot be read."""
    box = window.filter_bar.box
    events = Counter(row.event_name for row in _records_near_the_top(window))
    event = events.most_common(1)[0][0]
    box.setFocus()
    box.setText("event:")
    box.completer_list.suggest(asked=True)
    await picture(window, "completion")
    box.set_text_now(f"event:{event}")
    await picture(window, "filter")
    box.set_text_now("status:faild")
    await picture(window, "bad-filter")
    box.set_text_now("")


async def _keys(window: MainWindow, picture: Picture) -> None:
    (shortcuts,) = window.findChildren(WindowKeys)
    shortcuts.show_list()
    (keys,) = window.findChildren(KeyList)
    await picture(keys, "keys")
    keys.close()


async def _pictures(appearance: Appearance, folder: Path, scheme: str) -> None:
    async def picture(widget: QWidget, name: str, settle_s: float = 0.8) -> None:
        await take_screenshot(widget, folder / f"{name}-{scheme}.png", settle_s)

    async with AsyncExitStack() as stack:
        settings, secrets, desk = await stack.enter_async_context(demo_settings(Settings(port=0)))
        window_file = Path(settings.db).with_name("window.ini")
        feed, stop = ChangeFeed(), asyncio.Event()
        house, window = await move_in(
            stack,
            settings,
            lambda: secrets,
            feed,
            appearance,
            stop,
            desk=desk,
            memory_file=window_file,
        )
        window.show()
        await listen(house)
        await picture(window, "empty")
        await _stream(house, window, desk)
        await picture(window, "records")
        for tab in range(1, window.detail.tabs.count()):
            window.detail.tabs.setCurrentIndex(tab)
            await picture(window, window.detail.tabs.tabText(tab).lower(), 0.3)
        window.detail.tabs.setCurrentIndex(0)
        await _views(window, picture)
        await _filters(window, picture)
        await _keys(window, picture)
        window.resize(1000, 760)
        await picture(window, "narrow")


async def _trouble(appearance: Appearance, folder: Path, scheme: str) -> None:
    """A first start without a secret; then one whose port somebody else has."""
    taken = await asyncio.start_server(lambda _reader, writer: writer.close(), "127.0.0.1", 0)
    port = taken.sockets[0].getsockname()[1]
    async with taken:
        for name, where, secrets in (
            ("no-secret", 0, Secrets()),
            ("port-taken", port, Secrets(("whsec_picture",), "mr_live_picture")),
        ):
            with tempfile.TemporaryDirectory() as place:
                picture = folder / f"{name}-{scheme}.png"
                await _first_start(appearance, Path(place), where, secrets, picture)


async def _first_start(
    appearance: Appearance, place: Path, port: int, secrets: Secrets, picture: Path
) -> None:
    settings = Settings(db=str(place / "rivermon.db"), port=port)
    feed, stop, memory_file = ChangeFeed(), asyncio.Event(), place / "window.ini"
    async with AsyncExitStack() as stack:
        house, window = await move_in(
            stack, settings, lambda: secrets, feed, appearance, stop, memory_file=memory_file
        )
        window.show()
        with contextlib.suppress(ListenerUnavailable):
            await listen(house)
        await take_screenshot(window, picture)


def main() -> None:
    """Take all pictures, one application for each scheme."""
    folder, scheme = Path(sys.argv[1]), sys.argv[2]
    choice = SchemeChoice(scheme)

    async def all_of_them(appearance: Appearance) -> None:
        await _pictures(appearance, folder, scheme)
        await _trouble(appearance, folder, scheme)

    run_window(all_of_them, version=__version__, choice=choice)


if __name__ == "__main__":
    main()
