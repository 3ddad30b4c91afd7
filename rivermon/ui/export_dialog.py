"""Asks how rows are to be exported, writes them into a file, and says how far that is.

Does not know the formats, nor which rows are wanted: it is handed them, or a query for them.
"""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QDir, QLocale, QStandardPaths, Signal, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from rivermon.core.export_format import Format
from rivermon.core.exporting import CannotWrite, Export, export_to_file
from rivermon.core.gathering import gathered
from rivermon.core.listing import Query
from rivermon.core.ports import Ledger, StoreUnavailable
from rivermon.core.tasks import OwnedTasks
from rivermon.ui.field_column import sentence
from rivermon.ui.sheet import Sheet

_STEPS = 1000


class ExportDialog(Sheet):
    """Which rows, which format, which file; then a progress that can be cancelled."""

    said = Signal(str)
    """Words for the operator about what became of it."""

    def __init__(
        self,
        query: Query,
        selected: Sequence[int],
        ledger: Ledger,
        tasks: OwnedTasks,
        parent: QWidget | None = None,
    ) -> None:
        """Offer to export what is selected, or everything that `query` finds.

        Args:
            query: the view's question, its filter and order.
            selected: the ids of what is selected; may be empty.
            ledger: where the rows are.
            tasks: own the writing.
            parent: the window.
        """
        super().__init__(parent)
        self._query = query
        self._selected = tuple(selected)
        self._ledger = ledger
        self._tasks = tasks
        self._task: asyncio.Task[Any] | None = None
        self.entitle(self.tr("Export"))
        self._which = self._add_which()
        self._formats = self._add_formats()
        self._file_row = QWidget(self)
        self._file = self._add_file(self._file_row)
        self._secrets = QCheckBox(self.tr("Leave signatures and credentials in"), self)
        self._secrets.setToolTip(
            self.tr("Whoever has a webhook with its signature can send it once more.")
        )
        self.add(self._secrets)
        self._bar = QProgressBar(self)
        self._bar.setRange(0, _STEPS)
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(4)
        self._bar.setAccessibleName(self.tr("How far the export is"))
        self._progress = sentence(self, muted=True)
        self._reason = self.add_reason(self._file)
        self.add(self._bar)
        self.body.addWidget(self._progress)
        self._cancel = self.add_cancel()
        self._main = self.add_main(self.tr("Export"))
        for button in self._formats.buttons():
            button.toggled.connect(self._follow_format)
        self._file.textChanged.connect(self._look_at_file)
        self._show_busy(busy=False)

    @property
    def reason(self) -> str:
        """Why the file could not be written; empty while nothing was tried."""
        return self._reason.text()

    def accept(self) -> None:
        """Begin to write; the dialog closes when all is written."""
        if self._task is None:
            self._reason.show_reason("")
            self._show_busy(busy=True)
            file = Path(self._file.text().strip()).expanduser()
            self._task = self._tasks.start(self._write(file), "export")

    def reject(self) -> None:
        """Cancel what is being written, else close."""
        if self._task is not None:
            self._task.cancel()
        else:
            super().reject()

    async def _write(self, file: Path) -> None:
        try:
            ids: Sequence[int] = self._selected
            if self._which.checkedId():
                ids = await gathered(self._ledger, self._query, self._say_found)
            order = Export(
                view=self._query.view,
                ids=ids,
                format=self._format,
                secret=not self._secrets.isChecked(),
            )
            written = await export_to_file(order, self._ledger, file, self._say_written)
        except (CannotWrite, StoreUnavailable) as why:
            self._reason.show_reason(str(why))
        except asyncio.CancelledError:
            self.said.emit(self.tr("The export was cancelled; no file was written."))
        else:
            self.said.emit(self.tr("%n row(s) written to {0}.", "", written).format(file))
            super().accept()
        finally:
            self._task = None
            self._show_busy(busy=False)

    def _add_which(self) -> QButtonGroup:
        group = QButtonGroup(self)
        selected = QRadioButton(
            self.tr("What is selected: %n row(s)", "", len(self._selected)), self
        )
        selected.setEnabled(bool(self._selected))
        if self._query.filter is None:
            words = self.tr("Everything in this view")
        else:
            words = self.tr("Everything that matches the filter")
        everything = QRadioButton(words, self)
        several = len(self._selected) > 1
        (selected if several else everything).setChecked(True)
        for number, button in enumerate((selected, everything)):
            group.addButton(button, number)
        self._add_buttons(self.tr("Which rows"), (selected, everything))
        return group

    def _add_formats(self) -> QButtonGroup:
        group = QButtonGroup(self)
        words = {
            Format.JSON_LINES: self.tr("JSON Lines: one row a line"),
            Format.JSON: self.tr("JSON: one array"),
            Format.CSV: self.tr("CSV: for spreadsheets"),
        }
        buttons = [QRadioButton(words[each], self) for each in Format]
        for number, button in enumerate(buttons):
            group.addButton(button, number)
        buttons[0].setChecked(True)
        self._add_buttons(self.tr("Format"), buttons)
        return group

    def _add_buttons(self, title: str, buttons: Sequence[QRadioButton]) -> None:
        box = QWidget(self)
        box.setAccessibleName(title)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for button in buttons:
            button.setAccessibleDescription(title)
            column.addWidget(button)
        self.add(sentence(self, title))
        self.body.addWidget(box)

    def _add_file(self, row: QWidget) -> QLineEdit:
        line = QLineEdit(self)
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        name = f"rivermon-{self._query.view}.{self._format}"
        line.setText(QDir.toNativeSeparators(f"{folder or QDir.homePath()}/{name}"))
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        choose = QPushButton(self.tr("Choose…"), row)
        choose.setAutoDefault(False)
        choose.setToolTip(self.tr("Choose the file to write"))
        choose.clicked.connect(self._choose)
        layout.addWidget(line, 1)
        layout.addWidget(choose)
        label = self.add_field(self.tr("&File"), row)
        label.setBuddy(line)
        line.setAccessibleName(self.tr("File"))
        return line

    @property
    def _format(self) -> Format:
        return tuple(Format)[max(0, self._formats.checkedId())]

    @Slot()
    def _follow_format(self) -> None:
        """Give the file's name the ending of the format."""
        path = Path(self._file.text())
        if path.suffix.lstrip(".") in set(Format):
            self._file.setText(str(path.with_suffix(f".{self._format}")))

    @Slot()
    def _look_at_file(self) -> None:
        """Say that a file is there already: it is replaced without another question."""
        there = Path(self._file.text().strip()).expanduser().is_file()
        self._progress.setText(
            self.tr("This file is there, and will be replaced.") if there else ""
        )

    @Slot()
    def _choose(self) -> None:
        dialog = QFileDialog(self, self.tr("Export"), self._file.text())
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(self._file.text())
        dialog.fileSelected.connect(self._file.setText)
        dialog.open()

    def _say_found(self, count: int) -> None:
        found = QLocale().toString(count)
        self._progress.setText(self.tr("Looking for rows: {0} found").format(found))

    def _say_written(self, done: int, of: int) -> None:
        self._bar.setValue(_STEPS * done // max(1, of))
        numbers = (QLocale().toString(done), QLocale().toString(of))
        self._progress.setText(self.tr("{0} of {1} rows written").format(*numbers))

    def _show_busy(self, *, busy: bool) -> None:
        self._bar.setValue(0)
        if not busy:
            self._look_at_file()
        self._bar.setVisible(busy)
        self._main.setEnabled(not busy)
        for button in (*self._which.buttons(), *self._formats.buttons()):
            usable = button is not self._which.button(0) or bool(self._selected)
            button.setEnabled(usable and not busy)
        self._file_row.setEnabled(not busy)
        self._secrets.setEnabled(not busy)
