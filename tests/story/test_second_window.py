"""One database, several rivermons: one listens, the others raise its window or watch."""

import asyncio
import http.client
import os
import random
import signal
import socket
import sys
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QDir
from PySide6.QtWidgets import QApplication, QPushButton, QTableView, QToolButton

from rivermon.app import furnished
from rivermon.chosen import Chosen
from rivermon.controls import CannotBeDone, OnlookerControls
from rivermon.core.entities import Scheme
from rivermon.core.feed import ChangeFeed, LedgerChanged, Watching
from rivermon.core.listing import Query, View
from rivermon.core.ports import StoreRefused
from rivermon.core.tasks import OwnedTasks
from rivermon.moving_in import look_on
from rivermon.safe import Safe
from rivermon.settings import Secrets, Settings
from rivermon.simulator.sender import Sender
from rivermon.simulator.signed_sample import SignedSample, signed_samples
from rivermon.store.ledger import SqliteLedger
from rivermon.stored import looking_on
from rivermon.ui.appearance import Appearance
from rivermon.ui.main_window import MainWindow
from rivermon.ui.qt_loop import run
from rivermon.ui.summons import name_of
from rivermon.ui.theme import SchemeChoice
from rivermon.window import live
from tests.cli.terminal import Program, environment, run_program
from tests.core.told import Told
from tests.story.served import SECRET, Served

PATIENCE_S = 20.0
RAISED = "rivermon is running already: its window was raised.\n"


def webhooks(count: int) -> list[SignedSample]:
    return list(
        signed_samples(
            random.Random(3),
            count=count,
            scheme=Scheme.RAW_BODY,
            secret=SECRET,
            callback_base="http://127.0.0.1:9",
        )
    )


async def send(url: str, count: int) -> list[SignedSample]:
    sent = webhooks(count)
    async with Sender(url) as sender:
        assert (await sender.send_many(sent)).delivered == count
    return sent


async def shown(ledger: SqliteLedger) -> set[str | None]:
    """The channels of all records, as a view finds them."""
    query = Query(view=View.RECORDS)
    ids = [number async for stretch in ledger.search(query) for number in stretch.ids]
    return {line.row.channel_id for line in await ledger.lines(query, ids)}


# The processes


