"""Each setting through its page: at once to its effect and its file, bad ones explained."""

import asyncio
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from rivermon.chosen import Chosen
from rivermon.core.notice import NoticeKind
from rivermon.core.tasks import OwnedTasks
from rivermon.settings import Settings
from rivermon.ui.appearance import Appearance
from rivermon.ui.language import OWN_NAMES, LanguageChoice
from rivermon.ui.operator import Act, Operator
from rivermon.ui.settings_connection_page import ConnectionPage
from rivermon.ui.settings_hosts_page import HostsPage
from rivermon.ui.settings_look_page import LookPage
from rivermon.ui.settings_notices_page import NoticesPage
from tests.ui.stand_ins import NotedControls

MEGABYTE = 1024 * 1024
Show = Callable[[QWidget], None]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "settings.toml"
    made.write_text("# mine\n", encoding="utf-8")
    return made


@pytest.fixture
def chosen(file: Path) -> Chosen:
    return Chosen(Settings(callback_hosts=("one.example", "two.example:8443")), file)


@pytest.fixture
def operator(controls: NotedControls, tasks: OwnedTasks) -> Operator:
    return Operator(controls, tasks)


@pytest.fixture
def connection(
    chosen: Chosen, operator: Operator, appearance: Appearance, show: Show
) -> ConnectionPage:
    made = ConnectionPage(chosen, operator, appearance)
    show(made)
    return made


@pytest.fixture
def hosts(chosen: Chosen, appearance: Appearance, show: Show) -> HostsPage:
    made = HostsPage(chosen, appearance)
    show(made)
    return made


@pytest.fixture
def show(qtbot: QtBot) -> Show:
    def shown(page: QWidget) -> None:
        qtbot.addWidget(page)
        page.resize(600, 600)
        with qtbot.waitExposed(page):
            page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)

    return shown


def kept(file: Path) -> dict[str, Any]:
    return tomllib.loads(file.read_text(encoding="utf-8"))


def unwritable(file: Path) -> None:
    """Put a folder where the file was: nothing can be written there."""
    file.unlink()
    file.mkdir()


def line_of(box: QComboBox) -> QLineEdit:
    """Where it is typed in."""
    (line,) = box.findChildren(QLineEdit)
    return line


def type_in(line: QLineEdit, text: str) -> None:
    line.setFocus()
    line.selectAll()
    QTest.keyClick(line, Qt.Key.Key_Backspace)
    QTest.keyClicks(line, text)


def pick(box: QComboBox, words: str) -> None:
    """Choose by the keyboard, as far as it is away."""
    box.setFocus()
    steps = box.findText(words) - box.currentIndex()
    assert box.findText(words) >= 0
    for _ in range(abs(steps)):
        QTest.keyClick(box, Qt.Key.Key_Down if steps > 0 else Qt.Key.Key_Up)
    assert box.currentText() == words


def toggle(box: QCheckBox) -> None:
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Space)


def words_of(page: QWidget) -> str:
    return "\n".join(each.text() for each in page.findChildren(QLabel))


# Connection


