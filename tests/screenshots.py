"""Takes pictures of the real window.

    python -m tests.screenshots FOLDER light|dark [en|zh_CN] [TEXT SIZE IN PERCENT]

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
from typing import Any, NamedTuple

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QWidget

from rivermon import __version__
from rivermon.app import House, chosen_for_demo, listen, start_demo
from rivermon.chosen import Chosen
from rivermon.core.entities import CallbackRow, CallbackState, Delivery, Outcome, RecordRow
from rivermon.core.feed import ChangeFeed
from rivermon.core.listing import Row, View
from rivermon.core.ports import ListenerUnavailable
from rivermon.moving_in import move_in
from rivermon.safe import Safe
from rivermon.settings import Secrets, Settings
from rivermon.simulator.callback_desk import CallbackDesk
from rivermon.system_keyring import SystemKeyring
from rivermon.ui.appearance import WHOLE, Appearance
from rivermon.ui.application import run_window
from rivermon.ui.detail_tab import DetailTab
from rivermon.ui.key_list import KeyList
from rivermon.ui.language import LanguageChoice
from rivermon.ui.main_window import MainWindow
from rivermon.ui.operator import Act
from rivermon.ui.screenshot import take_screenshot
from rivermon.ui.theme import SchemeChoice
from rivermon.ui.window_keys import WindowKeys
from tests.memory_keyring import memory_keyring
from tests.pictured_acts import picture_acts
from tests.pictured_setup import picture_setup

_SEED = 7
_NEAR = 20
_WANTED = frozenset(CallbackState) - {CallbackState.TIMEOUT}
_PATIENCE_S = 120.0
_SUFFIXES = {LanguageChoice.ENGLISH: "", LanguageChoice.CHINESE: "-zh"}
_TABS = [tab for tab in DetailTab if tab not in {DetailTab.TIMELINE, DetailTab.COMPARE}]
"""Those that have a picture of their own; the first and the last are shown with others."""
Picture = Callable[[QWidget, str], Awaitable[None]]


class Album(NamedTuple):
    """Where pictures go, and in which look they are taken."""

    folder: Path
    scheme: SchemeChoice
    language: LanguageChoice
    text_size: int

    def file(self, name: str) -> Path:
        """records-dark.png; records-dark-zh.png; records-dark-zh-200.png."""
        size = "" if self.text_size == WHOLE else f"-{self.text_size}"
        return self.folder / f"{name}-{self.scheme}{_SUFFIXES[self.language]}{size}.png"

    def settings(self, **others: Any) -> Settings:
        """What an operator chose who has this look."""
        return Settings(
            theme=self.scheme.value,
            language=self.language.value,
            text_size=self.text_size,
            **others,
        )


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


async def _pictures(appearance: Appearance, album: Album) -> None:
    async def picture(widget: QWidget, name: str, settle_s: float = 0.8) -> None:
        await take_screenshot(widget, album.file(name), settle_s)

    async with AsyncExitStack() as stack:
        demo = chosen_for_demo(Chosen(album.settings(port=0), None))
        chosen, safe, desk = await stack.enter_async_context(demo)
        window_file = Path(chosen.settings.db).with_name("window.ini")
        feed, stop = ChangeFeed(), asyncio.Event()
        house, window = await move_in(
            stack,
            chosen,
            lambda: safe,
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
        for tab in _TABS:
            window.detail.tabs.open_tab(tab)
            await picture(window, tab.value, 0.3)
        window.detail.tabs.open_tab(DetailTab.TIMELINE)
        await _views(window, picture)
        window.show_health()
        await picture(window, "health", 2.0)
        window.show_view(View.RECORDS)
        await _filters(window, picture)
        await _keys(window, picture)
        await picture_acts(window, chosen, _row_in, picture)
        window.resize(1000, 760)
        await picture(window, "narrow")


async def _trouble(appearance: Appearance, album: Album) -> None:
    """A first start without a secret; then one whose port somebody else has."""
    taken = await asyncio.start_server(lambda _reader, writer: writer.close(), "127.0.0.1", 0)
    port = taken.sockets[0].getsockname()[1]
    async with taken:
        for name, where, secrets in (
            ("no-secret", 0, Secrets()),
            ("port-taken", port, Secrets(("whsec_picture",), "mr_live_picture")),
        ):
            with tempfile.TemporaryDirectory() as place:
                settings = album.settings(db=str(Path(place) / "rivermon.db"), port=where)
                await _first_start(appearance, settings, secrets, album.file(name))


async def _first_start(
    appearance: Appearance, settings: Settings, secrets: Secrets, picture: Path
) -> None:
    place = settings.database.parent
    feed, stop, memory_file = ChangeFeed(), asyncio.Event(), place / "window.ini"
    async with AsyncExitStack() as stack:
        house, window = await move_in(
            stack,
            Chosen(settings, None),
            lambda: Safe(secrets),
            feed,
            appearance,
            stop,
            memory_file=memory_file,
        )
        window.show()
        with contextlib.suppress(ListenerUnavailable):
            await listen(house)
        await take_screenshot(window, picture)


async def _setting_up(appearance: Appearance, album: Album) -> None:
    """From a first start without anything to the first webhook, and what can be set."""

    async def picture(widget: QWidget, name: str) -> None:
        await take_screenshot(widget, album.file(name), 0.5)

    async def done(window: MainWindow, act: Act) -> None:
        async with asyncio.timeout(_PATIENCE_S):
            while window.operator.is_busy(act):  # noqa: ASYNC110 - Qt tells it by a signal
                await asyncio.sleep(0.05)

    async with AsyncExitStack() as stack:
        place = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        stack.enter_context(memory_keyring())
        settings = album.settings(db=str(place / "rivermon.db"), port=0)
        house, window = await move_in(
            stack,
            Chosen(settings, place / "settings.toml"),
            lambda: Safe(Secrets(), SystemKeyring()),
            ChangeFeed(),
            appearance,
            asyncio.Event(),
            memory_file=place / "window.ini",
        )
        window.show()
        await listen(house)
        await picture_setup(house, window, picture, done)


def main() -> None:
    """Take all pictures, in one application for each look."""
    folder, scheme, language, size = (*sys.argv[1:], *("en", "100")[len(sys.argv) - 3 :])
    album = Album(Path(folder), SchemeChoice(scheme), LanguageChoice(language), int(size))

    async def all_of_them(appearance: Appearance) -> None:
        await _pictures(appearance, album)
        await _trouble(appearance, album)
        await _setting_up(appearance, album)

    run_window(
        all_of_them,
        version=__version__,
        choice=album.scheme,
        language=album.language,
        text_size=album.text_size,
    )


if __name__ == "__main__":
    main()
