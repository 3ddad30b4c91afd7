"""The sheets that acts on rows are asked for and confirmed in: many at once, why, a note, a file.

Does not know what is selected, nor what becomes of the answers.
"""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from rivermon.core.entities import Record
from rivermon.core.listing import Query
from rivermon.core.ports import Ledger
from rivermon.core.tasks import OwnedTasks
from rivermon.ui.appearance import Appearance
from rivermon.ui.bulk_search import Wanted
from rivermon.ui.bulk_works import BulkWork
from rivermon.ui.operator import Operator


class RowSheets:
    """Loads and makes each sheet when it is wanted: no window has to wait for it."""

    def __init__(
        self,
        *,
        ledger: Ledger,
        tasks: OwnedTasks,
        operator: Operator,
        appearance: Appearance,
        window: QWidget,
    ) -> None:
        """Have what the sheets need; they lie above `window`."""
        self._ledger = ledger
        self._tasks = tasks
        self._operator = operator
        self._appearance = appearance
        self._window = window

    def open_bulk(self, work: BulkWork, wanted: Wanted) -> None:
        """Ask whether `work` is to be done with many, and follow it."""
        from rivermon.ui.bulk_sheet import BulkSheet  # noqa: PLC0415

        BulkSheet(
            work,
            wanted,
            ledger=self._ledger,
            tasks=self._tasks,
            operator=self._operator,
            appearance=self._appearance,
            parent=self._window,
        ).open()

    def ask_why(self, about: tuple[str] | int, chosen: Callable[[str], object]) -> None:
        """Ask why one, by its title, or so many are rejected."""
        from rivermon.ui.reject_dialog import RejectDialog  # noqa: PLC0415

        dialog = RejectDialog(about, self._window)
        dialog.chosen.connect(chosen)
        dialog.open()

    def edit_note(self, record: Record) -> None:
        """Have the note of a record written."""
        from rivermon.ui.note_editor import NoteEditor  # noqa: PLC0415

        editor = NoteEditor(record.title, record.note, self._window)
        editor.written.connect(lambda note: self._operator.write_note(record.id, note))
        editor.open()

    def open_export(self, query: Query, ids: Sequence[int], said: Callable[[str], object]) -> None:
        """Ask where to and how rows are written: those that `query` finds, or the selected."""
        from rivermon.ui.export_dialog import ExportDialog  # noqa: PLC0415

        dialog = ExportDialog(query, ids, self._ledger, self._tasks, self._window)
        dialog.said.connect(said)
        dialog.open()
