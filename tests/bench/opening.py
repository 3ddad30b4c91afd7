"""Opens the real window in a process of its own and says when its first page was painted.

As a program it is that process, `rivermon` itself but for a watch on the window that closes it.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

import msgspec

from tests.bench.composition import Built, when_the_window_is_built

_TIMEOUT_S = 60


class Opened(msgspec.Struct, frozen=True):
    """When the program was loaded and its window painted, on the clock of monotonic; its memory."""

    asked: float
    painted: float
    resident_mb: float


class Opening(msgspec.Struct, frozen=True):
    """How long it took: from the process's start, and from the program's being loaded."""

    from_start_ms: float
    from_move_in_ms: float
    resident_mb: float


def opened(database: Path, *, watching: bool) -> Opening:
    """Start a process, and wait for its first page.

    Args:
        database: what it shows.
        watching: it only looks on; otherwise it owns the database, and nothing can be sent.

    Raises:
        RuntimeError: the process failed.
    """
    options = ["--watch"] if watching else ["--port", "0"]
    command = [sys.executable, "-m", __name__, "--db", str(database), *options]
    with tempfile.TemporaryDirectory() as folder:
        began = time.monotonic()
        done = subprocess.run(
            command,
            env=_environment(folder),
            capture_output=True,
            timeout=_TIMEOUT_S,
            check=False,
        )
    if done.returncode or not done.stdout:
        raise RuntimeError(f"The window did not open:\n{done.stderr.decode()}")
    told = msgspec.json.decode(done.stdout, type=Opened)
    return Opening(
        (told.painted - began) * 1000, (told.painted - told.asked) * 1000, told.resident_mb
    )


def qt_loaded_ms() -> float:
    """How long a process takes that loads Qt and ends: no window can open sooner."""
    began = time.monotonic()
    subprocess.run(
        [sys.executable, "-c", "import PySide6.QtWidgets"], timeout=_TIMEOUT_S, check=True
    )
    return (time.monotonic() - began) * 1000


def _environment(folder: str) -> Mapping[str, str]:
    """Without the operator's settings and secrets, so that no callback can leave."""
    kept = {name: value for name, value in os.environ.items() if "RIVER" not in name.upper()}
    homes = ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")
    return {
        **kept,
        **dict.fromkeys(homes, folder),
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
        "RIVERMON_CALLBACK_HOSTS": "nobody.invalid",
    }


def _main() -> None:
    import rivermon.cli

    when_the_window_is_built(_tell_when_painted)
    rivermon.cli.main()


def _tell_when_painted(built: Built) -> None:
    import asyncio

    from tests.bench.machine import resident_mb
    from tests.bench.paint_watch import PaintWatch, all_known

    window = built.window
    watch = PaintWatch(window)
    page = window.views.page

    def shown() -> bool:
        nothing_there = page.finder.search.whole and page.empty
        return nothing_there or (watch.rows_painted and all_known(page))

    async def tell() -> None:
        await watch.until(shown, "the first page")
        told = Opened(built.loaded_s, time.monotonic(), resident_mb())
        sys.stdout.buffer.write(msgspec.json.encode(told))
        sys.stdout.flush()
        window.close()

    window.telling = asyncio.get_running_loop().create_task(tell())


if __name__ == "__main__":
    _main()
