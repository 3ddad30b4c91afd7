"""What the listener answers to whole requests: paths, methods, health, headers."""

import asyncio
import logging

import pytest

from rivermon.core.entities import Answer
from rivermon.net.listener import PATHS
from tests.net.conftest import NOW
from tests.net.raw_http import RawConnection, ask, chunked, request
from tests.net.scripted_receiver import BUSY, ScriptedReceiver

Address = tuple[str, int]
EVERY_BYTE = bytes(range(256))


@pytest.mark.parametrize(
    "path",
    [
        "/webhooks/modelriver",
        "/webhook/modelriver",
        "/webhook",
        "/webhooks/ai",
        "/hooks/mine",
        "/hooks/mine/",
        "/webhook/",
        "/webhooks/modelriver?source=tunnel",
    ],
)
async def test_every_path_takes_webhooks(
    path: str, address: Address, receiver: ScriptedReceiver
) -> None:
    answer = await ask(address, request(path, b'{"a": 1}'))
    assert (answer.status, answer.json) == (200, {"received": True})
    assert [arrival.body for arrival in receiver.received] == [b'{"a": 1}']
    assert receiver.received[0].path == path.partition("?")[0]


def test_the_told_path_is_the_documented_one() -> None:
    assert PATHS[0] == "/webhooks/modelriver"


@pytest.mark.parametrize("path", ["/", "/webhooks", "/webhook/other", "/WEBHOOK", "//webhook"])
async def test_other_paths_are_not_found(
    path: str, address: Address, receiver: ScriptedReceiver
) -> None:
    answer = await ask(address, request(path))
    assert (answer.status, answer.json) == (404, {"error": "Not found"})
    assert receiver.received == []


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "OPTIONS", "PATCH"])
async def test_webhook_paths_take_post_only(
    method: str, address: Address, receiver: ScriptedReceiver
) -> None:
    answer = await ask(address, request("/webhook", method=method))
    assert (answer.status, answer.json) == (405, {"error": "Method not allowed"})
    assert answer.header("Allow") == "POST"
    assert receiver.received == []


async def test_health_is_ok(address: Address) -> None:
    answer = await ask(address, request("/health", b"", method="GET"))
    assert (answer.status, answer.body) == (200, b'{"status": "ok"}')


async def test_health_answers_head_without_a_body(address: Address) -> None:
    async with RawConnection(address) as connection:
        head = await connection.ask(request("/health", b"", method="HEAD"), head_only=True)
        assert head.status == 200
        # A body would stand before the next answer on the same connection.
        assert (await connection.ask(request("/health", b"", method="GET"))).status == 200


async def test_health_says_what_is_wrong_in_one_word(
    address: Address, receiver: ScriptedReceiver
) -> None:
    receiver.wrong = "unavailable"
    answer = await ask(address, request("/health", b"", method="GET"))
    assert (answer.status, answer.json) == (503, {"status": "unavailable"})


async def test_health_may_only_be_read(address: Address) -> None:
    answer = await ask(address, request("/health"))
    assert (answer.status, answer.header("Allow")) == (405, "GET, HEAD")


async def test_retry_after_is_sent(address: Address, receiver: ScriptedReceiver) -> None:
    receiver.answer = BUSY
    answer = await ask(address, request("/webhook"))
    assert (answer.status, answer.header("Retry-After")) == (503, "5")


async def test_no_retry_after_where_there_is_none(address: Address) -> None:
    assert (await ask(address, request("/webhook"))).header("Retry-After") is None


ODD_REQUESTS = {
    "webhook": request("/webhook"),
    "not found": request("/nowhere"),
    "method": request("/webhook", method="GET"),
    "health": request("/health", b"", method="GET"),
    "too large": request("/webhook", b"", length=10**9),
    "encoded": request("/webhook", headers=[b"Content-Encoding: gzip"]),
    "no HTTP": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
    "bad length": b"POST /webhook HTTP/1.1\r\nHost: a\r\nContent-Length: ten\r\n\r\n",
    "long header": request("/webhook", headers=[b"X-Long: " + b"x" * 20_000]),
    "bad chunk": b"POST /webhook HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
}


@pytest.mark.parametrize("sent", ODD_REQUESTS.values(), ids=ODD_REQUESTS.keys())
async def test_every_answer_is_json_and_names_rivermon_only(sent: bytes, address: Address) -> None:
    answer = await ask(address, sent)
    assert answer.header("Content-Type") == "application/json"
    assert isinstance(answer.json, dict)
    assert answer.header("Server") == "rivermon"
    assert answer.status != 500


