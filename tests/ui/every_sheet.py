"""Every sheet of the window in its fullest state: a reason is shown, names are long and many."""

from collections.abc import Callable
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QFrame, QLineEdit, QScrollArea

from rivermon.core.feed import DeliveryStored, PublicWayChanged
from rivermon.core.held_secrets import HeldSecrets, LabelledSecret
from rivermon.core.listing import Query, View
from rivermon.core.start_failure import Place, StartFailure
from rivermon.core.tunnel import PublicWay, TunnelKind
from rivermon.system_keyring import INSTEAD, NONE
from rivermon.ui.about_sheet import AboutSheet
from rivermon.ui.approval_rules_dialog import ApprovalRulesDialog
from rivermon.ui.bulk_search import Wanted
from rivermon.ui.bulk_sheet import BulkSheet
from rivermon.ui.bulk_works import Approving, BulkWork, Deleting, SendingAgain
from rivermon.ui.export_dialog import ExportDialog
from rivermon.ui.filter_name_dialog import FilterNameDialog
from rivermon.ui.guide import Guide
from rivermon.ui.guide_steps import Step
from rivermon.ui.key_list import KeyList
from rivermon.ui.note_editor import NoteEditor
from rivermon.ui.path_dialog import PathDialog
from rivermon.ui.public_address_sheet import PublicAddressSheet
from rivermon.ui.qr_sheet import QrSheet
from rivermon.ui.reason_line import ReasonLine
from rivermon.ui.reject_dialog import RejectDialog
from rivermon.ui.sample_dialog import SampleDialog
from rivermon.ui.secret_field import SecretField
from rivermon.ui.settings_dialog import SettingsDialog
from rivermon.ui.settings_pages import Page
from rivermon.ui.sheet import Sheet
from rivermon.ui.start_failure import StartFailureSheet
from rivermon.ui.tunnel_form import TunnelForm
from tests.ui.conftest import Stage
from tests.ui.public_ways import UNREACHABLE, UP, URL
from tests.ui.stand_ins import rejected
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


def _not_started(staged: Stage) -> QDialog:
    failure = StartFailure(LONG * 4, mistake=False, places={Place.SETTINGS: Path(FOLDER)})
    return StartFailureSheet(staged.appearance, failure, staged.window)


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


def _public_address(way: PublicWay) -> Make:
    def make(staged: Stage) -> QDialog:
        staged.tell(PublicWayChanged(way))
        window = staged.window
        return PublicAddressSheet(
            window.status.public, window.operator, staged.appearance, staged.clock, window
        )

    return make


def _tunnel(kind: TunnelKind) -> Make:
    """The form with all of its fields, as the settings and the guided start have it inside."""

    def make(staged: Stage) -> QDialog:
        sheet = Sheet(staged.window, columns=72)
        sheet.entitle("Tunnel")
        form = TunnelForm(staged.chosen, staged.window.operator, staged.appearance, sheet)
        form.take([PublicWayChanged(UNREACHABLE)])
        form.kinds.show_kind(kind)
        form.kinds.picked.emit(kind)
        form.fields.advanced.setChecked(True)
        scroll = QScrollArea(sheet)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(form)
        sheet.add(scroll, stretch=1)
        sheet.add_main("Close")
        form.setFocus()
        return sheet

    return make


def _fill_tunnel(_: Stage, sheet: QDialog) -> None:
    fields = sheet.findChildren(TunnelForm)[0].fields
    for field in (fields.command, fields.url, fields.pattern):
        field.line.setText(f'http://{LONG} " (')
    fields.finished.emit()


def _settings(page: Page) -> Make:
    def make(staged: Stage) -> QDialog:
        _stock(staged)
        staged.window.setting_up.open_settings(page)
        return staged.window.findChildren(SettingsDialog)[-1]

    return make


def _guide(step: Step) -> Make:
    def make(staged: Stage) -> QDialog:
        _stock(staged)
        staged.window.setting_up.open_guide()
        guide = staged.window.findChildren(Guide)[-1]
        guide.go(step)
        return guide

    return make


def _stock(staged: Stage) -> None:
    """Long labels, many hosts, a place that is long, and no keyring."""
    staged.ledger.seen = [f"an_event_with_a_name_that_is_rather_long_{n}" for n in range(20)]
    staged.controls.held = HeldSecrets(
        webhook=(LabelledSecret("whsec_" + "a" * 40, LONG[:60]), LabelledSecret("short", "")),
        webhook_from="this run",
        api_key="mr_live_" + "b" * 40,
        key_from="MODELRIVER_API_KEY",
        no_keyring=f"{NONE} {INSTEAD}",
    )
    hosts = tuple(f"callbacks-{n}.a-rather-long-name.example:8443" for n in range(9))
    staged.chosen.change(
        callback_hosts=hosts, db=f"{FOLDER}rivermon.db", hold_events=("new_movie_suggestion",)
    )


def _came(staged: Stage, sheet: QDialog) -> None:
    """A webhook was refused."""
    assert isinstance(sheet, Guide)
    sheet.take([DeliveryStored(rejected(7))])


def _fill_guide_secret(staged: Stage, sheet: QDialog) -> None:
    sheet.findChildren(SecretField)[0].line.setText('  "mr_live_abc def')


_SHEETS: dict[str, Make] = {
    "about": _about,
    "approval rules": _rules,
    "approve": _bulk(Approving()),
    "send all again": _bulk(SendingAgain(), typed=f"event:new_movie_suggestion {LONG}"),
    "could not start": _not_started,
    "delete": _bulk(Deleting(deliveries=False, name=LONG)),
    "delete failed": _bulk(Deleting(deliveries=False, name=LONG)),
    "export": _export,
    "filter name": lambda staged: FilterNameDialog(LONG, staged.window),
    "note": lambda staged: NoteEditor(LONG, "A note\n" * 20, staged.window),
    "no public address": _public_address(PublicWay()),
    "path": lambda staged: PathDialog(staged.appearance, staged.window),
    "public address": _public_address(replace(UNREACHABLE, reason=LONG * 2)),
    "public address, up": _public_address(UP),
    "QR code": lambda staged: QrSheet(URL, staged.appearance, staged.window),
    "reject": lambda staged: RejectDialog((LONG,), staged.window),
    "test webhook": _sample,
    "tunnel": _tunnel(TunnelKind.COMMAND),
    "tunnel by ssh": _tunnel(TunnelKind.SSH),
    "keys": lambda staged: KeyList(staged.appearance, staged.window),
    **{f"settings: {page}": _settings(page) for page in Page},
    **{f"guide: {step.name.lower()}": _guide(step) for step in Step},
}

_FILL: dict[str, Callable[[Stage, QDialog], None]] = {
    "settings: connection": _fail_one(1),
    "settings: callback hosts": _fail_one(0),
    "settings: data": _fail_one(0),
    "guide: secret": _fill_guide_secret,
    "guide: first": _came,
    "approval rules": _fail_one(0),
    "delete failed": _fail,
    "export": _fail_one(0),
    "path": _fill_first_line("data.items[x]"),
    "public address": _fail_one(-1),
    "reject": _fill_reason,
    "test webhook": _fail_one(-1),
    "tunnel": _fill_tunnel,
}
NAMES = tuple(_SHEETS)
