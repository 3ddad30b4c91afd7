"""Builds a window: with the house behind it, or one that only looks on.

Does not know what the window is for, nor when it ends: who calls does.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from rivermon import __version__
from rivermon.chosen import Chosen
from rivermon.controls import OnlookerControls, OperatorControls
from rivermon.controls.errand import Errands
from rivermon.core.abandonable import abandonable
from rivermon.core.clock import SystemClock
from rivermon.core.feed import ChangeFeed, Fact
from rivermon.core.ports import Controls, Ledger
from rivermon.core.tasks import OwnedTasks
from rivermon.safe import Safe
from rivermon.settings import settings_file
from rivermon.stored import looking_on, stored
from rivermon.ui.appearance import Appearance
from rivermon.ui.chosen_look import follow
from rivermon.ui.main_window import MainWindow
from rivermon.ui.renewed_window import Make, RenewedWindow
from rivermon.ui.summons import Summons
from rivermon.ui.system_tray import SystemTray, TrayPlace
from rivermon.ui.tray import Tray
from rivermon.ui.window_memory import WindowMemory, memory_in

if TYPE_CHECKING:
    from rivermon.app import House
    from rivermon.core.notice_desk import NoticeDesk
    from rivermon.simulator.callback_desk import CallbackDesk

AskSafe = Callable[[], Safe]
"""Gives the webhook secrets and the API key; a keyring takes its time, so ask it in a thread."""


async def move_in(
    stack: AsyncExitStack,
    chosen: Chosen,
    safe: AskSafe,
    feed: ChangeFeed,
    appearance: Appearance,
    stop: asyncio.Event,
    *,
    desk: CallbackDesk | None = None,
    memory_file: Path | None = None,
    summons: Summons | None = None,
    show_first: bool = False,
    hidden: bool = False,
    place: TrayPlace | None = None,
    errands: Errands | None = None,
) -> tuple[House, MainWindow]:
    """Build a window and the house behind it in `stack`; the listener is not open yet.

    Args:
        stack: closes both.
        chosen: what the operator chose.
        safe: gives the webhook secrets and the API key; asked in a thread.
        feed: everything is told there.
        appearance: theme, icons and fonts.
        stop: is set when the operator closes the window.
        desk: takes the callbacks of test webhooks; None opens one when it is needed.
        memory_file: where the window's place is kept; None is beside the settings file.
        summons: is opened once the database is owned, and raises the window.
        show_first: show the window as soon as it can show rows, before the house is built.
        hidden: have the window wait behind the tray's icon; minimised, if there comes no tray.
        place: where the tray's icon goes; None is the desktop's tray.
        errands: who opens the house again after what needs it closed; None where nobody does.

    Raises:
        RivermonError: the database cannot be used.
    """
    known: list[Fact] = []
    forget = feed.subscribe(known.extend)
    store = await stack.enter_async_context(stored(chosen.settings, feed))
    forget()
    if summons is not None:
        summons.open()

    def leave() -> None:
        if summons is not None:
            summons.take_leave()
        stop.set()

    controls = OperatorControls(stack, desk, errands)
    memory_file = memory_file or _memory_file("window.ini")
    make = _maker(appearance, store, feed, controls, chosen, memory_file, leave)
    renewed = await stack.enter_async_context(RenewedWindow(make, appearance, feed, known))
    stack.callback(follow(chosen, appearance))
    tray = Tray(
        place or SystemTray(),
        appearance,
        WindowMemory(memory_in(memory_file)),
        lambda: chosen.settings.close_to_tray,
    )
    stack.callback(tray.end)
    tray.serve(renewed.window)
    renewed.replaced.connect(tray.serve)
    if summons is not None:
        summons.raised.connect(tray.open)
    if show_first:
        renewed.window.show()
        await renewed.window.opened()
    elif hidden:
        tray.begin_away()
    # No window has to wait for what nobody sees.
    from rivermon.app import furnished, tell_what_is_missing  # noqa: PLC0415

    opened_safe = await abandonable(safe)  # the keyring may ask to be unlocked
    house = await stack.enter_async_context(furnished(chosen, opened_safe, feed, store))
    controls.move_in(house)
    tell_what_is_missing(house)
    await stack.enter_async_context(_notices(house, chosen, tray))
    stack.callback(renewed.hide)  # nothing can be done with it while the house closes
    if summons is not None:
        stack.callback(summons.take_leave)
    return house, renewed.window


def _notices(house: House, chosen: Chosen, tray: Tray) -> NoticeDesk:
    from rivermon.core.notice_desk import NoticeDesk  # noqa: PLC0415 - as above

    return NoticeDesk(
        feed=house.feed,
        ledger=house.store,
        clock=house.clock,
        wanted=lambda: chosen.settings.notify,
        attended=lambda: tray.attended,
        tell=tray.tell,
    )


async def look_on(
    stack: AsyncExitStack,
    chosen: Chosen,
    feed: ChangeFeed,
    appearance: Appearance,
    stop: asyncio.Event,
    *,
    memory_file: Path | None = None,
) -> MainWindow:
    """Build a window in `stack` that only watches the database; it is hidden.

    Args:
        stack: closes it.
        chosen: what the operator chose.
        feed: is told what another rivermon changes.
        appearance: theme, icons and fonts.
        stop: is set when the operator closes the window.
        memory_file: where the window's place is kept; None is beside the settings file.

    Raises:
        RivermonError: the database cannot be read.
    """
    known: list[Fact] = []
    forget = feed.subscribe(known.extend)
    lookout = await stack.enter_async_context(looking_on(chosen.settings, feed))
    forget()
    memory_file = memory_file or _memory_file("window-watching.ini")
    make = _maker(
        appearance, lookout.ledger, feed, OnlookerControls(), chosen, memory_file, stop.set
    )
    renewed = await stack.enter_async_context(RenewedWindow(make, appearance, feed, known))
    stack.callback(follow(chosen, appearance))
    return renewed.window


def _maker(
    appearance: Appearance,
    ledger: Ledger,
    feed: ChangeFeed,
    controls: Controls,
    chosen: Chosen,
    memory_file: Path,
    on_close: Callable[[], None],
) -> Make:
    memory = memory_in(memory_file)

    def make(tasks: OwnedTasks, standing: Sequence[Fact]) -> MainWindow:
        return MainWindow(
            appearance=appearance,
            ledger=ledger,
            feed=feed,
            controls=controls,
            chosen=chosen,
            clock=SystemClock(),
            tasks=tasks,
            memory=memory,
            database=str(chosen.settings.database),
            version=__version__,
            on_close=on_close,
            known=standing,
        )

    return make


def _memory_file(name: str) -> Path:
    return settings_file(os.environ).with_name(name)
