"""The banner: the most serious first, one action, and a cross that is remembered."""

import asyncio
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from rivermon.core.entities import RecordRow
from rivermon.core.feed import Trouble, TroubleBegan, TroubleEnded
from rivermon.ui.banner import Banner
from rivermon.ui.trouble_words import trouble_sentence
from tests.ui.conftest import Stage
from tests.ui.stand_ins import row

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def staged(stage: Callable[[list[RecordRow]], Stage]) -> Stage:
    return stage([row(1)]).show()


@pytest.fixture
def banner(staged: Stage) -> Banner:
    return staged.window.banner


def shown(banner: Banner) -> Trouble | None:
    return banner.trouble


def test_all_well_shows_nothing(banner: Banner) -> None:
    assert not banner.isVisible()


def test_the_most_serious_trouble_is_shown_first(staged: Stage, banner: Banner) -> None:
    for trouble in reversed(Trouble):
        staged.tell(TroubleBegan(trouble, "why"))
        assert shown(banner) is trouble
    for trouble in Trouble:
        assert shown(banner) is trouble
        staged.tell(TroubleEnded(trouble))
    assert not banner.isVisible()


def test_the_newest_detail_replaces_the_older(staged: Stage, banner: Banner) -> None:
    staged.tell(TroubleBegan(Trouble.PORT, "port 8765 is taken"))
    staged.tell(TroubleBegan(Trouble.PORT, "port 8766 is taken"))
    assert "port 8766 is taken. No webhook can come in until then." in banner.sentence


def test_a_closed_trouble_stays_hidden_until_its_detail_is_another(
    staged: Stage, banner: Banner
) -> None:
    staged.tell(TroubleBegan(Trouble.PORT, "port 1 is taken"), TroubleBegan(Trouble.NO_API_KEY))
    QTest.mouseClick(banner._close, LEFT)
    assert shown(banner) is Trouble.NO_API_KEY
    QTest.mouseClick(banner._close, LEFT)
    assert not banner.isVisible()
    staged.tell(TroubleBegan(Trouble.PORT, "port 1 is taken"))
    assert not banner.isVisible()
    staged.tell(TroubleBegan(Trouble.PORT, "port 2 is taken"))
    assert shown(banner) is Trouble.PORT


def test_a_mended_trouble_is_shown_when_it_begins_again(staged: Stage, banner: Banner) -> None:
    staged.tell(TroubleBegan(Trouble.STORE, "disk full"))
    banner.dismiss()
    staged.tell(TroubleEnded(Trouble.STORE))
    staged.tell(TroubleBegan(Trouble.STORE, "disk full"))
    assert shown(banner) is Trouble.STORE


@pytest.mark.parametrize(
    ("trouble", "label", "asked"),
    [
        (Trouble.PORT, "Try again", ("listen_again", None)),
        (Trouble.PUBLIC, "Try again", ("try_public_way", None)),
        (Trouble.HOST_HELD, "Allow this host", ("allow_host", "hooks.example:8443")),
    ],
)
def test_the_action_asks_the_controls(
    staged: Stage, banner: Banner, qtbot: QtBot, trouble: Trouble, label: str, asked: object
) -> None:
    staged.controls.gate = asyncio.Event()
    staged.tell(TroubleBegan(trouble, "hooks.example:8443"))
    assert banner._action.text() == label
    QTest.mouseClick(banner._action, LEFT)
    assert not banner._action.isEnabled()
    staged.controls.gate.set()
    qtbot.waitUntil(banner._action.isEnabled)
    assert staged.controls.asked == [asked]


def test_a_public_address_that_is_down_says_why_and_what_that_means(
    staged: Stage, banner: Banner
) -> None:
    staged.tell(TroubleBegan(Trouble.PUBLIC, "It cannot be reached: no answer within 10 s."))
    assert banner.sentence == (
        "The public address is down: no webhook can come in by it. It cannot be reached: no answer "
        "within 10 s."
    )
    assert banner.property("serious")
    staged.tell(TroubleEnded(Trouble.PUBLIC))
    assert not banner.isVisible()


def test_a_public_address_that_is_another_one_says_where_to_enter_it(
    staged: Stage, banner: Banner
) -> None:
    staged.tell(TroubleBegan(Trouble.MOVED, "https://red.example/webhooks/modelriver"))
    assert "enter https://red.example/webhooks/modelriver there." in banner.sentence
    assert not banner._action.isVisible()
    assert not banner.property("serious")


def test_a_trouble_without_a_remedy_has_no_action(staged: Stage, banner: Banner) -> None:
    staged.tell(TroubleBegan(Trouble.CONTENT))
    assert not banner._action.isVisible()


@pytest.mark.parametrize("missing", [Trouble.NO_SECRET, Trouble.NO_API_KEY])
def test_what_is_missing_is_entered_in_the_settings(
    staged: Stage, banner: Banner, qtbot: QtBot, missing: Trouble
) -> None:
    staged.tell(TroubleBegan(missing))
    assert "in Settings." in banner.sentence
    assert banner._action.text() == "Settings…"
    with qtbot.waitSignal(banner.settings_wanted) as wanted:
        QTest.mouseClick(banner._action, LEFT)
    assert wanted.args == [missing]
    assert staged.controls.asked == []
    staged.tell(TroubleEnded(missing))
    assert not banner.isVisible()


def test_what_the_operator_asked_for_and_failed_is_said(
    staged: Stage, banner: Banner, qtbot: QtBot
) -> None:
    staged.tell(TroubleBegan(Trouble.NO_API_KEY))
    staged.controls.failure = "The test webhook could not be sent: not listening."
    QTest.mouseClick(staged.window.top_bar._test, LEFT)
    qtbot.waitUntil(lambda: "could not be sent" in banner.sentence)
    banner.dismiss()
    assert shown(banner) is Trouble.NO_API_KEY


def test_a_detail_from_elsewhere_stays_plain_and_short(staged: Stage, banner: Banner) -> None:
    staged.tell(TroubleBegan(Trouble.REJECTED, "<b>evil</b>\n" + "x" * 100_000))
    assert banner._words.textFormat() is Qt.TextFormat.PlainText
    assert "<b>evil</b> xxx" in banner.sentence
    assert len(banner.sentence) < 400


@pytest.mark.parametrize("trouble", Trouble)
def test_every_trouble_is_a_sentence(trouble: Trouble) -> None:
    for detail in ("", "a reason."):
        sentence = trouble_sentence(trouble, detail)
        assert sentence.endswith(".")
        assert ".." not in sentence
        assert ": ." not in sentence


def test_a_file_that_was_set_aside_is_named_until_it_is_closed(
    staged: Stage, banner: Banner
) -> None:
    kept = "The database was damaged: it is kept as rivermon-damaged-1.db, and a new one was begun"
    staged.tell(TroubleBegan(Trouble.STORE, "why"), TroubleBegan(Trouble.SET_ASIDE, kept))
    staged.tell(TroubleEnded(Trouble.STORE))
    assert banner.sentence == f"{kept}."
    QTest.mouseClick(banner._close, LEFT)
    assert not banner.isVisible()
