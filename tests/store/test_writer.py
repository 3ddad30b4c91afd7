"""One thread, group commit: what is told when, and what failures cost whom."""

import asyncio
import threading
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any

import peewee as pw
import pytest

from rivermon.core.feed import Fact, Listening
from rivermon.core.ports import StoreUnavailable
from rivermon.store.write_order import Job
from tests.store.bench import (
    TITLES,
    Bench,
    Gate,
    break_a_constraint,
    pragma,
    stumble,
    working,
    write,
)
from tests.store.second_look import changed, locked, one, seen


@pytest.fixture
def told() -> list[str]:
    """What was told, in order."""
    return []


@pytest.fixture
async def bench(path: Path, told: list[str]) -> AsyncIterator[Bench]:
    def tell(facts: Sequence[Fact]) -> None:
        told.extend(fact.url for fact in facts if isinstance(fact, Listening))

    async with working(path, tell) as bench:
        yield bench


class TestTelling:
    async def test_comes_after_the_commit_and_before_the_result(self, path: Path) -> None:
        happened: list[str] = []
        loop_thread = threading.get_ident()

        def tell(facts: Sequence[Fact]) -> None:
            if facts:
                assert threading.get_ident() == loop_thread
                happened.extend(f"{title} is in the file" for (title,) in seen(path, TITLES))

        async with working(path, tell) as bench:
            happened.append(f"result {await bench.writer.do(write('a'))}")
        assert happened == ["a is in the file", "result a"]

    async def test_is_one_batch_for_a_commit_in_order(self, path: Path) -> None:
        batches: list[int] = []
        async with working(path, lambda facts: batches.append(len(facts))) as bench:
            await bench.all_at_once(*(write(f"{number}") for number in range(5)))
        assert [size for size in batches if size] == [5]

    async def test_a_listener_that_fails_costs_nobody_the_result(self, path: Path) -> None:
        def tell(facts: Sequence[Fact]) -> None:
            if facts:
                raise KeyError("a listener's mistake")

        complaints: list[dict[str, Any]] = []
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(lambda _, context: complaints.append(context))
        async with working(path, tell) as bench, asyncio.timeout(5):
            assert await bench.writer.do(write("a")) == "a"
        assert isinstance(complaints[0]["exception"], KeyError), "and it is not hidden"


class TestGroups:
    async def test_what_waits_is_committed_together(self, path: Path, bench: Bench) -> None:
        results = await bench.all_at_once(*(write(f"{number}") for number in range(40)))
        assert results == [f"{number}" for number in range(40)]
        assert bench.commits == 2, "the job that kept the writer busy, and all the others"
        assert one(path, "SELECT count(*) FROM ai_content") == 40

    async def test_a_group_is_bounded(self, bench: Bench) -> None:
        await bench.all_at_once(*(write(f"{number}") for number in range(600)))
        assert bench.commits == 1 + 3

    async def test_the_order_is_kept(self, path: Path, bench: Bench, told: list[str]) -> None:
        wanted = [f"{number}" for number in range(300)]
        await bench.all_at_once(*map(write, wanted))
        assert [title for (title,) in seen(path, TITLES)] == wanted
        assert told == wanted

    async def test_alone_each_is_a_commit(self, bench: Bench) -> None:
        bench.statements.clear()
        for number in range(3):
            await bench.writer.do(write(f"{number}"))
        assert bench.commits == 3


class TestMistakes:
    @pytest.mark.parametrize(
        ("mistake", "error"),
        [(stumble, KeyError), (break_a_constraint, pw.IntegrityError)],
        ids=["in the job", "in its values"],
    )
    async def test_cost_only_the_job_that_made_them(
        self, path: Path, bench: Bench, told: list[str], mistake: Job, error: type[Exception]
    ) -> None:
        results = await bench.all_at_once(write("a"), mistake, write("b"))
        assert [type(result) for result in results] == [str, error, str]
        assert [title for (title,) in seen(path, TITLES)] == ["a", "b"]
        assert told == ["a", "b"], "each once, though the group was tried twice"

    async def test_alone_is_raised_and_leaves_nothing(self, path: Path, bench: Bench) -> None:
        with pytest.raises(KeyError, match="ours"):
            await bench.writer.do(stumble)
        assert seen(path, TITLES) == []
        assert await bench.writer.do(write("next")) == "next"

    async def test_what_must_forget_is_told_of_a_rollback(self, bench: Bench) -> None:
        forgotten: list[str] = []
        bench.writer.on_rollback(lambda: forgotten.append("forgotten"))
        await bench.writer.do(write("fine"))
        assert forgotten == []
        with pytest.raises(KeyError):
            await bench.writer.do(stumble)
        assert forgotten == ["forgotten"]


