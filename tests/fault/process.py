"""What a test does to a real `rivermon serve`, and reads in its database from outside."""

import asyncio
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import aiohttp

from rivermon.simulator.signed_sample import utc_now
from tests.core.webhook_arrivals import event_body, signed_arrival
from tests.story.served import SECRET

_PATIENCE_S = 15.0


async def deliver(webhook_url: str, channel: str, callback_url: str) -> None:
    """Post one genuine webhook, which must be taken."""
    body = event_body(channel, callback_url)
    headers = dict(signed_arrival(body, utc_now(), secret=SECRET).headers)
    async with (
        aiohttp.ClientSession() as session,
        session.post(webhook_url, data=body, headers=headers) as response,
    ):
        assert response.status == 200


def rows(folder: Path, query: str, *values: Any) -> list[tuple[Any, ...]]:
    """What a query finds in the database of a process, whether or not that runs."""
    with closing(sqlite3.connect(folder / "rivermon.db", timeout=10)) as database:
        return database.execute(query, values).fetchall()


def states(folder: Path) -> list[tuple[str, str, int]]:
    """Kind, state and number of tries of each callback."""
    return rows(folder, "SELECT kind, state, attempts FROM callback ORDER BY id")


async def noted(folder: Path, tries: int) -> None:
    """Wait until a process has committed so many tries in all."""
    async with asyncio.timeout(_PATIENCE_S):
        while sum(each[2] for each in states(folder)) < tries:  # noqa: ASYNC110 - another process's
            await asyncio.sleep(0.01)


def first_tries(folder: Path) -> dict[str, tuple[int | None, str | None]]:
    """What was answered to the first try for each channel, or went wrong with it."""
    found: Sequence[tuple[Any, ...]] = rows(
        folder,
        "SELECT delivery.channel_id, tried.status, tried.error FROM callback_attempt tried "
        "JOIN callback ON callback.id = tried.callback_id "
        "JOIN delivery ON delivery.id = callback.delivery_id ORDER BY tried.id DESC",
    )
    return {channel: (status, error) for channel, status, error in found}
