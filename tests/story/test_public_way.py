"""A public address of one's own: a real reverse proxy before a real house, closed and opened."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from rivermon.controls import CannotBeDone
from rivermon.core.entities import CallbackState, VerdictWord
from rivermon.core.feed import Trouble, TroubleBegan, TroubleEnded
from rivermon.core.listing import View
from rivermon.core.tunnel import PublicWay, TunnelKind, TunnelState
from rivermon.simulator.callback_desk import CallbackDesk
from rivermon.simulator.sender import Sender
from tests.core.told import PATIENCE_S
from tests.story.house_at_hand import AtHand, at_hand
from tests.story.reverse_proxy import ReverseProxy
from tests.story.served import KEY
from tests.story.story_webhooks import forged, generated

CLIENT = "203.0.113.7"


class Reached(NamedTuple):
    """A house, and the proxy that leads to it."""

    story: AtHand
    proxy: ReverseProxy

    @property
    def way(self) -> PublicWay:
        return self.story.house.public.way

    @property
    def url(self) -> str:
        return f"{self.proxy.origin}/webhooks/modelriver"

    async def until(self, state: TunnelState) -> None:
        await self.story.told.until(lambda: self.way.state is state)

    def troubles(self) -> list[str]:
        """What was told of the public way's trouble: why it began, and that it ended."""
        found = []
        for fact in self.story.told.facts:
            if isinstance(fact, TroubleBegan) and fact.trouble is Trouble.PUBLIC:
                found.append(fact.detail)
            elif fact == TroubleEnded(Trouble.PUBLIC):
                found.append("ended")
        return found


@pytest.fixture
async def desk() -> AsyncIterator[CallbackDesk]:
    async with CallbackDesk(api_key=KEY) as opened:
        yield opened


@asynccontextmanager
async def reached(folder: Path, desk: CallbackDesk, **settings: Any) -> AsyncIterator[Reached]:
    async with ReverseProxy(CLIENT) as proxy:
        chosen: dict[str, Any] = {"tunnel": TunnelKind.URL, "public_url": proxy.origin} | settings
        async with at_hand(folder, desk, **chosen) as story:
            proxy.leads_to = story.house.listener.url or ""
            yield Reached(story, proxy)


async def test_a_webhook_comes_in_by_the_public_address_and_says_from_whom(tmp_path, desk):
    async with reached(tmp_path, desk) as reach:
        await reach.until(TunnelState.UP)
        assert reach.way.url == reach.url
        webhook = generated("From afar", desk)
        async with Sender(reach.url) as sender:
            assert (await sender.post(webhook.sample, webhook.headers)).status == 200
        await reach.story.told.state(CallbackState.SUCCESS)
        detail = await reach.story.detail(1, View.DELIVERIES)
        assert detail.delivery.remote == CLIENT
        assert detail.delivery.verdict.word is VerdictWord.VALID
        assert reach.troubles() == []
        assert (await reach.story.house.store.counts()).deliveries == 1


async def test_strangers_behind_one_proxy_pay_for_their_own_mistakes(tmp_path, desk):
    async with reached(tmp_path, desk) as reach:
        await reach.until(TunnelState.UP)
        async with Sender(reach.url) as sender:
            bad = forged(desk)
            assert (await sender.post(bad.sample, bad.headers)).status == 401
        detail = await reach.story.detail(1, View.DELIVERIES)
        assert detail.delivery.remote == CLIENT


async def test_a_public_way_that_is_closed_is_told_counted_and_over_when_it_is_open_again(
    tmp_path, desk
):
    async with reached(tmp_path, desk) as reach:
        await reach.until(TunnelState.UP)
        controls, store = reach.story.controls, reach.story.house.store
        await reach.proxy.close()
        for _ in range(2):
            await controls.try_public_way()
        assert reach.way.state is TunnelState.UNREACHABLE
        (why,) = reach.troubles()
        assert why.startswith("It cannot be reached: no connection to 127.0.0.1")
        webhook = generated("In the meantime", desk)
        assert await reach.story.post(webhook) == 200
        assert reach.way.state is TunnelState.UNREACHABLE
        await reach.proxy.open()
        # Nobody asks: the next ping finds it open.
        await reach.until(TunnelState.UP)
        assert reach.troubles() == [why, "ended"]
        async with asyncio.timeout(PATIENCE_S):
            # The pings are five seconds apart, and the end is written after it is told.
            while (down_s := (await store.losses()).public_down_s) < 4:
                await store.check()
        assert down_s < 30
        await reach.proxy.close()
    async with at_hand(tmp_path, desk) as later:
        losses = await later.house.store.losses()
        assert losses.public_down_s == pytest.approx(down_s, abs=0.5)
        assert losses.received == 1


async def test_a_proxy_that_leads_elsewhere_and_one_that_leads_to_another_rivermon(tmp_path, desk):
    for folder in ("mine", "theirs"):
        (tmp_path / folder).mkdir()
    async with (
        reached(tmp_path / "mine", desk) as reach,
        at_hand(tmp_path / "theirs", desk) as theirs,
    ):
        await reach.until(TunnelState.UP)
        reach.proxy.leads_to = theirs.house.listener.url or ""
        for _ in range(2):
            await reach.story.controls.try_public_way()
        assert reach.way.reason.startswith("Another rivermon answered")
        assert (await reach.story.house.store.counts()).deliveries == 0


async def test_it_follows_the_settings_and_the_listener(tmp_path, desk):
    async with reached(tmp_path, desk, tunnel=TunnelKind.OFF) as reach:
        chosen, controls = reach.story.house.chosen, reach.story.controls
        with pytest.raises(CannotBeDone, match="no public address to try"):
            await controls.try_public_way()
        chosen.change(tunnel="url")
        await reach.until(TunnelState.UP)
        await controls.listen_at("127.0.0.1", 0, None, 1_000_000)
        reach.proxy.leads_to = reach.story.house.listener.url or ""
        await controls.try_public_way()
        await reach.until(TunnelState.UP)
        chosen.change(tunnel="off")
        await reach.until(TunnelState.OFF)
        assert reach.troubles() in ([], [*reach.troubles()[:1], "ended"])
