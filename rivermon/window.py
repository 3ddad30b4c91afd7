"""The composition root's other half: the house of app.py with the window on it.

Apart from app.py, so that `rivermon serve` runs where there is no Qt.
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import AsyncExitStack, suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from rivermon import __version__
from rivermon.chosen import Chosen
from rivermon.controls import CannotBeDone, OnlookerControls, OperatorControls
from rivermon.controls.errand import Errands, Outcome
from rivermon.core.abandonable import abandonable
from rivermon.core.clock import SystemClock
from rivermon.core.feed import ChangeFeed, Fact, Trouble, TroubleBegan
from rivermon.core.ports import Controls, Ledger, ListenerUnavailable, StoreInUse
from rivermon.core.tasks import OwnedTasks
from rivermon.safe import Safe
from rivermon.settings import settings_file
from rivermon.stopping import stop_on_signals
from rivermon.stored import looking_on, stored
from rivermon.ui.appearance import Appearance
from rivermon.ui.application import run_window as run_on_qt
from rivermon.ui.chosen_look import follow
from rivermon.ui.guide_due import guide_is_due
from rivermon.ui.language import LanguageChoice
from rivermon.ui.main_window import MainWindow
from rivermon.ui.reason_words import reason_words
from rivermon.ui.renewed_window import Make, RenewedWindow, StandingFacts
from rivermon.ui.summons import Summoned, Summons, bring_forward, name_of, summon
from rivermon.ui.system_tray import SystemTray, TrayPlace
from rivermon.ui.theme import SchemeChoice
from rivermon.ui.tray import Tray
from rivermon.ui.window_memory import WindowMemory, memory_in

if TYPE_CHECKING:
    from rivermon.app import House
    from rivermon.core.notice_desk import NoticeDesk
    from rivermon.simulator.callback_desk import CallbackDesk

_NOT_TO_HIDE = {Trouble.STORE, Trouble.SET_ASIDE, Trouble.NO_SECRET, Trouble.PORT}
AskSafe = Callable[[], Safe]


def run_window(
    chosen: Chosen, safe: AskSafe, *, demo: bool, watch: bool = False, hidden: bool = False
) -> bool:
    """Show the window until it is closed; it listens, or watches another rivermon's database.

    Args:
        chosen: what the operator chose.
        safe: gives the webhook secrets and the API key; asked in a thread, once the window is
            there, for a keyring takes its time.
        demo: use a temporary database, and have ModelRiver's stand-in send webhooks.
        watch: only watch, whether or not another rivermon is at work.
        hidden: show nothing until the tray's icon is clicked, or something needs the operator.

    Returns:
        False when another rivermon is at work: its window was raised instead, or left as it is
        where this one was to be hidden.

    Raises:
        RivermonError: there is no display, or the database cannot be used.
    """
    _insist_on_a_display(os.environ)
    return run_on_qt(
        lambda appearance: live(chosen, safe, appearance, demo=demo, watch=watch, hidden=hidden),
        version=__version__,
        choice=SchemeChoice(chosen.settings.theme),
        language=LanguageChoice(chosen.settings.language),
        text_size=chosen.settings.text_size,
    )


async def live(
    chosen: Chosen,
    safe: AskSafe,
    appearance: Appearance,
    *,
    demo: bool,
    watch: bool = False,
    hidden: bool = False,
) -> bool:
    """Own the database with a window; if another rivermon does, raise its window or look on.

    A hidden one does neither: who logs in with the windows of before has one already.

    Returns:
        False when another rivermon is at work, and this one is not needed.

    Raises:
        RivermonError: the database cannot be used.
    """
    stop = asyncio.Event()
    stop_on_signals(stop)
    # The second try is for an owner that was closing, and is gone now.
    for _ in range(0 if watch else 2):
        try:
            await _own_and_again(chosen, safe, appearance, stop, demo=demo, hidden=hidden)
        except StoreInUse:
            name = name_of(chosen.settings.database)
            if summon(name, to_the_front=not hidden) in {Summoned.RAISED, Summoned.HERE}:
                return False
        else:
            return True
    if hidden:
        return False
    await _watch(chosen, appearance, stop)
    return True


async def _own_and_again(
    chosen: Chosen,
    safe: AskSafe,
    appearance: Appearance,
    stop: asyncio.Event,
    *,
    demo: bool,
    hidden: bool,
) -> None:
    """Own the database until it is for good: in between, errands may close and open the house."""
    errands, outcome = Errands(stop), None
    same_safe = cache(safe)  # what was entered for this run only must outlive the house
    while True:
        await _own(chosen, same_safe, appearance, stop, errands, outcome, demo=demo, hidden=hidden)
        outcome, hidden = await errands.run(), False
        if outcome is None or stop.is_set():
            return


async def _own(
    chosen: Chosen,
    safe: AskSafe,
    appearance: Appearance,
    stop: asyncio.Event,
    errands: Errands,
    before: Outcome | None,
    *,
    demo: bool,
    hidden: bool,
) -> None:
    feed, standing = ChangeFeed(), StandingFacts()
    async with AsyncExitStack() as stack:
        stack.callback(feed.subscribe(standing.take))
        desk = None
        if demo:
            from rivermon.app import chosen_for_demo  # noqa: PLC0415 - only in a demo

            chosen, made_up, desk = await stack.enter_async_context(chosen_for_demo(chosen))

            def safe() -> Safe:
                return made_up

        # Closed last: who starts rivermon while it is closing can wait until all is free.
        summons = Summons(name_of(chosen.settings.database))
        stack.callback(summons.close)
        house, window = await move_in(
            stack,
            chosen,
            safe,
            feed,
            appearance,
            stop,
            desk=desk,
            summons=summons,
            show_first=not hidden,
            hidden=hidden,
            errands=errands,
        )
        from rivermon.app import listen, start_demo  # noqa: PLC0415 - loaded by the house

        if before is not None:
            _tell(window, before)
        with suppress(ListenerUnavailable):
            await listen(house)
            if desk is not None:
                start_demo(house, desk)
        guided = desk is None and guide_is_due(chosen.settings, house.safe.held)
        if hidden and (guided or _needs_the_operator(standing.facts)):
            bring_forward(window)
        if guided:
            window.setting_up.open_guide()
        if desk is None:
            tasks = await stack.enter_async_context(OwnedTasks("window's beginning"))
            tasks.start(_renew_at_login(chosen, window), "start at login")
        await stop.wait()
        errands.closing()


def _needs_the_operator(facts: Sequence[Fact]) -> bool:
    """True where a webhook could not be taken in as it should, so that nothing is to be hidden."""
    return any(isinstance(fact, TroubleBegan) and fact.trouble in _NOT_TO_HIDE for fact in facts)


async def _renew_at_login(chosen: Chosen, window: MainWindow) -> None:
    """Have the desktop's entry start this rivermon, or say in the window why it does not."""
    from rivermon.controls.at_login import renew_at_login  # noqa: PLC0415 - nobody waits for it

    if words := await renew_at_login(chosen):
        window.banner.show_failure(words)


def _tell(window: MainWindow, outcome: Outcome) -> None:
    """Say in the window that opened again what became of what it was closed for."""
    if outcome.done:
        window.status.say(reason_words(outcome.words))
    else:
        window.banner.show_failure(outcome.words)


async def _watch(chosen: Chosen, appearance: Appearance, stop: asyncio.Event) -> None:
    async with AsyncExitStack() as stack:
        window = await look_on(stack, chosen, ChangeFeed(), appearance, stop)
        window.show()
        await stop.wait()


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


def _insist_on_a_display(environment: Mapping[str, str]) -> None:
    if sys.platform in {"win32", "darwin"}:
        return
    if not any(environment.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")):
        raise CannotBeDone(
            "There is no display for the window: use `rivermon serve`, which needs none."
        )
