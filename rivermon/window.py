"""The composition root's other half: the house of app.py with the window on it.

Apart from app.py, so that `rivermon serve` runs where there is no Qt.
"""

import asyncio
import os
import random
import sys
from collections.abc import Mapping
from contextlib import AsyncExitStack, suppress
from pathlib import Path

from rivermon import __version__
from rivermon.app import (
    House,
    demo_settings,
    furnished,
    listen,
    start_demo,
    stop_on_signals,
    tell_what_is_missing,
)
from rivermon.core.entities import Scheme
from rivermon.core.feed import ChangeFeed, Fact
from rivermon.core.ports import ListenerUnavailable, RivermonError
from rivermon.settings import SECRET_VARIABLE, Secrets, Settings, settings_file
from rivermon.simulator.callback_desk import CallbackDesk
from rivermon.simulator.sender import Sender
from rivermon.simulator.signed_sample import signed_samples
from rivermon.ui.appearance import Appearance
from rivermon.ui.application import run_window as run_on_qt
from rivermon.ui.main_window import MainWindow
from rivermon.ui.theme import SchemeChoice
from rivermon.ui.window_memory import memory_in

TEST_EVENT = "rivermon_test"


class CannotBeDone(RivermonError):
    """What the operator asked for cannot be done now."""


class OperatorControls:
    """What the operator can do from the window; keeps the promises of `ports.Controls`."""

    def __init__(self, house: House, stack: AsyncExitStack, desk: CallbackDesk | None) -> None:
        self._house = house
        self._stack = stack
        self._desk = desk

    async def send_test(self) -> None:
        """Post a signed test webhook to the own listener; its callback comes back here too."""
        url, secrets = self._house.listener.url, self._house.secrets.webhook
        if url is None:
            raise CannotBeDone("rivermon is not listening, so a test webhook could not arrive.")
        if not secrets:
            raise CannotBeDone(
                f"There is no webhook secret to sign a test with: set {SECRET_VARIABLE} and start "
                "rivermon again."
            )
        desk = await self._callbacks_taken_here()
        test = signed_samples(
            random.Random(),
            count=1,
            scheme=Scheme.RAW_BODY,
            secret=secrets[0],
            event=TEST_EVENT,
            callback_base=desk.base_url,
        )
        async with Sender(url) as sender:
            for webhook in test:
                posted = await sender.post(webhook.sample, webhook.headers)
                if not posted.delivered:
                    why = posted.error or f"it was answered {posted.status}"
                    raise CannotBeDone(f"The test webhook did not arrive: {why}.")

    async def send_again(self, record_id: int) -> None:
        """Send a record's callback once more."""
        if not await self._house.outbox.send_again(record_id):
            raise CannotBeDone("This record has no callback to send again.")

    async def allow_host(self, host: str) -> None:
        """Let callbacks go to `host` until rivermon is closed."""
        await self._house.outbox.allow_host(host)

    async def listen_again(self) -> None:
        """Try once more to have the listener's address; why not is told by the feed."""
        if self._house.listener.url is None:
            with suppress(ListenerUnavailable):
                await listen(self._house)

    async def _callbacks_taken_here(self) -> CallbackDesk:
        if self._desk is None:
            self._desk = await self._stack.enter_async_context(CallbackDesk())
            await self._house.outbox.allow_host(self._desk.base_url.removeprefix("http://"))
        return self._desk


def run_window(settings: Settings, secrets: Secrets, *, demo: bool) -> None:
    """Show the window and listen, until it is closed.

    Raises:
        RivermonError: there is no display, or the database cannot be used.
    """
    _insist_on_a_display(os.environ)
    run_on_qt(
        lambda appearance: live(settings, secrets, appearance, demo=demo),
        version=__version__,
        choice=SchemeChoice(settings.theme),
    )


async def live(settings: Settings, secrets: Secrets, appearance: Appearance, *, demo: bool) -> None:
    """Build the house and its window, listen, and wait for the end.

    Raises:
        RivermonError: the database cannot be used.
    """
    stop = asyncio.Event()
    stop_on_signals(stop)
    feed = ChangeFeed()
    async with AsyncExitStack() as stack:
        desk = None
        if demo:
            settings, secrets, desk = await stack.enter_async_context(demo_settings(settings))
        house, window = await move_in(stack, settings, secrets, feed, appearance, stop, desk=desk)
        window.show()
        with suppress(ListenerUnavailable):
            await listen(house)
            if desk is not None:
                start_demo(house, desk)
        await stop.wait()


async def move_in(
    stack: AsyncExitStack,
    settings: Settings,
    secrets: Secrets,
    feed: ChangeFeed,
    appearance: Appearance,
    stop: asyncio.Event,
    *,
    desk: CallbackDesk | None = None,
    memory_file: Path | None = None,
) -> tuple[House, MainWindow]:
    """Build a house and its window in `stack`; the window is hidden, the listener not open yet.

    Args:
        stack: closes both, the window first.
        settings: what the operator chose.
        secrets: the webhook secrets and the API key.
        feed: everything is told there.
        appearance: theme, icons and fonts.
        stop: is set when the operator closes the window.
        desk: takes the callbacks of test webhooks; None opens one when it is needed.
        memory_file: where the window's place is kept; None is beside the settings file.
    """
    known: list[Fact] = []
    forget = feed.subscribe(known.extend)
    house = await stack.enter_async_context(furnished(settings, secrets, feed))
    tell_what_is_missing(house)
    forget()
    window = MainWindow(
        appearance=appearance,
        ledger=house.store,
        feed=feed,
        controls=OperatorControls(house, stack, desk),
        clock=house.clock,
        tasks=house.tasks,
        memory=memory_in(memory_file or settings_file(os.environ).with_name("window.ini")),
        database=str(settings.database),
        version=__version__,
        on_close=stop.set,
        known=known,
    )
    stack.callback(window.end)
    return house, window


def _insist_on_a_display(environment: Mapping[str, str]) -> None:
    if sys.platform in {"win32", "darwin"}:
        return
    if not any(environment.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")):
        raise CannotBeDone(
            "There is no display for the window: use `rivermon serve`, which needs none."
        )
