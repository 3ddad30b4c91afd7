"""Puts the public way together for the house: its program, its pings, and who keeps it.

It follows the settings from entering it to leaving it. Does not know how the house is built.
"""

import random
import secrets as chance
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial

from rivermon.chosen import Chosen
from rivermon.core.feed import ChangeFeed
from rivermon.core.front_door import FrontDoor
from rivermon.core.intake import Intake
from rivermon.core.outages import Outages
from rivermon.core.ping import Pings
from rivermon.core.ports import Clock, Store
from rivermon.core.public_state import PublicState
from rivermon.core.public_way import PublicWayKeeper
from rivermon.net.listener import PATHS, Listener
from rivermon.net.ping_client import PingClient
from rivermon.net.tunnel import Tunnel

_BYTES = 32


def front_door(intake: Intake) -> FrontDoor:
    """What the listener asks: it knows the pings of this run."""
    return FrontDoor(intake, Pings(chance.token_bytes(_BYTES), partial(chance.token_hex, _BYTES)))


@asynccontextmanager
async def public_way(
    door: FrontDoor,
    listener: Listener,
    *,
    chosen: Chosen,
    feed: ChangeFeed,
    store: Store,
    clock: Clock,
) -> AsyncIterator[PublicWayKeeper]:
    """Keep the public way to `listener`, whose requests go through `door`, as it is chosen."""
    async with AsyncExitStack() as stack:
        pinger = await stack.enter_async_context(PingClient())
        keeper = await stack.enter_async_context(
            PublicWayKeeper(
                tunnel=Tunnel(clock, random.random),
                pinger=pinger,
                door=door,
                feed=feed,
                outages=Outages(store, clock),
                state=PublicState(clock, PATHS[0]),
                clock=clock,
                plan=lambda: chosen.settings.tunnel_plan,
                address=lambda: listener.address,
            )
        )
        stack.callback(chosen.on_change(lambda _: keeper.look_again()))
        yield keeper
