"""Programs where nobody reads, nothing answers, or the terminal knows little."""

import random
import socket
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import aiohttp
import pytest

from rivermon.core.entities import Layout, Scheme
from rivermon.simulator.callback_desk import CallbackDesk
from rivermon.simulator.samples import Sample, sample
from rivermon.simulator.scripted import Manner, Scripted
from rivermon.simulator.signed_sample import signed
from tests.cli.terminal import KEY, SECRET, Program, environment, run_program

SOON_S = 3.0


async def test_it_ends_soon_with_a_callback_and_a_request_under_way(tmp_path: Path) -> None:
    never = Scripted(manner=Manner.HANG)
    async with CallbackDesk(api_key=KEY, script=lambda *_: never) as desk:
        host = desk.base_url.removeprefix("http://")
        with Program("serve", seen=environment(tmp_path, RIVERMON_CALLBACK_HOSTS=host)) as program:
            url = program.url()
            webhook = signed(
                sample(
                    random.Random(1),
                    event=None,
                    layout=Layout.FLAT_EVENT,
                    callback_base=desk.base_url,
                    now=datetime.now(UTC),
                ),
                Scheme.RAW_BODY,
                SECRET,
                datetime.now(UTC),
            )
            async with (
                aiohttp.ClientSession() as session,
                session.post(url, data=webhook.sample.body, headers=webhook.headers) as response,
            ):
                assert response.status == 200
            await desk.wait_for(1, 5)
            parts = urlsplit(url)
            with socket.create_connection((str(parts.hostname), parts.port or 0)) as half_sent:
                half_sent.sendall(
                    b"POST /webhook HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{"
                )
                code, took_s = program.stop()
    assert (code, program.err) == (0, "")
    assert took_s < SOON_S
    seen = environment(tmp_path)
    (owed,) = run_program("callbacks", "--json", seen=seen).json
    assert owed["state"] == "Progress"


def test_serve_goes_on_when_nobody_reads_it_any_more(tmp_path: Path) -> None:
    with Program("serve", "--demo", seen=environment(tmp_path)) as program:
        url = program.url()
        program.stop_reading()
        parts = urlsplit(url)
        for _ in range(20):  # the opening of the demo comes at once, each webhook with its lines
            with socket.create_connection((str(parts.hostname), parts.port or 0), 5) as asking:
                asking.sendall(b"GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                assert asking.recv(100).startswith(b"HTTP/1.1 200 ")
        code, took_s = program.stop()
    assert (code, program.err) == (0, "")
    assert took_s < SOON_S


@pytest.mark.parametrize("as_json", [[], ["--json"]])
def test_a_terminal_that_knows_ascii_only_is_no_mistake(
    as_json: list[str], stocked: tuple[Path, list[Sample]], tmp_path: Path
) -> None:
    seen = environment(tmp_path, RIVERMON_DB=str(stocked[0]), PYTHONIOENCODING="ascii")
    ran = run_program("records", *as_json, seen=seen)
    assert (ran.code, ran.err) == (0, "")
    if as_json:
        assert not str([row["title"] for row in ran.json]).isascii()
    else:
        assert ran.out.isascii()
        assert "?" in ran.out


@pytest.mark.parametrize("backend", ["keyring.backends.fail.Keyring", "no_such.Keyring", "none"])
def test_a_keyring_that_does_not_work_is_passed_over(backend: str, tmp_path: Path) -> None:
    seen = environment(tmp_path, PYTHON_KEYRING_BACKEND=backend, QT_QPA_PLATFORM="offscreen")
    ran = run_program("doctor", seen=seen)
    assert (ran.code, ran.err) == (0, "")
    assert "from MODELRIVER_WEBHOOK_SECRET" in ran.out


def _python(command: str, tmp_path: Path) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-c", command],
        env=environment(tmp_path),
        capture_output=True,
        timeout=15,
        check=False,
    )


@pytest.mark.parametrize(
    "command",
    [
        "import rivermon.app",
        "import rivermon.cli.main",
        "import rivermon.cli.doctor, rivermon.cli.send, rivermon.cli.ledger",
    ],
)
def test_only_the_window_imports_qt(command: str, tmp_path: Path) -> None:
    ran = _python(command, tmp_path)
    assert (ran.returncode, ran.stderr) == (0, b"")


def test_importing_qt_would_be_noticed(tmp_path: Path) -> None:
    assert b"PySide6 was imported" in _python("import PySide6", tmp_path).stderr
