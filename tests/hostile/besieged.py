"""The real listener, intake and store on 127.0.0.1, and what must hold whatever is sent to them.

It lives on a loop in a thread of its own, so that hypothesis can drive it.
"""

import asyncio
import contextlib
import logging
import sqlite3
import threading
import time
from collections.abc import AsyncIterator, Coroutine, Iterator
from pathlib import Path
from typing import Any, TypeVar

from rivermon.core.callback_gate import CallbackGate
from rivermon.core.clock import SystemClock
from rivermon.core.feed import ChangeFeed
from rivermon.core.flood_gauge import FloodGauge
from rivermon.core.intake import Intake
from rivermon.core.patience import Patience
from rivermon.core.rejections import Rejections
from rivermon.net.listener import Listener
from rivermon.store.store import opened
from tests.net.raw_http import RawAnswer, RawConnection, request

SECRET = "whsec_besieged_4d"
ANSWERS = frozenset({200, 400, 401, 404, 405, 408, 413, 415, 503})
"""Every status that a sender may see; 503 only with Retry-After, or from /health."""

HEALTH = request("/health", b"", method="GET")
HEALTHY = b'{"status": "ok"}'
PROMPT_S = 0.25
"""So soon is answered who behaves, whatever the others do.

A tenth of a second is usual, and up to 0.15 s was seen where both cores were busy with something
else; a loop that does a stranger's work itself takes seconds.
"""

_PATIENCE_S = 30.0
T = TypeVar("T")


class Besieged:
    """A house under attack: its address, and its ledger on the disk."""

    def __init__(self, database: Path, loop: asyncio.AbstractEventLoop) -> None:
        self.database = database
        self._loop = loop
        self.address: tuple[str, int] = ("", 0)
        self.intake: Intake

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Run a client's coroutine on the house's own loop, and wait for it."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(_PATIENCE_S)

    def say(self, sent: bytes) -> list[RawAnswer]:
        """Send bytes on a connection of their own, and no more; all that is answered to them."""
        return self.run(said(self.address, sent))

    def health_s(self) -> float:
        """How long /health takes to say that all is well, in seconds."""
        began = time.perf_counter()
        (answer,) = self.say(HEALTH)
        assert answer.status == 200, answer
        return time.perf_counter() - began

    def ledger(self, sql: str) -> list[tuple[Any, ...]]:
        """What a query finds in the database."""
        with contextlib.closing(sqlite3.connect(self.database)) as database:
            return database.execute(sql).fetchall()

    def contents(self) -> list[str]:
        """The titles of everything that was stored as content."""
        return [title for (title,) in self.ledger("SELECT title FROM ai_content ORDER BY id")]

    def outcomes(self) -> list[str]:
        """What became of each delivery, in their order."""
        return [word for (word,) in self.ledger("SELECT outcome FROM delivery ORDER BY id")]


async def said(address: tuple[str, int], sent: bytes) -> list[RawAnswer]:
    """Everything that is answered to these bytes, until the connection ends or waits for more.

    A last request for /health, sent once there is an answer, shows that no other one is coming.
    """
    answers: list[RawAnswer] = []
    async with RawConnection(address) as connection:
        with contextlib.suppress(ConnectionError):
            connection.writer.write(sent)
            await connection.writer.drain()
        while (answer := await connection.answer_if_any()) is not None:
            if answers and answer.body == HEALTHY:
                break
            answers.append(answer)
            if len(answers) == 1:
                connection.writer.write(HEALTH)
    return answers


def assert_in_order(answers: list[RawAnswer]) -> None:
    """Every answer is JSON, and of the kind that is documented."""
    for answer in answers:
        assert answer.status in ANSWERS, answer
        assert answer.header("Content-Type") == "application/json", answer
        assert isinstance(answer.json, dict), answer
        assert (answer.header("Retry-After") is not None) == (answer.status == 503), answer


@contextlib.contextmanager
def besieged(folder: Path, **limits: Any) -> Iterator[Besieged]:
    """A house that listens, is impatient, keeps whatever it rejects, and makes nobody wait."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="besieged house")
    thread.start()
    house = Besieged(folder / "rivermon.db", loop)
    stack = contextlib.AsyncExitStack()
    try:
        house.run(stack.enter_async_context(_living(house, **limits)))
        yield house
    finally:
        house.run(stack.aclose())
        house.run(loop.shutdown_default_executor())
        loop.call_soon_threadsafe(loop.stop)
        thread.join(_PATIENCE_S)
        loop.close()


@contextlib.asynccontextmanager
async def _living(house: Besieged, **limits: Any) -> AsyncIterator[None]:
    clock, feed = SystemClock(), ChangeFeed()
    everything = 10**9
    rejections = Rejections(
        clock.monotonic_s,
        patience=Patience(free=everything),
        gauge=FloodGauge(burst=everything),
    )
    limits = {"head_timeout_s": 0.3, "body_timeout_s": 0.3, **limits}
    async with opened(house.database, feed.tell, clock) as store:
        house.intake = Intake(
            store=store,
            feed=feed,
            clock=clock,
            gate=CallbackGate(["api.modelriver.com"], has_api_key=True),
            secrets=[SECRET],
            rejections=rejections,
        )
        listener = Listener(house.intake, now=clock.now, host="127.0.0.1", port=0, **limits)
        await listener.open()
        assert listener.address is not None
        house.address = listener.address
        try:
            yield
        finally:
            await listener.close()


@contextlib.contextmanager
def no_complaint() -> Iterator[None]:
    """Nothing is logged as an error meanwhile: neither a mistake of ours nor aiohttp's."""
    complaints: list[logging.LogRecord] = []

    class _Listening(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            complaints.append(record)

    handler = _Listening(logging.ERROR)
    logging.getLogger().addHandler(handler)
    try:
        yield
    finally:
        logging.getLogger().removeHandler(handler)
    assert not complaints, [record.getMessage() for record in complaints]
