"""Begins work that a test goes on beside, and waits for later."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


def begun(work: Coroutine[Any, Any, T]) -> asyncio.Future[T]:
    """The work, under way; whoever holds on to this waits for its end."""
    return asyncio.get_running_loop().create_task(work)
