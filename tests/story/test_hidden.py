"""`rivermon --hidden`: at work from login on, out of sight, and never where nobody can see it."""

import asyncio
import os
import random
import socket
import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AsyncExitStack
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtWidgets import QApplication

from rivermon.app import listen
from rivermon.chosen import Chosen
from rivermon.core.entities import Scheme
from rivermon.core.feed import ChangeFeed, Trouble
from rivermon.core.tasks import OwnedTasks
from rivermon.desktop.login import start_at_login, starts_at_login
from rivermon.moving_in import move_in
from rivermon.packaged import own_words
from rivermon.safe import Safe
from rivermon.settings import Secrets, Settings
from rivermon.simulator.sender import Sender
from rivermon.simulator.signed_sample import signed_samples
from rivermon.ui.appearance import Appearance
from rivermon.ui.guide import Guide
from rivermon.ui.main_window import MainWindow
from rivermon.window import live
from tests.cli.terminal import SECRET as TERMINAL_SECRET
from tests.cli.terminal import Program, environment, run_program
from tests.story.living_window import played
from tests.story.served import SECRET
from tests.story.test_second_window import RAISED, eventually, healthy, rows, send, until
from tests.ui.stand_in_tray import MemoryTray

PATIENCE_S = 30.0
AT_LOGIN = pytest.mark.skipif(
    sys.platform in {"darwin", "win32"}, reason="would change what this user's login starts"
)


def windows() -> list[MainWindow]:
    return [each for each in QApplication.topLevelWidgets() if isinstance(each, MainWindow)]


@pytest.fixture(autouse=True)
def at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("RIVERMON_SETTINGS", str(tmp_path / "settings.toml"))
    return tmp_path


def lived(
    qapp: QApplication,
    chosen: Chosen,
    story: Callable[[MainWindow], Awaitable[None]],
    *,
    secrets: tuple[str, ...] = (SECRET,),
    hidden: bool = True,
    demo: bool = False,
) -> None:
    """Tell a story of a rivermon as the program runs it."""

    async def told(appearance: Appearance) -> None:
        safe = Safe(Secrets(secrets, "key"))
        async with OwnedTasks("test") as tasks, asyncio.timeout(PATIENCE_S):
            life = tasks.start(live(chosen, lambda: safe, appearance, demo=demo, hidden=hidden), "")
            assert life is not None
            await eventually(lambda: windows() or life.done())
            (window,) = windows()
            await story(window)
            window.quit()
            assert await life

    played(qapp, told)


# The window


def test_it_takes_webhooks_behind_its_icon_and_opens_from_there(
    qapp: QApplication, at_home: Path
) -> None:
    async def story(appearance: Appearance) -> None:
        place = MemoryTray()
        chosen = Chosen(Settings(db=str(at_home / "rivermon.db"), port=0), None)
        async with AsyncExitStack() as stack, asyncio.timeout(PATIENCE_S):
            house, window = await move_in(
                stack,
                chosen,
                lambda: Safe(Secrets((SECRET,), "key")),
                ChangeFeed(),
                appearance,
                asyncio.Event(),
                memory_file=at_home / "window.ini",
                hidden=True,
                place=place,
            )
            await listen(house)
            await send(house.listener.url or "", 3)
            await eventually(lambda: rows(window) == 3)
            assert not window.isVisible()
            assert place.is_up
            place.click()
            await eventually(window.isVisible)
            page = window.views.page
            await eventually(lambda: page.rows.following)
            await window.opened()
            assert (window.width(), window.height()) == (1280, 800)
            await send(house.listener.url or "", 5)  # the first three are known by now
            await eventually(lambda: rows(window) == 5)
            window.close()
            assert not window.isVisible()

    played(qapp, story)


def test_while_no_tray_comes_it_listens_unseen(qapp: QApplication, at_home: Path) -> None:
    async def story(window: MainWindow) -> None:
        await eventually(lambda: window.status.url)
        assert not window.isVisible()
        await send(window.status.url, 2)
        await eventually(lambda: rows(window) == 2)

    lived(qapp, Chosen(Settings(db=str(at_home / "rivermon.db"), port=0), None), story)


def test_the_guided_start_is_not_hidden(qapp: QApplication, at_home: Path) -> None:
    async def story(window: MainWindow) -> None:
        await eventually(lambda: window.findChild(Guide) is not None)
        assert window.isVisible()
        assert not window.isMinimized()

    chosen = Chosen(Settings(db=str(at_home / "rivermon.db"), port=0), None)
    lived(qapp, chosen, story, secrets=())


def test_a_secret_that_is_missing_is_not_hidden(qapp: QApplication, at_home: Path) -> None:
    async def story(window: MainWindow) -> None:
        await eventually(window.isVisible)
        assert window.findChild(Guide) is None

    chosen = Chosen(Settings(db=str(at_home / "rivermon.db"), port=0, guided=True), None)
    lived(qapp, chosen, story, secrets=())


