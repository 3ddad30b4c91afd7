"""Secrets that are entered while rivermon runs: no file at home ever holds one of them."""

import logging
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtWidgets import QApplication

from rivermon.core.held_secrets import Keeping, LabelledSecret
from rivermon.core.listing import View
from rivermon.log import start_logging
from rivermon.safe import Safe
from rivermon.simulator.scripted import Scripted
from rivermon.system_keyring import SystemKeyring
from rivermon.ui.operator import Act
from rivermon.ui.qt_loop import run
from tests.hostile.all_said import all_said
from tests.memory_keyring import MemoryKeyring, memory_keyring
from tests.story.served import KEY
from tests.story.story_webhooks import generated
from tests.story.window_on_stage import Stage, on_stage

CANARY, OLD_CANARY = "whsec_canary'1f\\2e sings", "whsec_canary_of_before"
KEY_CANARY = KEY
SONGS = ("canary", KEY_CANARY)


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    """A home in which everything is kept that rivermon keeps in files; the log is on."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    root.handlers = []
    start_logging(secrets=(), file=tmp_path / "rivermon.log")
    yield tmp_path
    for handler in root.handlers:
        handler.close()
    root.handlers = handlers
    root.setLevel(level)


@pytest.fixture
def keyring() -> Iterator[MemoryKeyring]:
    with memory_keyring() as backend:
        yield backend


def sings(text: str) -> bool:
    return any(song in text for song in SONGS)


def singing(home: Path) -> list[str]:
    """The files in which one of the canaries sings; of a database, also what is in its pages."""
    files = [each for each in home.rglob("*") if each.is_file()]
    assert {"rivermon.db", "rivermon.log", "settings.toml"} <= {each.name for each in files}
    spelt = [song.encode(how) for song in SONGS for how in ("utf-8", "utf-16-le")]
    return [str(each) for each in files if any(song in each.read_bytes() for song in spelt)]


async def enter(stage: Stage, act: Act) -> None:
    """Wait until what was entered is in use, and kept or not."""
    await stage.until(lambda: not stage.window.operator.is_busy(act))


async def keep(stage: Stage, *secrets: LabelledSecret) -> None:
    stage.window.operator.keep_secrets(secrets)
    await enter(stage, Act.KEEP_SECRETS)


async def keep_key(stage: Stage, key: str) -> None:
    stage.window.operator.keep_api_key(key)
    await enter(stage, Act.KEEP_API_KEY)


def fail_with(secret: str) -> None:
    raise ValueError(f"cannot use {secret!r}")


async def provoke(stage: Stage) -> None:
    """Have everything that can go wrong go wrong, and be said in the log."""
    assert await stage.post(generated("Right", stage.desk, secret=CANARY)) == 200
    assert await stage.post(generated("Wrong", stage.desk, secret="whsec_other")) == 401
    assert await stage.post(generated("Torn", stage.desk, secret=f"{CANARY} ")) == 401
    refused = generated("Refused", stage.desk, secret=CANARY)
    echo = Scripted(status=400, body=f'{{"you sent": "Bearer {KEY_CANARY}"}}'.encode())
    stage.desk.plan(refused.sample.channel_id, echo)
    assert await stage.post(refused) == 200
    log = logging.getLogger("rivermon.tests")
    for secret in (CANARY, OLD_CANARY, KEY_CANARY):
        try:
            fail_with(secret)
        except ValueError:
            log.exception("it failed with %s", secret)


@pytest.mark.parametrize("works", [True, False], ids=["a keyring", "one that refuses"])
def test_no_file_holds_a_secret_that_was_entered(
    works: bool, qapp: QApplication, home: Path, keyring: MemoryKeyring
) -> None:
    looked_at = 0

    async def story() -> None:
        nonlocal looked_at
        safe, file = Safe(keyring=SystemKeyring()), home / "settings.toml"
        async with on_stage(qapp, home, safe=safe, file=file) as stage:
            await keep(stage, LabelledSecret(OLD_CANARY, "of before"))
            assert await stage.post(generated("Old", stage.desk, secret=OLD_CANARY)) == 200
            keyring.failure = None if works else OSError(f"no room for {CANARY!r}")
            await keep(stage, LabelledSecret(CANARY, "the shop"), LabelledSecret(OLD_CANARY))
            keyring.failure = None if works else OSError(f"no room for {KEY_CANARY}")
            await keep_key(stage, KEY_CANARY)
            stage.house.chosen.change(theme="dark", callback_hosts=("api.modelriver.com",))
            await provoke(stage)
            stage.house.chosen.change(callback_hosts=stage.house.chosen.settings.callback_hosts)
            stage.window.operator.allow_host(stage.desk.base_url.removeprefix("http://"))
            await stage.until(lambda: stage.desk.tally.total > 0)
            await stage.until(lambda: any(each.status == 400 for each in stage.desk.latest))
            for view in (View.RECORDS, View.DELIVERIES, View.CALLBACKS):
                await stage.show(view)
                said = all_said(stage.window)
                looked_at += len(said)
                assert [place for place, text in said.items() if sings(text)] == []
            assert singing(home) == []
            held = stage.window.operator.secrets()
            assert held.webhook_from == ("the keyring" if works else "this run")
            assert not sings(held.no_keyring)
            await keep(stage)
            await keep_key(stage, "")
            logging.getLogger("rivermon.tests").warning("%s %s", CANARY, KEY_CANARY)

    run(qapp, story)
    assert looked_at > 300
    assert singing(home) == []
    written = (home / "rivermon.log").read_text("utf-8")
    assert written.count("[redacted]") >= 8
    with closing(sqlite3.connect(home / "rivermon.db")) as database:
        assert "[redacted]" in "\n".join(
            map(str, database.execute("SELECT * FROM callback_attempt"))
        )
    assert ("canary" in str(keyring.entries)) is not works


def test_a_keyring_that_is_there_keeps_what_was_entered(
    qapp: QApplication, home: Path, keyring: MemoryKeyring
) -> None:
    kept: list[tuple[Act, object]] = []

    async def story() -> None:
        safe = Safe(keyring=SystemKeyring())
        async with on_stage(qapp, home, safe=safe, file=home / "settings.toml") as stage:
            stage.window.operator.done.connect(lambda act, result: kept.append((act, result)))
            stage.house.chosen.change(port=0)
            await keep(stage, LabelledSecret(CANARY, "the shop"))
            await keep_key(stage, KEY_CANARY)

    run(qapp, story)
    assert kept == [(Act.KEEP_SECRETS, Keeping.KEYRING), (Act.KEEP_API_KEY, Keeping.KEYRING)]
    assert "canary" in keyring.entries["rivermon", "webhook_secret"]
    assert keyring.entries["rivermon", "api_key"] == KEY_CANARY
    assert singing(home) == []
