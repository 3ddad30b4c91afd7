"""The public way is kept open while rivermon listens, as the operator wants it now, and told of."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager, closing
from datetime import datetime
from pathlib import Path

from msgspec.structs import replace

from rivermon.core.callback_gate import CallbackGate
from rivermon.core.entities import Arrival
from rivermon.core.feed import (
    ChangeFeed,
    Listening,
    PublicWayChanged,
    Trouble,
    TroubleBegan,
    TroubleEnded,
)
from rivermon.core.front_door import FrontDoor
from rivermon.core.health import Way
from rivermon.core.intake import Intake
from rivermon.core.outages import Outages
from rivermon.core.ping import HEADER, Ping, PingReply, Pings
from rivermon.core.public_state import PublicState
from rivermon.core.public_way import Address, PublicWayKeeper
from rivermon.core.tunnel import PublicWay, TunnelKind, TunnelNews, TunnelPlan, TunnelState
from rivermon.store.store import SqliteStore, opened
from tests.core.fake_clock import START, FakeClock
from tests.core.told import PATIENCE_S, Told
from tests.core.webhook_arrivals import SECRET, signed_arrival

PATH = "/webhooks/modelriver"
ORIGIN = "https://blue-river.example"
URL = f"{ORIGIN}{PATH}"
HERE = ("127.0.0.1", 8765)
PROGRAM = TunnelPlan(kind=TunnelKind.NGROK)
OWN = TunnelPlan(kind=TunnelKind.URL, url=ORIGIN)
FAILS = PingReply(error="no answer within 10 s")
WEBHOOK = b'{"type": "task.completed", "channel_id": "c-1", "data": {}}'


class StandInTunnel:
    """Remembers what was asked of it, and tells what a test has it tell."""

    def __init__(self) -> None:
        self.asked: list[object] = []
        self.tell: Callable[[TunnelNews], None] = lambda _: None

    async def start(
        self, plan: TunnelPlan, address: Address, hear: Callable[[TunnelNews], None]
    ) -> None:
        self.asked.append((plan.kind, address))
        self.tell = hear

    def again(self) -> None:
        self.asked.append("again")

    async def stop(self) -> None:
        self.asked.append("stop")


class Kept:
    """A keeper with all that is around it; its pings reach the front door, or nothing at all."""

    def __init__(self, file: Path, store: SqliteStore, clock: FakeClock, plan: TunnelPlan) -> None:
        self.file, self.store, self.clock, self.plan = file, store, clock, plan
        self.address: Address | None = HERE
        self.feed = ChangeFeed()
        self.told = Told(self.feed)
        self.tunnel = StandInTunnel()
        self.pinged: list[str] = []
        self.reply: PingReply | None = None
        self.may_answer = asyncio.Event()
        self.may_answer.set()
        pings = Pings(b"key", lambda: f"nonce-{len(self.pinged)}")
        intake = Intake(
            store=store,
            feed=self.feed,
            clock=clock,
            gate=CallbackGate((), has_api_key=True),
            secrets=(SECRET,),
        )
        self.door = FrontDoor(intake, pings)
        self.keeper = PublicWayKeeper(
            tunnel=self.tunnel,
            pinger=self,
            door=self.door,
            feed=self.feed,
            outages=Outages(store, clock),
            state=PublicState(clock, PATH),
            clock=clock,
            plan=lambda: self.plan,
            address=lambda: self.address,
        )

    async def ping(self, url: str, ping: Ping) -> PingReply:
        self.pinged.append(url)
        await self.may_answer.wait()
        if self.reply is not None:
            return self.reply
        answer = await self.door.receive(arrival(b"{}", (HEADER, ping.header)))
        return PingReply(status=answer.status, body=answer.body)

    def way(self) -> PublicWay:
        return self.keeper.way

    def ways(self) -> list[tuple[TunnelState, str]]:
        told = [(fact.way.state, fact.way.url) for fact in self.told.of(PublicWayChanged)]
        return [each for at, each in enumerate(told) if not at or each != told[at - 1]]

    async def until(self, state: TunnelState, url: str = URL) -> None:
        await self.told.until(lambda: self.ways() and self.ways()[-1] == (state, url))

    async def until_pinged(self, times: int) -> None:
        await self.settled(lambda: len(self.pinged) >= times)
        await self.settled(lambda: self.keeper._state.ping_at_s is not None)

    async def until_down(self, *seconds: float) -> None:
        """Wait until outages are noted that lasted so long."""
        await self.settled(lambda: self.outages() == list(seconds))

    async def settled(self, met: Callable[[], object]) -> None:
        """Have the store take its turns until `met` holds."""
        async with asyncio.timeout(PATIENCE_S):
            while not met():
                await self.store.check()

    def troubles(self) -> list[tuple[Trouble, str]]:
        """What began, with its detail, and what ended, without one."""
        found = []
        for fact in self.told.facts:
            if isinstance(fact, TroubleBegan):
                found.append((fact.trouble, fact.detail))
            elif isinstance(fact, TroubleEnded) and fact.trouble is not Trouble.STORE:
                found.append((fact.trouble, ""))
        return found

    def outages(self) -> list[float]:
        """How long each outage is noted to have lasted, in seconds."""
        with closing(sqlite3.connect(self.file)) as database:
            rows = database.execute(
                "SELECT began_at, until_at FROM uptime WHERE what = ? ORDER BY id",
                (Way.PUBLIC_DOWN,),
            ).fetchall()
        moments = [[datetime.fromisoformat(each) for each in row] for row in rows]
        return [(until - began).total_seconds() for began, until in moments]


def arrival(body: bytes, *headers: tuple[str, str], secret: str = SECRET) -> Arrival:
    signed = signed_arrival(body, START, secret=secret)
    return replace(signed, headers=(*headers, *signed.headers))


@asynccontextmanager
async def kept(folder: Path, plan: TunnelPlan = PROGRAM) -> AsyncIterator[Kept]:
    clock, file = FakeClock(), folder / "rivermon.db"
    async with AsyncExitStack() as stack:
        store = await stack.enter_async_context(opened(file, lambda _: None, clock))
        house = Kept(file, store, clock, plan)
        await stack.enter_async_context(house.keeper)
        yield house
    with closing(sqlite3.connect(file)) as database:
        (stored,) = database.execute(
            "SELECT count(*) FROM delivery WHERE CAST(body AS TEXT) NOT LIKE '%task.%'"
        ).fetchone()
    assert stored == 0, "a ping was stored"


async def up(house: Kept) -> None:
    """Have the program tell its address, and its ping come back."""
    await house.settled(lambda: len(house.tunnel.asked) > 1)
    house.tunnel.tell(TunnelNews(state=TunnelState.STARTING, origin=ORIGIN))
    await house.until(TunnelState.UP)


async def test_the_program_is_run_and_its_address_is_up_once_a_ping_came_back(tmp_path):
    async with kept(tmp_path) as house:
        await up(house)
        assert house.tunnel.asked == ["stop", (TunnelKind.NGROK, HERE)]
        assert house.ways() == [
            (TunnelState.STARTING, ""),
            (TunnelState.STARTING, URL),
            (TunnelState.UP, URL),
        ]
        assert house.pinged == [URL]
        assert house.troubles() == []
        house.clock.move(59)
        house.clock.move(1)
        await house.until_pinged(2)
        assert (await house.store.counts()).deliveries == 0
    assert house.tunnel.asked[-1] == "stop"


async def test_an_address_of_one_s_own_has_nothing_to_run(tmp_path):
    async with kept(tmp_path, OWN) as house:
        await house.until(TunnelState.UP)
        assert house.tunnel.asked == ["stop"]


async def test_it_begins_once_rivermon_listens_ends_with_that_and_moves_with_it(tmp_path):
    async with kept(tmp_path) as house:
        await up(house)
        house.address = None
        house.feed.tell([TroubleBegan(Trouble.PORT, "taken")])
        await house.until(TunnelState.STARTING, "")
        assert house.tunnel.asked[2:] == ["stop"]
        house.tunnel.tell(TunnelNews(state=TunnelState.MISSING, reason="It is stopped."))
        house.clock.move(300)
        house.address = ("127.0.0.1", 9999)
        house.feed.tell([Listening("http://127.0.0.1:9999/webhooks/modelriver")])
        await house.settled(lambda: len(house.tunnel.asked) == 5)
        assert house.tunnel.asked[3:] == ["stop", (TunnelKind.NGROK, ("127.0.0.1", 9999))]
        assert house.troubles() == [(Trouble.PORT, "taken")]
        assert house.outages() == []


async def test_what_the_operator_wants_instead_takes_effect_at_once(tmp_path):
    async with kept(tmp_path) as house:
        await up(house)
        house.plan = TunnelPlan(kind=TunnelKind.URL, url="https://other.example/hook")
        house.keeper.look_again()
        await house.until(TunnelState.UP, "https://other.example/hook")
        house.plan = TunnelPlan()
        house.keeper.look_again()
        await house.until(TunnelState.OFF, "")
        assert house.tunnel.asked[2:] == ["stop", "stop"]
        house.clock.move(600)
        assert house.pinged == [URL, "https://other.example/hook"]


async def test_one_lost_ping_is_nothing_and_two_are_told_once_and_counted(tmp_path):
    async with kept(tmp_path) as house:
        await up(house)
        house.reply = FAILS
        house.clock.move(60)
        await house.until_pinged(2)
        assert house.way().state is TunnelState.UP
        house.clock.move(5)
        await house.until(TunnelState.UNREACHABLE)
        why = "It cannot be reached: no answer within 10 s."
        assert house.troubles() == [(Trouble.PUBLIC, why)]
        for pings in (4, 5):
            house.clock.move(5)
            await house.until_pinged(pings)
        await house.until_down(15)
        house.reply = None
        house.clock.move(5)
        await house.until(TunnelState.UP)
        assert house.troubles() == [(Trouble.PUBLIC, why), (Trouble.PUBLIC, "")]
        await house.until_down(20)
        house.clock.move(60)
        await house.until_pinged(7)
        assert house.outages() == [20]


async def test_a_program_that_comes_back_soon_is_counted_and_no_trouble(tmp_path):
    async with kept(tmp_path) as house:
        await up(house)
        house.tunnel.tell(TunnelNews(state=TunnelState.RESTARTING, reason="It ended."))
        house.clock.move(4)
        house.tunnel.tell(TunnelNews(state=TunnelState.STARTING))
        house.tunnel.tell(TunnelNews(state=TunnelState.STARTING, origin=ORIGIN))
        await house.until(TunnelState.UP)
        assert house.ways()[3:] == [
            (TunnelState.RESTARTING, ""),
            (TunnelState.STARTING, ""),
            (TunnelState.STARTING, URL),
            (TunnelState.UP, URL),
        ]
        assert house.troubles() == []
        await house.until_down(4)


async def test_a_program_that_does_not_come_back_is_told_of_once_and_of_its_end(tmp_path):
    async with kept(tmp_path) as house:
        await up(house)
        house.tunnel.tell(TunnelNews(state=TunnelState.RESTARTING, reason="It ended."))
        house.clock.move(10)
        await house.told.until(house.troubles)
        for _ in range(3):
            house.tunnel.tell(TunnelNews(state=TunnelState.STARTING))
            house.tunnel.tell(TunnelNews(state=TunnelState.RESTARTING, reason="It ended again."))
        assert house.troubles() == [(Trouble.PUBLIC, "It ended.")]
        house.tunnel.tell(TunnelNews(state=TunnelState.MISSING, reason="It is gone."))
        assert house.troubles()[1:] == [(Trouble.PUBLIC, "It is gone.")]
        house.plan = TunnelPlan()
        house.keeper.look_again()
        await house.until(TunnelState.OFF, "")
        assert house.troubles()[2:] == [(Trouble.PUBLIC, "")]


async def test_an_outage_is_noted_while_it_lasts(tmp_path):
    async with kept(tmp_path) as house:
        await house.settled(lambda: len(house.tunnel.asked) > 1)
        house.tunnel.tell(TunnelNews(state=TunnelState.MISSING, reason="There is none."))
        for half_minutes in (1, 2, 3):
            await house.until_down(30 * (half_minutes - 1))
            house.clock.move(30)
        await house.until_down(90)
        house.clock.move(7)
    assert house.outages() == [97]


async def test_a_genuine_webhook_by_the_public_name_opens_it_and_a_forged_one_does_not(tmp_path):
    async with kept(tmp_path) as house:
        house.reply = FAILS
        await house.settled(lambda: len(house.tunnel.asked) > 1)
        house.tunnel.tell(TunnelNews(state=TunnelState.STARTING, origin=ORIGIN))
        await house.until_pinged(1)
        forged = arrival(WEBHOOK, ("Host", "blue-river.example"), secret="x")
        assert (await house.door.receive(forged)).status == 401
        here = arrival(WEBHOOK, ("Host", "127.0.0.1:8765"))
        assert (await house.door.receive(here)).status == 200
        assert house.way().state is TunnelState.STARTING
        webhook = arrival(WEBHOOK, ("Host", "blue-river.example"))
        assert (await house.door.receive(webhook)).status == 200
        assert house.way().state is TunnelState.UP


async def test_a_ping_to_an_address_that_it_had_before_says_nothing(tmp_path):
    async with kept(tmp_path) as house:
        await house.settled(lambda: len(house.tunnel.asked) > 1)
        house.may_answer.clear()
        house.tunnel.tell(TunnelNews(state=TunnelState.STARTING, origin="https://old.example"))
        await house.settled(lambda: len(house.pinged) == 1)
        house.tunnel.tell(TunnelNews(state=TunnelState.STARTING, origin=ORIGIN))
        await house.settled(lambda: len(house.pinged) == 2)
        house.may_answer.set()
        await house.until(TunnelState.UP)
        assert [each for each in house.ways() if each[0] is TunnelState.UP] == [
            (TunnelState.UP, URL)
        ]


async def test_trying_now_pings_what_runs_and_starts_what_does_not(tmp_path):
    async with kept(tmp_path) as house:
        await up(house)
        await house.keeper.try_now()
        assert house.pinged == [URL, URL]
        house.reply = FAILS
        for _ in range(2):
            await house.keeper.try_now()
        assert house.way().state is TunnelState.UNREACHABLE
        house.reply = None
        await house.keeper.try_now()
        assert house.way().state is TunnelState.UP
        house.tunnel.tell(TunnelNews(state=TunnelState.RESTARTING, reason="It ended."))
        await house.keeper.try_now()
        assert house.tunnel.asked[-1] == "again"


async def test_another_address_than_before_is_told_until_a_webhook_comes_by_it(tmp_path):
    async with kept(tmp_path) as house:
        await up(house)
        house.tunnel.tell(TunnelNews(state=TunnelState.RESTARTING, reason="It ended."))
        other = "https://red-river.example"
        house.tunnel.tell(TunnelNews(state=TunnelState.STARTING, origin=other))
        await house.until(TunnelState.UP, f"{other}{PATH}")
        assert house.troubles() == [(Trouble.MOVED, f"{other}{PATH}")]
        await house.door.receive(arrival(WEBHOOK, ("Host", "red-river.example")))
        assert house.troubles()[1:] == [(Trouble.MOVED, "")]
