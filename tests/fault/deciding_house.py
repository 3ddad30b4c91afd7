"""A process with an approval gate that is told on its standard input what the operator decides.

Run as `python -m tests.fault.deciding_house DATABASE CALLBACK_HOST`. It prints where it listens;
then, for each line such as "approve 7" or "reject 7", the same line with True or False behind it,
once that is committed.
"""

import asyncio
import contextlib
import sys

from rivermon.app import furnished, listen
from rivermon.chosen import Chosen
from rivermon.core.feed import ChangeFeed
from rivermon.core.outbox import Outbox
from rivermon.safe import Safe
from rivermon.settings import Secrets, Settings
from tests.story.served import KEY, SECRET

EVENT = "new_movie_suggestion"


async def main(database: str, host: str) -> None:
    """Decide as standard input says, until it is closed."""
    settings = Settings(db=database, port=0, callback_hosts=(host,), hold_events=(EVENT,))
    async with (
        contextlib.AsyncExitStack() as stack,
        asyncio.TaskGroup() as deciding,
    ):
        house = await stack.enter_async_context(
            furnished(Chosen(settings, None), Safe(Secrets((SECRET,), KEY)), ChangeFeed())
        )
        await listen(house)
        _say(house.listener.url or "")
        while line := await asyncio.to_thread(sys.stdin.readline):
            deciding.create_task(_decide(house.outbox, line.strip()))


async def _decide(outbox: Outbox, line: str) -> None:
    act, number = line.split()
    record_id = int(number)
    if act == "approve":
        done = await outbox.approve(record_id)
    else:
        done = await outbox.reject(record_id, "not fit")
    _say(f"{line} {done}")


def _say(words: str) -> None:
    print(words, flush=True)  # noqa: T201 - the parent reads it


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
