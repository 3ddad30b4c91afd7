"""The database as a whole: where it and the rest is, a back-up now, another folder, a back-up back.

Does none of it: the operator's controls do.
"""

import contextlib
from pathlib import Path

from PySide6.QtCore import QLocale, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget

from rivermon.chosen import Chosen
from rivermon.core.backup import Backup
from rivermon.core.ports import Clock
from rivermon.log import log_file
from rivermon.settings import Settings
from rivermon.ui.appearance import Appearance
from rivermon.ui.backup_words import backup_words
from rivermon.ui.field_column import sentence
from rivermon.ui.operator import Act, Operator
from rivermon.ui.place_line import PlaceLine
from rivermon.ui.plain_text import one_line, tooltip
from rivermon.ui.settings_page import SettingsPage
from rivermon.ui.wrapped_row import WrappedRow

_NAME = 32
_SI = QLocale.DataSizeFormat.DataSizeSIFormat
_ACTS = (Act.BACK_UP, Act.MOVE_DATA, Act.RESTORE)


class DataPage(SettingsPage):
    """Places, and what can be done with them."""

    def __init__(
        self,
        chosen: Chosen,
        operator: Operator,
        clock: Clock,
        appearance: Appearance,
        parent: QWidget | None = None,
    ) -> None:
        """Show where everything is.

        Args:
            chosen: the settings; they know the database and their own file.
            operator: backs up, moves and restores.
            clock: names a back-up after the day.
            appearance: fonts.
            parent: the widget that it is in.
        """
        super().__init__(chosen, parent)
        self._operator = operator
        self._clock = clock
        self._appearance = appearance
        self._restored: Path | None = None
        self._copying = operator.is_busy(Act.BACK_UP)
        self._database = self._place(self.tr("&Database"))
        self.database = self._database.line
        self._size = sentence(self, muted=True)
        self.body.addWidget(self._size)
        self.say(
            self.tr(
                "Everything that rivermon stores is in this one file. A back-up is a copy of it, "
                "made while rivermon goes on. To move the file or to restore a back-up, rivermon "
                "closes and opens again."
            )
        )
        self._add_buttons()
        self._outcome = self.add_reason(self.back_up, 2)
        self._add_confirmation()
        self.add_overridden("db")
        self._file = self._place(self.tr("&Settings file"))
        self.file = self._file.line
        self._log = self._place(self.tr("&Log"))
        self.log = self._log.line
        self.body.addStretch(1)
        self.show_settings(chosen.settings)
        self.setFocusProxy(self.database)
        operator.progressed.connect(self._on_progress)
        operator.done.connect(self._on_done)
        operator.refused.connect(self._on_refused)
        operator.busy_changed.connect(self._on_busy)

    @property
    def said(self) -> str:
        """How far it is, or what became of it."""
        return self._outcome.text()

    def show_settings(self, settings: Settings) -> None:
        """Show where the database and the settings are now."""
        database, file, log = settings.database, self.chosen.file, log_file()
        self._database.show_place(database, opens=database.parent)
        if file is not None:
            self._file.show_place(file, opens=file)
        else:
            self._file.show_none(self.tr("Changes end with this demo"))
        if log is not None:
            self._log.show_place(log, opens=log)
        else:
            self._log.show_none(self.tr("No log is kept in a file"))
        self._show_size()
        self._show_buttons()

    @property
    def size_said(self) -> str:
        """How large the database is, in words."""
        return self._size.text()

    def showEvent(self, event: QShowEvent) -> None:
        """Show how large it is by now."""
        super().showEvent(event)
        self._show_size()

    def choose_back_up(self, file: str) -> None:
        """Back up to this file."""
        self._show_confirmation(shown=False)
        self._copying = True
        self._outcome.show_note(self.tr("Copying…"))
        self._operator.back_up(Path(file))

    def choose_folder(self, folder: str) -> None:
        """Move the database to this folder."""
        self._show_confirmation(shown=False)
        self._outcome.show_note(self.tr("rivermon closes, moves the database, and opens again."))
        self._operator.move_data(Path(folder))

    def choose_restored(self, file: str) -> None:
        """Ask whether this back-up is to take the database's place."""
        self._restored = Path(file)
        self._sure.setText(self.tr("Restore “{0}”").format(one_line(Path(file).name, _NAME)))
        self._sure.setToolTip(tooltip(file))
        self._outcome.show_note(
            self.tr(
                "rivermon closes, goes on with this back-up, and opens again. What is stored now "
                "is kept aside, under another name."
            )
        )
        self._show_confirmation(shown=True)
        self._sure.setFocus()

    def _place(self, label: str) -> PlaceLine:
        place = PlaceLine(label.replace("&", ""), self._appearance, self)
        self.add_field(label, place).setBuddy(place.line)
        return place

    def _add_buttons(self) -> None:
        self.back_up = self._button(self.tr("&Back up now…"), self._ask_where)
        self.move_there = self._button(self.tr("&Move…"), self._ask_folder)
        self.restore = self._button(self.tr("&Restore…"), self._ask_which)
        self.cancel = self._button(self.tr("&Cancel"), lambda: self._operator.cancel(Act.BACK_UP))
        row = WrappedRow(self)
        for button in (self.back_up, self.move_there, self.restore, self.cancel):
            row.add(button)
        self.add(row)

    def _add_confirmation(self) -> None:
        self._sure = self._button("", self._restore)
        self._not = self._button(self.tr("Keep what there is"), self._keep)
        self._confirmation = row = WrappedRow(self)
        row.add(self._sure)
        row.add(self._not)
        kept = row.sizePolicy()
        kept.setRetainSizeWhenHidden(True)  # nothing below moves when it comes
        row.setSizePolicy(kept)
        self.body.addWidget(row)
        self._show_confirmation(shown=False)

    def _button(self, text: str, act: object) -> QPushButton:
        button = QPushButton(text, self)
        button.setAutoDefault(False)
        button.clicked.connect(act)
        return button

    def _show_confirmation(self, *, shown: bool) -> None:
        self._confirmation.setVisible(shown)

    @Slot()
    def _ask_where(self) -> None:
        name = f"rivermon-{self._clock.now():%Y-%m-%d}.db"
        dialog = self._dialog(self.tr("Back up to"), self.choose_back_up)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("db")
        dialog.selectFile(name)
        dialog.open()

    @Slot()
    def _ask_folder(self) -> None:
        dialog = self._dialog(self.tr("Move the database to"), self.choose_folder)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.open()

    @Slot()
    def _ask_which(self) -> None:
        dialog = self._dialog(self.tr("Restore a back-up"), self.choose_restored)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([self.tr("Back-ups (*.db)"), self.tr("All files (*)")])
        dialog.open()

    def _dialog(self, title: str, act: object) -> QFileDialog:
        dialog = QFileDialog(self, title, str(self.chosen.settings.database.parent))
        dialog.fileSelected.connect(act)
        dialog.finished.connect(dialog.deleteLater)
        return dialog

    @Slot()
    def _restore(self) -> None:
        self._show_confirmation(shown=False)
        if self._restored is not None:
            self._outcome.show_note(self.tr("Looking at the back-up…"))
            self._operator.restore(self._restored)

    @Slot()
    def _keep(self) -> None:
        self._show_confirmation(shown=False)
        self._outcome.show_note("")
        self.restore.setFocus()

    def _show_size(self) -> None:
        size = _size_of(self.chosen.settings.database)
        self._size.setText(self.tr("{0} on disk").format(QLocale().formattedDataSize(size, 1, _SI)))

    @Slot()
    def _show_buttons(self) -> None:
        busy = any(self._operator.is_busy(act) for act in _ACTS)
        for button in (self.back_up, self.move_there, self.restore):
            button.setEnabled(not busy)
        self.cancel.setVisible(self._operator.is_busy(Act.BACK_UP))

    @Slot(object)
    def _on_busy(self, act: Act) -> None:
        self._show_buttons()
        if act is Act.BACK_UP and self._copying and not self._operator.is_busy(act):
            self._copying = False
            self._outcome.show_note(self.tr("The back-up was cancelled; no file was made."))

    @Slot(object, int, int)
    def _on_progress(self, act: Act, done: int, of: int) -> None:
        if act is Act.BACK_UP and of:
            self._outcome.show_note(self.tr("Copying… {0} %").format(100 * done // of))

    @Slot(object, object)
    def _on_done(self, act: Act, result: object) -> None:
        if act is Act.BACK_UP and isinstance(result, Backup):
            self._copying = False
            self._outcome.show_note(backup_words(result))

    @Slot(object, str)
    def _on_refused(self, act: Act, why: str) -> None:
        if act in _ACTS:
            self._copying = False
            self._outcome.show_reason(one_line(why))


def _size_of(database: Path) -> int:
    """How many bytes it takes, with what SQLite keeps beside it; 0 where nothing can be read."""
    size = 0
    for file in (database, database.with_name(f"{database.name}-wal")):
        with contextlib.suppress(OSError):
            size += file.stat().st_size
    return size
