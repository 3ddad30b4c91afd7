"""The composition root's other half: the house of app.py with the window on it.

Apart from app.py, so that `rivermon serve` runs where there is no Qt.
"""

import asyncio
import os
import sys
from collections.abc import Callable, Mapping
from contextlib import AsyncExitStack, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from rivermon import __version__
from rivermon.app import (
    House,
    demo_settings,
    furnished,
    listen,
    looking_on,
    start_demo,
    stop_on_signals,
    stored,
    tell_what_is_missing,
)
from rivermon.controls import CannotBeDone, OnlookerControls, OperatorControls
from rivermon.core.clock import SystemClock
from rivermon.core.feed import ChangeFeed, Fact
from rivermon.core.ports import ListenerUnavailable, StoreInUse
from rivermon.core.tasks import OwnedTasks
from rivermon.settings import Secrets, Settings, settings_file
from rivermon.ui.appearance import Appearance
from rivermon.ui.application import run_window as run_on_qt
from rivermon.ui.main_window import MainWindow
from rivermon.ui.summons import Summoned, Summons, bring_forward, name_of, summon
from rivermon.ui.theme import SchemeChoice
from rivermon.ui.window_memory import memory_in

if TYPE_CHECKING:
    from rivermon.simulator.callback_desk import CallbackDesk

AskSecrets = Callable[[], Secrets]


def run_window(settings: Settings, secrets: AskSecrets, *, demo: bool, watch: bool = False) -> bool:
    """Show the window until it is closed; it listens, or watches another rivermon's database.

    Args:
        settings: what the operator chose.
        secrets: gives the webhook secrets and the API key; asked in a thread, once the window is
            there, for a keyring takes its time.
        demo: use a temporary database, and have ModelRiver's stand-in send webhooks.
        watch: only watch, whether or not another rivermon is at work.

    Returns:
        False when another rivermon's window was raised instead.

    Raises:
        RivermonError: there is no display, or the database cannot be used.
    """
    _insist_on_a_display(os.environ)
    return run_on_qt(
        lambda appearance: live(settings, secrets, appearance, demo=demo, watch=watch),
        version=__version__,
        choice=SchemeChoice(settings.theme),
    )


async def live(
    settings: Settings,
    secrets: AskSecrets,
    appearance: Appearance,
    *,
    demo: bool,
    watch: bool = False,
) -> bool:
    """Own the database with a window; if another rivermon does, raise its window or look on.

    Returns:
        False when another rivermon's window was raised instead.

    Raises:
        RivermonError: the database cannot be used.
    """
    stop = asyncio.Event()
    stop_on_signals(stop)
    # The second try is for an owner that was closing, and is gone now.
    for _ in range(0 if watch else 2):
        try:
            await _own(settings, secrets, appearance, stop, demo=demo)
        except StoreInUse:
            if summon(name_of(settings.database)) is Summoned.RAISED:
                return False
        else:
            return True
    await _watch(settings, appearance, stop)
    return True


async def _own(
    settings: Settings,
    secrets: AskSecrets,
    appearance: Appearance,
    stop: asyncio.Event,
    *,
    demo: bool,
) -> None:
    feed = ChangeFeed()
    async with AsyncExitStack() as stack:
        desk = None
        if demo:
            settings, made_up, desk = await stack.enter_async_context(demo_settings(settings))

            def secrets() -> Secrets:
                return made_up

        # Closed last: who starts rivermon while it is closing can wait until all is free.
        summons = Summons(name_of(settings.database))
        stack.callback(summons.close)
        house, _ = await move_in(
            stack,
            settings,
            secrets,
            feed,
            appearance,
            stop,
            desk=desk,
            summons=summons,
            show_first=True,
        )
        with suppress(ListenerUnavailable):
            await listen(house)
            if desk is not None:
                start_demo(house, desk)
        await stop.wait()


async def _watch(settings: Settings, appearance: Appearance, stop: asyncio.Event) -> None:
    async with AsyncExitStack() as stack:
        window = await look_on(stack, settings, ChangeFeed(), appearance, stop)
        window.show()
        await stop.wait()


