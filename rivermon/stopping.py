"""Has the system's signals end rivermon, on every platform.

Does not know what ends.
"""

import asyncio
import signal
import sys


def stop_on_signals(stop: asyncio.Event) -> None:
    """Have SIGINT and SIGTERM set `stop`, and the end of the terminal, unless nohup said no."""
    loop = asyncio.get_running_loop()
    for number in _ending():
        if sys.platform == "win32":
            signal.signal(number, lambda *_: loop.call_soon_threadsafe(stop.set))
        else:
            loop.add_signal_handler(number, stop.set)


def _ending() -> tuple[signal.Signals, ...]:
    usual = (signal.SIGINT, signal.SIGTERM)
    if sys.platform == "win32":
        return (*usual, signal.SIGBREAK)  # Ctrl+Break, which alone reaches a group of processes
    if signal.getsignal(signal.SIGHUP) is signal.SIG_IGN:
        return usual
    return (*usual, signal.SIGHUP)
