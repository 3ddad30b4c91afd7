"""The packaged program as a newcomer uses it: no Python, an odd path, nothing set."""

import hashlib
import hmac
import json
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

import rivermon
from tests.packaged.newcomer import (
    KEY,
    LINUX,
    SECRET,
    WINDOWS,
    Newcomer,
    free_port,
    healthy,
    quiet,
    until,
)

SECRETS = {"MODELRIVER_WEBHOOK_SECRET": SECRET, "MODELRIVER_API_KEY": KEY}
CACHES = {".cache", "Library"}
"""The system's own: fonts, and what macOS keeps for every program."""

ends_by_signal = pytest.mark.skipif(WINDOWS, reason="Windows has no SIGTERM to ask with")


@contextmanager
def callbacks_taken() -> Iterator[tuple[str, list[tuple[str | None, dict[str, object]]]]]:
    """Somebody who takes callbacks: their host, and the key and the body of each that came."""
    taken = []

    class Taker(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            taken.append((self.headers["Authorization"], json.loads(body)))
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Taker) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"127.0.0.1:{server.server_port}", taken
        finally:
            server.shutdown()
            thread.join()


def posted(url: str, webhook: dict[str, object], secret: str = SECRET) -> int:
    """The answer to a webhook that is signed as ModelRiver's guide says."""
    body = json.dumps(webhook, ensure_ascii=False).encode()
    headers = {
        "Content-Type": "application/json",
        "mr-signature": hmac.new(secret.encode(), body, hashlib.sha256).hexdigest(),
        "mr-timestamp": str(int(time.time())),
        "mr-channel-id": str(webhook["channel_id"]),
    }
    try:
        with urllib.request.urlopen(urllib.request.Request(url, body, headers)) as answer:
            status: int = answer.status
    except urllib.error.HTTPError as refusal:
        with refusal:
            return refusal.code
    return status


def webhook(channel: str, callbacks_to: str) -> dict[str, object]:
    return {
        "type": "task.ai_generated",
        "event": "new_movie_suggestion",
        "workflow": "movies",
        "channel_id": channel,
        "ai_response": {"data": {"title": f"The river 河 {channel}", "description": "It flows."}},
        "callback_url": f"http://{callbacks_to}/v1/callback/{channel}",
        "callback_required": True,
        "timestamp": "2026-01-01T00:00:00Z",
    }


@pytest.mark.parametrize("surroundings", [{}, {"LANG": "", "QT_QPA_PLATFORM": "xcb"}])
def test_it_passes_its_own_test(newcomer: Newcomer, surroundings: dict[str, str]) -> None:
    ran = newcomer.run("--self-test", **surroundings)
    assert ran.code == 0, ran
    *lines, last = ran.out.splitlines()
    assert last == "All is well."
    said = {line[:10].rstrip(): line[11:] for line in lines}
    assert said["rivermon"].startswith(f"{rivermon.__version__}, packaged, {newcomer.folder}")
    for about in ("window", "made of", "keyring", "TLS", "webhook", "callback", "row", "end"):
        assert said[about]
    left = {file.name for file in newcomer.home.iterdir()}
    assert left - CACHES == {"tmp", "empty"}
    assert not any((newcomer.home / "tmp").iterdir())


def test_it_says_its_version_and_explains_itself(newcomer: Newcomer) -> None:
    version = newcomer.run("--version")
    assert (version.code, version.out) == (0, f"rivermon {rivermon.__version__}\n")
    ran = newcomer.run("--help")
    assert ran.code == 0
    for command in ("serve", "records", "send", "doctor", "export", "config"):
        assert f"  {command} " in ran.out
    assert (version.err, ran.err) == ("", "")


def test_a_wrong_call_is_told_in_words(newcomer: Newcomer) -> None:
    misuse, failure = newcomer.run("--nonsense"), newcomer.run("records")
    assert (misuse.code, misuse.out) == (2, "")
    assert "--nonsense" in misuse.err
    assert "There is no database" in failure.failed_in_one_line()


def test_its_settings_file_is_at_home(newcomer: Newcomer) -> None:
    ran = newcomer.run("config", "path")
    assert ran.code == 0
    assert Path(ran.out.strip()).is_relative_to(newcomer.home)


@ends_by_signal
def test_the_first_webhook_is_taken_called_back_and_kept(newcomer: Newcomer) -> None:
    with callbacks_taken() as (host, taken):
        more = SECRETS | {"RIVERMON_CALLBACK_HOSTS": host}
        with newcomer.begin("serve", "--port", "0", "--print", **more) as serving:
            url = serving.url()
            assert newcomer.run("records", "--json").json == []
            assert posted(url, webhook("first", host)) == 200
            assert posted(url, webhook("forged", host), "whsec_other") == 401
            until(lambda: bool(taken), serving)
            sent = newcomer.run("send", "--url", url, "--count", "2", "--wait", "0", **SECRETS)
            assert sent.code == 0, sent
            code, took_s = serving.stop()
            assert code == 0
            assert took_s < 5
            forged, held = serving.err.splitlines()
            assert forged.startswith("rivermon: A webhook was rejected")
            assert held.startswith("rivermon: Callbacks to 127.0.0.1:8766 are held")
    ((key, called_back),) = taken
    assert key == f"Bearer {KEY}"
    assert called_back["data"]
    records = newcomer.run("records", "--json").json
    assert len(records) == 3
    assert records[-1]["title"] == "The river 河 first"
    assert records[-1]["channel_id"] == "first"
    callbacks = newcomer.run("callbacks", "--channel", "first", "--json").json
    assert [each["state"] for each in callbacks] == ["Success"]
    exported = newcomer.home / "内容 1.csv"
    ran = newcomer.run("export", "records", "--output", str(exported))
    assert ran.code == 0, ran
    assert "The river 河 first" in exported.read_text("utf-8-sig")


def test_doctor_finds_nothing_to_do_once_the_secrets_are_there(newcomer: Newcomer) -> None:
    ran = newcomer.run("doctor", **SECRETS, RIVERMON_PORT="0", QT_QPA_PLATFORM="offscreen")
    assert (ran.code, ran.err) == (0, ""), ran
    assert {line[:4] for line in ran.out.splitlines()} == {"ok  "}
    assert str(newcomer.home) in ran.out


@ends_by_signal
@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_window_opens_and_closes_in_silence(newcomer: Newcomer, language: str) -> None:
    port = free_port()
    more = {"QT_QPA_PLATFORM": "offscreen", "RIVERMON_LANGUAGE": language}
    with newcomer.begin("--demo", "--port", str(port), **more) as window:
        until(lambda: healthy(port), window)
        code, _ = window.stop()
        assert code == 0
        assert window.ran().out == ""
        assert quiet(window.err), window.err
    assert not list((newcomer.home / "tmp").iterdir())


@pytest.mark.skipif(not LINUX, reason="menus and displays are asked for otherwise there")
def test_without_a_display_it_says_what_to_do(newcomer: Newcomer) -> None:
    assert "rivermon serve" in newcomer.run().failed_in_one_line()
