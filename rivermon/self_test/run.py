"""Runs the self-test from its beginning to its end, whatever happens in between.

Does not know the way of the webhook, nor who reads what is said.
"""

import gc
import logging
import os
import shutil
import signal
import tempfile
import threading
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rivermon import __version__
from rivermon.core.missing_library import library_advice
from rivermon.packaged import is_packaged, own_words
from rivermon.self_test.report import Report, StepFailed

_LIMIT_S = 60.0
_PREFIX = "rivermon-self-test-"
_NO_FOLDER = (
    "Is there room on the disk, and may a folder for temporary files be written to? TMPDIR chooses "
    "another."
)
_NOT_REMOVED = "Something in it is still in use: please report it with these lines, and remove it."
_NO_RESOURCES = "This rivermon is incomplete: install it anew, from where you had it."
_MISTAKE = "Please report it with these lines."
_TOO_LONG = "Is the machine very busy? If not, please report it with these lines."


def run_self_test(say: Callable[[str], None]) -> bool:
    """Open the window offscreen, post a signed webhook to it, and follow it to the end.

    Args:
        say: is told each thing that was found, in a line.

    Returns:
        True when all is well.
    """
    report = Report(say)
    try:
        with _ended_in_order(), _no_error(report), _own_folder(report) as folder:
            _run_in_time(report, folder)
    except StepFailed as failure:
        report.failed(failure.about, str(failure))
        return False
    report.well()
    return True


@contextmanager
def _own_folder(report: Report) -> Iterator[Path]:
    with report.step("folder", _NO_FOLDER):
        folder = tempfile.TemporaryDirectory(prefix=_PREFIX, ignore_cleanup_errors=True)
    with folder:
        yield Path(folder.name)
    if Path(folder.name).exists():
        raise StepFailed("folder", f"{folder.name} could not be removed", _NOT_REMOVED)


def _run_in_time(report: Report, folder: Path) -> None:
    """End the process when it takes too long: whoever waits for it must not wait for ever."""

    def give_up() -> None:
        report.failed(report.at, f"it takes longer than {_LIMIT_S:.0f} s. {_TOO_LONG}")
        shutil.rmtree(folder, ignore_errors=True)
        os._exit(1)

    watch = threading.Timer(_LIMIT_S, give_up)
    watch.daemon = True
    watch.start()
    try:
        _run(report, folder)
    finally:
        watch.cancel()


@contextmanager
def _ended_in_order() -> Iterator[None]:
    """Have SIGTERM end it as Ctrl+C does: its folder goes, too."""
    before = signal.signal(signal.SIGTERM, lambda *_: signal.raise_signal(signal.SIGINT))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@contextmanager
def _no_error(report: Report) -> Iterator[None]:
    """Insist on it that nothing goes wrong in Qt's slots and in tasks that nobody waits for."""
    heard: list[str] = []

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            heard.append(_in_words(record))

    ear, root = Ear(logging.ERROR), logging.getLogger()
    root.addHandler(ear)
    try:
        yield
    finally:
        root.removeHandler(ear)
        for words in heard:
            report.line("log", f"rivermon made a mistake: {words}")
    if heard:
        raise StepFailed("log", "there should be no mistake in it", _MISTAKE)


def _in_words(record: logging.LogRecord) -> str:
    failure = record.exc_info[1] if record.exc_info else None
    return record.getMessage() + (f": {type(failure).__name__}: {failure}" if failure else "")


def _run(report: Report, folder: Path) -> None:
    report.line("rivermon", _version())
    with report.step("Qt"):
        run_window, all_the_way = _loaded()
    with report.step("window", _NO_RESOURCES):
        run_window(lambda appearance: all_the_way(report, folder, appearance), version=__version__)


def _version() -> str:
    if is_packaged():
        return f"{__version__}, packaged, {own_words()[0]}"
    return f"{__version__}, not packaged, {Path(__file__).parents[1]}"


def _loaded() -> tuple[Callable[..., None], Callable[..., Coroutine[Any, Any, None]]]:
    """Load Qt and the window, as a start does."""
    # What is loaded stays: to look for rubbish meanwhile takes time that no start takes.
    gc.disable()
    try:
        from rivermon.ui.offscreen import (  # noqa: PLC0415
            go_offscreen,
            offscreen_plugin,
            say_nothing_of_what_it_cannot,
        )

        go_offscreen(os.environ)
        say_nothing_of_what_it_cannot()
        if offscreen_plugin() is None:
            raise StepFailed("Qt", "its part for no display is missing", _NO_RESOURCES)
        from rivermon.self_test.opening import all_the_way  # noqa: PLC0415
        from rivermon.ui.application import run_window  # noqa: PLC0415
    except ImportError as failure:
        advice = library_advice(str(failure), packaged=is_packaged())
        raise StepFailed("Qt", f"it cannot be loaded ({failure})", _sentence(advice)) from failure
    finally:
        gc.enable()
    gc.freeze()
    return run_window, all_the_way


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."
