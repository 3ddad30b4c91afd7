"""`rivermon send`: what it reports, and what it says when it cannot."""

import asyncio
import http.client
import io
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

import msgspec
import pytest

from rivermon.cli.send import Order, SendFailed, send
from rivermon.core.entities import Scheme
from tests.cli.terminal import SECRET, Terminal

CALLBACK = {"data": {"title": "x"}, "task_id": "sqlite_1"}
FAILURE = {"error": "processing_failed", "message": "no content"}


class _Calls(BaseHTTPRequestHandler):
    """Answers each webhook with `status`, having called back with each of `callbacks` first."""

    status = 200
    callbacks: tuple[object, ...] = (CALLBACK,)

    def do_POST(self) -> None:
        body = msgspec.json.decode(self.rfile.read(int(self.headers["Content-Length"])))
        url = body.get("callback_url") or body["data"]["callback_url"]
        host, _, path = url.removeprefix("http://").partition("/")
        for callback in self.callbacks:
            client = http.client.HTTPConnection(host, timeout=5)
            client.request("POST", f"/{path}", body=msgspec.json.encode(callback))
            client.getresponse().read()
            client.close()
        self.send_response(self.status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def _receiving(status: int = 200, *callbacks: object) -> Iterator[str]:
    handler = type("_Scripted", (_Calls,), {"status": status, "callbacks": callbacks})
    with HTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/webhooks/modelriver"
        finally:
            server.shutdown()
            thread.join(5)


def _order(url: str, count: int = 1, speed: float = 1e6, wait_s: float = 5.0) -> Order:
    return Order(
        url=url,
        secret=SECRET,
        event=None,
        scheme=Scheme.RAW_BODY,
        count=count,
        rate=None,
        speed=speed,
        callback_port=0,
        wait_s=wait_s,
    )


def _sent(order: Order) -> str:
    out = io.StringIO()
    asyncio.run(asyncio.wait_for(send(order, out), 20))
    return out.getvalue()


def test_all_delivered_and_called_back_is_one_line() -> None:
    with _receiving(200, CALLBACK) as url:
        said = _sent(_order(url, count=3))
    assert said.startswith("3 of 3 webhooks delivered in ")
    assert said.endswith("3 attempts); 3 of 3 called back.\n")
    assert said.count("\n") == 1


def test_callbacks_that_bring_an_error_are_counted() -> None:
    with _receiving(200, FAILURE) as url:
        said = _sent(_order(url, count=2))
    assert "2 of 2 called back." in said
    assert "2 of them were called back with an error instead of the content." in said
    assert "once more" not in said


def test_callbacks_that_come_twice_are_counted() -> None:
    with _receiving(200, CALLBACK, CALLBACK) as url:
        said = _sent(_order(url, count=2))
    assert "2 of 2 called back." in said
    assert "2 callbacks came once more after they had been taken." in said
    assert "error" not in said


def test_malformed_callbacks_are_counted() -> None:
    with _receiving(200, [], CALLBACK) as url:
        assert "1 callbacks were malformed." in _sent(_order(url))


def test_callbacks_that_do_not_come_are_said_with_what_to_do() -> None:
    with _receiving(200) as url:
        said = _sent(_order(url, wait_s=0.1))
    assert "0 of 1 called back." in said
    assert "among the listener's RIVERMON_CALLBACK_HOSTS, and MODELRIVER_API_KEY set" in said


def test_what_is_never_taken_ends_as_a_failure() -> None:
    with (
        _receiving(401) as url,
        pytest.raises(SendFailed, match=r"1 webhooks were not taken after 8 attempts.*401"),
    ):
        _sent(_order(url))


def test_nobody_there_ends_as_a_failure() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with pytest.raises(SendFailed, match="2 webhooks were not taken after 8 attempts"):
        _sent(_order(f"http://127.0.0.1:{port}/webhook", count=2))


@pytest.mark.parametrize("scheme", list(Scheme))
def test_every_scheme_and_event_can_be_sent(scheme: Scheme) -> None:
    with _receiving(200, CALLBACK) as url:
        order = msgspec.structs.replace(_order(url), scheme=scheme, event="my_event")
        assert "1 of 1 called back" in _sent(order)


@pytest.mark.parametrize(
    "url",
    [
        "127.0.0.1:8765",
        "ftp://127.0.0.1/",
        "http://",
        "http://[::1",
        "http://127.0.0.1:port/",
        "http://127.0.0.1:99999/",
        "webhook",
    ],
)
def test_a_bad_url_is_one_line(url: str, terminal: Terminal) -> None:
    began = time.monotonic()
    fast = ("--speed", "1000000")
    said = terminal.run("send", "--url", url, "--callback-port", "0", *fast).failed_in_one_line()
    assert said.startswith("Nothing was sent: ")
    assert time.monotonic() - began < 4
