"""Has the system's signals end rivermon, on every platform.

Does not know what ends.
"""

import asyncio
import signal
import sys


def stop_on_signals(stop: asyncio.Event) -> None:
    """Have SIGINT and SIGTERM set `stop`."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        if sys.platform == "win32":
            signal.signal(number, lambda *_: loop.call_soon_threadsafe(stop.set))
        else:
            loop.add_signal_handler(number, stop.set)
