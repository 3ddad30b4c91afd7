"""Fills a database by the whole way: signed webhooks over HTTP in, callbacks over HTTP out."""

import asyncio
import random
from datetime import UTC, datetime
from pathlib import Path

from rivermon.app import furnished, listen
from rivermon.chosen import Chosen
from rivermon.core.entities import Layout, Scheme
from rivermon.core.feed import ChangeFeed
from rivermon.safe import Safe
from rivermon.settings import Secrets, Settings
from rivermon.simulator.callback_desk import CallbackDesk
from rivermon.simulator.samples import Sample, sample
from rivermon.simulator.scripted import Scripted
from rivermon.simulator.sender import Sender
from rivermon.simulator.signed_sample import signed
from tests.cli.terminal import KEY, SECRET

RECORDS = 5


def stock(database: Path) -> list[Sample]:
    """Five records, the fourth called back in vain; one rejected, one redelivered, one standard."""
    return asyncio.run(_stock(database))


async def _stock(database: Path) -> list[Sample]:
    rng = random.Random(3)
    async with CallbackDesk(api_key=KEY) as desk:
        settings = Settings(
            db=str(database), port=0, callback_hosts=(desk.base_url.removeprefix("http://"),)
        )
        events = ["new_chat", "new_chat", "travel_guide", "support_reply", "support_reply"]
        samples = [
            sample(
                rng,
                event=event,
                layout=Layout.FLAT_EVENT,
                callback_base=desk.base_url,
                now=datetime.now(UTC),
            )
            for event in events
        ]
        desk.plan(samples[3].channel_id, Scripted(status=404))
        async with furnished(
            Chosen(settings, None), Safe(Secrets((SECRET,), KEY)), ChangeFeed()
        ) as house:
            await listen(house)
            async with Sender(house.listener.url or "") as sender:
                for made in samples:
                    await _post(sender, made)
                    await desk.wait_for(1 + samples.index(made), 5)
                await _post(sender, samples[0])
                await _post(sender, samples[1], secret="another")
                standard = sample(
                    rng,
                    event=None,
                    layout=Layout.FLAT_STANDARD,
                    callback_base=None,
                    now=datetime.now(UTC),
                )
                await _post(sender, standard)
                # The fourth's error callback is the last one owed.
                await desk.wait_for(RECORDS + 1, 5)
    return samples


async def _post(sender: Sender, made: Sample, secret: str = SECRET) -> None:
    webhook = signed(made, Scheme.RAW_BODY, secret, datetime.now(UTC))
    posted = await sender.post(webhook.sample, webhook.headers)
    assert posted.status == (200 if secret == SECRET else 401)