def test_where_it_listens_takes_effect_together(
    connection: ConnectionPage, controls: NotedControls, qtbot: QtBot
) -> None:
    assert not connection.listen.isEnabled()
    type_in(line_of(connection.host), "0.0.0.0")
    type_in(connection.port, "9000")
    type_in(connection.path, "/mine")
    type_in(connection.largest, "0,5")
    assert connection.unsent
    assert controls.asked == []
    QTest.mouseClick(connection.listen, Qt.MouseButton.LeftButton)
    asked = ("listen_at", ("0.0.0.0", 9000, "/mine", MEGABYTE // 2))
    qtbot.waitUntil(lambda: controls.asked == [asked])
    qtbot.waitUntil(lambda: "rivermon listens there now." in words_of(connection))


def test_it_says_who_reaches_an_address(connection: ConnectionPage) -> None:
    assert "The listener moves at once" in words_of(connection)
    line = line_of(connection.host)
    for address, words in (
        ("127.0.0.1", "This machine only"),
        ("0.0.0.0", "Whoever reaches this machine"),
        ("192.168.0.7", ""),
        ("::1", "This machine only"),
    ):
        type_in(line, address)
        assert connection.reach == words
    assert connection.host.accessibleDescription() == "This machine only"
    type_in(line, "  ")
    QTest.mouseClick(connection.listen, Qt.MouseButton.LeftButton)
    assert connection.reach == ""


def test_return_has_it_listen_there_too(
    connection: ConnectionPage, controls: NotedControls, qtbot: QtBot
) -> None:
    type_in(connection.port, "9000")
    QTest.keyClick(connection.port, Qt.Key.Key_Return)
    asked = ("listen_at", ("127.0.0.1", 9000, None, 5 * MEGABYTE))
    qtbot.waitUntil(lambda: controls.asked == [asked])


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("host", "   ", "It must be a text that is not empty."),
        ("port", "70000", "It must be a whole number from 0 to 65535."),
        ("port", "", "It must be a whole number from 0 to 65535."),
        ("path", "mine", "It must be a path that begins with /, or empty for none."),
        ("max_body", "-1", "It must be a number of megabytes, such as 5 or 0.5."),
        ("max_body", "much", "It must be a number of megabytes, such as 5 or 0.5."),
    ],
)
def test_a_bad_value_is_explained_beside_its_field(
    connection: ConnectionPage, controls: NotedControls, name: str, text: str, words: str
) -> None:
    fields = {
        "host": line_of(connection.host),
        "port": connection.port,
        "path": connection.path,
        "max_body": connection.largest,
    }
    field, before = fields[name], fields[name].text()
    type_in(field, text)
    QTest.mouseClick(connection.listen, Qt.MouseButton.LeftButton)
    assert connection.reason(name) == words
    assert field.text() == text
    shown = connection.host if name == "host" else field
    assert shown.property("bad") is True
    assert shown.accessibleDescription() == words
    assert controls.asked == []
    type_in(field, before)
    assert connection.reason(name) == ""


