"""A canary for a secret and one for an API key: nothing that can be read later sings of them."""

import asyncio
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from rivermon.core.listing import View
from rivermon.simulator.callback_desk import CallbackDesk
from rivermon.ui.copy_button import CopyButton
from rivermon.ui.detail_tab import DetailTab
from rivermon.ui.headers_tab import HeadersTab
from rivermon.ui.qt_loop import run
from tests.cli.terminal import Program, environment, run_program
from tests.hostile.all_said import all_said
from tests.hostile.posted import event, post, until_settled
from tests.net.plain_server import Exchange, PlainServer, says
from tests.story.served import KEY as STORY_KEY
from tests.story.served import SECRET as STORY_SECRET
from tests.story.story_webhooks import forged, generated, unreadable
from tests.story.window_on_stage import on_stage

SECRET = "whsec_canary'1f\\2e"
OLDER_SECRET = "whsec_canary_of_before"
KEY = "mr_live_canary_77"
CANARIES = ("canary", "mr_live_", "whsec_")


def canary_environment(tmp_path: Path, **more: str) -> dict[str, str]:
    secrets = {
        "MODELRIVER_WEBHOOK_SECRET": f"{OLDER_SECRET} {SECRET}",
        "MODELRIVER_API_KEY": KEY,
    }
    return environment(tmp_path, **secrets, **more)


def sings(text: str | bytes) -> list[str]:
    """The canaries that stand in a text."""
    if isinstance(text, bytes):
        return [each for each in CANARIES if each.encode() in text]
    return [each for each in CANARIES if each in text]


def files_below(folder: Path) -> Iterator[Path]:
    # What the test itself put there is no file of rivermon's.
    return (each for each in folder.rglob("*") if each.is_file() and each.suffix != ".py")


def all_values(database: Path) -> Iterator[str]:
    """Every value of every table, those of the full-text index too."""
    connection = sqlite3.connect(database)
    kinds = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'")
    for name, sql in kinds.fetchall():
        if "USING fts5vocab" not in sql and "VIRTUAL" in sql:
            # The full-text index cannot be read through; its words and its parts are tables too.
            found = connection.execute(f"SELECT rowid FROM {name} WHERE {name} MATCH 'canary'")
            assert found.fetchall() == []
            continue
        for row in connection.execute(f'SELECT * FROM "{name}"'):
            yield from (
                value.decode("latin-1") if isinstance(value, bytes) else str(value) for value in row
            )
    connection.close()


def look_at_process(number: int) -> None:
    """Nothing on its command line; and nobody is handed its environment, where the secrets are."""
    running = Path(f"/proc/{number}")
    if running.exists():
        assert not sings((running / "cmdline").read_bytes())
        assert not any(each.read_text() for each in running.glob("task/*/children"))


async def echo(exchange: Exchange) -> None:
    """Say what was sent, headers and all, as some servers do with what they do not like."""
    said = "\n".join(f"{name}: {value}" for name, value in exchange.headers.items())
    await says("400 Bad Request", said.encode())(exchange)


