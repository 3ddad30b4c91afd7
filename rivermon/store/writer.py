"""One thread, one connection, group commit: many webhooks, one flush of the disk.

Knows transactions and threads. Does not know what the jobs write.
"""

import asyncio
import logging
import queue
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import peewee as pw

from rivermon.core.feed import Fact
from rivermon.core.ports import StoreUnavailable
from rivermon.store.failure import in_words, of_the_world
from rivermon.store.keeping import Execute, Told

Job = Callable[[Execute], tuple[Any, Told]]
Tell = Callable[[Sequence[Fact]], None]

_MOST_AT_ONCE = 256
_log = logging.getLogger(__name__)


class _Order(NamedTuple):
    job: Job
    future: "asyncio.Future[Any]"


class _Done(NamedTuple):
    """What became of an order: a result, or the exception to raise."""

    order: _Order
    result: Any = None
    failure: Exception | None = None


class Writer:
    """Does jobs in the order in which they come, as many in one transaction as are waiting.

    Their facts are told on the loop after the commit, and only then does each job's caller go on.
    """

    def __init__(self, database: pw.SqliteDatabase, path: Path, tell: Tell) -> None:
        self._database = database
        self._path = path
        self._tell = tell
        self._rolled_back: list[Callable[[], None]] = []
        self._orders: queue.SimpleQueue[_Order | None] = queue.SimpleQueue()
        self._loop = asyncio.get_running_loop()
        self._closing = False
        self._ended: asyncio.Future[None] = self._loop.create_future()
        self._thread = threading.Thread(target=self._run, name="store writer", daemon=True)

    def start(self) -> None:
        """Begin to write."""
        self._thread.start()

    def on_rollback(self, forget: Callable[[], None]) -> None:
        """Have `forget` called, in the writer's thread, whenever a transaction was undone."""
        self._rolled_back.append(forget)

    async def do(self, job: Job) -> Any:
        """Run a job in a transaction; return its result once that is committed and told.

        Raises:
            StoreUnavailable: the database could not be written; nothing of the job is in it.
            Exception: what the job itself raised.
        """
        if self._closing or self._ended.done():
            raise StoreUnavailable(f"The database {self._path} is closed: rivermon is stopping.")
        future: asyncio.Future[Any] = self._loop.create_future()
        self._orders.put(_Order(job, future))
        return await future

    async def close(self) -> None:
        """Do what was ordered before, then end the thread and its connection."""
        self._closing = True
        self._orders.put(None)
        await asyncio.shield(self._ended)
        self._thread.join()

    def _run(self) -> None:
        try:
            while self._write_next():
                pass
        finally:
            self._database.close()
            self._loop.call_soon_threadsafe(self._ended.set_result, None)

    def _write_next(self) -> bool:
        """Wait for an order, write it with all that wait behind it; False at the end."""
        orders: list[_Order] = []
        order = self._orders.get()
        while order is not None:
            orders.append(order)
            if len(orders) == _MOST_AT_ONCE or self._orders.empty():
                break
            order = self._orders.get()
        if orders:
            self._write(orders)
        return order is not None

    def _write(self, orders: list[_Order]) -> None:
        try:
            done, told = self._commit(orders)
        except Exception as failure:  # noqa: BLE001 - handed to whoever ordered the job
            world = of_the_world(failure)
            if len(orders) > 1 and not world:
                # One job's mistake must not cost the others their commit: each for itself.
                for order in orders:
                    self._write([order])
                return
            trouble = StoreUnavailable(in_words(self._path, failure)) if world else failure
            done, told = [_Done(order, failure=trouble) for order in orders], []
        self._loop.call_soon_threadsafe(self._settle, done, told)

    def _commit(self, orders: list[_Order]) -> tuple[list[_Done], Told]:
        self._database.connect(reuse_if_open=True)
        execute: Execute = self._database.execute_sql
        done: list[_Done] = []
        told: Told = []
        try:
            with self._database.atomic("IMMEDIATE"):
                for order in orders:
                    result, facts = order.job(execute)
                    done.append(_Done(order, result))
                    told += facts
        except BaseException:
            for forget in self._rolled_back:
                forget()
            raise
        return done, told

    def _settle(self, done: list[_Done], told: Told) -> None:
        try:
            self._tell(told)
        finally:  # a listener that fails must not leave the callers waiting for ever
            for order, result, failure in done:
                if order.future.done():
                    continue
                if failure is None:
                    order.future.set_result(result)
                else:
                    order.future.set_exception(failure)