@pytest.fixture
def seen(tmp_path: Path) -> dict[str, str]:
    """What a window's process is to see: Qt without a display, and a port of its own."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = str(probe.getsockname()[1])
    return environment(tmp_path, PYTHONPATH="", QT_QPA_PLATFORM="offscreen", RIVERMON_PORT=port)


@pytest.fixture
def first(seen: dict[str, str]) -> Iterator[Program]:
    with Program(seen=seen) as program:
        until(lambda: healthy(seen), program)
        yield program
        if program.process.poll() is None:
            program.stop()  # a killed one would leave its socket's file


def until(met: Callable[[], bool], program: Program) -> None:
    """Wait for what a process does and does not say."""
    end = time.monotonic() + PATIENCE_S
    while not met():
        assert program.process.poll() is None, program.err
        assert time.monotonic() < end, program.err
        time.sleep(0.05)


def healthy(seen: dict[str, str]) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", int(seen["RIVERMON_PORT"]), timeout=5)
    try:
        connection.request("GET", "/health")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def test_a_second_start_raises_the_first_window(first: Program, seen: dict[str, str]) -> None:
    for _ in range(2):
        second = run_program(seen=seen)
        assert (second.code, second.out) == (0, RAISED)
    assert healthy(seen)
    assert first.stop()[0] == 0


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
@pytest.mark.usefixtures("first")
def test_a_second_start_by_another_way_to_the_file_raises_it_too(
    seen: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "elsewhere").mkdir()
    link = tmp_path / "elsewhere" / "link.db"
    link.symlink_to(seen["RIVERMON_DB"])
    second = run_program("--db", str(link), seen=seen)
    assert (second.code, second.out) == (0, RAISED)
    assert healthy(seen)


@pytest.mark.skipif(sys.platform == "win32", reason="pipes have no file")
def test_what_a_killed_window_left_does_not_stop_the_next(
    first: Program, seen: dict[str, str]
) -> None:
    left = Path(QDir.temp().filePath(name_of(Path(seen["RIVERMON_DB"]))))
    first.stop(signal.SIGKILL)
    assert left.exists()
    with Program(seen=seen) as second:
        until(lambda: healthy(seen), second)
        assert run_program(seen=seen).out == RAISED
        assert second.stop()[0] == 0
    assert not left.exists()


@pytest.mark.parametrize("arguments", [(), ("--hidden",)])
def test_who_starts_while_the_first_is_closing_takes_its_place(
    first: Program, seen: dict[str, str], arguments: tuple[str, ...]
) -> None:
    address = ("127.0.0.1", int(seen["RIVERMON_PORT"]))
    with socket.create_connection(address) as half_sent:  # the first waits for the rest a second
        half_sent.sendall(b"POST /webhook HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{")
        first.process.send_signal(signal.SIGTERM)
        with Program(*arguments, seen=seen) as second:
            assert first.ended() == 0
            until(lambda: healthy(seen), second)
            assert second.stop()[0] == 0


@pytest.mark.usefixtures("first")
def test_serve_does_not_take_what_a_window_owns(seen: dict[str, str]) -> None:
    said = run_program("serve", seen=seen).failed_in_one_line()
    assert "Another rivermon is using the database" in said


def test_watching_what_is_not_there_is_one_line(seen: dict[str, str], tmp_path: Path) -> None:
    said = run_program("--watch", seen=seen).failed_in_one_line()
    assert f"There is no database at {seen['RIVERMON_DB']} yet: start rivermon first" in said
    assert not list(tmp_path.glob("river.db*"))


# The onlooker's house


async def test_what_another_rivermon_takes_in_is_seen_at_once(tmp_path: Path) -> None:
    feed = ChangeFeed()
    told = Told(feed)
    with Served(tmp_path) as served:
        settings = Settings(db=str(tmp_path / "rivermon.db"))
        async with looking_on(settings, feed) as lookout:
            assert told.facts == [Watching()]
            assert await shown(lookout.ledger) == set()
            sent = await send(served.url, 3)
            await told.until(lambda: told.of(LedgerChanged))
            assert await shown(lookout.ledger) == {webhook.sample.channel_id for webhook in sent}


async def test_a_database_that_nobody_owns_can_be_watched_and_then_be_owned(
    tmp_path: Path,
) -> None:
    settings = Settings(db=str(tmp_path / "rivermon.db"), port=0)
    safe = Safe(Secrets((SECRET,), None))
    async with furnished(Chosen(settings, None), safe, ChangeFeed()):
        pass
    feed = ChangeFeed()
    told = Told(feed)
    async with looking_on(settings, feed):
        async with furnished(Chosen(settings, None), safe, ChangeFeed()) as house:
            await house.listener.open()
            await send(house.listener.url or "", 1)
            await told.until(lambda: told.of(LedgerChanged))
        assert told.facts[0] == Watching()
        assert set(told.facts[1:]) == {LedgerChanged()}


async def test_nothing_is_told_while_nothing_is_written(tmp_path: Path) -> None:
    settings = Settings(db=str(tmp_path / "rivermon.db"), port=0)
    async with furnished(Chosen(settings, None), Safe(), ChangeFeed()):
        feed = ChangeFeed()
        told = Told(feed)
        async with looking_on(settings, feed) as lookout:
            version = await lookout.ledger.version()
            assert await lookout.ledger.version() == version
            assert told.facts == [Watching()]


async def test_a_database_that_is_not_there_cannot_be_watched(tmp_path: Path) -> None:
    settings = Settings(db=str(tmp_path / "rivermon.db"))
    feed = ChangeFeed()
    told = Told(feed)
    with pytest.raises(StoreRefused, match=r"no database at .* start rivermon first"):
        async with looking_on(settings, feed):
            pytest.fail("watched nothing")
    assert told.facts == []


async def test_a_window_that_watches_refuses_every_act_and_says_who_does_it() -> None:
    controls = OnlookerControls()
    said = "This window only watches.*: .*, use the rivermon that listens"
    assert controls.templates() == ()
    for act in (
        controls.send_test(),
        controls.send_again([1], lambda *_: None),
        controls.reject([1], "not fit"),
        controls.approve([1], {"title": "Changed"}),
        controls.replay(1),
        controls.diagnose(1),
        controls.pin([1], pinned=True),
        controls.pin([1], pinned=False),
        controls.write_note(1, "a note"),
        controls.delete([1], lambda *_: None),
        controls.delete_deliveries([1], lambda *_: None),
        controls.allow_host("example.org"),
        controls.listen_again(),
        controls.start_at_login(wanted=True),
        controls.keep_secrets([]),
        controls.keep_api_key("a key"),
        controls.listen_at("127.0.0.1", 0, None, 1),
    ):
        with pytest.raises(CannotBeDone, match=said):
            await act


# The onlooker's window


@pytest.fixture
def at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of the test's own, for what the window remembers."""
    monkeypatch.setenv("RIVERMON_SETTINGS", str(tmp_path / "settings.toml"))
    (tmp_path / "settings.toml").touch()
    return tmp_path


