"""One thread, one connection, group commit: many webhooks, one flush of the disk.

Knows transactions and threads. Does not know what the jobs write.
"""

import asyncio
import logging
import queue
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import peewee as pw

from rivermon.core.feed import Fact, Trouble, TroubleBegan, TroubleEnded
from rivermon.core.ports import RivermonError, StoreUnavailable
from rivermon.store.caretaker import Caretaker
from rivermon.store.failure import WORLD, in_words, of_the_world
from rivermon.store.insertion import Execute
from rivermon.store.owing import Told
from rivermon.store.ownership import Owner
from rivermon.store.wording import AT_ONCE, MANY, Wording
from rivermon.store.write_order import Done, Ended, Job, Order, Together, by_kind, one_by_one

Tell = Callable[[Sequence[Fact]], None]

_MOST_AT_ONCE = 256
# So long nothing was ordered when the words of what came are written.
_QUIET_S = 0.1
_LOOK_EVERY_S = 1.0
_log = logging.getLogger(__name__)


class Writer:
    """Writes what is ordered, as much of it in one transaction as is waiting.

    Things of a kind are written together, in the order in which they came; two of different kinds
    that wait at once may change places, for nobody waits for both. Their facts are told on the loop
    after the commit, and only then do those who gave the orders go on.

    After a failure of the world's every order is refused at once, and the database is tried again
    every second: nobody waits behind a lock, and nobody has to come for it to go on.
    """

    def __init__(
        self, database: pw.SqliteDatabase, path: Path, tell: Tell, owner: Owner | None = None
    ) -> None:
        self._database = database
        self._path = path
        self._caretaker = Caretaker(database, path, owner)
        self._down: str | None = None  # why, as the loop knows it
        self._failure: Exception | None = None  # why, as the thread knows it
        self._patience_s = _LOOK_EVERY_S
        self._mended = 0
        self._tell = tell
        self._wording: Wording | None = None
        self._spares_no_time = False
        self._committed: Callable[[int], None] = lambda _: None
        self._rolled_back: list[Callable[[], None]] = []
        self._orders: queue.SimpleQueue[Order | None] = queue.SimpleQueue()
        self._loop = asyncio.get_running_loop()
        self._closing = False
        self._ended: asyncio.Future[None] = self._loop.create_future()
        self._thread = threading.Thread(target=self._run, name="store writer", daemon=True)

    def start(self) -> None:
        """Begin to write."""
        self._thread.start()

    def use_spare_time(self, wording: Wording) -> None:
        """Have rows given their words while there is nothing else to write."""
        self._wording = wording

    def on_commit(self, note: Callable[[int], None]) -> None:
        """Have `note` called, in the writer's thread, after each commit, with the file's size."""
        self._committed = note

    def on_rollback(self, forget: Callable[[], None]) -> None:
        """Have `forget` called, in the writer's thread, whenever a transaction was undone."""
        self._rolled_back.append(forget)

    async def do(self, job: Job) -> Any:
        """Run a job in a transaction; return its result once that is committed and told.

        Raises:
            StoreUnavailable: the database could not be written; nothing of the job is in it.
            Exception: what the job itself raised.
        """
        return await self.write(one_by_one, job)

    async def write(self, together: Together, thing: Any) -> Any:
        """Have `together` write a thing, with others that wait; return what it resulted in.

        Raises:
            StoreUnavailable: the database could not be written; nothing of the thing is in it.
            Exception: what `together` raised for this thing alone.
        """
        if self._closing or self._ended.done():
            raise StoreUnavailable(f"The database {self._path} is closed: rivermon is stopping.")
        if self._down is not None:
            raise StoreUnavailable(self._down)
        future: asyncio.Future[Any] = self._loop.create_future()
        self._orders.put(Order(together, thing, future))
        return await future

    def suspect(self, damage: Exception) -> None:
        """Take a failure that a reader met for one of the writer's own."""
        mended = self._mended

        def job(execute: Execute) -> Done:
            del execute
            if self._mended == mended:  # else it was said of the file that was set aside
                raise damage.__cause__ or damage
            return None, []

        if not (self._closing or self._down):
            nobody = self._loop.create_future()
            nobody.cancel()
            self._orders.put(Order(one_by_one, job, nobody))

    async def close(self) -> None:
        """Do what was ordered before, then end the thread and its connection."""
        self._closing = True
        self._orders.put(None)
        await asyncio.shield(self._ended)
        self._thread.join()

    def _run(self) -> None:
        try:
            self._look()
            while self._write_next():
                pass
            while self._failure is None and self._has_words_to_give():
                self._give_words(MANY)
            self._look()
            if self._failure is not None:
                self._look()  # what was committed into a file that is gone is put back now or never
        finally:
            self._caretaker.close()
            self._loop.call_soon_threadsafe(self._ended.set_result, None)

    def _write_next(self) -> bool:
        """Wait for an order, write it with all that wait behind it; False at the end."""
        orders: list[Order] = []
        try:
            order = self._orders.get(timeout=min(self._patience_s, self._quiet_s()))
        except queue.Empty:
            if not self._give_words_in_peace():
                self._look()
            return True
        while order is not None:
            orders.append(order)
            if len(orders) == _MOST_AT_ONCE or self._orders.empty():
                break
            order = self._orders.get()
        if orders:
            self._write(orders)
            if self._wording is not None and self._wording.due(len(orders)):
                self._give_words(AT_ONCE)
        return order is not None

    def _give_words_in_peace(self) -> bool:
        """Give words until somebody orders something; False if there were none to give."""
        gave = False
        while self._failure is None and self._has_words_to_give() and self._orders.empty():
            self._give_words(MANY)
            gave = True
        return gave

    def _has_words_to_give(self) -> bool:
        wording = self._wording
        return wording is not None and wording.pending and not self._spares_no_time

    def _quiet_s(self) -> float:
        return _QUIET_S if self._has_words_to_give() else _LOOK_EVERY_S

    def _give_words(self, most: int) -> None:
        wording = self._wording
        if wording is None or self._spares_no_time or self._failure is not None:
            return
        try:
            self._in_one(lambda execute: wording.some(execute, most))
        except Exception as failure:  # noqa: BLE001 - waited for, or logged
            if of_the_world(failure):
                self._go_down(failure, [])
            else:
                _log.exception("The words of what came could not be written")
                self._spares_no_time = True  # who looks for words is told

    def _write(self, orders: list[Order]) -> None:
        if self._failure is not None:  # ordered before the loop knew
            self._go_down(self._failure, orders)
            return
        try:
            done, told = self._commit(orders)
        except Exception as failure:  # noqa: BLE001 - handed to whoever ordered the job
            world = of_the_world(failure)
            if world:
                self._go_down(failure, orders)
                return
            if len(orders) > 1:
                # One job's mistake must not cost the others their commit: each for itself.
                for order in orders:
                    self._write([order])
                return
            done, told = [Ended(order, failure=failure) for order in orders], []
        self._loop.call_soon_threadsafe(self._settle, done, told)

    def _look(self) -> None:
        """See that all is well with the file while there is nothing to write, and mend what is not.

        Whoever has ordered something is answered first: mending may take a while.
        """
        self._patience_s = _LOOK_EVERY_S
        if self._failure is None:
            try:
                self._caretaker.connect()
                self._caretaker.look()
            except WORLD as failure:
                self._go_down(failure, [])
            return
        try:
            told = self._caretaker.mend(self._failure)
        except Exception as failure:  # noqa: BLE001 - told, and tried again
            if not (of_the_world(failure) or isinstance(failure, RivermonError)):
                _log.exception("The database could not be mended")
            self._go_down(failure, [])
            self._patience_s = _LOOK_EVERY_S
        else:
            self._failure = None
            self._mended += 1
            self._forget()
            told = [TroubleEnded(Trouble.STORE), *told]
            self._loop.call_soon_threadsafe(self._settle, [], told, None)

    def _go_down(self, failure: Exception, orders: Sequence[Order]) -> None:
        self._failure = failure
        self._patience_s = 0.0
        spoken = isinstance(failure, RivermonError)
        words = str(failure) if spoken else in_words(self._path, failure)
        done = [Ended(order, failure=StoreUnavailable(words)) for order in orders]
        began: Told = [TroubleBegan(Trouble.STORE, words)]
        self._loop.call_soon_threadsafe(self._settle, done, began, words)

    def _forget(self) -> None:
        for forget in self._rolled_back:
            forget()

    def _commit(self, orders: list[Order]) -> tuple[list[Ended], Told]:
        done: list[Ended] = []
        told: Told = []

        def all_of_them(execute: Execute) -> None:
            for together, alike in by_kind(orders).items():
                results = together(execute, [order.thing for order in alike])
                for order, (result, facts) in zip(alike, results, strict=True):
                    done.append(Ended(order, result))
                    told.extend(facts)

        self._in_one(all_of_them)
        return done, told

    def _in_one(self, work: Callable[[Execute], None]) -> None:
        """Do work in a transaction of its own."""
        self._caretaker.connect()
        try:
            with self._database.atomic("IMMEDIATE"):
                work(self._database.execute_sql)
        except BaseException:
            self._forget()
            raise
        self._caretaker.look()
        if self._wording is not None:
            self._wording.committed()
        self._committed(self._caretaker.size)

    def _settle(self, done: list[Ended], told: Told, down: str | None = None) -> None:
        self._down = down
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
