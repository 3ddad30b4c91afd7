"""Runs work that may wait for a person, in a thread that nobody waits for when rivermon ends.

Does not know the work. It must bear to be cut off anywhere: nothing that writes belongs here.
"""

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any, TypeVar

T = TypeVar("T")


async def abandonable(work: Callable[[], T]) -> T:
    """Do the work beside the loop; who is cancelled meanwhile leaves it to itself.

    asyncio.to_thread is no good for that: its threads are waited for before the process ends
    (https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.loop.shutdown_default_executor).

    Returns:
        What the work gives; what it raises is raised here.
    """
    loop = asyncio.get_running_loop()
    done: asyncio.Future[T] = loop.create_future()

    def settle(put: Callable[[Any], None], what: object) -> None:
        if not done.done():
            put(what)

    def run() -> None:
        put: Callable[[Any], None]
        what: object
        try:
            put, what = done.set_result, work()
        except Exception as failure:  # noqa: BLE001 - it is raised where the work is waited for
            put, what = done.set_exception, failure
        with suppress(RuntimeError):  # the loop is closed: nobody is left who would hear it
            loop.call_soon_threadsafe(settle, put, what)

    threading.Thread(target=run, name="abandonable", daemon=True).start()
    return await done
