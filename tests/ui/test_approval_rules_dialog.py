"""The rules of the approval gate: each change at once, kept in the file, refused in words."""

import asyncio
import tomllib
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from rivermon.chosen import Chosen
from rivermon.core.approval import Undecided
from rivermon.core.tasks import OwnedTasks
from rivermon.setting_values import BadSetting
from rivermon.settings import Settings
from rivermon.ui.appearance import Appearance
from rivermon.ui.approval_rules import hold_event
from rivermon.ui.approval_rules_dialog import ApprovalRulesDialog
from tests.ui.stand_ins import MemoryLedger


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "settings.toml"
    made.write_text("# mine\nport = 8765\n", encoding="utf-8")
    return made


@pytest.fixture
def chosen(file: Path) -> Chosen:
    return Chosen(Settings(hold_events=("zeta",)), file)


@pytest.fixture
def ledger() -> MemoryLedger:
    made = MemoryLedger([])
    made.seen = ["new_chat", "new_movie", "refund"]
    return made


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def dialog(
    chosen: Chosen,
    ledger: MemoryLedger,
    tasks: OwnedTasks,
    appearance: Appearance,
    page: QWidget,
    qtbot: QtBot,
) -> ApprovalRulesDialog:
    made = ApprovalRulesDialog(chosen, ledger, tasks, appearance, page)
    with qtbot.waitExposed(made):
        made.open()
    qtbot.waitUntil(made.isActiveWindow)
    qtbot.waitUntil(lambda: len(made.rules._list.names) == 4)
    return made


def held(chosen: Chosen) -> list[str]:
    return list(chosen.settings.hold_events)


def held_in(file: Path) -> list[str]:
    return list(tomllib.loads(file.read_text(encoding="utf-8")).get("hold_events", []))


def box_of(dialog: ApprovalRulesDialog, name: str) -> bool:
    item = dialog.rules._list.item(dialog.rules._list.names.index(name))
    return item.checkState() is Qt.CheckState.Checked


def close(dialog: ApprovalRulesDialog, qtbot: QtBot) -> None:
    gone: list[bool] = []
    dialog.destroyed.connect(lambda: gone.append(True))
    QTest.keyClick(dialog.rules._search, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: bool(gone))


def press(dialog: ApprovalRulesDialog, name: str) -> None:
    dialog.rules._list.setCurrentRow(dialog.rules._list.names.index(name))
    QTest.keyClick(dialog.rules._list, Qt.Key.Key_Space)


def test_events_seen_and_held_are_listed(dialog: ApprovalRulesDialog) -> None:
    assert not dialog.isModal()
    assert dialog.rules._list.names == ("zeta", "new_chat", "new_movie", "refund")
    assert [box_of(dialog, name) for name in dialog.rules._list.names] == [
        True,
        False,
        False,
        False,
    ]


def test_a_switch_works_at_once_and_nothing_moves(
    dialog: ApprovalRulesDialog, chosen: Chosen, file: Path
) -> None:
    before = dialog.rules._list.names
    press(dialog, "refund")
    assert held(chosen) == ["zeta", "refund"]
    assert held_in(file) == ["zeta", "refund"]
    assert "# mine" in file.read_text(encoding="utf-8")
    press(dialog, "zeta")
    assert held(chosen) == ["refund"]
    assert dialog.rules._list.names == before
    assert not box_of(dialog, "zeta")


def test_the_list_is_searched_as_one_types(dialog: ApprovalRulesDialog, qtbot: QtBot) -> None:
    assert dialog.focusWidget() is dialog.rules._search
    QTest.keyClicks(dialog.rules._search, "new_")
    qtbot.waitUntil(lambda: dialog.rules._list.names == ("new_chat", "new_movie"))
    QTest.keyClicks(dialog.rules._search, "m")
    qtbot.waitUntil(lambda: dialog.rules._list.names == ("new_movie",))
    dialog.rules._search.clear()
    qtbot.waitUntil(lambda: len(dialog.rules._list.names) == 4)
    QTest.keyClicks(dialog.rules._search, "CHAT")
    qtbot.waitUntil(lambda: dialog.rules._list.names == ("new_chat",))


def test_events_that_came_since_are_found(
    dialog: ApprovalRulesDialog, ledger: MemoryLedger, qtbot: QtBot
) -> None:
    ledger.seen.append("travel")
    QTest.keyClicks(dialog.rules._search, "tr")
    qtbot.waitUntil(lambda: dialog.rules._list.names == ("travel",))


