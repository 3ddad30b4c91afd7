"""Where a name leads is looked at, and nothing else is connected to."""

import asyncio
import socket

import pytest
from aiohttp.abc import AbstractResolver, ResolveResult

from rivermon.core.entities import Reply
from rivermon.net.callback_resolver import CallbackResolver, NotPublic
from rivermon.net.callback_session import CallbackSession
from rivermon.simulator.callback_desk import CallbackDesk

KEY = "mr_live_0123456789"


class ScriptedResolver(AbstractResolver):
    """Gives one answer after the other, and the last one for ever."""

    def __init__(self, *answers: tuple[str, ...]) -> None:
        self.answers = list(answers)
        self.asked: list[str] = []
        self.closed = False

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        self.asked.append(host)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        return [
            ResolveResult(
                hostname=host, host=each, port=port, family=socket.AF_INET, proto=0, flags=0
            )
            for each in answer
        ]

    async def close(self) -> None:
        self.closed = True


async def addresses(host: str, *answer: str) -> list[str]:
    resolver = CallbackResolver(ScriptedResolver(answer))
    return [each["host"] for each in await resolver.resolve(host)]


async def test_public_addresses_pass_and_others_beside_them_do_not() -> None:
    found = await addresses("api.modelriver.com", "10.0.0.1", "8.8.8.8", "127.0.0.1", "1.1.1.1")
    assert found == ["8.8.8.8", "1.1.1.1"]


@pytest.mark.parametrize("address", ["127.0.0.1", "10.1.2.3", "169.254.169.254", "::1"])
async def test_a_name_that_leads_to_a_neighbour_is_refused_in_words(address: str) -> None:
    with pytest.raises(NotPublic) as refused:
        await addresses("callbacks.example.net", address)
    assert f"callbacks.example.net leads to {address}, which is not on the" in str(refused.value)


async def test_localhost_is_this_machine_and_nothing_else() -> None:
    assert await addresses("localhost", "127.0.0.1", "::1", "8.8.8.8") == ["127.0.0.1", "::1"]
    with pytest.raises(NotPublic, match="not this machine"):
        await addresses("localhost", "8.8.8.8")


async def test_no_address_is_no_refusal() -> None:
    assert await addresses("api.modelriver.com") == []


async def test_a_name_that_turns_to_this_machine_gets_no_connection() -> None:
    async with CallbackDesk(api_key=KEY) as desk, asyncio.timeout(10):
        port = desk.base_url.rpartition(":")[2]
        session = CallbackSession(KEY, 5.0, ScriptedResolver(("127.0.0.1",)))
        reply = await session.post(f"http://rebound.example:{port}/v1/callback/ch-1", b"{}")
        await session.close()
        assert desk.tally.channels() == {}
    assert reply.status is None
    assert reply.error is not None
    assert reply.error.startswith("the name rebound.example leads to 127.0.0.1")


async def test_the_address_that_was_looked_at_is_the_one_that_is_connected_to() -> None:
    resolver = ScriptedResolver(("127.0.0.1",), ("8.8.8.8",))
    async with CallbackDesk(api_key=KEY) as desk, asyncio.timeout(10):
        port = desk.base_url.rpartition(":")[2]
        session = CallbackSession(KEY, 5.0, resolver)
        reply = await session.post(f"http://localhost:{port}/v1/callback/ch-1", b'{"data": {}}')
        await session.close()
    assert reply == Reply(status=reply.status, answer=reply.answer)
    assert reply.status is not None
    assert resolver.asked == ["localhost"]
