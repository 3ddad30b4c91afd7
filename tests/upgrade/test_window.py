"""The window opened over an older data folder: it opens, listens, and has what was arranged."""

import json
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings

from rivermon.ui.filter_shelf import FilterShelf
from rivermon.ui.window_memory import Kept, WindowMemory
from tests.ledger_check import assert_reconciled
from tests.upgrade.callbacks_taken import patient_until
from tests.upgrade.older_folder import ALL, PATIENCE_S, OlderFolder
from tests.upgrade.older_hand import FILTERS

# The widths are shared anew: one column takes the room that is left.
ARRANGED = [("title", True), ("time", True), ("category", False), ("channel", True)]


@pytest.mark.parametrize("schema", ALL)
def test_the_window_opens_over_it_as_it_was_left(schema: int, tmp_path: Path) -> None:
    older = OlderFolder(schema, tmp_path / "home")
    settings = (older.config / "settings.toml").read_bytes()
    open_and_close(older)
    assert older.is_renewed
    assert_reconciled(older.database)
    assert (older.config / "settings.toml").read_bytes() == settings
    assert (older.config / "window.ini").stat().st_mode & 0o777 == 0o600
    if schema == 1:
        return  # it kept neither filters nor such layouts
    memory = WindowMemory(QSettings(str(older.config / "window.ini"), QSettings.Format.IniFormat))
    assert {each.name: each.text for each in FilterShelf(memory).all()} == FILTERS
    layout = json.loads(memory.text(Kept.RECORDS))
    columns = [(section["key"], section["shown"]) for section in layout["sections"]]
    assert columns[:4] == ARRANGED
    assert {"key": "channel", "shown": True, "width": 190} in layout["sections"]
    assert layout["paths"] == [{"root": "data", "keys": ["rating"]}]
    assert (layout["by"], layout["descending"]) == ("title", False)


def test_what_was_chosen_then_still_counts(tmp_path: Path) -> None:
    older = OlderFolder(4, tmp_path / "home")
    said = older.run("config", "get").out
    for line in (
        'path = "/hooks/our-own"  # settings file',
        'theme = "dark"  # settings file',
        "max_age_s = 86400.0  # settings file",
        'hold_events = ["needs_approval", "另一个"]  # settings file',
        'undecided = "reject"  # settings file',
        'language = "zh_CN"  # settings file',
        "text_size = 110  # settings file",
        'notify = ["store", "silence"]  # settings file',
        "close_to_tray = false  # settings file",
    ):
        assert line in said


def open_and_close(older: OlderFolder) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "rivermon"],
        env={**older.environment, "RIVERMON_PORT": str(port)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        deadline = time.monotonic() + PATIENCE_S
        while not listens(port):
            assert process.poll() is None, "it ended"
            assert patient_until(deadline), "it does not listen"
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE_S) == 0
    finally:
        process.kill()
        process.wait(PATIENCE_S)


def listens(port: int) -> bool:
    with socket.socket() as trying:
        return trying.connect_ex(("127.0.0.1", port)) == 0
