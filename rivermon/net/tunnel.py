"""Runs a tunnel's program, and starts it again whenever it ends, until it is stopped.

Keeps the promise of `ports.Tunnel`. Does not know whether anybody comes in by its public way.
"""

import asyncio
import logging
import os
import sys
from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import partial

from rivermon.core.ports import Clock
from rivermon.core.tasks import OwnedTasks
from rivermon.core.tunnel import TunnelKind, TunnelNews, TunnelPlan, TunnelState
from rivermon.core.tunnel_command import BadCommand, command_lines, shown, words_of
from rivermon.core.tunnel_ending import NO_COMMAND, bad_command, missing
from rivermon.core.tunnel_install import install_line
from rivermon.core.tunnel_waits import TunnelWaits
from rivermon.net.program_search import distributions, found, surroundings
from rivermon.net.tunnel_run import Ending, RunLimits, TunnelRun

LOOK_AGAIN = timedelta(seconds=15)
"""How often a program that was missing is looked for: it may have been installed meanwhile."""

_log = logging.getLogger(__name__)


class _Missing(Exception):
    """There is no such program here; says how to get it."""


class Tunnel:
    """One program at a time."""

    def __init__(
        self,
        clock: Clock,
        jitter: Callable[[], float],
        environment: Mapping[str, str] | None = None,
        limits: RunLimits | None = None,
    ) -> None:
        """Run nothing yet.

        Args:
            clock: the time.
            jitter: chance, in [0, 1).
            environment: where programs are looked for and what they find; None is the process's.
            limits: how long a run may take for what.
        """
        around = os.environ if environment is None else environment
        self._kept = partial(_Keeping, clock, jitter, around, limits or RunLimits())
        self._keeping: _Keeping | None = None

    async def start(
        self, plan: TunnelPlan, address: tuple[str, int], hear: Callable[[TunnelNews], None]
    ) -> None:
        """Run the plan's program for the listener at `address` until it is stopped.

        One that still runs is ended first. What happens is told to `hear`, on the loop.
        """
        await self.stop()
        if command_lines(plan):
            self._keeping = self._kept(plan, address, hear)
            self._keeping.begin()
        elif plan.kind is TunnelKind.COMMAND:
            hear(TunnelNews(state=TunnelState.MISSING, reason=NO_COMMAND))

    def again(self) -> None:
        """Start the program again now rather than after its wait; nothing while it runs."""
        if self._keeping is not None:
            self._keeping.again()

    async def stop(self) -> None:
        """End the program and all that it started; nothing is told any more."""
        if self._keeping is not None:
            # Whoever is cancelled while it waits here leaves it to the next one who stops.
            await self._keeping.end()
            self._keeping = None


class _Keeping:
    """One plan that is kept running."""

    def __init__(
        self,
        clock: Clock,
        jitter: Callable[[], float],
        environment: Mapping[str, str],
        limits: RunLimits,
        plan: TunnelPlan,
        address: tuple[str, int],
        hear: Callable[[TunnelNews], None],
    ) -> None:
        self._clock, self._jitter = clock, jitter
        self._environment, self._limits = environment, limits
        self._plan, self._address, self._hear = plan, address, hear
        self._waits = TunnelWaits()
        self._wake = asyncio.Event()
        self._run: TunnelRun | None = None
        self._stopped = False
        self._tasks = OwnedTasks("tunnel")
        self._task: asyncio.Task[None] | None = None

    def begin(self) -> None:
        self._task = self._tasks.start(self._keep_running(), str(self._plan.kind))

    def again(self) -> None:
        if self._run is None:
            self._waits.forget()
            self._wake.set()

    async def end(self) -> None:
        self._stopped = True
        self._wake.set()
        if self._run is not None:
            self._run.stop()
        if self._task is not None:
            # It ends by itself, and soon; who loses patience with it still leaves no orphan.
            await asyncio.wait((self._task,))
        await self._tasks.close()

    async def _keep_running(self) -> None:
        told = ""
        while not self._stopped:
            try:
                words = self._words()
            except (_Missing, BadCommand) as failure:
                if str(failure) != told:
                    told = str(failure)
                    self._tell(TunnelNews(state=TunnelState.MISSING, reason=told))
                await self._pause(LOOK_AGAIN)
                continue
            told = ""
            await self._run_once(words)

    async def _run_once(self, words: tuple[str, ...]) -> None:
        _log.info("The tunnel's program starts: %s", shown(words))
        self._run = TunnelRun(
            self._plan, words, self._address[1], self._clock, self._tell, self._limits
        )
        with_key = self._plan.kind is TunnelKind.MODELRIVER
        ending = await self._run.go(surroundings(self._environment, with_api_key=with_key))
        self._run = None
        if not self._stopped:
            await self._wait_after(ending)

    async def _wait_after(self, ending: Ending) -> None:
        wait = timedelta(seconds=self._waits.next(ending.up_s, self._jitter()))
        _log.warning("%s It is started again in %.0f s.", ending.reason, wait.total_seconds())
        again_at = self._clock.now() + wait
        self._tell(
            TunnelNews(state=TunnelState.RESTARTING, reason=ending.reason, again_at=again_at)
        )
        await self._pause(wait)

    def _words(self) -> tuple[str, ...]:
        """What is run: the first of the plan's command lines whose program is here."""
        wanted = ""
        for line in command_lines(self._plan):
            try:
                name, *rest = words_of(line, self._address, windows=sys.platform == "win32")
            except BadCommand as failure:
                raise BadCommand(bad_command(str(failure))) from failure
            file = found(name, self._environment)
            if file is not None:
                return (file, *rest)
            wanted = wanted or name
        raise _Missing(missing(wanted, install_line(wanted, sys.platform, distributions())))

    async def _pause(self, length: timedelta) -> None:
        self._wake.clear()
        if not self._stopped:
            await self._clock.wait(self._wake, self._clock.now() + length)

    def _tell(self, news: TunnelNews) -> None:
        if not self._stopped:
            self._hear(news)
