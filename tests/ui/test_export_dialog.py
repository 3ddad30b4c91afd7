"""Export and copying through real widgets: a file, the clipboard, nothing of a cancelled one."""

import asyncio
import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QRadioButton
from pytestqt.qtbot import QtBot

from rivermon.core.listing import Query, View
from rivermon.core.tasks import OwnedTasks
from rivermon.ui.appearance import Appearance
from rivermon.ui.copying import MOST, Copying
from rivermon.ui.export_dialog import ExportDialog
from rivermon.ui.ledger_table import LedgerTable
from rivermon.ui.record_columns import record_columns
from tests.ui.stand_ins import MemoryLedger, SettableClock, detail_of, row


def _button(dialog: ExportDialog, words: str) -> QRadioButton:
    return next(b for b in dialog.findChildren(QRadioButton) if words in b.text())


@pytest.fixture
def ledger() -> MemoryLedger:
    return MemoryLedger([row(number) for number in range(1, 6)])


class _Opened:
    """A dialog that is open, and what it said."""

    def __init__(self, dialog: ExportDialog, qtbot: QtBot, file: Path) -> None:
        self.dialog = dialog
        self.file = file
        self.said: list[str] = []
        self._qtbot = qtbot
        dialog.said.connect(self.said.append)
        dialog._file.setText(str(file))
        with qtbot.waitExposed(dialog):
            dialog.open()

    def export(self) -> list[str]:
        QTest.keyClick(self.dialog._file, Qt.Key.Key_Return)
        self._qtbot.waitUntil(lambda: bool(self.said or self.dialog.reason))
        return self.said

    @property
    def names(self) -> list[str]:
        return sorted(path.name for path in self.file.parent.iterdir())


@pytest.fixture
def opened(
    appearance: Appearance, ledger: MemoryLedger, tasks: OwnedTasks, qtbot: QtBot, tmp_path: Path
) -> _Opened:
    folder = tmp_path / "out"
    folder.mkdir()
    dialog = ExportDialog(Query(view=View.RECORDS), (4, 2), ledger, tasks)
    return _Opened(dialog, qtbot, folder / "rows.jsonl")


def test_what_is_selected_goes_into_the_file(opened: _Opened) -> None:
    assert opened.export() == [f"2 rows written to {opened.file}."]
    rows = [json.loads(line) for line in opened.file.read_text().splitlines()]
    assert [each["id"] for each in rows] == [4, 2]
    assert opened.names == ["rows.jsonl"]


def test_everything_as_one_array_and_the_name_follows_the_format(opened: _Opened) -> None:
    _button(opened.dialog, "Everything").click()
    _button(opened.dialog, "JSON: one array").click()
    assert opened.dialog._file.text().endswith("rows.json")
    opened.export()
    rows = json.loads(opened.file.with_suffix(".json").read_text())
    assert [each["id"] for each in rows] == [5, 4, 3, 2, 1]


def test_a_file_that_is_there_is_spoken_of_before(opened: _Opened) -> None:
    opened.file.write_text("old")
    opened.dialog._file.setText("")
    opened.dialog._file.setText(str(opened.file))
    assert opened.dialog._progress.text() == "This file is there, and will be replaced."


def test_why_it_cannot_be_written_stands_beside_the_file(opened: _Opened, tmp_path: Path) -> None:
    opened.dialog._file.setText(str(tmp_path / "nowhere" / "rows.jsonl"))
    assert opened.export() == []
    assert "cannot be written: No such file or directory" in opened.dialog.reason
    assert opened.dialog.isVisible()
    opened.dialog._file.setText(str(opened.file))
    assert opened.export() != []


def test_cancelled_in_the_middle_leaves_the_file_as_it_was(
    opened: _Opened, ledger: MemoryLedger, qtbot: QtBot
) -> None:
    opened.file.write_text("old")
    ledger.gate = asyncio.Event()
    QTest.keyClick(opened.dialog._file, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(opened.names) > 1)
    QTest.keyClick(opened.dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: bool(opened.said))
    assert opened.said == ["The export was cancelled; no file was written."]
    assert (opened.names, opened.file.read_text()) == (["rows.jsonl"], "old")
    assert opened.dialog.isVisible()


class _Copied:
    def __init__(self, ledger: MemoryLedger, tasks: OwnedTasks, qtbot: QtBot) -> None:
        self.copying = Copying(ledger, tasks)
        self.said: list[str] = []
        self.copying.said.connect(self.said.append)
        self._qtbot = qtbot

    @property
    def text(self) -> str:
        self._qtbot.waitUntil(lambda: bool(self.said))
        return QGuiApplication.clipboard().text()


@pytest.fixture
def copied(
    appearance: Appearance, ledger: MemoryLedger, tasks: OwnedTasks, qtbot: QtBot
) -> _Copied:
    QGuiApplication.clipboard().setText("before")
    return _Copied(ledger, tasks, qtbot)


def test_rows_are_copied_as_they_are_shown(copied: _Copied, clock: SettableClock) -> None:
    table = LedgerTable(record_columns(clock))
    places = [table_place(table, key) for key in ("title", "category")]
    copied.copying.as_row(table, Query(view=View.RECORDS), (5, 3), places)
    assert copied.text == "Title 5\tmovies\nTitle 3\tmovies"
    assert copied.said == ["2 rows copied."]


def table_place(table: LedgerTable, key: str) -> int:
    return next(place for place, column in enumerate(table.columns) if column.key == key)


def test_one_is_copied_as_an_object_several_as_an_array(
    copied: _Copied, ledger: MemoryLedger
) -> None:
    ledger.known[5] = detail_of(row(5))
    copied.copying.as_json(View.DELIVERIES, (5,))
    one = json.loads(copied.text)
    assert (one["id"], dict(one["headers"])["X-ModelRiver-Signature"]) == (5, "[redacted]")
    copied.said.clear()
    copied.copying.as_json(View.RECORDS, (5, 4))
    assert [each["title"] for each in json.loads(copied.text)] == ["Title 5", "Title 4"]


def test_curl_of_a_webhook_and_of_a_callback(copied: _Copied) -> None:
    copied.copying.as_curl(View.RECORDS, (5,))
    assert copied.text.startswith(
        "curl --globoff -X POST http://127.0.0.1:8765/webhooks/modelriver"
    )
    assert "'X-ModelRiver-Signature: [redacted]'" in copied.text
    copied.said.clear()
    copied.copying.as_curl(View.RECORDS, (5,), secret=False)
    assert "b1946ac92492d2347c6235b4d2611184" in copied.text


def test_what_is_gone_or_too_much_is_said_and_the_clipboard_stays(copied: _Copied) -> None:
    copied.copying.as_json(View.RECORDS, (99,))
    assert copied.text == "before"
    assert copied.said == ["Nothing was copied: the rows are no longer stored."]
    copied.said.clear()
    copied.copying.as_json(View.RECORDS, range(MOST + 1))
    assert copied.text == "before"
    assert copied.said == ["1001 rows are too many to copy: export them instead."]