async def move_in(
    stack: AsyncExitStack,
    settings: Settings,
    secrets: AskSecrets,
    feed: ChangeFeed,
    appearance: Appearance,
    stop: asyncio.Event,
    *,
    desk: "CallbackDesk | None" = None,
    memory_file: Path | None = None,
    summons: Summons | None = None,
    show_first: bool = False,
) -> tuple[House, MainWindow]:
    """Build a window and the house behind it in `stack`; the listener is not open yet.

    Args:
        stack: closes both.
        settings: what the operator chose.
        secrets: gives the webhook secrets and the API key; asked in a thread.
        feed: everything is told there.
        appearance: theme, icons and fonts.
        stop: is set when the operator closes the window.
        desk: takes the callbacks of test webhooks; None opens one when it is needed.
        memory_file: where the window's place is kept; None is beside the settings file.
        summons: is opened once the database is owned, and raises the window.
        show_first: show the window as soon as it can show rows, before the house is built.

    Raises:
        RivermonError: the database cannot be used.
    """
    known: list[Fact] = []
    forget = feed.subscribe(known.extend)
    store = await stack.enter_async_context(stored(settings, feed))
    forget()
    if summons is not None:
        summons.open()

    def leave() -> None:
        if summons is not None:
            summons.take_leave()
        stop.set()

    controls = OperatorControls(stack, desk)
    window = MainWindow(
        appearance=appearance,
        ledger=store,
        feed=feed,
        controls=controls,
        clock=SystemClock(),
        tasks=await stack.enter_async_context(OwnedTasks("window")),
        memory=memory_in(memory_file or _memory_file("window.ini")),
        database=str(settings.database),
        version=__version__,
        on_close=leave,
        known=known,
    )
    stack.callback(window.end)
    if summons is not None:
        summons.raised.connect(partial(bring_forward, window))
    if show_first:
        window.show()
        await window.opened()
    asked = await asyncio.to_thread(secrets)
    house = await stack.enter_async_context(furnished(settings, asked, feed, store))
    controls.move_in(house)
    tell_what_is_missing(house)
    stack.callback(window.hide)  # nothing can be done with it while the house closes
    if summons is not None:
        stack.callback(summons.take_leave)
    return house, window


async def look_on(
    stack: AsyncExitStack,
    settings: Settings,
    feed: ChangeFeed,
    appearance: Appearance,
    stop: asyncio.Event,
    *,
    memory_file: Path | None = None,
) -> MainWindow:
    """Build a window in `stack` that only watches the database; it is hidden.

    Args:
        stack: closes it.
        settings: what the operator chose.
        feed: is told what another rivermon changes.
        appearance: theme, icons and fonts.
        stop: is set when the operator closes the window.
        memory_file: where the window's place is kept; None is beside the settings file.

    Raises:
        RivermonError: the database cannot be read.
    """
    known: list[Fact] = []
    forget = feed.subscribe(known.extend)
    lookout = await stack.enter_async_context(looking_on(settings, feed))
    forget()
    window = MainWindow(
        appearance=appearance,
        ledger=lookout.ledger,
        feed=feed,
        controls=OnlookerControls(),
        clock=lookout.clock,
        tasks=lookout.tasks,
        memory=memory_in(memory_file or _memory_file("window-watching.ini")),
        database=str(settings.database),
        version=__version__,
        on_close=stop.set,
        known=known,
    )
    window.setWindowTitle(window.tr("{0} (watching)").format(window.windowTitle()))
    stack.callback(window.end)
    return window


def _memory_file(name: str) -> Path:
    return settings_file(os.environ).with_name(name)


def _insist_on_a_display(environment: Mapping[str, str]) -> None:
    if sys.platform in {"win32", "darwin"}:
        return
    if not any(environment.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")):
        raise CannotBeDone(
            "There is no display for the window: use `rivermon serve`, which needs none."
        )
