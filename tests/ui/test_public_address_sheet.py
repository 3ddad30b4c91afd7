"""The sheet of the public address: what is known of it, and each thing that can be done."""

from collections.abc import Callable

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from rivermon.core.entities import RecordRow
from rivermon.core.feed import Listening, PublicWayChanged
from rivermon.core.tunnel import PublicWay
from rivermon.ui.public_address_sheet import CONSOLE, PublicAddressSheet
from rivermon.ui.qr_code import modules_of
from tests.ui.conftest import Stage
from tests.ui.public_ways import FORWARDED, MISSING, RESTARTING, STARTING, UNREACHABLE, UP, URL
from tests.ui.stand_ins import row


@pytest.fixture
def staged(stage: Callable[[list[RecordRow]], Stage]) -> Stage:
    made = stage([row(1)])
    made.show().tell(Listening("http://127.0.0.1:8765/webhooks/modelriver"))
    return made


def opened(staged: Stage, way: PublicWay) -> PublicAddressSheet:
    staged.tell(PublicWayChanged(way))
    staged.window.status.public.click()
    sheet = staged.window.findChild(PublicAddressSheet)
    assert isinstance(sheet, PublicAddressSheet)
    staged.qtbot.waitUntil(sheet.isActiveWindow)
    return sheet


def buttons(sheet: PublicAddressSheet) -> dict[str, QPushButton]:
    shown = (each for each in sheet.findChildren(QPushButton) if each.isVisible())
    return {each.text().replace("&", ""): each for each in shown}


def test_the_url_is_shown_and_copied(staged: Stage) -> None:
    sheet = opened(staged, UP)
    assert not sheet.isModal()
    assert sheet.url == URL
    assert sheet._qr.modules == modules_of(URL)
    buttons(sheet)["Copy"].click()
    assert QGuiApplication.clipboard().text() == URL


@pytest.mark.parametrize(
    ("way", "said"),
    [
        (STARTING, "It is being started, and has no address yet."),
        (
            replace(STARTING, reason="It starts once rivermon listens."),
            "It is being started, and has no address yet. It starts once rivermon listens.",
        ),
        (UP, "Webhooks come in: a signed ping came back through this address."),
        (
            UNREACHABLE,
            "The tunnel is up, and does not reach rivermon (502): check the port in its command. "
            "It is tried again by itself.",
        ),
        (
            RESTARTING,
            "cloudflared ended (exit code 1). Run the command in a terminal to see more. It is "
            "started again by itself.",
        ),
        (
            MISSING,
            "ngrok is not installed, or not where programs are looked for; install it: brew "
            "install ngrok\nIt is looked for again by itself; until then no webhook comes in from "
            "outside.",
        ),
        (
            replace(UP, former="https://old.example/webhooks/modelriver"),
            "The address is another one than before: enter it at ModelRiver, which still sends "
            "webhooks to the old one.",
        ),
    ],
)
def test_the_state_is_said_in_words(staged: Stage, way: PublicWay, said: str) -> None:
    assert opened(staged, way).said == said


def test_when_a_ping_last_came_back_is_said_and_goes_on(staged: Stage) -> None:
    sheet = opened(staged, UP)
    assert sheet._ping.text().startswith("A ping last came back 20 s ago (")
    staged.clock.pass_s(10)
    sheet._tick()
    assert sheet._ping.text().startswith("A ping last came back 30 s ago (")
    staged.tell(PublicWayChanged(STARTING))
    assert sheet._ping.text() == "No ping has come back yet."


def test_it_follows_what_happens_while_it_is_open(staged: Stage) -> None:
    sheet = opened(staged, STARTING)
    assert sheet.url == ""
    assert sheet._qr.modules == ()
    assert not buttons(sheet)["Copy"].isEnabled()
    height = sheet.height()
    staged.tell(PublicWayChanged(UP))
    assert sheet.url == URL
    assert buttons(sheet)["Copy"].isEnabled()
    assert sheet.height() == height


def test_the_console_is_opened_in_the_browser(
    staged: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    visited: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", visited.append)
    buttons(opened(staged, UP))["Open ModelRiver's console"].click()
    assert visited == [QUrl(CONSOLE)]
    assert CONSOLE.startswith("https://")


def test_it_is_tried_again(staged: Stage, qtbot: QtBot) -> None:
    sheet = opened(staged, UNREACHABLE)
    again = buttons(sheet)["Try again"]
    again.setFocus()
    QTest.keyClick(again, Qt.Key.Key_Space)
    assert sheet.outcome == "Trying…"
    qtbot.waitUntil(lambda: sheet.outcome == "")
    assert staged.controls.asked == [("try_public_way", None)]
    assert again.hasFocus()


def test_why_it_cannot_be_tried_is_said_there(staged: Stage, qtbot: QtBot) -> None:
    staged.controls.failure = "rivermon is still starting: try again in a moment."
    sheet = opened(staged, UNREACHABLE)
    buttons(sheet)["Try again"].click()
    qtbot.waitUntil(lambda: sheet.outcome == staged.controls.failure)


@pytest.mark.parametrize(("way", "button"), [(UP, "Settings…"), (PublicWay(), "Set it up…")])
def test_the_settings_are_asked_for(
    staged: Stage, qtbot: QtBot, way: PublicWay, button: str
) -> None:
    asked: list[bool] = []
    staged.window.sheets.tunnel_settings_asked.connect(lambda: asked.append(True))
    sheet = opened(staged, way)
    gone: list[bool] = []
    sheet.destroyed.connect(lambda: gone.append(True))
    buttons(sheet)[button].click()
    qtbot.waitUntil(lambda: bool(gone))
    assert asked == [True]


def test_without_a_public_address_it_offers_to_set_one_up(staged: Stage) -> None:
    sheet = opened(staged, PublicWay())
    assert sheet.said.startswith("ModelRiver cannot reach this machine yet")
    assert set(buttons(sheet)) == {"Set it up…", "Close"}
    assert buttons(sheet)["Set it up…"].hasFocus()


def test_what_has_no_address_shows_none(staged: Stage) -> None:
    sheet = opened(staged, FORWARDED)
    assert "forwards webhooks to this machine" in sheet.said
    assert not sheet._url.isVisible()
    assert not sheet._qr.isVisible()
    assert "Settings…" in buttons(sheet)


def test_it_is_one_sheet(staged: Stage) -> None:
    first = opened(staged, UP)
    assert opened(staged, UNREACHABLE) is first
