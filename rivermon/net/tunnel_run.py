"""One run of a tunnel's program, from its start to its end: what there is to tell of it.

Does not know what comes after its end.
"""

import asyncio
import re
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import msgspec

from rivermon.core.ports import Clock
from rivermon.core.tasks import OwnedTasks
from rivermon.core.tunnel import TunnelKind, TunnelNews, TunnelPlan, TunnelState
from rivermon.core.tunnel_command import secrets_in, without
from rivermon.core.tunnel_ending import cannot_start, no_address, why_it_ended
from rivermon.core.tunnel_output import Findings, TunnelOutput
from rivermon.net.tunnel_log import TunnelLog
from rivermon.net.tunnel_process import TunnelProcess

_ASK_NGROK_EVERY = timedelta(seconds=1)


class RunLimits(msgspec.Struct, frozen=True, kw_only=True):
    """How long a run may take for what, in seconds.

    A program without a public address that ran for `quiet_s` is taken to be up, whatever it says.
    """

    address_s: float = 60.0
    quiet_s: float = 10.0
    grace_s: float = 3.0


class Ending(msgspec.Struct, frozen=True):
    """Why a run is over, in words, and for how many seconds its public way had been there."""

    reason: str
    up_s: float


class TunnelRun:
    """A program that runs for a plan; made where the loop runs."""

    def __init__(
        self,
        plan: TunnelPlan,
        words: Sequence[str],
        port: int,
        clock: Clock,
        tell: Callable[[TunnelNews], None],
        limits: RunLimits,
    ) -> None:
        """Be ready to run `words` for the listener at `port`, and to tell of it."""
        self._plan, self._words, self._port = plan, words, port
        self._clock, self._tell, self._limits = clock, tell, limits
        self._program = re.sub(r"(?i)\.(?:exe|cmd|bat)$", "", Path(words[0]).name)
        self._secrets = secrets_in(words)
        self._loop = asyncio.get_running_loop()
        self._happened = asyncio.Event()
        self._lock = threading.Lock()
        self._output = TunnelOutput(plan)
        self._log = TunnelLog(self._program, self._secrets, clock.monotonic_s)
        self._process: TunnelProcess | None = None
        self._origin = plan.url
        self._ngrok_web: str | None = None
        self._ready = False
        self._code: int | None = None
        self._over = self._stopped = False
        self._began_s = clock.monotonic_s()
        self._up_since_s: float | None = None

    def stop(self) -> None:
        """Have it end; nothing is told of it any more."""
        self._stopped = True
        self._happened.set()

    async def go(self, environment: Mapping[str, str]) -> Ending:
        """Run it until it ends, is stopped, or does not tell its address in time."""
        try:
            self._process = TunnelProcess(
                self._words, environment, heard=self._heard, ended=self._ended
            )
        except OSError as failure:
            return Ending(cannot_start(self._program, failure.strerror or str(failure)), 0.0)
        async with OwnedTasks(f"tunnel {self._program}") as tasks:
            try:
                self._tell(TunnelNews(state=TunnelState.STARTING, origin=self._origin))
                if self._plan.kind is TunnelKind.NGROK and not self._plan.url:
                    tasks.start(self._ask_ngrok(), "ask ngrok")
                return await self._watch()
            finally:
                await self._leave(self._process)

    async def _watch(self) -> Ending:
        while not (self._over or self._stopped):
            left_s = self._left_s()
            if left_s is not None and left_s <= 0:
                if self._plan.kind is not TunnelKind.MODELRIVER:
                    return Ending(
                        no_address(self._program, self._limits.address_s, self._last_lines()), 0.0
                    )
                self._be_ready()
                continue
            self._happened.clear()
            until = None if left_s is None else self._clock.now() + timedelta(seconds=left_s)
            await self._clock.wait(self._happened, until)
        return Ending(why_it_ended(self._program, self._code, self._last_lines()), self._up_s())

    def _left_s(self) -> float | None:
        """How long it may still take to say what it has to; None once it has."""
        if self._plan.kind is TunnelKind.MODELRIVER:
            limit_s, said = self._limits.quiet_s, self._ready
        else:
            limit_s, said = self._limits.address_s, bool(self._origin)
        return None if said else self._began_s + limit_s - self._clock.monotonic_s()

    def _up_s(self) -> float:
        # An address that is known beforehand says nothing: then it is up while it runs.
        since_s = self._began_s if self._plan.url else self._up_since_s
        return 0.0 if since_s is None else self._clock.monotonic_s() - since_s

    def _last_lines(self) -> tuple[str, ...]:
        with self._lock:
            return tuple(without(self._secrets, line) for line in self._output.last_lines)

    def _heard(self, output: bytes) -> None:
        """On the reading thread: only what was found goes to the loop, however much was printed."""
        with self._lock:
            lines, findings = self._output.take(output, last=not output)
            self._log.write(lines)
            if not output:
                self._log.close()
        if findings != Findings():
            self._on_loop(self._take, findings)

    def _ended(self, code: int) -> None:
        self._on_loop(self._end, code)

    def _on_loop(self, do: Callable[..., None], what: object) -> None:
        with suppress(RuntimeError):  # the loop is closed: nobody is left who would hear it
            self._loop.call_soon_threadsafe(do, what)

    def _take(self, findings: Findings) -> None:
        if self._stopped or self._over:
            return
        self._ngrok_web = findings.ngrok_web or self._ngrok_web
        if findings.ready and not self._ready:
            self._be_ready()
        if findings.address is not None:
            self._be_at(findings.address)

    def _be_at(self, address: str) -> None:
        if address == self._origin or self._stopped:
            return
        self._origin = address
        self._up_since_s = self._up_since_s or self._clock.monotonic_s()
        self._happened.set()
        self._tell(TunnelNews(state=TunnelState.STARTING, origin=address))

    def _be_ready(self) -> None:
        self._ready = True
        self._up_since_s = self._clock.monotonic_s()
        self._happened.set()
        self._tell(TunnelNews(state=TunnelState.UP, origin=self._origin))

    def _end(self, code: int) -> None:
        self._code, self._over = code, True
        self._happened.set()

    async def _ask_ngrok(self) -> None:
        """Ask its API until its output has told the address: without --log=stdout it never does."""
        from rivermon.net.ngrok_api import ask_ngrok  # noqa: PLC0415 - aiohttp takes long to load

        never = asyncio.Event()
        address = None
        while address is None:
            await self._clock.wait(never, self._clock.now() + _ASK_NGROK_EVERY)
            if self._origin:
                return
            address = await ask_ngrok(self._ngrok_web, self._port)
        self._be_at(address)

    async def _leave(self, process: TunnelProcess) -> None:
        """End what still runs, even if this is cancelled meanwhile."""
        try:
            await asyncio.to_thread(process.end, self._limits.grace_s)
        except asyncio.CancelledError:
            process.kill()
            raise