@pytest.mark.parametrize("sent", [ODD_REQUESTS["no HTTP"], ODD_REQUESTS["bad length"]])
async def test_what_is_no_http_is_a_400_without_noise(
    sent: bytes, address: Address, receiver: ScriptedReceiver, caplog: pytest.LogCaptureFixture
) -> None:
    async with RawConnection(address) as connection:
        answer = await connection.ask(sent)
        assert (answer.status, answer.json) == (400, {"error": "Bad request"})
        assert await connection.is_closed_by_server()
    assert receiver.received == []
    assert caplog.records == []


async def test_raw_bytes_arrive_unchanged(address: Address, receiver: ScriptedReceiver) -> None:
    await ask(address, request("/webhook", EVERY_BYTE))
    await ask(address, chunked("/webhook", [EVERY_BYTE[:100], EVERY_BYTE[100:]]))
    assert [arrival.body for arrival in receiver.received] == [EVERY_BYTE, EVERY_BYTE]


async def test_an_empty_body_arrives_too(address: Address, receiver: ScriptedReceiver) -> None:
    assert (await ask(address, request("/webhook", b""))).status == 200
    assert receiver.received[0].body == b""


async def test_headers_arrive_in_order_and_readable(
    address: Address, receiver: ScriptedReceiver
) -> None:
    sent = [
        b"MR-Signature: one",
        b"mr-signature: two",
        "X-Title: 老城 é".encode(),
        b"X-Latin: caf\xe9",
    ]
    await ask(address, request("/webhook", headers=sent))
    headers = receiver.received[0].headers
    assert headers[2:] == (
        ("MR-Signature", "one"),
        ("mr-signature", "two"),
        ("X-Title", "老城 é"),
        ("X-Latin", "caf\ufffd"),
    )


async def test_an_arrival_says_when_and_from_where(
    address: Address, receiver: ScriptedReceiver
) -> None:
    await ask(address, request("/webhook"))
    assert (receiver.received[0].received_at, receiver.received[0].remote) == (NOW, "127.0.0.1")


async def test_a_connection_is_kept_for_more_requests(
    address: Address, receiver: ScriptedReceiver
) -> None:
    async with RawConnection(address) as connection:
        for number in range(5):
            assert (await connection.ask(request("/webhook", b"%d" % number))).status == 200
        assert (await connection.ask(request("/nowhere"))).status == 404
        assert (await connection.ask(chunked("/webhook", [b"5"]))).status == 200
    assert [arrival.body for arrival in receiver.received] == [b"0", b"1", b"2", b"3", b"4", b"5"]


async def test_requests_are_taken_side_by_side(
    address: Address, receiver: ScriptedReceiver
) -> None:
    receiver.may_answer.clear()
    async with RawConnection(address) as first, RawConnection(address) as second:
        for connection in (first, second):
            receiver.came.clear()
            connection.writer.write(request("/webhook"))
            await asyncio.wait_for(receiver.came.wait(), 5)
        assert len(receiver.received) == 2
        receiver.may_answer.set()
        assert [(await first.answer()).status, (await second.answer()).status] == [200, 200]


async def test_a_receiver_that_fails_is_a_503_and_logged(
    address: Address, receiver: ScriptedReceiver, caplog: pytest.LogCaptureFixture
) -> None:
    receiver.failure = RuntimeError("canary")
    answer = await ask(address, request("/webhook"))
    assert (answer.status, answer.json) == (503, {"error": "Temporarily unavailable"})
    assert answer.header("Retry-After") == "5"
    assert [record.levelno for record in caplog.records] == [logging.ERROR]
    assert "canary" in caplog.text
    assert b"canary" not in answer.body


async def test_an_answer_is_passed_on_as_it_is(
    address: Address, receiver: ScriptedReceiver
) -> None:
    receiver.answer = Answer(401, b'{"error": "Invalid signature"}')
    answer = await ask(address, request("/webhook"))
    assert (answer.status, answer.body) == (401, b'{"error": "Invalid signature"}')


@pytest.mark.parametrize(
    ("headers", "remote"),
    [
        ([], "127.0.0.1"),
        ([b"X-Forwarded-For: 6.6.6.6, 198.51.100.1"], "198.51.100.1"),
        ([b"X-Forwarded-For: 6.6.6.6", b"X-Forwarded-For: 198.51.100.1"], "198.51.100.1"),
        ([b"X-Forwarded-For: [2001:db8::1]:443"], "2001:db8::1"),
        ([b"X-Forwarded-For: \xff\xfe"], "127.0.0.1"),
    ],
)
async def test_whom_a_tunnel_on_this_machine_names_is_who_sent_it(
    receiver, address, headers: list[bytes], remote: str
):
    assert (await ask(address, request(PATHS[0], headers=headers))).status == 200
    assert receiver.received[0].remote == remote
