"""A real engine that runs stand-in programs, what it told, and whether a process still lives."""

import asyncio
import os
import shlex
import sys
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from rivermon.core.clock import SystemClock
from rivermon.core.tunnel import TunnelKind, TunnelNews, TunnelPlan, TunnelState
from rivermon.net.tunnel import Tunnel
from rivermon.net.tunnel_run import RunLimits

PROGRAM = Path(__file__).with_name("tunnel_stand_in.py")
PATIENCE_S = 15.0
SHORT = RunLimits(address_s=1.0, quiet_s=0.5, grace_s=0.5)
LONG = RunLimits(address_s=30.0, quiet_s=30.0, grace_s=0.5)


def command(*does: str) -> str:
    """The command line of a stand-in that does so."""
    return shlex.join((sys.executable, str(PROGRAM), *does))


def plan(*does: str, kind: TunnelKind = TunnelKind.COMMAND, **fields: str) -> TunnelPlan:
    """A plan whose program does so."""
    return TunnelPlan(kind=kind, command=command(*does), **fields)


class TunnelAtHand:
    """What a test holds on to."""

    def __init__(self, tunnel: Tunnel) -> None:
        self.tunnel = tunnel
        self.heard: list[TunnelNews] = []
        self._more = asyncio.Event()

    async def start(self, wanted: TunnelPlan, address: tuple[str, int] = ("127.0.0.1", 8765)):
        await self.tunnel.start(wanted, address, self.hear)

    def hear(self, news: TunnelNews) -> None:
        self.heard.append(news)
        self._more.set()

    def of(self, state: TunnelState) -> list[TunnelNews]:
        """All that was told in a state."""
        return [news for news in self.heard if news.state is state]

    @property
    def origins(self) -> list[str]:
        """The addresses in the order in which they were told."""
        return [news.origin for news in self.heard if news.origin]

    async def until(self, met: Callable[[], object]) -> None:
        """Wait until `met` holds; it is asked after each piece of news."""
        async with asyncio.timeout(PATIENCE_S):
            while not met():
                self._more.clear()
                await self._more.wait()

    async def told(self, state: TunnelState, times: int = 1) -> TunnelNews:
        """Wait until a state has been told so many times; the last of them."""
        await self.until(lambda: len(self.of(state)) >= times)
        return self.of(state)[times - 1]


@asynccontextmanager
async def at_hand(
    limits: RunLimits = LONG, environment: Mapping[str, str] | None = None
) -> AsyncIterator[TunnelAtHand]:
    """An engine whose waits are as short as they can be; it is stopped in the end."""
    tunnel = Tunnel(SystemClock(), lambda: 0.0, environment, limits)
    try:
        yield TunnelAtHand(tunnel)
    finally:
        await tunnel.stop()


async def pid_in(file: Path) -> int:
    """Wait until a stand-in has written a process id."""
    async with asyncio.timeout(PATIENCE_S):
        while (pid := _read(file)) is None:  # noqa: ASYNC110 - another process writes it
            await asyncio.sleep(0.02)
    return pid


def _read(file: Path) -> int | None:
    return int(file.read_text()) if file.exists() else None


def lives(pid: int) -> bool:
    """True while a process runs; one that has ended and waits to be noted does not."""
    try:
        os.kill(pid, 0)
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (ProcessLookupError, FileNotFoundError):
        return False
    return state not in "ZX"


async def gone(pid: int) -> None:
    """Wait until a process has ended."""
    async with asyncio.timeout(PATIENCE_S):
        while lives(pid):  # noqa: ASYNC110 - another process ends
            await asyncio.sleep(0.02)
