"""`rivermon send` to https: to who is trusted, and nobody else."""

import io
from pathlib import Path

import pytest

from rivermon.cli.send import Order, SendFailed, send
from rivermon.core.entities import Scheme
from tests.cli.terminal import SECRET
from tests.fault.certificates import Authority
from tests.fault.fault_server import FaultServer
from tests.net.plain_server import says


def _order(port: int) -> Order:
    return Order(
        url=f"https://localhost:{port}/webhooks/modelriver",
        secret=SECRET,
        event=None,
        scheme=Scheme.RAW_BODY,
        count=1,
        rate=None,
        speed=1e6,
        callback_port=0,
        wait_s=0,
    )


async def test_who_is_trusted_gets_the_webhook(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority = Authority(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
    out = io.StringIO()
    async with FaultServer(says("200 OK"), tls=authority.certified("localhost")) as server:
        await send(_order(server.port), out)
        assert len(server.exchanges) == 1
    assert out.getvalue().startswith("1 of 1 webhooks delivered in ")


async def test_who_is_not_gets_nothing(tmp_path: Path) -> None:
    tls = Authority(tmp_path).certified("localhost")
    async with FaultServer(says("200 OK"), tls=tls) as server:
        with pytest.raises(SendFailed):
            await send(_order(server.port), io.StringIO())
        assert server.exchanges == []
