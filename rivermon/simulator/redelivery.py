"""When ModelRiver sends a webhook, and how often it tries before it is a dead letter.

Time is handed in. Does not know how a webhook is posted.
"""

from collections.abc import Awaitable, Callable

from rivermon.simulator.delivery_report import Posted

Sleep = Callable[[float], Awaitable[None]]
"""Waits that many seconds; asyncio.sleep, or a test's own time."""

WAITS_S: tuple[float, ...] = (0.0, 5.0, 30.0, 120.0, 600.0, 1800.0, 3600.0, 7200.0)
"""Seconds before each attempt, counted from the end of the one before (protocol, section 4).

Together 3 h 42 m, which is how long section 3 says that retries span.
"""

ATTEMPTS = len(WAITS_S)
"""How often a webhook is sent at most."""


async def redeliver(
    post: Callable[[], Awaitable[Posted]], first: Posted, *, sleep: Sleep, speed: float
) -> tuple[int, Posted]:
    """Send again on the documented schedule until a 2xx comes or all attempts are used up.

    Args:
        post: makes one attempt.
        first: what the first attempt, made by the caller, led to.
        sleep: waits.
        speed: divides every wait.

    Returns:
        How many attempts there were, the first included, and what the last one led to.
    """
    last, attempts = first, 1
    while not last.delivered and attempts < ATTEMPTS:
        await sleep(WAITS_S[attempts] / speed)
        last = await post()
        attempts += 1
    return attempts, last
