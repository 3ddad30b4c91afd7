from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from rivermon.net.listener import Listener
from tests.net.scripted_receiver import ScriptedReceiver

NOW = datetime(2026, 3, 14, 15, 9, 26, 535000, tzinfo=UTC)
LIMIT = 1000


@pytest.fixture
def receiver() -> ScriptedReceiver:
    return ScriptedReceiver()


@pytest.fixture
async def listener(receiver: ScriptedReceiver) -> AsyncIterator[Listener]:
    made = Listener(
        receiver,
        now=lambda: NOW,
        host="127.0.0.1",
        port=0,
        extra_path="/hooks/mine/",
        max_body=LIMIT,
        body_timeout_s=0.2,
    )
    await made.open()
    yield made
    await made.close()


@pytest.fixture
def address(listener: Listener) -> tuple[str, int]:
    assert listener.address is not None
    return listener.address
