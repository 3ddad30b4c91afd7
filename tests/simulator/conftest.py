import random
import socket
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from rivermon.core.entities import Scheme
from rivermon.simulator.signed_sample import SignedSample, signed_samples
from tests.simulator.clockwork import Clockwork
from tests.simulator.receiver import Receiver

NOW = datetime(2026, 3, 14, 15, 9, 26, 535000, tzinfo=UTC)
SECRET = "whsec_simulated"


@pytest.fixture
def clockwork() -> Clockwork:
    return Clockwork()


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    async with Receiver() as listening:
        yield listening


@pytest.fixture
def closed_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


def webhooks(count: int, scheme: Scheme = Scheme.RAW_BODY) -> list[SignedSample]:
    return list(
        signed_samples(
            random.Random(7),
            count=count,
            scheme=scheme,
            secret=SECRET,
            callback_base="http://127.0.0.1:8766",
            now=lambda: NOW,
        )
    )