class TestTroubles:
    async def test_a_locked_database_fails_the_whole_group_in_words(
        self, path: Path, bench: Bench, told: list[str]
    ) -> None:
        await bench.writer.do(pragma("busy_timeout = 20"))
        with locked(path):
            tries = (bench.writer.do(write(f"{number}")) for number in range(5))
            failures = await asyncio.gather(*tries, return_exceptions=True)
        assert [type(failure) for failure in failures] == [StoreUnavailable] * 5
        assert "another program holds the database" in str(failures[0])
        assert str(path) in str(failures[0])
        assert seen(path, TITLES) == []
        assert told == []
        assert await bench.once_up(write("next")) == "next", "it goes on by itself"

    async def test_whoever_comes_behind_a_lock_is_refused_at_once(
        self, path: Path, bench: Bench
    ) -> None:
        await bench.writer.do(pragma("busy_timeout = 20"))
        with locked(path):
            with pytest.raises(StoreUnavailable):
                await bench.writer.do(write("first"))
            statements = len(bench.statements)
            with pytest.raises(StoreUnavailable, match="another program holds the database"):
                await bench.writer.do(write("second"))
            assert len(bench.statements) == statements, "nobody asked the database"

    async def test_a_full_disk_is_told_and_mended(
        self, path: Path, bench: Bench, told: list[str]
    ) -> None:
        await bench.writer.do(write("large", body="x" * 500_000))
        pages = one(path, "PRAGMA page_count")
        await bench.writer.do(pragma(f"max_page_count = {pages + 2}"))
        results = await bench.all_at_once(
            write("small"), write("larger", body="x" * 500_000), write("late")
        )
        assert [type(result) for result in results] == [StoreUnavailable] * 3
        assert "the disk is full: free some space" in str(results[0])
        assert seen(path, TITLES) == [("large",)], "all or nothing"
        assert told == ["large"]
        changed(path, "DELETE FROM ai_content")
        assert await bench.once_up(write("next", body="x" * 100_000)) == "next"
        assert one(path, "PRAGMA integrity_check") == "ok"

    async def test_nothing_ends_the_trouble_while_there_is_no_room(
        self, path: Path, bench: Bench
    ) -> None:
        pages = one(path, "PRAGMA page_count")
        await bench.writer.do(pragma(f"max_page_count = {pages + 2}"))
        with pytest.raises(StoreUnavailable):
            await bench.writer.do(write("large", body="x" * 500_000))
        tried = len(bench.statements)
        async with asyncio.timeout(10):
            while sum("BEGIN" in said for said in bench.statements[tried:]) < 2:  # noqa: ASYNC110
                await asyncio.sleep(0.02)  # the thread sets no event
        with pytest.raises(StoreUnavailable, match="the disk is full"):
            await bench.writer.do(write("small"))


class TestClosing:
    async def test_what_was_ordered_before_is_written(self, path: Path, bench: Bench) -> None:
        gate = Gate()
        first = asyncio.gather(bench.writer.do(gate.job))
        await gate.reached()
        piled = asyncio.gather(*(bench.writer.do(write(f"{n}")) for n in range(300)))
        await asyncio.sleep(0)
        closing = asyncio.gather(bench.writer.close())
        await asyncio.sleep(0)
        gate.open()
        await closing
        await first
        assert await piled == [f"{n}" for n in range(300)]
        assert one(path, "SELECT count(*) FROM ai_content") == 300

    async def test_what_is_ordered_after_is_refused(self, bench: Bench) -> None:
        await bench.writer.close()
        with pytest.raises(StoreUnavailable, match=r"closed: rivermon is stopping"):
            await bench.writer.do(write("late"))

    async def test_what_is_ordered_while_it_closes_is_refused(self, bench: Bench) -> None:
        gate = Gate()
        first = asyncio.gather(bench.writer.do(gate.job))
        await gate.reached()
        closing = asyncio.gather(bench.writer.close())
        await asyncio.sleep(0)
        async with asyncio.timeout(5):
            with pytest.raises(StoreUnavailable, match="closed"):
                await bench.writer.do(write("late"))
        gate.open()
        await asyncio.gather(first, closing)

    async def test_twice_is_harmless(self, bench: Bench) -> None:
        await bench.writer.close()
        await bench.writer.close()

    async def test_ends_the_thread_and_folds_the_log_into_the_file(
        self, path: Path, bench: Bench
    ) -> None:
        await bench.writer.do(write("a"))
        await bench.writer.close()
        assert "store writer" not in {thread.name for thread in threading.enumerate()}
        assert not path.with_name(f"{path.name}-wal").exists()


class TestCancelling:
    async def test_a_caller_that_leaves_does_not_break_the_others(
        self, path: Path, bench: Bench
    ) -> None:
        gate = Gate()
        first = asyncio.gather(bench.writer.do(gate.job))
        await gate.reached()
        leaver = asyncio.gather(bench.writer.do(write("left")))
        stayers = asyncio.gather(*(bench.writer.do(write(f"{number}")) for number in range(2)))
        await asyncio.sleep(0)
        leaver.cancel()
        gate.open()
        await first
        assert await stayers == ["0", "1"]
        with pytest.raises(asyncio.CancelledError):
            await leaver
        assert [title for (title,) in seen(path, TITLES)] == ["left", "0", "1"]