@asynccontextmanager
async def watching(app: QApplication, folder: Path) -> AsyncIterator[MainWindow]:
    settings = Settings(db=str(folder / "rivermon.db"))
    async with AsyncExitStack() as stack:
        window = await look_on(
            stack,
            Chosen(settings, None),
            ChangeFeed(),
            Appearance(app, SchemeChoice.LIGHT),
            asyncio.Event(),
            memory_file=folder / "window-watching.ini",
        )
        window.show()
        yield window


async def eventually(met: Callable[[], object]) -> None:
    """Wait for what a window shows sooner or later."""
    async with asyncio.timeout(PATIENCE_S):
        while not met():  # noqa: ASYNC110 - a window tells no event of it
            await asyncio.sleep(0.02)


async def opened_by(
    living: Coroutine[Any, Any, bool], tasks: OwnedTasks
) -> tuple[MainWindow, asyncio.Task[bool]]:
    """Start a life, and wait for the window in it; the task has what it returns."""

    def windows() -> list[MainWindow]:
        widgets = QApplication.topLevelWidgets()
        return [each for each in widgets if isinstance(each, MainWindow) and each.isVisible()]

    task: asyncio.Task[bool] | None = tasks.start(living, "window")
    assert task is not None
    await eventually(lambda: windows() or task.done())
    assert not task.done(), await task
    (window,) = windows()
    return window, task


def rows(window: MainWindow) -> int:
    """How many rows its fullest table has."""
    tables = window.findChildren(QTableView)
    return max(table.model().rowCount() for table in tables if table.model() is not None)


def test_an_onlookers_window_says_so_and_shows_new_rows(qapp: QApplication, tmp_path: Path) -> None:
    async def story() -> None:
        with Served(tmp_path) as served:
            async with watching(qapp, tmp_path) as window:
                assert window.windowTitle().endswith("(watching)")
                assert rows(window) == 0
                words = [button.text() for button in window.findChildren(QToolButton)]
                assert "Watching another rivermon's database" in words
                assert not any("ot listening" in word for word in words)
                buttons = window.empty_state.findChildren(QPushButton)
                assert not any(button.isVisible() for button in buttons)
                await send(served.url, 2)
                await eventually(lambda: rows(window) == 2)
        assert (tmp_path / "window-watching.ini").exists()

    run(qapp, story)


def test_beside_a_serve_the_window_watches(qapp: QApplication, at_home: Path) -> None:
    async def story() -> None:
        with Served(at_home) as served:
            settings = Settings(db=str(at_home / "rivermon.db"))
            async with OwnedTasks("test") as tasks, asyncio.timeout(PATIENCE_S):
                window, life = await opened_by(
                    live(Chosen(settings, None), Safe, appearance, demo=False), tasks
                )
                assert window.windowTitle().endswith("(watching)")
                window.close()
                assert await life
            assert served.stop() == 0

    appearance = Appearance(qapp, SchemeChoice.LIGHT)
    run(qapp, story)
    assert (at_home / "window-watching.ini").exists()


def test_watch_watches_what_nobody_owns(qapp: QApplication, at_home: Path) -> None:
    async def story() -> None:
        settings = Settings(db=str(at_home / "rivermon.db"), port=0)
        async with furnished(Chosen(settings, None), Safe(), ChangeFeed()):
            pass
        async with OwnedTasks("test") as tasks, asyncio.timeout(PATIENCE_S):
            window, life = await opened_by(
                live(Chosen(settings, None), Safe, appearance, demo=False, watch=True), tasks
            )
            assert window.windowTitle().endswith("(watching)")
            async with furnished(Chosen(settings, None), Safe(), ChangeFeed()):
                window.close()
                assert await life

    appearance = Appearance(qapp, SchemeChoice.LIGHT)
    run(qapp, story)
