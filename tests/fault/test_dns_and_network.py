"""The way to the callback server fails: its name, its certificate, the network itself."""

import asyncio
import socket
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest

from rivermon.core.entities import CallbackKind, CallbackState
from tests.core.fake_clock import FakeClock
from tests.fault import fault_server as does
from tests.fault.certificates import Authority
from tests.fault.fault_server import FaultServer
from tests.fault.house import house_of, let_tries_fail, waits_until_ended
from tests.fault.process import deliver, first_tries, noted
from tests.fault.test_callback_server import WINDOW_FILLED
from tests.net.plain_server import says
from tests.story.served import Served

pytestmark = pytest.mark.usefixtures("reconciled")

TWO_MINUTES = [1, 2, 4, 8, 16, 32, 60]
"""The waits until the first try after two minutes: it comes 123 s after the receipt."""


async def test_a_name_that_is_not_found_fills_the_window(tmp_path: Path):
    host = "callback.invalid"  # RFC 6761, section 6.4
    async with house_of(tmp_path, host, clock=FakeClock()) as house:
        await house.receive("c1", f"https://{host}/v1/callback/c1")
        assert await waits_until_ended(house) == WINDOW_FILLED
        ended = (await house.callback()).callback
        assert (ended.state, ended.attempts) == (CallbackState.TIMEOUT, 10)
        assert ended.reason == f"the name {host} was not found"
        assert await waits_until_ended(house, CallbackKind.ERROR) == [1, 2, 4, 8, 16]
        assert (await house.store.counts()).owed == 0


async def test_names_that_are_found_again_let_the_callback_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    loop, clock = asyncio.get_running_loop(), FakeClock()
    asked = loop.getaddrinfo
    back_at = clock.monotonic_s() + 120

    async def no_dns_for_two_minutes(host: Any, port: Any, **how: Any) -> Any:
        if clock.monotonic_s() < back_at:
            raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")
        return await asked(host, port, **how)

    monkeypatch.setattr(loop, "getaddrinfo", no_dns_for_two_minutes)
    async with (
        FaultServer(says("200 OK")) as server,
        house_of(tmp_path, "localhost", clock=clock) as house,
    ):
        await house.receive("c1", f"http://localhost:{server.port}/v1/callback/c1")
        assert await waits_until_ended(house) == TWO_MINUTES
        tries = (await house.callback()).attempts
    assert {each.error for each in tries[:-1]} == {"the name localhost was not found"}
    assert tries[-1].status == 200
    assert len(server.exchanges) == 1


@pytest.mark.parametrize("vanished", [False, True], ids=["refused", "nothing comes back"])
async def test_a_network_that_is_away_for_two_minutes(tmp_path: Path, vanished: bool):
    clock = FakeClock()
    async with FaultServer(says("200 OK")) as before:
        port = before.port
        async with house_of(tmp_path, before.host, clock=clock, timeout_s=0.2) as house:
            await house.receive("c0", before.url)
            await house.told.state(CallbackState.SUCCESS)
            await before.__aexit__()
            if vanished:
                async with FaultServer(does.hang, port=port):
                    await house.receive("c1", before.url)
                    await let_tries_fail(house, 7)
            else:
                await house.receive("c1", before.url)
                await let_tries_fail(house, 7)
            async with FaultServer(says("200 OK"), port=port) as after:
                clock.move(60)
                await house.told.state(CallbackState.SUCCESS, times=2)
            tries = (await house.callback(record_id=2)).attempts
    assert clock.monotonic_s() == 123
    assert [each.status for each in tries] == [None] * 7 + [200]
    assert all(each.error for each in tries[:-1])
    assert len(after.exchanges) == 1


async def test_a_certificate_that_does_not_fit_gets_no_content_and_no_key(tmp_path: Path):
    authority = Authority(tmp_path)
    contexts = {
        "right": authority.certified("localhost"),
        "other name": authority.certified("river.example"),
        "expired": authority.certified("localhost", expired=True),
        "self-signed": authority.certified("localhost", self_signed=True),
    }
    async with AsyncExitStack() as stack:
        servers = {
            kind: await stack.enter_async_context(FaultServer(says("200 OK"), tls=tls))
            for kind, tls in contexts.items()
        }
        trusting = {"SSL_CERT_FILE": str(authority.file), "RIVERMON_CALLBACK_HOSTS": "localhost"}
        with Served(tmp_path, **trusting) as served:
            for kind, server in servers.items():
                await deliver(served.url, kind, f"https://localhost:{server.port}/v1/callback/c")
            await noted(tmp_path, tries=len(servers))
            assert await asyncio.to_thread(served.stop) == 0
    untrusted = "the certificate of localhost is not trusted"
    mismatch = "hostname mismatch, certificate is not valid for 'localhost'"
    tries = first_tries(tmp_path)
    assert tries["right"] == (200, None)
    assert tries["other name"] == (None, f"{untrusted} ({mismatch})")
    assert tries["expired"] == (None, f"{untrusted} (certificate has expired)")
    assert tries["self-signed"] == (None, f"{untrusted} (self-signed certificate)")
    assert {kind: len(server.exchanges) for kind, server in servers.items()} == {
        "right": 1,
        "other name": 0,
        "expired": 0,
        "self-signed": 0,
    }


async def test_a_certificate_that_is_not_trusted_fills_the_window(tmp_path: Path):
    tls = Authority(tmp_path).certified("localhost")
    async with (
        FaultServer(says("200 OK"), tls=tls) as server,
        house_of(tmp_path, "localhost", clock=FakeClock()) as house,
    ):
        await house.receive("c1", f"https://localhost:{server.port}/v1/callback/c1")
        assert await waits_until_ended(house) == WINDOW_FILLED
        ended = (await house.callback()).callback
        assert (ended.state, ended.attempts) == (CallbackState.TIMEOUT, 10)
        assert "the certificate of localhost is not trusted" in (ended.reason or "")
        assert server.exchanges == []


async def test_plain_http_at_the_port_and_tls_at_a_plain_port(tmp_path: Path):
    tls = Authority(tmp_path).certified("localhost")
    async with (
        FaultServer(says("200 OK"), tls=tls) as secure,
        FaultServer(says("200 OK")) as plain,
        house_of(tmp_path, "localhost", clock=FakeClock(), timeout_s=1) as house,
    ):
        await house.receive("c1", f"http://localhost:{secure.port}/v1/callback/c1")
        await house.receive("c2", f"https://localhost:{plain.port}/v1/callback/c2")
        await house.told.state(CallbackState.PROGRESS, times=2)
        first, second = await house.callback(record_id=1), await house.callback(record_id=2)
        assert secure.exchanges == plain.exchanges == []
    for each in (first, second):
        assert each.attempts[0].status is None
        assert each.attempts[0].error
