"""Heavy work runs beside the loop, few pieces at a time."""

import asyncio
import threading

import pytest

from rivermon.core.aside import Aside, Crowded


class Counted:
    def __init__(self) -> None:
        self.may_end = threading.Event()
        self.running = 0
        self.most = 0
        self._lock = threading.Lock()

    def work(self, value: int) -> int:
        with self._lock:
            self.running += 1
            self.most = max(self.most, self.running)
        assert self.may_end.wait(10)
        with self._lock:
            self.running -= 1
        return value


async def begun(place: Aside, counted: Counted, count: int) -> list["asyncio.Task[int]"]:
    loop = asyncio.get_running_loop()
    tasks = [loop.create_task(place.run(counted.work, number)) for number in range(count)]
    await asyncio.sleep(0)
    return tasks


async def test_no_more_than_so_many_run_at_once():
    place, counted = Aside(2), Counted()
    tasks = await begun(place, counted, 20)
    counted.may_end.set()
    assert await asyncio.gather(*tasks) == list(range(20))
    assert counted.most <= 2


async def test_who_finds_a_crowd_is_sent_away_at_once():
    place, counted = Aside(1, 3), Counted()
    tasks = await begun(place, counted, 4)
    with pytest.raises(Crowded):
        await place.run(counted.work, 4)
    counted.may_end.set()
    assert await asyncio.gather(*tasks) == [0, 1, 2, 3]
    assert not place.crowded
    assert await place.run(counted.work, 5) == 5


async def test_who_gives_up_waiting_leaves_room():
    place, counted = Aside(1, 1), Counted()
    tasks = await begun(place, counted, 2)
    tasks[1].cancel()
    with pytest.raises(asyncio.CancelledError):
        await tasks[1]
    assert not place.crowded
    counted.may_end.set()
    assert await tasks[0] == 0


async def test_a_failure_makes_room_too():
    def fail() -> None:
        raise ValueError("ours")

    place = Aside(1, 1)
    for _ in range(3):
        with pytest.raises(ValueError, match="ours"):
            await place.run(fail)
