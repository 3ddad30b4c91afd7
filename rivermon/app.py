"""The composition root: the only module that knows every room.

Birth in reading order, death in reverse; everything else is handed what it needs.
"""

import asyncio
import random
import secrets as chance
import tempfile
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from rivermon.chosen import Chosen
from rivermon.core.approval_desk import ApprovalDesk
from rivermon.core.callback_gate import CallbackGate
from rivermon.core.clock import SystemClock
from rivermon.core.feed import (
    ChangeFeed,
    Listening,
    Subscriber,
    Trouble,
    TroubleBegan,
    TroubleEnded,
)
from rivermon.core.front_door import FrontDoor
from rivermon.core.intake import Intake
from rivermon.core.outbox import Outbox
from rivermon.core.ports import ListenerUnavailable
from rivermon.core.public_way import PublicWayKeeper
from rivermon.core.retention_keeper import RetentionKeeper
from rivermon.core.tasks import OwnedTasks
from rivermon.core.tunnel import TunnelKind
from rivermon.core.uptime import Uptime
from rivermon.following import Following
from rivermon.net.callback_client import CallbackClient
from rivermon.net.listener import Listener
from rivermon.public_way import front_door, public_way
from rivermon.safe import Safe
from rivermon.settings import DEFAULT_PORT, Secrets, Settings
from rivermon.stopping import stop_on_signals
from rivermon.store.store import SqliteStore
from rivermon.stored import stored

if TYPE_CHECKING:
    from rivermon.simulator.callback_desk import CallbackDesk


_DEMO_KEEPS_NOTHING = "The demo keeps nothing: what you enter is used until it ends."


class House(NamedTuple):
    """What was built, for those who run it."""

    chosen: Chosen
    safe: Safe
    clock: SystemClock
    feed: ChangeFeed
    store: SqliteStore
    outbox: Outbox
    intake: Intake
    listener: Listener
    uptime: Uptime
    public: PublicWayKeeper
    tasks: OwnedTasks

    @property
    def secrets(self) -> Secrets:
        """The webhook secrets and the API key, as they stand."""
        return self.safe.secrets


@asynccontextmanager
async def furnished(
    chosen: Chosen, safe: Safe, feed: ChangeFeed, store: SqliteStore | None = None
) -> AsyncIterator[House]:
    """Build the house, all but open for webhooks; it closes in reverse order.

    Args:
        chosen: the settings; some of them may change while it stands.
        safe: the webhook secrets and the API key; they may change while it stands.
        feed: everything is told there.
        store: the database, if it is open already; it is not closed then.

    Raises:
        StoreUnavailable: the database cannot be opened.
        StoreRefused: it is not one that this rivermon may open.
        StoreInUse: another rivermon owns it.
    """
    clock, settings, secrets = SystemClock(), chosen.settings, safe.secrets
    gate = CallbackGate(settings.callback_hosts, has_api_key=bool(secrets.api_key))
    async with AsyncExitStack() as house:
        if store is None:
            store = await house.enter_async_context(stored(settings, feed))
        client = await house.enter_async_context(CallbackClient(secrets.api_key))
        outbox = await house.enter_async_context(
            Outbox(
                store=store,
                client=client,
                feed=feed,
                clock=clock,
                gate=gate,
                jitter=random.random,
            )
        )
        await _keepers(house, chosen, feed, clock, store, outbox)
        uptime = await house.enter_async_context(Uptime(store, clock))
        intake = Intake(
            store=store,
            feed=feed,
            clock=clock,
            gate=gate,
            secrets=secrets.webhook,
            max_age_s=settings.max_age_s or None,
            approval=lambda: chosen.settings.approval,
        )
        await house.enter_async_context(
            Following(
                chosen=chosen,
                safe=safe,
                feed=feed,
                intake=intake,
                outbox=outbox,
                client=client,
                gate=gate,
            )
        )
        door = front_door(intake)
        listener = _listener(door, clock, settings)
        house.push_async_callback(listener.close)
        public = await house.enter_async_context(
            public_way(door, listener, chosen=chosen, feed=feed, store=store, clock=clock)
        )
        tasks = await house.enter_async_context(OwnedTasks("house"))
        yield House(
            chosen, safe, clock, feed, store, outbox, intake, listener, uptime, public, tasks
        )