async def test_a_serving_rivermon_leaves_no_secret_anywhere(tmp_path: Path) -> None:
    async with CallbackDesk(api_key=KEY) as desk, PlainServer(echo) as telling:
        hosts = f"{desk.base_url.removeprefix('http://')},127.0.0.1:{telling.port}"
        seen = canary_environment(tmp_path, RIVERMON_CALLBACK_HOSTS=hosts)

        def told(program: Program) -> None:
            url = program.url()
            home = f"{desk.base_url}/v1/callback"
            assert post(url, event("ch-1", f"{home}/ch-1"), SECRET) == 200
            assert post(url, event("ch-2", f"{home}/ch-2"), OLDER_SECRET) == 200
            assert post(url, event("ch-3", telling.url), SECRET) == 200
            assert post(url, event("ch-4", "https://evil.example/cb"), SECRET) == 200
            assert post(url, event("ch-5", f"{home}/ch-5"), "somebody's") == 401
            assert post(url, event("ch-6", f"{home}/ch-6"), f"{SECRET} ") == 401
            until_settled(tmp_path / "river.db", 4)

        with Program("serve", "--print", seen=seen) as program:
            await asyncio.to_thread(told, program)
            look_at_process(program.process.pid)
            assert {each.name for each in files_below(tmp_path)} >= {"river.db-wal", "rivermon.log"}
            for file in files_below(tmp_path):
                assert not sings(file.read_bytes()), file
            program.process.send_signal(signal.SIGTERM)
            printed = await asyncio.to_thread(program.ran)
    assert printed.code == 0
    assert not sings(printed.out + printed.err)
    for file in files_below(tmp_path):
        assert not sings(file.read_bytes()), file
    values = list(all_values(tmp_path / "river.db"))
    assert any("[redacted]" in value for value in values)
    assert not any(sings(value) for value in values)
    brought = [each.headers["authorization"] for each in telling.exchanges]
    assert brought
    assert set(brought) == {f"Bearer {KEY}"}


@pytest.mark.parametrize("more", [(), ("--json",)], ids=["table", "json"])
@pytest.mark.parametrize("command", ["records", "deliveries", "callbacks"])
def test_what_is_printed_of_the_stored_tells_none(
    command: str, more: tuple[str, ...], tmp_path: Path
) -> None:
    seen = canary_environment(tmp_path)
    with Program("serve", seen=seen) as program:
        url = program.url()
        proxied = {"Authorization": "Basic canary", "Cookie": "session=canary"}
        assert post(url, event("ch-1", "https://evil.example/cb"), SECRET, proxied) == 200
        program.stop()
    ran = run_program(command, *more, seen=seen)
    assert ran.code == 0
    assert "ch-1" in ran.out
    assert not sings(ran.out + ran.err)


@pytest.mark.parametrize("command", [("doctor",), ("doctor", "--ledger"), ("send",)])
def test_no_command_prints_a_secret(command: tuple[str, ...], tmp_path: Path) -> None:
    seen = canary_environment(tmp_path, RIVERMON_PORT="1")
    more = ("--wait", "0", "--speed", "100000", "--callback-port", "0")
    ran = run_program(*command, *(more if command == ("send",) else ()), seen=seen)
    assert ran.out or ran.err
    assert not sings(ran.out + ran.err)


CRASH = """
import asyncio
import sys
import rivermon.app
from rivermon.cli import main
from rivermon.ui.detail_tab import DetailTab

async def run(chosen, safe, **_):
    secret, key = safe.secrets.webhook[1], safe.secrets.api_key
    {how}
    raise RuntimeError("%s and %r, %s" % (secret, secret, key)) from KeyError(secret)

rivermon.app.serve = run
main()
"""
IN_A_TASK = """
    async def fail():
        raise ValueError([secret, key])
    task = asyncio.get_running_loop().create_task(fail())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    del task
"""


@pytest.mark.parametrize("trace", ["", "1"], ids=["one line", "with a trace"])
@pytest.mark.parametrize("how", ["", IN_A_TASK], ids=["in the program", "in a task too"])
def test_a_crash_report_holds_no_secret(trace: str, how: str, tmp_path: Path) -> None:
    seen = canary_environment(tmp_path, RIVERMON_TRACE=trace)
    ran = subprocess.run(
        [sys.executable, "-c", CRASH.format(how=how), "serve"],
        env=seen,
        capture_output=True,
        encoding="utf-8",
        timeout=30,
        check=False,
    )
    assert ran.returncode == 1
    assert "RuntimeError" in ran.stderr
    assert ("Traceback" in ran.stderr) == bool(trace or how)
    (log,) = [each for each in files_below(tmp_path) if each.name == "rivermon.log"]
    assert "[redacted]" in ran.stderr
    assert ("ValueError" in log.read_text("utf-8")) == bool(how)
    for text in (ran.stdout, ran.stderr, log.read_text("utf-8")):
        assert not sings(text)


