"""A writer at work: jobs to order from it, and a gate behind which orders pile up."""

import asyncio
import sqlite3
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from rivermon.core.feed import Listening
from rivermon.core.ports import StoreUnavailable
from rivermon.store.database import open_database
from rivermon.store.insertion import Execute
from rivermon.store.owing import Told
from rivermon.store.write_order import Job
from rivermon.store.writer import Tell, Writer

TITLES = "SELECT title FROM ai_content ORDER BY id"
_INSERT = (
    "INSERT INTO ai_content (title, body, category, metadata, source, created_at) "
    "VALUES (?, ?, '', '{}', '', '')"
)


def write(title: str, *, body: str = "") -> Job:
    """A job that writes a row, results in its title and tells of it."""

    def job(execute: Execute) -> tuple[str, Told]:
        execute(_INSERT, (title, body))
        return title, [Listening(title)]

    return job


def stumble(execute: Execute) -> tuple[None, Told]:
    """A job that writes, and then turns out to be a mistake of ours."""
    execute(_INSERT, ("half done", ""))
    raise KeyError("ours")


def break_a_constraint(execute: Execute) -> tuple[None, Told]:
    """A job whose values SQLite refuses: a mistake of ours, too."""
    execute(_INSERT, (None, ""))
    return None, []


def pragma(words: str) -> Job:
    """A job that sets a pragma on the writer's own connection."""

    def job(execute: Execute) -> tuple[Any, Told]:
        return execute(f"PRAGMA {words}", ()).fetchall(), []

    return job


class Gate:
    """A job that keeps the writer busy until it is opened, so that orders pile up."""

    def __init__(self) -> None:
        self._reached = threading.Event()
        self._opened = threading.Event()

    def job(self, execute: Execute) -> tuple[None, Told]:
        del execute
        self._reached.set()
        assert self._opened.wait(10)
        return None, []

    async def reached(self) -> None:
        assert await asyncio.to_thread(self._reached.wait, 10)

    def open(self) -> None:
        self._opened.set()


class Bench:
    """A writer at work, what it told, and the statements it ran."""

    def __init__(self, writer: Writer, statements: list[str]) -> None:
        self.writer = writer
        self.statements = statements

    async def all_at_once(self, *jobs: Job) -> list[Any]:
        """Order jobs while the writer is busy; their results, or the exceptions."""
        gate = Gate()
        first = asyncio.gather(self.writer.do(gate.job))
        await gate.reached()
        piled = asyncio.gather(*map(self.writer.do, jobs), return_exceptions=True)
        await asyncio.sleep(0)  # one turn of the loop: every order is given now
        self.statements.clear()
        gate.open()
        await first
        return list(await piled)

    async def once_up(self, job: Job) -> Any:
        """The result of a job, ordered again and again until the database can be written."""
        async with asyncio.timeout(10):
            while True:
                try:
                    return await self.writer.do(job)
                except StoreUnavailable:
                    await asyncio.sleep(0.02)

    @property
    def commits(self) -> int:
        return self.statements.count("COMMIT")


@asynccontextmanager
async def working(path: Path, tell: Tell) -> AsyncIterator[Bench]:
    database = open_database(path)
    statements: list[str] = []

    def listen(execute: Execute) -> tuple[None, Told]:
        del execute
        connect: Callable[[], sqlite3.Connection] = database.connection
        connect().set_trace_callback(statements.append)
        return None, []

    writer = Writer(database, path, tell)
    writer.start()
    try:
        await writer.do(listen)
        yield Bench(writer, statements)
    finally:
        await writer.close()