def test_where_it_cannot_listen_is_said_and_what_was_typed_stays(
    connection: ConnectionPage, controls: NotedControls, qtbot: QtBot
) -> None:
    controls.failure = "Port 9000 at 127.0.0.1 is taken"
    type_in(connection.port, "9000")
    QTest.keyClick(connection.port, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Port 9000 at 127.0.0.1 is taken" in words_of(connection))
    assert connection.port.text() == "9000"
    assert connection.listen.isEnabled()


def test_a_size_that_is_shown_rounded_is_not_changed_by_that(
    connection: ConnectionPage, chosen: Chosen, controls: NotedControls, qtbot: QtBot
) -> None:
    chosen.change(max_body=1_000_000)
    assert connection.largest.text() == "0.953674"
    assert not connection.unsent
    type_in(connection.port, "9000")
    QTest.keyClick(connection.port, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(controls.asked))
    assert controls.asked[0][1] == ("127.0.0.1", 9000, None, 1_000_000)


def test_where_it_listens_is_changed_elsewhere(connection: ConnectionPage, chosen: Chosen) -> None:
    chosen.change(host="0.0.0.0", port=9001, path="/other", max_body=MEGABYTE, max_age_s=5)
    shown = (connection.host.currentText(), connection.port.text(), connection.path.text())
    assert shown == ("0.0.0.0", "9001", "/other")
    assert (connection.largest.text(), connection.age.text()) == ("1", "5")
    assert not connection.unsent


def test_what_is_typed_stays_while_another_setting_changes(
    connection: ConnectionPage, chosen: Chosen
) -> None:
    type_in(connection.port, "90")
    chosen.change(theme="dark")
    assert connection.port.text() == "90"


def test_the_age_counts_when_it_is_left(
    connection: ConnectionPage, chosen: Chosen, file: Path
) -> None:
    type_in(connection.age, "300")
    assert chosen.settings.max_age_s == 0
    QTest.keyClick(connection.age, Qt.Key.Key_Return)
    assert chosen.settings.max_age_s == kept(file)["max_age_s"] == 300
    type_in(connection.age, "soon")
    QTest.keyClick(connection.age, Qt.Key.Key_Return)
    assert connection.reason("max_age_s") == "It must be a number of seconds, 0 for any age."
    assert connection.age.text() == "soon"
    assert chosen.settings.max_age_s == 300


# Callback hosts


def test_a_host_is_allowed_and_taken_out(hosts: HostsPage, chosen: Chosen, file: Path) -> None:
    assert not hosts.add_host.isEnabled()
    type_in(hosts.field, " Three.example ")
    QTest.keyClick(hosts.field, Qt.Key.Key_Return)
    three = ("one.example", "two.example:8443", "three.example")
    assert chosen.settings.callback_hosts == tuple(kept(file)["callback_hosts"]) == three
    assert hosts.field.text() == ""
    assert not hosts.unsent
    hosts.hosts.setCurrentRow(0)
    QTest.mouseClick(hosts.remove, Qt.MouseButton.LeftButton)
    assert list(chosen.settings.callback_hosts) == list(three[1:])
    assert hosts.hosts.currentItem().text() == "two.example:8443"


def test_the_same_host_is_not_listed_twice(hosts: HostsPage, chosen: Chosen) -> None:
    type_in(hosts.field, "ONE.example")
    QTest.mouseClick(hosts.add_host, Qt.MouseButton.LeftButton)
    assert chosen.settings.callback_hosts == ("one.example", "two.example:8443")


def test_what_is_no_host_is_explained_and_stays(hosts: HostsPage, chosen: Chosen) -> None:
    type_in(hosts.field, "https://three.example/path")
    QTest.keyClick(hosts.field, Qt.Key.Key_Return)
    assert hosts.reason == "It must be hosts, each host or host:port, without https:// or paths."
    assert hosts.field.text() == "https://three.example/path"
    assert hosts.unsent
    assert len(chosen.settings.callback_hosts) == 2


def test_hosts_are_changed_elsewhere(hosts: HostsPage, chosen: Chosen) -> None:
    chosen.change(callback_hosts=["elsewhere.example"])
    assert [hosts.hosts.item(row).text() for row in range(hosts.hosts.count())] == [
        "elsewhere.example"
    ]


# Notifications


def test_each_kind_is_switched_by_itself(
    chosen: Chosen, operator: Operator, file: Path, show: Show
) -> None:
    page = NoticesPage(chosen, operator)
    show(page)
    for kind in NoticeKind:
        toggle(page.kinds[kind])
        others = [each for each in NoticeKind if each is not kind]
        assert list(chosen.settings.notify) == kept(file)["notify"] == others
        toggle(page.kinds[kind])
        assert chosen.settings.notify == tuple(NoticeKind)
    toggle(page.stays)
    assert chosen.settings.close_to_tray is kept(file)["close_to_tray"] is False
    chosen.change(notify=[], close_to_tray=True)
    assert not any(switch.isChecked() for switch in page.kinds.values())
    assert page.stays.isChecked()


def test_a_switch_goes_back_if_it_cannot_be_kept(
    chosen: Chosen, operator: Operator, file: Path, show: Show
) -> None:
    page = NoticesPage(chosen, operator)
    show(page)
    unwritable(file)
    for switch in (page.kinds[NoticeKind.CALLBACKS], page.stays):
        toggle(switch)
        assert "cannot be written" in page.reason
        assert switch.isChecked()
    assert chosen.settings == Settings(callback_hosts=chosen.settings.callback_hosts)


def test_the_login_is_asked_for_and_shown_as_it_is_kept(
    chosen: Chosen, operator: Operator, controls: NotedControls, qtbot: QtBot, show: Show
) -> None:
    page = NoticesPage(chosen, operator)
    show(page)
    controls.gate = asyncio.Event()
    toggle(page.at_login)
    chosen.change(text_size=110)
    assert page.at_login.isChecked(), "what is asked for is not answered yet"
    qtbot.waitUntil(lambda: controls.asked == [("start_at_login", True)])
    chosen.change(start_at_login=True)
    controls.gate.set()
    qtbot.waitUntil(lambda: not operator.is_busy(Act.START_AT_LOGIN))
    assert page.at_login.isChecked()
    chosen.change(start_at_login=False)
    assert not page.at_login.isChecked()
    assert len(controls.asked) == 1


def test_the_login_switch_goes_back_with_words_beside_it(
    chosen: Chosen, operator: Operator, controls: NotedControls, qtbot: QtBot, show: Show
) -> None:
    page = NoticesPage(chosen, operator)
    show(page)
    controls.failure = "The folder cannot be written to."
    toggle(page.at_login)
    qtbot.waitUntil(lambda: page.reason == controls.failure)
    assert not page.at_login.isChecked()
    assert page.at_login.accessibleDescription() == controls.failure
    controls.failure = None
    toggle(page.at_login)
    assert page.reason == ""
    qtbot.waitUntil(lambda: not operator.is_busy(Act.START_AT_LOGIN))
    assert [what for what, _ in controls.asked] == ["start_at_login"] * 2


def test_flags_are_said_not_to_count_at_login(file: Path, operator: Operator, show: Show) -> None:
    won = {"db": "--db", "port": "RIVERMON_PORT"}
    page = NoticesPage(Chosen(Settings(), file, overridden=won), operator)
    show(page)
    assert "At login it starts with these settings, without --db." in words_of(page)


# Appearance


def test_the_look_is_chosen(chosen: Chosen, file: Path, show: Show) -> None:
    page = LookPage(chosen)
    show(page)
    pick(page.theme, "Dark")
    pick(page.text_size, "150 %")
    pick(page.language, OWN_NAMES[LanguageChoice.CHINESE])
    look = {"theme": "dark", "text_size": 150, "language": "zh_CN"}
    assert {name: kept(file)[name] for name in look} == look
    assert {name: getattr(chosen.settings, name) for name in look} == look


def test_a_look_is_changed_elsewhere(chosen: Chosen, show: Show) -> None:
    page = LookPage(chosen)
    show(page)
    chosen.change(theme="light", text_size=133, language="en")
    shown = [box.currentText() for box in (page.theme, page.text_size, page.language)]
    assert shown == ["Light", "133 %", "English"]


def test_a_look_that_cannot_be_kept_is_not_shown(chosen: Chosen, file: Path, show: Show) -> None:
    page = LookPage(chosen)
    show(page)
    unwritable(file)
    page.theme.setFocus()
    QTest.keyClick(page.theme, Qt.Key.Key_Down)
    assert "cannot be written" in page.reason
    assert page.theme.currentText() == "System"
    assert chosen.settings.theme == "system"


# What wins over the file


def test_it_is_said_what_wins_at_the_next_start(
    file: Path, operator: Operator, appearance: Appearance, show: Show
) -> None:
    won = {
        "port": "RIVERMON_PORT",
        "callback_hosts": "RIVERMON_CALLBACK_HOSTS",
        "notify": "RIVERMON_NOTIFY",
        "theme": "--theme",
    }
    chosen = Chosen(Settings(), file, overridden=won)
    pages = {
        "port": ConnectionPage(chosen, operator, appearance),
        "callback_hosts": HostsPage(chosen, appearance),
        "notify": NoticesPage(chosen, operator),
        "theme": LookPage(chosen),
    }
    for name, page in pages.items():
        show(page)
        assert f"{won[name]} is set: it wins over this at the next start." in words_of(page)
        assert words_of(page).count("is set: it wins") == 1
