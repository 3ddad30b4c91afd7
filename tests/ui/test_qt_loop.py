"""The loop: order, threads, timers, signals, sockets."""

import asyncio
import contextvars
import os
import signal
import sys
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from rivermon.ui.qt_loop import ReadyQueueLoop
from tests.ui.conftest import Run


@pytest.fixture
def own_loop(qapp: QApplication) -> Iterator[ReadyQueueLoop]:
    loop = ReadyQueueLoop(qapp)
    yield loop
    loop.close()


def test_calls_run_in_the_order_they_were_made(on_loop: Run) -> None:
    async def main() -> list[int]:
        seen: list[int] = []
        loop = asyncio.get_running_loop()
        for number in range(100):
            loop.call_soon(seen.append, number)
            loop.call_soon_threadsafe(seen.append, number + 1000)
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        return seen

    assert on_loop(main) == [x for n in range(100) for x in (n, n + 1000)]


def test_a_call_made_in_a_round_waits_for_the_next_round(on_loop: Run) -> None:
    async def main() -> list[str]:
        seen: list[str] = []
        loop = asyncio.get_running_loop()
        done = loop.create_future()

        def first() -> None:
            seen.append("first")
            loop.call_soon(seen.append, "later")
            loop.call_soon(done.set_result, None)

        loop.call_soon(first)
        loop.call_soon(seen.append, "second")
        await done
        return seen

    assert on_loop(main) == ["first", "second", "later"]


def test_a_cancelled_call_does_not_run(on_loop: Run) -> None:
    async def main() -> list[int]:
        seen: list[int] = []
        loop = asyncio.get_running_loop()
        loop.call_soon(seen.append, 1).cancel()
        loop.call_later(0.001, seen.append, 2).cancel()
        loop.call_soon_threadsafe(seen.append, 3).cancel()
        await asyncio.sleep(0.02)
        return seen

    assert on_loop(main) == []


def test_a_call_runs_in_the_context_it_was_given(on_loop: Run) -> None:
    where: contextvars.ContextVar[str] = contextvars.ContextVar("where", default="outside")
    context = contextvars.copy_context()
    context.run(where.set, "inside")

    async def main() -> list[str]:
        seen: list[str] = []
        loop = asyncio.get_running_loop()

        def look() -> None:
            seen.append(where.get())

        loop.call_soon(look, context=context)
        loop.call_soon(look)
        loop.call_later(0.001, look, context=context)
        await asyncio.sleep(0.02)
        return seen

    assert on_loop(main) == ["inside", "outside", "inside"]


def test_qt_is_served_between_the_rounds_of_a_busy_loop(on_loop: Run) -> None:
    async def main() -> bool:
        served: list[bool] = []
        QTimer.singleShot(0, lambda: served.append(True))
        for _ in range(100_000):
            await asyncio.sleep(0)
            if served:
                break
        return bool(served)

    assert on_loop(main)


def test_threads_wake_the_loop_and_keep_their_order(on_loop: Run) -> None:
    async def main() -> dict[str, list[int]]:
        loop = asyncio.get_running_loop()
        seen: dict[str, list[int]] = {"a": [], "b": []}
        done = asyncio.Event()
        ended: list[str] = []

        def end(name: str) -> None:
            ended.append(name)
            if len(ended) == 2:
                done.set()

        def call(name: str) -> None:
            for number in range(2000):
                loop.call_soon_threadsafe(seen[name].append, number)
            loop.call_soon_threadsafe(end, name)

        threads = [threading.Thread(target=call, args=(name,)) for name in seen]
        for thread in threads:
            thread.start()
        await asyncio.wait_for(done.wait(), 10)
        for thread in threads:
            thread.join()
        return seen

    assert on_loop(main) == {"a": list(range(2000)), "b": list(range(2000))}


def test_a_thread_wakes_an_idle_loop_every_time(on_loop: Run) -> None:
    async def main() -> int:
        return sum([await asyncio.to_thread(int, "1") for _ in range(200)])

    assert on_loop(main) == 200


def test_no_timer_fires_early_and_all_fire_in_order(on_loop: Run) -> None:
    async def main() -> tuple[list[float], list[float]]:
        loop = asyncio.get_running_loop()
        early: list[float] = []
        fired: list[float] = []
        start = loop.time()

        def fire(when: float) -> None:
            fired.append(when)
            if loop.time() < when:
                early.append(when - loop.time())

        whens = [start + (n * 37 % 300) / 3000 for n in range(300)]
        handles = [loop.call_at(when, fire, when) for when in whens]
        for handle in handles[::2]:
            handle.cancel()
        await asyncio.sleep(0.15)
        assert fired == sorted(whens[1::2])
        return early, fired

    early, fired = on_loop(main)
    assert early == []
    assert len(fired) == 150


def test_cancelled_timers_do_not_pile_up(own_loop: ReadyQueueLoop) -> None:
    for _ in range(5000):
        own_loop.call_later(3600, print).cancel()
    keep = [own_loop.call_later(3600, print) for _ in range(10)]
    assert len(own_loop._later) < 200
    assert not any(handle.cancelled() for handle in keep)


def test_a_sooner_timer_moves_the_alarm(on_loop: Run) -> None:
    async def main() -> None:
        loop = asyncio.get_running_loop()
        loop.call_later(3600, print)
        loop.call_later(1e12, print)
        await asyncio.wait_for(asyncio.sleep(0.01), 5)

    on_loop(main)


@pytest.mark.skipif(sys.platform == "win32", reason="no add_signal_handler on Windows")
def test_a_signal_handler_runs_each_time(on_loop: Run) -> None:
    async def main() -> int:
        loop = asyncio.get_running_loop()
        caught = asyncio.Event()
        loop.add_signal_handler(signal.SIGUSR1, caught.set)
        times = 0
        for _ in range(3):
            threading.Timer(0.01, os.kill, (os.getpid(), signal.SIGUSR1)).start()
            await asyncio.wait_for(caught.wait(), 5)
            caught.clear()
            times += 1
        assert loop.remove_signal_handler(signal.SIGUSR1)
        return times

    assert on_loop(main) == 3


def test_a_server_and_its_client_talk_over_a_socket(on_loop: Run) -> None:
    async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write((await reader.readline()).upper())
        await writer.drain()
        writer.close()
        await writer.wait_closed()

    async def ask(port: int, number: int) -> bytes:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"river %d\n" % number)
        answer = await reader.read()
        writer.close()
        await writer.wait_closed()
        return answer

    async def main() -> list[bytes]:
        server = await asyncio.start_server(echo, "127.0.0.1", 0)
        async with server:
            port = server.sockets[0].getsockname()[1]
            return await asyncio.gather(*(ask(port, number) for number in range(20)))

    assert on_loop(main) == [b"RIVER %d\n" % number for number in range(20)]


def test_a_closed_loop_takes_nothing_more(qapp: QApplication) -> None:
    loop = ReadyQueueLoop(qapp)
    seen: list[int] = []
    soon = loop.call_soon(seen.append, 1)
    later = loop.call_later(1, seen.append, 2)
    loop.close()
    loop.close()
    assert soon.cancelled()
    assert later.cancelled()
    for call in (loop.call_soon, loop.call_soon_threadsafe):
        with pytest.raises(RuntimeError, match="closed"):
            call(seen.append, 3)
    with pytest.raises(RuntimeError, match="closed"):
        loop.call_later(0, seen.append, 4)
    assert seen == []
