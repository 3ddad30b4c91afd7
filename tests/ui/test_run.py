"""How a run on the loop ends: with its result, its exception, and nothing left behind."""

import asyncio
import sys
from collections.abc import AsyncIterator

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from tests.ui.conftest import Run


def test_run_returns_the_result_and_raises_the_exception(on_loop: Run) -> None:
    async def answer() -> int:
        await asyncio.sleep(0)
        return 42

    async def fail() -> None:
        await asyncio.sleep(0)
        raise ValueError("no river")

    assert on_loop(answer) == 42
    with pytest.raises(ValueError, match="no river"):
        on_loop(fail)


def test_run_raises_a_system_exit_from_a_task(on_loop: Run) -> None:
    async def main() -> None:
        asyncio.get_running_loop().call_soon(sys.exit, 3)
        await asyncio.sleep(5)

    with pytest.raises(SystemExit) as caught:
        on_loop(main)
    assert caught.value.code == 3


def test_run_cancels_what_is_left_and_closes_generators(on_loop: Run) -> None:
    ended: list[str] = []

    async def forever() -> None:
        try:
            await asyncio.sleep(3600)
        finally:
            ended.append("task")

    async def numbers() -> AsyncIterator[int]:
        try:
            yield 1
            yield 2
        finally:
            await asyncio.sleep(0)
            ended.append("generator")

    async def main() -> asyncio.Task[None]:
        task = asyncio.get_running_loop().create_task(forever())
        kept.append(numbers())
        assert await anext(kept[0]) == 1
        return task

    kept: list[AsyncIterator[int]] = []
    assert on_loop(main).cancelled()
    assert ended == ["task", "generator"]


def test_an_application_told_to_quit_waits_for_the_run_to_end(
    qapp: QApplication, on_loop: Run
) -> None:
    async def main() -> str:
        QTimer.singleShot(0, qapp.quit)
        await asyncio.sleep(0.05)
        return "cleaned up"

    assert on_loop(main) == "cleaned up"
