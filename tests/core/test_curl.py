"""A request as a curl command: run by a real shell and a real curl, it arrives as it was."""

import asyncio
import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from rivermon.core.curl import callback_as_curl, webhook_as_curl
from rivermon.core.entities import (
    Callback,
    CallbackKind,
    CallbackState,
    Delivery,
    Headers,
    Outcome,
    Verdict,
    VerdictWord,
)
from tests.net.plain_server import Exchange, PlainServer, says

AT = datetime(2026, 3, 1, tzinfo=UTC)
SIGNATURE = "b1946ac92492d2347c6235b4d2611184" * 2
pytestmark = pytest.mark.skipif(shutil.which("curl") is None, reason="there is no curl here")


def delivery(body: bytes, host: str, *more: tuple[str, str]) -> Delivery:
    headers: Headers = (
        ("Host", host),
        ("Content-Length", str(len(body))),
        ("Content-Type", "application/json"),
        ("mr-signature", SIGNATURE),
        *more,
    )
    return Delivery(
        id=1,
        received_at=AT,
        remote="127.0.0.1",
        path="/webhooks/modelriver",
        type="task.ai_generated",
        event="new_movie",
        channel_id="c1",
        verdict=Verdict(VerdictWord.VALID),
        reason=None,
        outcome=Outcome.RECORDED,
        status=200,
        duration_ms=1.0,
        record_id=1,
        redeliveries=0,
        size=len(body),
        headers=headers,
        body=body,
    )


def names_in(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


async def run(command: str, folder: Path) -> None:
    process = await asyncio.create_subprocess_exec(
        "bash",
        "-c",
        command,
        cwd=folder,
        env={"PATH": os.environ["PATH"], "MODELRIVER_API_KEY": "mr_live_shell"},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    _, said = await asyncio.wait_for(process.communicate(), 20)
    assert process.returncode == 0, said.decode()


async def arrived(folder: Path, body: bytes, *more: tuple[str, str], secret: bool) -> Exchange:
    async with PlainServer(says("200 OK", b"{}")) as server:
        made = delivery(body, f"127.0.0.1:{server.port}", *more)
        await run(webhook_as_curl(made, secret=secret), folder)
        (exchange,) = server.exchanges
    assert names_in(folder) == []
    return exchange


@pytest.mark.parametrize(
    "body",
    [
        b'{"title": "Inception"}',
        b"""{"title": "it's \\"so\\" `touch a` $(touch b) \\\\ !! ; & | > c"}""",
        '{"title": "盗梦空间 🎬"}'.encode(),
        b"two\nlines\r\nand \t a tab ",
        b"@/etc/hostname",
        b"\x00\xff\xfe",
        b"",
        b"-X DELETE",
    ],
)
async def test_a_body_arrives_byte_by_byte(tmp_path: Path, body: bytes) -> None:
    exchange = await arrived(tmp_path, body, secret=False)
    assert exchange.first_line == "POST /webhooks/modelriver HTTP/1.1"
    assert exchange.body == body
    assert exchange.headers["mr-signature"] == SIGNATURE


async def test_headers_arrive_and_what_the_connection_needs_is_made_anew(tmp_path: Path) -> None:
    odd = (("X-Odd", "it's $(touch a) `touch b`"), ("X-Empty", ""))
    exchange = await arrived(tmp_path, b"{}", *odd, secret=False)
    assert exchange.headers["x-odd"] == odd[0][1]
    assert exchange.headers["x-empty"] == ""
    assert exchange.headers["content-length"] == "2"


async def test_signatures_and_credentials_stay_here(tmp_path: Path) -> None:
    more = ("Authorization", "Bearer canary"), ("X-ModelRiver-Signature", "canary")
    exchange = await arrived(tmp_path, b"{}", *more, secret=True)
    named = ("mr-signature", "authorization", "x-modelriver-signature")
    assert {exchange.headers[name] for name in named} == {"[redacted]"}


async def test_a_callback_takes_the_key_from_the_shell(tmp_path: Path) -> None:
    async with PlainServer(says("200 OK", b"{}")) as server:
        callback = Callback(
            id=1,
            delivery_id=1,
            record_id=1,
            kind=CallbackKind.SUCCESS,
            url=f"{server.url}?a=[1]&b={{2}}",
            state=CallbackState.ERROR,
            body=b'{"data": {"title": "it\'s"}}',
            attempts=1,
            next_attempt_at=None,
            deadline=AT,
            received_at=AT,
        )
        command = callback_as_curl(callback)
        assert "mr_live" not in command
        await run(command, tmp_path)
        (exchange,) = server.exchanges
    assert exchange.headers["authorization"] == "Bearer mr_live_shell"
    assert exchange.body == callback.body
