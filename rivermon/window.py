"""The composition root's other half: the house of app.py with the window on it.

Apart from app.py, so that `rivermon serve` runs where there is no Qt.
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import AsyncExitStack, suppress
from functools import cache

from rivermon import __version__
from rivermon.chosen import Chosen
from rivermon.controls import CannotBeDone
from rivermon.controls.errand import Errands, Outcome
from rivermon.core.feed import ChangeFeed, Fact, Trouble, TroubleBegan
from rivermon.core.ports import ListenerUnavailable, StoreInUse
from rivermon.core.tasks import OwnedTasks
from rivermon.moving_in import AskSafe, look_on, move_in
from rivermon.safe import Safe
from rivermon.stopping import stop_on_signals
from rivermon.ui.appearance import Appearance
from rivermon.ui.application import run_window as run_on_qt
from rivermon.ui.guide_due import guide_is_due
from rivermon.ui.language import LanguageChoice
from rivermon.ui.main_window import MainWindow
from rivermon.ui.reason_words import reason_words
from rivermon.ui.renewed_window import StandingFacts
from rivermon.ui.summons import Summoned, Summons, bring_forward, name_of, summon
from rivermon.ui.theme import SchemeChoice

_NOT_TO_HIDE = {Trouble.STORE, Trouble.SET_ASIDE, Trouble.NO_SECRET, Trouble.PORT}


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


def _insist_on_a_display(environment: Mapping[str, str]) -> None:
    if sys.platform in {"win32", "darwin"}:
        return
    if not any(environment.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")):
        raise CannotBeDone(
            "There is no display for the window: use `rivermon serve`, which needs none."
        )
