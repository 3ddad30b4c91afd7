"""How a callback is answered when it is not simply taken.

Facts only. Does not know which callback they are for.
"""

from collections.abc import Callable
from enum import StrEnum

import msgspec


class Manner(StrEnum):
    """What the desk does with a callback that it has read."""

    ANSWER = "answer"
    HANG = "hang"
    RESET = "reset"


class Scripted(msgspec.Struct, frozen=True, kw_only=True):
    """One answer to one callback.

    `delay_s` seconds pass first. HANG answers nothing until the caller leaves or the desk closes;
    RESET breaks the connection. `body` None is the usual one for the status.
    """

    status: int = 200
    headers: dict[str, str] = {}
    body: bytes | None = None
    delay_s: float = 0.0
    manner: Manner = Manner.ANSWER


Script = Callable[[str, int], Scripted]
"""Says how the nth callback (from 1) of a channel is answered."""


def take_all(_channel: str, _nth: int) -> Scripted:
    """Answer every callback with 200."""
    return Scripted()
