"""What is built once is what would have been written each time, with the date of its second."""

from collections.abc import AsyncIterator
from email.utils import parsedate_to_datetime

import pytest
from aiohttp import web

from rivermon.core.entities import Answer
from rivermon.net.built_response import Press
from tests.net.raw_http import RawConnection, request

RECEIVED = Answer(200, b'{"received": true}')


class Clock:
    """Unix seconds that a test sets."""

    now_s = 1_800_000_000.4

    def __call__(self) -> float:
        return self.now_s


class Server:
    """Answers everything from a press, where that has an answer."""

    def __init__(self) -> None:
        self.clock = Clock()
        self.press = Press(self.clock)
        self.built = 0
        self.answer = RECEIVED

    async def handle(self, asked: web.BaseRequest) -> web.StreamResponse:
        await asked.read()
        built = self.press.response(self.answer, asked)
        self.built += built is not None
        return built or web.Response(status=self.answer.status, body=self.answer.body)


@pytest.fixture
async def server() -> Server:
    return Server()


@pytest.fixture
async def address(server: Server) -> AsyncIterator[tuple[str, int]]:
    runner = web.ServerRunner(web.Server(server.handle))
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    yield "127.0.0.1", int(runner.addresses[0][1])
    await runner.cleanup()


async def test_one_connection_is_answered_again_and_again(
    server: Server, address: tuple[str, int]
) -> None:
    async with RawConnection(address) as connection:
        for _ in range(5):
            answer = await connection.ask(request("/webhook", b'{"a": 1}'))
            assert (answer.status, answer.json) == (200, {"received": True})
            assert answer.header("Content-Type") == "application/json"
            assert answer.header("Server") == "rivermon"
    assert server.built == 5


async def test_the_date_is_that_of_the_answer(server: Server, address: tuple[str, int]) -> None:
    dates = []
    async with RawConnection(address) as connection:
        for passed_s in (0.0, 0.5, 0.2, 3600.0):
            server.clock.now_s += passed_s
            date = (await connection.ask(request("/webhook"))).header("Date")
            dates.append(parsedate_to_datetime(date or "").timestamp())
    assert dates == [1_800_000_000, 1_800_000_000, 1_800_000_001, 1_800_003_601]


async def test_requests_that_come_together_are_answered_in_order(
    server: Server, address: tuple[str, int]
) -> None:
    async with RawConnection(address) as connection:
        connection.writer.write(request("/webhook") * 20)
        answers = [await connection.answer() for _ in range(20)]
    assert {answer.status for answer in answers} == {200}
    assert server.built == 20


async def test_who_hangs_up_gets_the_usual_answer(server: Server, address: tuple[str, int]) -> None:
    async with RawConnection(address) as connection:
        answer = await connection.ask(request("/webhook", headers=[b"Connection: close"]))
        assert answer.header("Connection") == "close"
        assert await connection.is_closed_by_server()
    assert server.built == 0


async def test_older_protocols_and_other_methods_get_the_usual_answer(
    server: Server, address: tuple[str, int]
) -> None:
    old = request("/webhook").replace(b"HTTP/1.1", b"HTTP/1.0")
    for asked in (old, request("/webhook", method="PUT")):
        async with RawConnection(address) as connection:
            assert (await connection.ask(asked)).status == 200
    assert server.built == 0


async def test_what_is_not_200_is_not_built(server: Server, address: tuple[str, int]) -> None:
    server.answer = Answer(503, b"{}", 5)
    async with RawConnection(address) as connection:
        assert (await connection.ask(request("/webhook"))).status == 503
    assert server.built == 0


async def test_a_client_that_is_gone_costs_nothing(
    server: Server, address: tuple[str, int]
) -> None:
    for _ in range(20):
        async with RawConnection(address) as connection:
            connection.writer.write(request("/webhook"))
    async with RawConnection(address) as connection:
        assert (await connection.ask(request("/webhook"))).status == 200
