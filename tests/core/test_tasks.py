"""Background tasks have an owner, a name and an end."""

import asyncio
import logging

from rivermon.core.tasks import OwnedTasks


async def forever(ended: list[str], name: str) -> None:
    try:
        await asyncio.Event().wait()
    finally:
        ended.append(name)


async def test_the_end_of_the_owner_is_the_end_of_its_tasks():
    ended: list[str] = []
    async with OwnedTasks("house") as tasks:
        for name in ("a", "b"):
            tasks.start(forever(ended, name), name)
        await asyncio.sleep(0)
    assert sorted(ended) == ["a", "b"]


async def test_tasks_are_named_after_their_owner():
    async with OwnedTasks("house") as tasks:
        task = tasks.start(forever([], "x"), "guard")
        assert task is not None
        assert task.get_name() == "house: guard"


async def test_a_failure_is_logged_under_the_tasks_name(caplog):
    async def fail() -> None:
        raise RuntimeError("a mistake of ours")

    with caplog.at_level(logging.ERROR):
        async with OwnedTasks("house") as tasks:
            task = tasks.start(fail(), "guard")
            assert task is not None
            await asyncio.wait([task])
            await asyncio.sleep(0)
    assert "house: guard failed" in caplog.text
    assert "a mistake of ours" in caplog.text


async def test_grace_lets_a_task_end_by_itself():
    done = []

    async def work() -> None:
        await asyncio.sleep(0.05)
        done.append(True)

    tasks = OwnedTasks("house")
    tasks.start(work(), "work")
    await tasks.close(grace_s=5)
    assert done == [True]


async def test_grace_is_not_for_ever():
    ended: list[str] = []
    tasks = OwnedTasks("house")
    tasks.start(forever(ended, "x"), "x")
    await tasks.close(grace_s=0.01)
    assert ended == ["x"]


async def test_after_the_end_nothing_is_begun_any_more():
    ended: list[str] = []
    tasks = OwnedTasks("house")
    await tasks.close()
    assert tasks.start(forever(ended, "x"), "x") is None
    await asyncio.sleep(0)
    assert ended == []
