"""Sockets of the loop: both directions of one, taking the place of another, letting go."""

import asyncio
import socket
import sys

import pytest
from PySide6.QtWidgets import QApplication

from rivermon.ui.qt_loop import ReadyQueueLoop
from tests.ui.conftest import Run

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="qasync has threads for it there")


def test_one_socket_is_read_and_written_at_once(on_loop: Run) -> None:
    async def main() -> tuple[bytes, bool]:
        loop = asyncio.get_running_loop()
        ours, theirs = socket.socketpair()
        with ours, theirs:
            ours.setblocking(False)
            writable, readable = asyncio.Event(), asyncio.Event()
            loop.add_writer(ours, writable.set)
            loop.add_reader(ours, readable.set)
            await asyncio.wait_for(writable.wait(), 5)
            assert loop.remove_writer(ours)
            assert not readable.is_set()
            theirs.send(b"ebb")
            await asyncio.wait_for(readable.wait(), 5)
            return ours.recv(9), loop.remove_reader(ours)

    assert on_loop(main) == (b"ebb", True)


def test_another_reader_takes_the_place_of_the_first(on_loop: Run) -> None:
    async def main() -> list[str]:
        loop = asyncio.get_running_loop()
        called: list[str] = []
        ours, theirs = socket.socketpair()
        with ours, theirs:
            done = loop.create_future()

            def second() -> None:
                called.append("second")
                loop.remove_reader(ours)
                done.set_result(None)

            loop.add_reader(ours, called.append, "first")
            loop.add_reader(ours, second)
            theirs.send(b"flow")
            await asyncio.wait_for(done, 5)
        return called

    assert on_loop(main) == ["second"]


def test_nothing_is_called_for_a_socket_that_was_let_go(on_loop: Run) -> None:
    async def main() -> list[int]:
        loop = asyncio.get_running_loop()
        called: list[int] = []
        ours, theirs = socket.socketpair()
        with ours, theirs:
            loop.add_reader(ours, called.append, 1)
            theirs.send(b"flow")
            assert loop.remove_reader(ours)
            assert not loop.remove_reader(ours)
            assert not loop.remove_writer(ours)
            await asyncio.sleep(0.02)
        return called

    assert on_loop(main) == []


def test_a_reader_that_leaves_something_is_called_again(on_loop: Run) -> None:
    async def main() -> bytes:
        loop = asyncio.get_running_loop()
        parts: list[bytes] = []
        ours, theirs = socket.socketpair()
        with ours, theirs:
            done = loop.create_future()

            def read_one() -> None:
                parts.append(ours.recv(1))
                if len(parts) == 5:
                    loop.remove_reader(ours)
                    done.set_result(None)

            loop.add_reader(ours, read_one)
            theirs.send(b"river")
            await asyncio.wait_for(done, 5)
        return b"".join(parts)

    assert on_loop(main) == b"river"


def test_a_reader_that_fails_is_told_and_the_others_go_on(on_loop: Run) -> None:
    async def main() -> tuple[list[str], bool]:
        loop = asyncio.get_running_loop()
        told: list[str] = []
        loop.set_exception_handler(lambda _, context: told.append(str(context["exception"])))
        ours, theirs = socket.socketpair()
        with ours, theirs:

            def fail() -> None:
                loop.remove_reader(ours)
                raise ValueError("ours")

            loop.add_reader(ours, fail)
            theirs.send(b"flow")
            answered = asyncio.Event()
            loop.call_later(0.02, answered.set)
            await asyncio.wait_for(answered.wait(), 5)
        return told, answered.is_set()

    assert on_loop(main) == (["ours"], True)


def test_a_closed_loop_watches_nothing(qapp: QApplication) -> None:
    loop = ReadyQueueLoop(qapp)
    ours, theirs = socket.socketpair()
    with ours, theirs:
        loop.add_reader(ours, print)
        loop.close()
        with pytest.raises(RuntimeError, match="closed"):
            loop.add_reader(theirs, print)
