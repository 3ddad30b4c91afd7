"""The one door to background tasks: each has an owner, a name and an end."""

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any, Self

_log = logging.getLogger(__name__)


class OwnedTasks:
    """Starts tasks, keeps them alive, logs their failures, and ends them with their owner."""

    def __init__(self, owner: str) -> None:
        self._owner = owner
        self._closed = False
        self._tasks: set[asyncio.Task[Any]] = set()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    def start(self, work: Coroutine[Any, Any, Any], name: str) -> asyncio.Task[Any] | None:
        """Run `work` in the background as "owner: name".

        Returns:
            The task; None once the owner has ended, when nothing is begun any more.
        """
        if self._closed:
            work.close()
            return None
        loop = asyncio.get_running_loop()
        task = loop.create_task(work, name=f"{self._owner}: {name}")
        self._tasks.add(task)
        task.add_done_callback(self._ended)
        return task

    async def close(self, grace_s: float = 0.0) -> None:
        """Let what runs end by itself for `grace_s` seconds, cancel the rest, wait for its end."""
        self._closed = True
        if self._tasks and grace_s:
            await asyncio.wait(tuple(self._tasks), timeout=grace_s)
        tasks = tuple(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (failure := task.exception()) is not None:
            _log.error("%s failed", task.get_name(), exc_info=failure)
