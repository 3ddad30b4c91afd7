"""The form of the ways to this machine: what is complete takes effect, what is not is explained."""

import os
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QRadioButton, QScrollArea
from pytestqt.qtbot import QtBot

from rivermon.chosen import Chosen
from rivermon.core import program_search
from rivermon.core.feed import Listening, PublicWayChanged
from rivermon.core.tasks import OwnedTasks
from rivermon.core.tunnel import PublicWay, TunnelKind, TunnelPlan
from rivermon.core.tunnel_presets import PRESETS
from rivermon.settings import Settings
from rivermon.ui.appearance import Appearance
from rivermon.ui.operator import Operator
from rivermon.ui.tunnel_form import TunnelForm
from rivermon.ui.tunnel_program import LOOK_AGAIN_MS
from rivermon.ui.tunnel_words import PRESET_WORDS, kind_sentence
from tests.ui.public_ways import RESTARTING, UP, URL
from tests.ui.stand_ins import NotedControls, SettableClock

OWN = "https://hooks.example.com"
RELAY = "relay --to http://{host}:{port}"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "settings.toml"
    made.write_text("# mine\n", encoding="utf-8")
    return made


@pytest.fixture
def chosen(file: Path) -> Chosen:
    return Chosen(Settings(), file)


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder with programs."""
    made = tmp_path / "programs"
    made.mkdir()
    monkeypatch.setenv("PATH", str(made))
    monkeypatch.setattr(program_search, "_PLACES", {"linux": ()})
    return made


@pytest.fixture
def form(
    chosen: Chosen,
    controls: NotedControls,
    tasks: OwnedTasks,
    appearance: Appearance,
    clock: SettableClock,
    programs: Path,
    qtbot: QtBot,
) -> Iterator[TunnelForm]:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.resize(640, 700)
    qtbot.addWidget(area)
    made = TunnelForm(chosen, Operator(controls, tasks, area), appearance, area, clock=clock)
    area.setWidget(made)
    with qtbot.waitExposed(area):
        area.show()
    area.activateWindow()
    qtbot.waitUntil(area.isActiveWindow)
    made.take([Listening("http://127.0.0.1:8799/webhooks/modelriver")])
    yield made
    area.close()


def install(programs: Path, name: str) -> None:
    """Put a program on the PATH, that the system runs."""
    script = programs / (f"{name}.bat" if os.name == "nt" else name)
    script.write_text("#!/bin/sh\n", encoding="utf-8")
    script.chmod(0o700)


def pick(form: TunnelForm, kind: TunnelKind) -> None:
    button = form.kinds.button_of(kind)
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)


def shown(form: TunnelForm) -> TunnelKind:
    return form.kinds.kind


def kept(chosen: Chosen) -> TunnelKind:
    return chosen.settings.tunnel


def looked(form: TunnelForm, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not form.program._finder.looking)


def test_every_way_is_offered_with_a_sentence_about_it(form: TunnelForm) -> None:
    buttons = form.kinds.findChildren(QRadioButton)
    assert len(buttons) == len(TunnelKind) == len(PRESETS)
    assert all(button.text() and button.accessibleDescription() for button in buttons)
    assert shown(form) is TunnelKind.OFF
    assert form.complete


def test_every_word_of_the_presets_is_marked_to_be_translated() -> None:
    said = {text for each in PRESETS.values() for text in (each.name, each.sentence, each.needs)}
    assert said - {""} == set(PRESET_WORDS)


def test_what_needs_nothing_more_takes_effect_at_once(
    form: TunnelForm, chosen: Chosen, file: Path
) -> None:
    pick(form, TunnelKind.CLOUDFLARED)
    assert chosen.settings.tunnel_plan == TunnelPlan(kind=TunnelKind.CLOUDFLARED)
    assert tomllib.loads(file.read_text(encoding="utf-8"))["tunnel"] == "cloudflared"
    assert form.complete
    pick(form, TunnelKind.OFF)
    assert kept(chosen) is TunnelKind.OFF


def test_a_click_on_the_sentence_is_one_on_its_way(form: TunnelForm, chosen: Chosen) -> None:
    said = kind_sentence(TunnelKind.NGROK)
    below = next(each for each in form.kinds.findChildren(QLabel) if each.text() == said)
    QTest.mouseClick(below, Qt.MouseButton.LeftButton)
    assert kept(chosen) is TunnelKind.NGROK


def test_an_address_of_ones_own_is_used_once_it_is_complete(
    form: TunnelForm, chosen: Chosen, file: Path
) -> None:
    before = file.read_text(encoding="utf-8")
    pick(form, TunnelKind.URL)
    field = form.fields.url
    assert field.isVisible()
    assert field.reason.text() == "Enter the address to have it used."
    assert not field.line.property("bad")
    assert kept(chosen) is TunnelKind.OFF
    assert not form.complete
    field.line.setFocus()
    QTest.keyClicks(field.line, "http://hooks.example.com")
    QTest.keyClick(field.line, Qt.Key.Key_Return)
    assert "begins with https://" in field.reason.text()
    assert field.line.property("bad")
    assert file.read_text(encoding="utf-8") == before
    field.line.clear()
    QTest.keyClicks(field.line, OWN)
    assert field.reason.text() == ""
    assert kept(chosen) is TunnelKind.OFF
    QTest.keyClick(field.line, Qt.Key.Key_Tab)
    assert chosen.settings.tunnel_plan == TunnelPlan(kind=TunnelKind.URL, url=OWN)
    assert form.complete


def test_a_command_takes_effect_when_the_field_is_left(form: TunnelForm, chosen: Chosen) -> None:
    pick(form, TunnelKind.COMMAND)
    line = form.fields.command.line
    line.setFocus()
    QTest.keyClicks(line, RELAY)
    assert kept(chosen) is TunnelKind.OFF
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert chosen.settings.tunnel_plan == TunnelPlan(kind=TunnelKind.COMMAND, command=RELAY)
    assert form.program.command == "relay --to http://127.0.0.1:8799"


def test_a_server_of_ones_own_through_ssh(form: TunnelForm, chosen: Chosen) -> None:
    pick(form, TunnelKind.SSH)
    assert kept(chosen) is TunnelKind.SSH
    own = "ssh -N -o StrictHostKeyChecking=yes -R 9000:{host}:{port} me@hooks.example.com"
    for field, text in ((form.fields.command, own), (form.fields.url, OWN)):
        field.line.setFocus()
        QTest.keyClicks(field.line, text)
    QTest.keyClick(form.fields.url.line, Qt.Key.Key_Return)
    assert chosen.settings.tunnel_plan == TunnelPlan(kind=TunnelKind.SSH, command=own, url=OWN)


@pytest.mark.parametrize(
    ("text", "why"),
    [('relay "{port}', "no closing quotation"), ("relay --token abcdef {port}", "holds a secret")],
)
def test_a_bad_command_is_explained_and_not_kept(
    form: TunnelForm, chosen: Chosen, file: Path, text: str, why: str
) -> None:
    pick(form, TunnelKind.COMMAND)
    line = form.fields.command.line
    line.setFocus()
    QTest.keyClicks(line, text)
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert why in form.fields.command.reason.text()
    assert line.accessibleDescription() == form.fields.command.reason.text()
    assert kept(chosen) is TunnelKind.OFF
    assert "relay" not in file.read_text(encoding="utf-8")
    assert "abcdef" not in form.program.command


def test_what_few_need_is_folded_away(form: TunnelForm, chosen: Chosen) -> None:
    pick(form, TunnelKind.CLOUDFLARED)
    pattern = form.fields.pattern
    assert not pattern.isVisible()
    form.fields.advanced.setFocus()
    QTest.keyClick(form.fields.advanced, Qt.Key.Key_Space)
    assert pattern.isVisible()
    pattern.line.setFocus()
    QTest.keyClicks(pattern.line, "(a")
    QTest.keyClick(pattern.line, Qt.Key.Key_Return)
    assert "This is no regular expression" in pattern.reason.text()
    assert chosen.settings.tunnel_pattern == ""
    QTest.keyClicks(pattern.line, ")")
    QTest.keyClick(pattern.line, Qt.Key.Key_Return)
    assert chosen.settings.tunnel_pattern == "(a)"


def test_each_way_keeps_what_was_typed_for_it(form: TunnelForm, chosen: Chosen) -> None:
    pick(form, TunnelKind.COMMAND)
    form.fields.command.line.setFocus()
    QTest.keyClicks(form.fields.command.line, RELAY)
    pick(form, TunnelKind.NGROK)
    assert chosen.settings.tunnel_plan == TunnelPlan(kind=TunnelKind.NGROK)
    pick(form, TunnelKind.COMMAND)
    assert chosen.settings.tunnel_plan == TunnelPlan(kind=TunnelKind.COMMAND, command=RELAY)


def test_what_was_chosen_before_is_shown(
    chosen: Chosen,
    controls: NotedControls,
    tasks: OwnedTasks,
    appearance: Appearance,
    qtbot: QtBot,
) -> None:
    chosen.change(tunnel="ngrok", tunnel_command="ngrok http {port}")
    made = TunnelForm(chosen, Operator(controls, tasks), appearance)
    qtbot.addWidget(made)
    made.show()
    assert shown(made) is TunnelKind.NGROK
    assert made.fields.command.text == "ngrok http {port}"
    assert made.fields.command.isVisible(), "what is filled in is not folded away"


def test_a_change_elsewhere_is_shown(form: TunnelForm, chosen: Chosen) -> None:
    chosen.change(tunnel="url", public_url=OWN)
    assert shown(form) is TunnelKind.URL
    assert form.fields.url.text == OWN
    pick(form, TunnelKind.COMMAND)
    chosen.change(theme="dark")
    assert shown(form) is TunnelKind.COMMAND, "what is being typed stays"


def test_what_cannot_be_written_is_said(form: TunnelForm, chosen: Chosen, file: Path) -> None:
    file.write_text("this is no [ TOML", encoding="utf-8")
    pick(form, TunnelKind.CLOUDFLARED)
    assert "cannot be written" in form.reason
    assert kept(chosen) is TunnelKind.OFF
    assert not form.complete
    file.write_text("", encoding="utf-8")
    pick(form, TunnelKind.NGROK)
    assert form.reason == ""
    assert kept(chosen) is TunnelKind.NGROK


def test_a_missing_program_comes_with_the_line_that_installs_it(
    form: TunnelForm, programs: Path, qtbot: QtBot
) -> None:
    pick(form, TunnelKind.CLOUDFLARED)
    looked(form, qtbot)
    assert form.program.said.startswith("cloudflared is not installed.")
    assert "cloudflared" in form.program.install
    copy = [b for b in form.program.findChildren(QPushButton) if b.isVisible()]
    copy[0].click()
    assert QGuiApplication.clipboard().text() == form.program.install
    install(programs, "cloudflared")
    qtbot.waitUntil(
        lambda: form.program.said == "cloudflared is installed.", timeout=3 * LOOK_AGAIN_MS
    )
    assert form.program.install == ""
    assert form.program.command.startswith("cloudflared tunnel --url http://127.0.0.1:8799")


def test_the_second_best_program_does_where_it_is_the_one_installed(
    form: TunnelForm, programs: Path, qtbot: QtBot
) -> None:
    install(programs, "npx")
    pick(form, TunnelKind.LOCALTUNNEL)
    looked(form, qtbot)
    assert form.program.said == "npx is installed."
    assert form.program.command.startswith("npx --yes localtunnel --port 8799")


def test_a_way_without_a_program_shows_none(form: TunnelForm, qtbot: QtBot) -> None:
    pick(form, TunnelKind.CLOUDFLARED)
    pick(form, TunnelKind.OFF)
    looked(form, qtbot)
    assert not form.program.isVisible()
    assert not form.fields.advanced.isVisible()


def test_how_it_fares_is_shown_live(form: TunnelForm, qtbot: QtBot) -> None:
    form.take([PublicWayChanged(UP)])
    assert form.view.said == "Webhooks come in: a signed ping came back through this address."
    assert form.view._pill.accessibleName() == "Public"
    buttons = {b.text(): b for b in form.view.findChildren(QPushButton) if b.isVisible()}
    buttons["Copy"].click()
    assert QGuiApplication.clipboard().text() == URL
    with qtbot.waitSignal(form.qr_asked) as asked:
        buttons["QR code…"].click()
    assert asked.args == [URL]
    form.take([PublicWayChanged(RESTARTING)])
    assert form.view._pill.accessibleName() == "Restart 0:33"
    assert not buttons["Copy"].isVisible()


def test_it_is_tried_again(form: TunnelForm, controls: NotedControls, qtbot: QtBot) -> None:
    form.take([PublicWayChanged(RESTARTING)])
    again = next(b for b in form.view.findChildren(QPushButton) if b.text() == "Try again")
    again.click()
    qtbot.waitUntil(lambda: controls.asked == [("try_public_way", None)])
    form.take([PublicWayChanged(PublicWay())])
    assert not again.isEnabled()


def test_arrow_keys_go_through_the_ways_and_tab_leaves_them(form: TunnelForm) -> None:
    form.setFocus()
    focused = form.kinds.button_of(TunnelKind.OFF)
    assert focused.hasFocus()
    QTest.keyClick(focused, Qt.Key.Key_Down)
    assert form.kinds.button_of(TunnelKind.CLOUDFLARED).hasFocus()
    QTest.keyClick(form.kinds.button_of(TunnelKind.CLOUDFLARED), Qt.Key.Key_Tab)
    assert form.fields.advanced.hasFocus()


def test_closing_it_ends_its_following(form: TunnelForm, chosen: Chosen, qtbot: QtBot) -> None:
    gone: list[bool] = []
    form.destroyed.connect(lambda: gone.append(True))
    form.deleteLater()
    qtbot.waitUntil(lambda: bool(gone))
    assert chosen._listeners == []
