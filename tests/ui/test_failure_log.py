"""Both roads of exceptions reach the log, and one mistake is one line."""

import asyncio
import logging
import sys

import pytest
from PySide6.QtWidgets import QApplication

from rivermon.ui.failure_log import FailureLog, install_failure_log
from rivermon.ui.qt_loop import run


class Now:
    s = 0.0

    def __call__(self) -> float:
        return self.s


def fail(words: str) -> ValueError:
    with pytest.raises(ValueError, match="invalid literal") as caught:
        int(words)
    return caught.value


def test_the_same_failure_is_logged_once_in_ten_seconds(caplog: pytest.LogCaptureFixture) -> None:
    now = Now()
    log = FailureLog(now)
    for _ in range(500):
        log.from_slot(ValueError, fail("bad cell"), None)
    assert len(caplog.records) == 1
    assert caplog.records[0].exc_info is not None
    now.s = 11
    log.from_slot(ValueError, fail("bad cell"), None)
    assert len(caplog.records) == 2
    assert "499 more" in caplog.text


def test_different_failures_are_each_logged(caplog: pytest.LogCaptureFixture) -> None:
    log = FailureLog(Now())
    log.note("one", None)
    log.note("two", None)
    log.note("slot", fail("three"))
    assert [record.getMessage() for record in caplog.records] == ["one", "two", "slot"]


def test_both_roads_lead_to_the_log(
    qapp: QApplication, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)

    def explode() -> None:
        raise ValueError("from a call")

    async def main() -> None:
        loop = asyncio.get_running_loop()
        install_failure_log(loop, FailureLog())
        loop.call_soon(explode)
        await asyncio.sleep(0.01)
        sys.excepthook(ValueError, fail("from a slot"), None)

    with caplog.at_level(logging.ERROR):
        run(qapp, main)
    assert "from a call" in caplog.text
    assert "invalid literal for int() with base 10: 'from a slot'" in caplog.text