@pytest.mark.parametrize(
    "line",
    [
        'webhook_secret = "whsec_canary"',
        'api_key = "mr_live_canary"',
        'MODELRIVER_API_KEY = "mr_live_canary"',
        'MODELRIVER_WEBHOOK_SECRET = "whsec_canary"',
        'modelriver-token = "canary"',
        '[secrets]\nwebhook = "whsec_canary"',
        'keys = ["mr_live_canary"]',
    ],
)
def test_a_secret_in_the_settings_file_is_refused_and_not_repeated(
    line: str, tmp_path: Path
) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(f"port = 9000\n{line}\n", "utf-8")
    said = run_program("serve", seen=environment(tmp_path, RIVERMON_SETTINGS=str(file)))
    words = said.failed_in_one_line()
    assert str(file) in words
    assert "keyring" in words
    assert "MODELRIVER_WEBHOOK_SECRET" in words
    assert '"' not in words
    assert not sings(words)


def story_on_stage(
    qapp: QApplication, tmp_path: Path, check: Callable[[dict[str, str]], None]
) -> None:
    async def story() -> None:
        async with on_stage(qapp, tmp_path) as stage:
            await stage.send(generated("First", stage.desk), generated("Second", stage.desk))
            assert await stage.post(forged(stage.desk)) == 401
            assert await stage.post(unreadable()) == 400
            for view in View:
                await stage.show(view)
                await stage.until(lambda: stage.table.rowCount() > 0)
                stage.click_row(stage.table.id_at(0))
                await stage.until(lambda: stage.window.detail.shown is not None)
                for tab in range(stage.window.detail.tabs.count()):
                    stage.window.detail.tabs.setCurrentIndex(tab)
                    check(all_said(stage.window))

    run(qapp, story)


def test_the_window_says_no_secret_in_any_of_its_widgets(
    qapp: QApplication, tmp_path: Path
) -> None:
    looked_at = 0

    def check(said: dict[str, str]) -> None:
        nonlocal looked_at
        looked_at += len(said)
        telling = {place: text for place, text in said.items() if STORY_SECRET in text}
        telling |= {place: text for place, text in said.items() if STORY_KEY in text}
        assert telling == {}
        assert any("First" in text for text in said.values())

    story_on_stage(qapp, tmp_path, check)
    assert looked_at > 1_000
    for file in files_below(tmp_path):
        assert STORY_SECRET.encode() not in file.read_bytes(), file
        assert STORY_KEY.encode() not in file.read_bytes(), file


def test_what_a_proxy_adds_to_a_request_is_stored_but_neither_shown_nor_copied(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def story() -> None:
        async with on_stage(qapp, tmp_path) as stage:
            webhook = generated("Through a proxy", stage.desk)
            webhook.headers.update({"Authorization": "Basic canary", "Cookie": "id=canary"})
            await stage.send(webhook)
            await stage.until_titles("Through a proxy")
            stage.click_row(stage.table.id_at(0))
            await stage.until(lambda: stage.window.detail.shown is not None)
            detail = stage.window.detail.shown
            assert detail is not None
            assert ("Authorization", "Basic canary") in detail.delivery.headers
            for tab in range(stage.window.detail.tabs.count()):
                stage.window.detail.tabs.setCurrentIndex(tab)
                telling = {at: text for at, text in all_said(stage.window).items() if sings(text)}
                assert telling == {}
            stage.window.detail.tabs.open_tab(DetailTab.HEADERS)
            (headers,) = stage.window.findChildren(HeadersTab)
            (copy,) = headers.findChildren(CopyButton)
            stage.click(copy)
            copied = QGuiApplication.clipboard().text()
            assert "Authorization: [redacted]" in copied
            assert "Cookie: [redacted]" in copied
            assert f"mr-signature: {webhook.headers['mr-signature']}" in copied
            assert not sings(copied)

    run(qapp, story)
