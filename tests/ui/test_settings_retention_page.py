"""How much is kept: what that would delete is said before it counts."""

import asyncio
import tomllib
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from rivermon.chosen import Chosen
from rivermon.core.ports import StoreUnavailable
from rivermon.core.retention import Removed, Retention
from rivermon.core.tasks import OwnedTasks
from rivermon.settings import Settings
from rivermon.ui.appearance import Appearance
from rivermon.ui.settings_retention_page import RetentionPage
from tests.ui.stand_ins import START, MemoryLedger, SettableClock

SOME = Removed(records=1200, deliveries=1300, size=2_500_000)


class Foreseeing(MemoryLedger):
    """Answers what would be deleted with what the test says; `later` holds the next one back."""

    def __init__(self) -> None:
        super().__init__()
        self.would: Removed | None = SOME
        self.wanted: list[Retention] = []
        self.later: asyncio.Event | None = None
        self.answered = 0

    async def would_prune(self, retention: Retention, now: datetime) -> Removed:
        assert now == START
        self.wanted.append(retention)
        would, later = self.would, self.later
        if later is not None:
            await later.wait()
        self.answered += 1
        if would is None:
            raise StoreUnavailable("The disk is gone")
        return would


@pytest.fixture
def ledger() -> Foreseeing:
    return Foreseeing()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "settings.toml"


@pytest.fixture
def chosen(file: Path) -> Chosen:
    return Chosen(Settings(), file)


@pytest.fixture
def page(
    chosen: Chosen,
    ledger: Foreseeing,
    tasks: OwnedTasks,
    clock: SettableClock,
    appearance: Appearance,
    qtbot: QtBot,
) -> RetentionPage:
    made = RetentionPage(chosen, ledger, tasks, clock, appearance)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


def settled(qtbot: QtBot) -> None:
    """Let whoever waits for an answer that is there take it."""
    turns: list[int] = []
    QTimer.singleShot(0, lambda: turns.append(1))
    qtbot.waitUntil(lambda: bool(turns))


def type_in(line: QLineEdit, text: str) -> None:
    line.selectAll()
    QTest.keyClicks(line, text)


def test_what_would_be_deleted_is_said_before_it_counts(
    page: RetentionPage, chosen: Chosen, ledger: Foreseeing, file: Path, qtbot: QtBot
) -> None:
    assert not page.keep.isEnabled()
    type_in(page.days, "1,5")
    type_in(page.megabytes, "100")
    words = "This deletes 1,200 records and 1,300 deliveries, 2.5 MB of content."
    qtbot.waitUntil(lambda: page.would == words)
    assert ledger.wanted[-1] == Retention(timedelta(days=1.5), 100 * 1024 * 1024)
    before = page.unsent
    assert before
    assert chosen.settings.retention.keeps_all
    QTest.mouseClick(page.keep, Qt.MouseButton.LeftButton)
    assert chosen.settings.retention == ledger.wanted[-1]
    stored = tomllib.loads(file.read_text(encoding="utf-8"))
    assert (stored["keep_days"], stored["keep_mb"]) == (1.5, 100)
    assert page.would == ""
    assert not page.unsent
    assert not page.keep.isEnabled()


def test_it_counts_by_return_and_says_when_it_deletes_nothing(
    page: RetentionPage, chosen: Chosen, ledger: Foreseeing, qtbot: QtBot
) -> None:
    ledger.would = Removed()
    type_in(page.days, "30")
    qtbot.waitUntil(lambda: page.would == "Nothing would be deleted now.")
    QTest.keyClick(page.days, Qt.Key.Key_Return)
    assert chosen.settings.keep_days == 30


def test_an_answer_to_what_is_typed_no_more_is_not_shown(
    page: RetentionPage, ledger: Foreseeing, qtbot: QtBot
) -> None:
    ledger.later = first = asyncio.Event()
    type_in(page.days, "3")
    qtbot.waitUntil(lambda: len(ledger.wanted) == 1)
    ledger.later, ledger.would = None, Removed()
    QTest.keyClicks(page.days, "0")
    qtbot.waitUntil(lambda: page.would == "Nothing would be deleted now.")
    first.set()
    qtbot.waitUntil(lambda: ledger.answered == 2)
    settled(qtbot)
    assert page.would == "Nothing would be deleted now."


def test_typed_back_to_what_counts_nothing_is_asked(
    page: RetentionPage, ledger: Foreseeing, qtbot: QtBot
) -> None:
    type_in(page.days, "30")
    type_in(page.days, "0")
    assert not page.keep.isEnabled()
    qtbot.wait(page._pause.interval() + 100)
    assert (ledger.wanted, page.would) == ([], "")


@pytest.mark.parametrize(
    ("days", "megabytes", "reasons"),
    [
        ("soon", "1", ("It must be a number of days to 36500, 0 to keep everything.", "")),
        ("40000", "1", ("It must be a number of days to 36500, 0 to keep everything.", "")),
        ("1", "1.5", ("", "It must be a whole number from 0 to 1000000000.")),
    ],
)
def test_a_bad_value_is_explained_and_does_not_count(
    page: RetentionPage, chosen: Chosen, days: str, megabytes: str, reasons: tuple[str, str]
) -> None:
    type_in(page.days, days)
    type_in(page.megabytes, megabytes)
    assert page.reasons == reasons
    assert not page.keep.isEnabled()
    assert page.unsent
    QTest.keyClick(page.days, Qt.Key.Key_Return)
    assert chosen.settings == Settings()


def test_what_cannot_be_foreseen_may_still_be_wanted(
    page: RetentionPage, ledger: Foreseeing, qtbot: QtBot
) -> None:
    ledger.would = None
    type_in(page.days, "30")
    qtbot.waitUntil(lambda: "The disk is gone" in page.would)
    assert page.keep.isEnabled()


def test_what_cannot_be_kept_is_said(page: RetentionPage, chosen: Chosen, file: Path) -> None:
    file.mkdir()
    type_in(page.days, "30")
    QTest.mouseClick(page.keep, Qt.MouseButton.LeftButton)
    assert "cannot be written" in page.reasons[0]
    assert page.days.text() == "30"
    assert chosen.settings.keep_days == 0


def test_it_is_changed_elsewhere(page: RetentionPage, chosen: Chosen) -> None:
    chosen.change(keep_days=7.5, keep_mb=20)
    assert (page.days.text(), page.megabytes.text()) == ("7.5", "20")
    assert not page.unsent