def test_a_port_that_cannot_be_had_is_not_hidden(qapp: QApplication, at_home: Path) -> None:
    async def story(window: MainWindow) -> None:
        await eventually(window.isVisible)
        await eventually(lambda: window.banner.trouble is Trouble.PORT)

    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        lived(qapp, Chosen(Settings(db=str(at_home / "rivermon.db"), port=port), None), story)


def test_a_database_that_was_set_aside_is_not_hidden(qapp: QApplication, at_home: Path) -> None:
    async def nothing(window: MainWindow) -> None:
        await eventually(lambda: window.status.url)

    async def story(window: MainWindow) -> None:
        await eventually(window.isVisible)
        await eventually(lambda: window.banner.trouble is Trouble.SET_ASIDE)

    database = at_home / "rivermon.db"
    chosen = Chosen(Settings(db=str(database), port=0), None)
    lived(qapp, chosen, nothing)
    with database.open("r+b") as file:
        file.seek(100)  # behind the header of the file
        file.write(os.urandom(16 * 4096))
    lived(qapp, chosen, story)


# What starts at login


@AT_LOGIN
def test_a_start_leads_the_desktop_to_this_rivermon(qapp: QApplication, at_home: Path) -> None:
    async def story(window: MainWindow) -> None:
        await eventually(lambda: starts_at_login() == (*own_words(), "--hidden"))
        assert window.banner.sentence == ""

    start_at_login(("/opt/older/rivermon", "--hidden"))
    settings = Settings(db=str(at_home / "rivermon.db"), port=0, start_at_login=True)
    lived(qapp, Chosen(settings, at_home / "settings.toml"), story)


@AT_LOGIN
def test_what_cannot_be_written_is_said_in_the_window(qapp: QApplication, at_home: Path) -> None:
    async def story(window: MainWindow) -> None:
        await eventually(lambda: "autostart" in window.banner.sentence)
        assert window.isVisible()

    (at_home / "config").mkdir()
    (at_home / "config" / "autostart").write_text("no folder")
    settings = Settings(db=str(at_home / "rivermon.db"), port=0, start_at_login=True)
    lived(qapp, Chosen(settings, at_home / "settings.toml"), story, hidden=False)


@AT_LOGIN
def test_a_demo_leaves_what_starts_at_login_alone(qapp: QApplication, at_home: Path) -> None:
    async def story(window: MainWindow) -> None:
        await eventually(lambda: rows(window) > 0)

    settings = Settings(db=str(at_home / "rivermon.db"), port=0, start_at_login=True)
    chosen = Chosen(settings, at_home / "settings.toml")
    lived(qapp, chosen, story, hidden=False, demo=True)
    assert starts_at_login() is None


# The process


@pytest.fixture
def seen(tmp_path: Path) -> dict[str, str]:
    """What a window's process is to see: Qt without a display, and a port of its own."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = str(probe.getsockname()[1])
    return environment(tmp_path, PYTHONPATH="", QT_QPA_PLATFORM="offscreen", RIVERMON_PORT=port)


@pytest.fixture
def hidden(seen: dict[str, str]) -> Iterator[Program]:
    with Program("--hidden", seen=seen) as program:
        until(lambda: healthy(seen), program)
        yield program
        if program.process.poll() is None:
            program.stop()


async def test_the_program_takes_a_webhook(hidden: Program, seen: dict[str, str]) -> None:
    (webhook,) = signed_samples(
        random.Random(5),
        count=1,
        scheme=Scheme.RAW_BODY,
        secret=TERMINAL_SECRET,
        callback_base="http://127.0.0.1:9",
    )
    url = f"http://127.0.0.1:{seen['RIVERMON_PORT']}/webhooks/modelriver"
    async with Sender(url) as sender:
        assert (await sender.post(webhook.sample, webhook.headers)).status == 200
    listed = await asyncio.to_thread(run_program, "records", "--json", seen=seen)
    assert [each["channel_id"] for each in listed.json] == [webhook.sample.channel_id]
    assert (hidden.stop()[0], hidden.err) == (0, "")


@pytest.mark.usefixtures("hidden")
def test_a_second_hidden_one_ends_and_a_plain_one_shows_the_first(seen: dict[str, str]) -> None:
    second = run_program("--hidden", seen=seen)
    assert (second.code, second.out) == (0, "rivermon is running already.\n")
    assert run_program(seen=seen).out == RAISED
    assert healthy(seen)


def test_beside_a_serve_a_hidden_one_ends(seen: dict[str, str]) -> None:
    with Program("serve", seen=seen) as first:
        first.url()
        second = run_program("--hidden", seen=seen)
        assert (second.code, second.out) == (0, "rivermon is running already.\n")
        assert first.stop()[0] == 0