async def _keepers(
    house: AsyncExitStack,
    chosen: Chosen,
    feed: ChangeFeed,
    clock: SystemClock,
    store: SqliteStore,
    outbox: Outbox,
) -> None:
    """Put in the house who lives by settings that change: the approval desk, the retention."""
    await house.enter_async_context(
        ApprovalDesk(
            store=store,
            outbox=outbox,
            feed=feed,
            clock=clock,
            approval=lambda: chosen.settings.approval,
        )
    )
    retention = RetentionKeeper(store, clock, lambda: chosen.settings.retention)
    await house.enter_async_context(retention)
    house.callback(chosen.on_change(lambda _: retention.look_again()))


def _listener(door: FrontDoor, clock: SystemClock, settings: Settings) -> Listener:
    return Listener(
        door,
        now=clock.now,
        host=settings.host,
        port=settings.port,
        extra_path=settings.path,
        max_body=settings.max_body,
    )


async def listen(house: House) -> None:
    """Open the listener, and tell the feed where it is, or why it is not.

    Raises:
        ListenerUnavailable: the address cannot be had.
    """
    try:
        await house.listener.open()
    except ListenerUnavailable as trouble:
        house.feed.tell([TroubleBegan(Trouble.PORT, str(trouble))])
        raise
    await house.uptime.opened()
    house.feed.tell([TroubleEnded(Trouble.PORT), Listening(house.listener.url or "")])


def tell_what_is_missing(house: House) -> None:
    """Tell the feed which secrets are not configured."""
    if not house.secrets.webhook:
        house.feed.tell([TroubleBegan(Trouble.NO_SECRET)])
    if not house.secrets.api_key:
        house.feed.tell([TroubleBegan(Trouble.NO_API_KEY)])


async def serve(
    chosen: Chosen,
    safe: Safe,
    *,
    stop: asyncio.Event,
    subscribers: tuple[Subscriber, ...] = (),
    demo: bool = False,
) -> None:
    """Run the house without a window until `stop` is set.

    Args:
        chosen: what the operator chose.
        safe: the webhook secrets and the API key.
        stop: ends it; SIGINT and SIGTERM set it too.
        subscribers: are told every fact.
        demo: use a temporary database, and have ModelRiver's stand-in send webhooks.

    Raises:
        RivermonError: the house cannot be built, in words for the operator.
    """
    stop_on_signals(stop)
    feed = ChangeFeed()
    for subscriber in subscribers:
        feed.subscribe(subscriber)
    async with AsyncExitStack() as stack:
        desk = None
        if demo:
            chosen, safe, desk = await stack.enter_async_context(chosen_for_demo(chosen))
        house = await stack.enter_async_context(furnished(chosen, safe, feed))
        await listen(house)
        tell_what_is_missing(house)
        if desk is not None:
            start_demo(house, desk)
        await stop.wait()


@asynccontextmanager
async def chosen_for_demo(
    chosen: Chosen,
) -> AsyncIterator[tuple[Chosen, Safe, "CallbackDesk"]]:
    """Settings for a demo: a temporary database, secrets of its own, callbacks to the stand-in.

    Unless a port was chosen it takes any, so that it runs beside the rivermon that is at work; no
    tunnel leads to it, and what is changed in it ends with it.
    """
    from rivermon.simulator.callback_desk import CallbackDesk  # noqa: PLC0415 - only in a demo

    settings = chosen.settings
    secrets = Secrets((f"whsec_{chance.token_hex(16)}",), f"mr_demo_{chance.token_hex(16)}")
    with tempfile.TemporaryDirectory(prefix="rivermon-demo-") as folder:
        async with CallbackDesk(api_key=secrets.api_key) as desk:
            for_demo = replace(
                settings,
                db=str(Path(folder) / "demo.db"),
                port=0 if settings.port == DEFAULT_PORT else settings.port,
                callback_hosts=(desk.base_url.removeprefix("http://"),),
                tunnel=TunnelKind.OFF,
            )
            yield Chosen(for_demo, None), Safe(secrets, no_keyring=_DEMO_KEEPS_NOTHING), desk


def start_demo(house: House, desk: "CallbackDesk", seed: int | None = None) -> None:
    """Have ModelRiver's stand-in send webhooks to the house's own listener."""
    from rivermon.simulator.demo import Demo  # noqa: PLC0415 - only in a demo

    demo = Demo(house.listener.url or "", house.secrets.webhook[0], desk, rng=random.Random(seed))
    house.tasks.start(demo.run(), "demo")
