"""The guided start: four steps, each of which can be left out, the last of which waits."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QRadioButton
from pytestqt.qtbot import QtBot

from rivermon.core.entities import CallbackState
from rivermon.core.feed import DeliveryStored, PublicWayChanged, RecordStored
from rivermon.core.held_secrets import HeldSecrets, LabelledSecret
from rivermon.core.listing import View
from rivermon.core.tunnel import PublicWay, TunnelKind, TunnelState
from rivermon.settings import Settings
from rivermon.ui import guide as guide_module
from rivermon.ui.api_key_form import ApiKeyForm
from rivermon.ui.first_webhook import FirstWebhook
from rivermon.ui.guide import Guide
from rivermon.ui.guide_due import guide_is_due
from rivermon.ui.guide_steps import Step
from rivermon.ui.secrets_form import SecretsForm
from rivermon.ui.tunnel_form import TunnelForm
from tests.ui.conftest import Stage
from tests.ui.stand_ins import changed, delivery, rejected, row

SECRET = LabelledSecret("whsec_0123456789abcdef")
KEY = "mr_live_0123456789abcdef"


@pytest.fixture
def staged(stage: Callable[[list[object]], Stage]) -> Stage:
    return stage([]).show()


def opened(staged: Stage) -> Guide:
    staged.window.setting_up.open_guide()
    guide = staged.window.findChild(Guide)
    assert isinstance(guide, Guide)
    staged.qtbot.waitUntil(guide.isVisible)
    guide.activateWindow()
    return guide


def press(guide: Guide, words: str) -> None:
    (button,) = (
        each
        for each in guide.findChildren(QPushButton)
        if each.text() == words and each.isVisible()
    )
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def at(guide: Guide) -> Step:
    return guide.step


def first(guide: Guide) -> FirstWebhook:
    form = guide.form(Step.FIRST)
    assert isinstance(form, FirstWebhook)
    return form


def test_it_comes_by_itself_only_where_rivermon_is_new() -> None:
    assert guide_is_due(Settings(), HeldSecrets())
    assert not guide_is_due(Settings(guided=True), HeldSecrets())
    assert not guide_is_due(Settings(), HeldSecrets(webhook=(SECRET,)))


def test_each_step_is_walked_by_return(staged: Stage, qtbot: QtBot) -> None:
    guide = opened(staged)
    assert at(guide) is Step.SECRET
    secrets, key = guide.form(Step.SECRET), guide.form(Step.KEY)
    assert isinstance(secrets, SecretsForm)
    assert isinstance(key, ApiKeyForm)
    qtbot.waitUntil(secrets.field.line.hasFocus)
    QTest.keyClicks(secrets.field.line, SECRET.secret)
    QTest.keyClick(secrets.field.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: at(guide) is Step.KEY)
    assert guide.is_done(Step.SECRET)
    QTest.keyClicks(key.field.line, KEY)
    press(guide, "Next")
    qtbot.waitUntil(lambda: at(guide) is Step.WAY)
    assert guide.is_done(Step.KEY)
    assert isinstance(guide.form(Step.WAY), TunnelForm)
    press(guide, "Next")
    assert at(guide) is Step.FIRST
    assert first(guide).said.startswith("Waiting for the first webhook…")
    press(guide, "Back")
    assert at(guide) is Step.WAY
    assert not staged.chosen.settings.guided
    press(guide, "Skip the guide")
    qtbot.waitUntil(lambda: staged.window.findChild(Guide) is None)
    assert staged.chosen.settings.guided


def test_what_cannot_be_kept_is_not_passed_over(staged: Stage, qtbot: QtBot) -> None:
    staged.controls.failure = "The keyring is locked"
    guide = opened(staged)
    secrets = guide.form(Step.SECRET)
    assert isinstance(secrets, SecretsForm)
    QTest.keyClicks(secrets.field.line, SECRET.secret)
    press(guide, "Next")
    qtbot.waitUntil(lambda: "The keyring is locked" in secrets.said)
    assert at(guide) is Step.SECRET


def test_nothing_is_asked_twice(staged: Stage) -> None:
    staged.controls.held = HeldSecrets(webhook=(SECRET,), api_key=KEY)
    assert at(opened(staged)) is Step.WAY


def test_with_all_of_it_done_it_waits_for_a_webhook(staged: Stage) -> None:
    staged.controls.held = HeldSecrets(webhook=(SECRET,), api_key=KEY)
    staged.chosen.change(tunnel=TunnelKind.URL, public_url="https://hooks.example")
    guide = opened(staged)
    assert at(guide) is Step.FIRST
    url = "https://hooks.example/webhooks/modelriver"
    staged.tell(
        PublicWayChanged(
            PublicWay(
                state=TunnelState.UP, kind=TunnelKind.URL, origin="https://hooks.example", url=url
            )
        )
    )
    assert first(guide).view.way.url == url


def test_it_says_what_arrived_and_shows_it(staged: Stage, qtbot: QtBot) -> None:
    guide = opened(staged)
    guide.go(Step.FIRST)
    came = delivery(7, record_id=3, event="new_movie_suggestion")
    staged.ledger.keep(came, row(3, title="Arrival"))
    staged.tell(DeliveryStored(came), RecordStored(row(3, title="Arrival")))
    assert "It has arrived “Arrival” is genuine, and stored as record 3." in first(guide).said
    callback = changed(row(3), delivery_id=7, state=CallbackState.SUCCESS)
    staged.tell(callback)
    assert first(guide).said.endswith("Its callback: Success.")
    assert guide.is_done(Step.FIRST)
    shown: list[tuple[View, int]] = []
    guide.row_asked.connect(lambda view, row_id: shown.append((view, row_id)))
    press(guide, "Show it")
    assert shown == [(View.RECORDS, 3)]


def test_it_says_why_one_was_refused_and_leads_to_the_secrets(staged: Stage) -> None:
    guide = opened(staged)
    guide.go(Step.FIRST)
    staged.tell(DeliveryStored(rejected(7)))
    assert "A webhook came, and was refused No secret matches." in first(guide).said
    assert not guide.is_done(Step.FIRST)
    press(guide, "Look at the secrets")
    assert at(guide) is Step.SECRET
    staged.tell(DeliveryStored(delivery(8, record_id=None, event=None, type="task.completed")))
    guide.go(Step.FIRST)
    assert "“task.completed” is genuine, and stored with the deliveries." in first(guide).said


def test_a_replay_is_no_webhook_that_came(staged: Stage) -> None:
    guide = opened(staged)
    staged.tell(DeliveryStored(delivery(8, replay_of=1)))
    assert not guide.is_done(Step.FIRST)


def test_a_test_webhook_is_sent_from_there(staged: Stage, qtbot: QtBot) -> None:
    guide = opened(staged)
    guide.go(Step.FIRST)
    press(guide, "Send a test webhook")
    qtbot.waitUntil(lambda: staged.controls.asked == [("send_test", None)])


@pytest.mark.parametrize("starts", [True, False])
def test_the_demo_is_one_click_away(staged: Stage, starts: bool, monkeypatch) -> None:
    started: list[bool] = []

    def start() -> bool:
        started.append(True)
        return starts

    monkeypatch.setattr(guide_module, "start_demo", start)
    guide = opened(staged)
    press(guide, "Look at the demo")
    assert started == [True]
    assert ("could not be started" in staged.window.banner.sentence) is not starts


def test_a_step_that_is_made_later_is_outlined_as_the_first(staged: Stage) -> None:
    guide = opened(staged)
    guide.go(Step.WAY)
    muted = guide.palette().color(QPalette.ColorRole.PlaceholderText).lighter(140)
    boxes = guide.form(Step.WAY).findChildren(QRadioButton)
    assert boxes
    assert all(box.palette().color(QPalette.ColorRole.Window) == muted for box in boxes)


def test_the_present_step_stands_out_from_the_start(staged: Stage) -> None:
    guide = opened(staged)
    heavy = [each.text() for each in guide.findChildren(QLabel) if each.font().bold()]
    assert "1. Webhook secret" in heavy
    assert "2. API key" not in heavy


def test_the_menu_has_it(staged: Stage, qtbot: QtBot) -> None:
    entries = staged.window.menu.button.entries.actions()
    (entry,) = (each for each in entries if each.text() == "Guided start…")
    entry.trigger()
    qtbot.waitUntil(lambda: staged.window.findChild(Guide) is not None)