def test_an_answer_that_comes_too_late_is_told_to_nobody(
    dialog: ApprovalRulesDialog, ledger: MemoryLedger, tasks: OwnedTasks, qtbot: QtBot
) -> None:
    ledger.gate = asyncio.Event()
    QTest.keyClicks(dialog.rules._search, "x")
    asked = list(tasks._tasks)
    close(dialog, qtbot)
    ledger.gate.set()
    qtbot.waitUntil(lambda: all(task.done() for task in asked))
    assert [task.exception() for task in asked] == [None] * len(asked)


def test_an_event_that_never_came_is_held_by_typing_it(
    dialog: ApprovalRulesDialog, chosen: Chosen, qtbot: QtBot
) -> None:
    assert not dialog.rules._hold.isEnabled()
    QTest.keyClicks(dialog.rules._search, " zeta ")
    assert not dialog.rules._hold.isEnabled()
    dialog.rules._search.clear()
    QTest.keyClicks(dialog.rules._search, "a, b")
    assert dialog.rules._hold.isEnabled()
    QTest.keyClick(dialog.rules._search, Qt.Key.Key_Return)
    assert held(chosen) == ["zeta", "a, b"]
    assert dialog.isVisible()
    qtbot.waitUntil(lambda: "a, b" in dialog.rules._list.names)
    assert box_of(dialog, "a, b")


def test_the_rule_for_the_undecided_is_chosen(
    dialog: ApprovalRulesDialog, chosen: Chosen, file: Path
) -> None:
    assert dialog.rules._choices[Undecided.LAPSE].isChecked()
    for undecided in (Undecided.SEND, Undecided.REJECT, Undecided.LAPSE):
        QTest.keyClick(dialog.rules._choices[undecided], Qt.Key.Key_Space)
        assert chosen.settings.undecided is undecided
        assert tomllib.loads(file.read_text(encoding="utf-8"))["undecided"] == undecided.value
    for button in dialog.findChildren(QRadioButton):
        assert "20" in button.accessibleDescription()


def test_what_cannot_be_written_is_said_and_not_shown_as_done(
    dialog: ApprovalRulesDialog, chosen: Chosen, file: Path
) -> None:
    file.write_text("this is no [ TOML", encoding="utf-8")
    press(dialog, "refund")
    assert "cannot be written" in dialog.rules.reason
    assert not box_of(dialog, "refund")
    QTest.keyClick(dialog.rules._choices[Undecided.SEND], Qt.Key.Key_Space)
    assert "cannot be written" in dialog.rules._undecided_reason.text()
    assert dialog.rules._choices[Undecided.LAPSE].isChecked()
    assert held(chosen) == ["zeta"]
    with pytest.raises(BadSetting):
        hold_event(chosen, "refund", hold=True)
    file.write_text("", encoding="utf-8")
    press(dialog, "refund")
    assert dialog.rules.reason == ""
    assert box_of(dialog, "refund")


def test_a_change_elsewhere_is_shown(dialog: ApprovalRulesDialog, chosen: Chosen) -> None:
    hold_event(chosen, "new_chat", hold=True)
    hold_event(chosen, " zeta ", hold=False)
    chosen.change(undecided="send")
    assert box_of(dialog, "new_chat")
    assert not box_of(dialog, "zeta")
    assert dialog.rules._choices[Undecided.SEND].isChecked()
    hold_event(chosen, "new_chat", hold=True)
    assert held(chosen) == ["new_chat"]


def test_events_that_cannot_be_read_are_said(
    dialog: ApprovalRulesDialog, ledger: MemoryLedger, qtbot: QtBot
) -> None:
    ledger.broken = True
    QTest.keyClicks(dialog.rules._search, "z")
    qtbot.waitUntil(lambda: bool(dialog.rules.reason))
    assert dialog.rules._list.names == ("zeta",)


def test_closing_it_ends_its_following(
    dialog: ApprovalRulesDialog, chosen: Chosen, qtbot: QtBot
) -> None:
    close(dialog, qtbot)
    chosen.change(undecided="send")
    assert chosen._listeners == []


def test_tab_goes_as_the_eye_reads(dialog: ApprovalRulesDialog) -> None:
    QTest.keyClicks(dialog.rules._search, "x")
    seen = []
    for _ in range(5):
        seen.append(dialog.focusWidget())
        QTest.keyClick(seen[-1], Qt.Key.Key_Tab)
    places = [each.mapTo(dialog, each.rect().topLeft()) for each in seen]
    assert seen[:3] == [dialog.rules._search, dialog.rules._hold, dialog.rules._list]
    assert seen[3] in dialog.rules._choices.values()
    assert places == sorted(places, key=lambda place: (place.y() // 8, place.x()))
