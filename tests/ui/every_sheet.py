"""Every sheet of the window in its fullest state: a reason is shown, names are long and many."""

from collections.abc import Callable

from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit

from rivermon.core.listing import Query, View
from rivermon.ui.about_sheet import AboutSheet
from rivermon.ui.approval_rules_dialog import ApprovalRulesDialog
from rivermon.ui.bulk_search import Wanted
from rivermon.ui.bulk_sheet import BulkSheet
from rivermon.ui.bulk_works import Approving, BulkWork, Deleting, SendingAgain
from rivermon.ui.export_dialog import ExportDialog
from rivermon.ui.filter_name_dialog import FilterNameDialog
from rivermon.ui.key_list import KeyList
from rivermon.ui.note_editor import NoteEditor
from rivermon.ui.path_dialog import PathDialog
from rivermon.ui.reason_line import ReasonLine
from rivermon.ui.reject_dialog import RejectDialog
from rivermon.ui.sample_dialog import SampleDialog
from tests.ui.conftest import Stage
from tests.ui.whole_window import settle

LONG = "A title that goes on and on until it is longer than anybody would like to read, & more"
FOLDER = "/home/somebody/with a name/.local/share/" + "deep/" * 8
IDS = tuple(range(1, 41))
Make = Callable[[Stage], QDialog]


def opened(staged: Stage, name: str) -> QDialog:
    """Open a sheet and wait until it has all that it shows."""
    sheet = _SHEETS[name](staged)
    with staged.qtbot.waitExposed(sheet):
        sheet.open()
    sheet.activateWindow()
    settle(staged)
    if (fill := _FILL.get(name)) is not None:
        fill(staged, sheet)
    settle(staged)
    return sheet


def _about(staged: Stage) -> QDialog:
    return AboutSheet(staged.appearance, "0.1.0", f"{FOLDER}rivermon.db", staged.window)


def _rules(staged: Stage) -> QDialog:
    staged.ledger.seen = [f"an_event_with_a_name_that_is_rather_long_{n}" for n in range(20)]
    staged.chosen.change(hold_events=("new_movie_suggestion", "a" * 200))
    return ApprovalRulesDialog(
        staged.chosen, staged.ledger, staged.tasks, staged.appearance, staged.window
    )


def _bulk(work: BulkWork, *, typed: str = "") -> Make:
    query = Query(view=View.RECORDS) if typed else None

    def make(staged: Stage) -> QDialog:
        return BulkSheet(
            work,
            Wanted(view=View.RECORDS, ids=() if query else IDS, query=query, typed=typed),
            ledger=staged.ledger,
            tasks=staged.tasks,
            operator=staged.window.operator,
            appearance=staged.appearance,
            parent=staged.window,
        )

    return make


def _fail(staged: Stage, sheet: QDialog) -> None:
    staged.controls.failure = f"The database {FOLDER}rivermon.db: the disk is full: free some space"
    sheet.accept()
    staged.qtbot.waitUntil(lambda: not staged.window.operator.findChildren(QDialog))


def _export(staged: Stage) -> QDialog:
    return ExportDialog(Query(view=View.RECORDS), IDS, staged.ledger, staged.tasks, staged.window)


def _fill_first_line(text: str) -> Callable[[Stage, QDialog], None]:
    return lambda _, sheet: sheet.findChildren(QLineEdit)[0].setText(text)


def _fill_reason(_: Stage, sheet: QDialog) -> None:
    sheet.findChildren(QComboBox)[0].setEditText(LONG * 2)


def _fail_one(place: int) -> Callable[[Stage, QDialog], None]:
    """Show a long reason, as a sheet does when it cannot do what it is asked for."""

    def fail(_: Stage, sheet: QDialog) -> None:
        why = f"The settings file {FOLDER}settings.toml cannot be written: no space is left on it."
        sheet.findChildren(ReasonLine)[place].show_reason(why)

    return fail


def _sample(staged: Stage) -> QDialog:
    return SampleDialog(
        staged.window.operator, staged.ledger, staged.tasks, staged.appearance, staged.window
    )


_SHEETS: dict[str, Make] = {
    "about": _about,
    "approval rules": _rules,
    "approve": _bulk(Approving()),
    "send all again": _bulk(SendingAgain(), typed=f"event:new_movie_suggestion {LONG}"),
    "delete": _bulk(Deleting(deliveries=False, name=LONG)),
    "delete failed": _bulk(Deleting(deliveries=False, name=LONG)),
    "export": _export,
    "filter name": lambda staged: FilterNameDialog(LONG, staged.window),
    "note": lambda staged: NoteEditor(LONG, "A note\n" * 20, staged.window),
    "path": lambda staged: PathDialog(staged.appearance, staged.window),
    "reject": lambda staged: RejectDialog((LONG,), staged.window),
    "test webhook": _sample,
    "keys": lambda staged: KeyList(staged.appearance, staged.window),
}

_FILL: dict[str, Callable[[Stage, QDialog], None]] = {
    "approval rules": _fail_one(0),
    "delete failed": _fail,
    "export": _fail_one(0),
    "path": _fill_first_line("data.items[x]"),
    "reject": _fill_reason,
    "test webhook": _fail_one(-1),
}
NAMES = tuple(_SHEETS)
