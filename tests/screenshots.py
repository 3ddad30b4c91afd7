"""Takes pictures of the real window: `python -m tests.screenshots FOLDER light|dark`.

The house is whole: simulator, HTTP, SQLite, callbacks. Only the demo's chance is fixed.
"""

import asyncio
import contextlib
import os
import sys
import tempfile
from collections.abc import Sequence
from contextlib import AsyncExitStack
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from rivermon import __version__
from rivermon.app import House, demo_settings, listen, start_demo
from rivermon.core.entities import CallbackState, RecordRow
from rivermon.core.feed import ChangeFeed
from rivermon.core.ports import ListenerUnavailable
from rivermon.settings import Secrets, Settings
from rivermon.simulator.callback_desk import CallbackDesk
from rivermon.ui.appearance import Appearance
from rivermon.ui.application import run_window
from rivermon.ui.main_window import MainWindow
from rivermon.ui.screenshot import take_screenshot
from rivermon.ui.theme import SchemeChoice
from rivermon.window import move_in

_SEED = 7
_NEAR = 20
_WANTED = frozenset(CallbackState) - {CallbackState.TIMEOUT}
_PATIENCE_S = 120.0


async def _stream(house: House, window: MainWindow, desk: CallbackDesk) -> None:
    """Let the demo run until every state is near the top, then open a record with a retry."""
    changed = asyncio.Event()
    for signal in (window.table.rowsInserted, window.table.dataChanged):
        signal.connect(changed.set)
    start_demo(house, desk, seed=_SEED)
    async with asyncio.timeout(_PATIENCE_S):
        while _WANTED - {row.state for row in _near_the_top(window)}:
            changed.clear()
            await changed.wait()
    await asyncio.sleep(0.3)
    retried = next(row for row in _near_the_top(window) if row.attempts > 1)
    window.records.select_record(retried.id)


def _near_the_top(window: MainWindow) -> Sequence[RecordRow]:
    table = window.table
    return [table.row_at(row) for row in range(min(_NEAR, table.rowCount()))]


async def _pictures(appearance: Appearance, folder: Path, scheme: str) -> None:
    async with AsyncExitStack() as stack:
        settings, secrets, desk = await stack.enter_async_context(demo_settings(Settings(port=0)))
        window_file = Path(settings.db).with_name("window.ini")
        feed, stop = ChangeFeed(), asyncio.Event()
        house, window = await move_in(
            stack,
            settings,
            secrets,
            feed,
            appearance,
            stop,
            desk=desk,
            memory_file=window_file,
        )
        window.show()
        await listen(house)
        await take_screenshot(window, folder / f"empty-{scheme}.png")
        await _stream(house, window, desk)
        await take_screenshot(window, folder / f"records-{scheme}.png")
        for tab in range(1, window.detail.tabs.count()):
            window.detail.tabs.setCurrentIndex(tab)
            name = window.detail.tabs.tabText(tab).lower()
            await take_screenshot(window, folder / f"{name}-{scheme}.png", 0.3)
        window.resize(1000, 760)
        await take_screenshot(window, folder / f"narrow-{scheme}.png")


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
            stack, settings, secrets, feed, appearance, stop, memory_file=memory_file
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
