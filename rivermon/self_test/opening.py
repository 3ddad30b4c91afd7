"""Opens the window as the operator's start does, on a database of its own, and closes it.

Loads what a start loads, in the same order: the time until the window is seen is the operator's.
Does not know what goes on in the window.
"""

import asyncio
import secrets as chance
import time
from contextlib import AsyncExitStack
from pathlib import Path

from rivermon.chosen import Chosen
from rivermon.core.abandonable import abandonable
from rivermon.core.feed import ChangeFeed
from rivermon.moving_in import move_in
from rivermon.safe import Safe
from rivermon.self_test.age import seconds_since_start
from rivermon.self_test.report import Report, StepFailed
from rivermon.settings import Secrets, Settings
from rivermon.ui.appearance import Appearance
from rivermon.ui.main_window import MainWindow
from rivermon.ui.no_tray import NoTray
from rivermon.ui.offscreen import FirstPainting

_DISK = "Is there room on the disk, and may {0} be written to? TMPDIR chooses another place."
_REPORT = "Please report it with these lines."
_NOT_TRUSTED = (
    "Install your system's certificate authorities (on Debian and Ubuntu the package "
    "ca-certificates), or name their file in SSL_CERT_FILE."
)
_LOOK_S = 5.0


async def all_the_way(report: Report, folder: Path, appearance: Appearance) -> None:
    """Open the window, send a webhook through it, and close it.

    Raises:
        StepFailed: one step was not as it has to be.
    """
    stop = asyncio.Event()
    async with AsyncExitStack() as stack:
        painted = _first_painting(report, appearance)
        late = "the window and what is behind it were not there"
        async with report.step_soon("window", late, _DISK.format(folder)):
            house, window = await move_in(
                stack,
                Chosen(Settings(db=str(folder / "self-test.db"), port=0, notify=()), None),
                _made_up,
                ChangeFeed(),
                appearance,
                stop,
                memory_file=folder / "window.ini",
                show_first=True,
                place=NoTray(),
            )
            await painted.wait()
        await _look_around(report)
        with report.step("house"):
            from rivermon.self_test.course import Course  # noqa: PLC0415 - no window waits for it

        await Course(report, house, window).run()
        await _close(report, stack, window, stop)


def _made_up() -> Safe:
    """Secrets of its own: the operator's keyring stays shut."""
    return Safe(Secrets((f"whsec_{chance.token_hex(16)}",), f"mr_test_{chance.token_hex(16)}"))


def _first_painting(report: Report, appearance: Appearance) -> asyncio.Event:
    """Say when the window is painted first; the event is set then."""
    painted = asyncio.Event()

    def tell() -> None:
        age_s, since = seconds_since_start()
        report.line("window", f"shown after {age_s:.2f} s, counted from {since}")
        painted.set()

    FirstPainting(appearance).done.connect(tell)
    return painted


async def _look_around(report: Report) -> None:
    """Say what this rivermon is made of, and what it finds here."""
    with report.step("made of"):
        from rivermon.self_test import made_of  # noqa: PLC0415 - no window waits for it

        report.line("made of", made_of.made_of())
        report.line("system", made_of.system())
    with report.step("keyring"):
        try:
            async with asyncio.timeout(_LOOK_S):
                words = await abandonable(made_of.keyring)
        except TimeoutError:
            words = f"none answers within {_LOOK_S:.0f} s"
        report.line("keyring", words)
    async with report.step_soon("TLS", "it was not known whom to trust", _NOT_TRUSTED):
        report.line("TLS", await asyncio.to_thread(made_of.authorities))


async def _close(
    report: Report, stack: AsyncExitStack, window: MainWindow, stop: asyncio.Event
) -> None:
    began = time.perf_counter()
    async with report.step_soon("end", "the house was not shut", _REPORT):
        window.close()
        await stop.wait()
        await stack.aclose()
        if left := _left_over():
            raise StepFailed("end", f"still at work: {', '.join(left)}", _REPORT)
    took_s = time.perf_counter() - began
    report.line("end", f"window closed, house shut after {took_s:.2f} s, no task left over")


def _left_over() -> list[str]:
    own = asyncio.current_task()
    return [task.get_name() for task in asyncio.all_tasks() if task is not own]
