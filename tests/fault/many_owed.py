"""A database in which a day's callbacks are owed, as a house left it that could not send."""

import asyncio
import random
from datetime import datetime, timedelta
from pathlib import Path

from msgspec.structs import replace

from rivermon.core.drafts import CallbackDraft, DeliveryDraft
from rivermon.core.entities import CallbackKind
from rivermon.simulator.signed_sample import utc_now
from rivermon.store.store import opened
from tests.core.fake_clock import FakeClock
from tests.fault.set_clock import HOUR_S
from tests.store.drafts import recorded

BODY_BYTES = 16_000
_AT_ONCE = 500


async def owe(
    folder: Path, base: str, *, in_time: int, too_late: int = 0, held_because: str | None = None
) -> list[str]:
    """Owe callbacks to `base`; the channels that are in time, oldest deadline first.

    The windows of `in_time` close in three to five minutes, those of `too_late` closed an hour
    ago. Each kind is stored in no order.
    """
    now, chance = utc_now(), random.Random(in_time)
    for kind, number, age_s in (("late", too_late, HOUR_S), ("owed", in_time, 0)):
        clock = FakeClock(now - timedelta(seconds=age_s))
        drafts = [
            _draft(
                f"{kind}-{nth}",
                base,
                clock.now() - timedelta(seconds=chance.uniform(0, 120)),
                held_because,
            )
            for nth in range(number)
        ]
        async with opened(folder / "rivermon.db", lambda _: None, clock) as store:
            for begin in range(0, number, _AT_ONCE):
                await asyncio.gather(*map(store.keep, drafts[begin : begin + _AT_ONCE]))
    drafts.sort(key=lambda draft: draft.arrival.received_at)
    return [draft.channel_id or "" for draft in drafts]


def _draft(
    channel: str, base: str, received_at: datetime, held_because: str | None
) -> DeliveryDraft:
    data = {"title": channel, "text": channel.ljust(BODY_BYTES, ".")}
    draft = recorded(channel, title=channel, received_at=received_at, data=data)
    assert draft.callback is not None
    callback = CallbackDraft(
        kind=CallbackKind.SUCCESS,
        url=f"{base}/v1/callback/{channel}",
        deadline=draft.callback.deadline,
        held_because=held_because,
    )
    return replace(draft, callback=callback)
