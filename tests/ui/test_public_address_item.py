"""The public address in the status bar: every state in icon, word and tint, and nothing moves."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rivermon.core.entities import RecordRow
from rivermon.core.feed import Listening, PublicWayChanged, Watching
from rivermon.core.tunnel import PublicWay, TunnelState
from rivermon.ui.appearance import Appearance
from rivermon.ui.language import LanguageChoice
from rivermon.ui.public_address_item import PublicAddressItem
from rivermon.ui.public_address_sheet import PublicAddressSheet
from rivermon.ui.public_way_words import way_look, way_looks
from rivermon.ui.renewed_window import StandingFacts
from rivermon.ui.theme import SchemeChoice, Tone
from tests.ui.conftest import Stage
from tests.ui.public_ways import (
    FORWARDED,
    MISSING,
    MOVED,
    RESTARTING,
    STARTING,
    UNREACHABLE,
    UP,
    URL,
    WAYS,
)
from tests.ui.stand_ins import START, SettableClock, row

LISTENING = Listening("http://127.0.0.1:8765/webhooks/modelriver")
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def staged(stage: Callable[[list[RecordRow]], Stage]) -> Stage:
    made = stage([row(number) for number in range(1, 4)])
    made.window.resize(1280, 800)
    made.show().tell(LISTENING)
    return made


def item_of(staged: Stage) -> PublicAddressItem:
    return staged.window.status.public


def tell(staged: Stage, way: PublicWay) -> PublicAddressItem:
    staged.tell(PublicWayChanged(way))
    QApplication.sendPostedEvents()
    QApplication.processEvents()
    return item_of(staged)


@pytest.mark.parametrize(
    ("way", "word", "tone"),
    [
        (PublicWay(), "Not public", Tone.QUIET),
        (STARTING, "Starting", Tone.BUSY),
        (UP, "Public", Tone.GOOD),
        (UNREACHABLE, "Unreachable", Tone.BAD),
        (RESTARTING, "Restart 0:32", Tone.WAITING),
        (MISSING, "Cannot start", Tone.BAD),
        (FORWARDED, "Public", Tone.GOOD),
        (MOVED, "New address", Tone.WAITING),
    ],
)
def test_every_state_has_a_word_and_a_tone(
    staged: Stage, way: PublicWay, word: str, tone: Tone
) -> None:
    item = tell(staged, way)
    assert item.text() == word
    assert way_look(way, staged.clock.now()).tone is tone
    assert item.accessibleName() == f"Public address: {word}" + (f", {way.url}" if way.url else "")
    assert item.accessibleDescription()
    assert way.url in item.toolTip()


def test_no_state_is_told_by_its_colour_alone() -> None:
    looks = [way_look(PublicWay(state=state), START) for state in TunnelState]
    assert len({look.word for look in looks}) == len({look.icon for look in looks}) == len(looks)


@pytest.mark.parametrize("scheme", [SchemeChoice.LIGHT, SchemeChoice.DARK])
def test_the_tint_is_painted(staged: Stage, scheme: SchemeChoice) -> None:
    staged.appearance.choose(scheme)
    for way in WAYS:
        item = tell(staged, way)
        image = item.grab().toImage()
        ground = staged.appearance.pair(way_look(way, staged.clock.now()).tone).ground
        assert image.pixelColor(12, image.height() // 2).name() == ground


def test_it_counts_down_to_the_next_start(staged: Stage) -> None:
    item = tell(staged, RESTARTING)
    for after_s, word in ((0, "Restart 0:32"), (1, "Restart 0:31"), (40, "Restarting")):
        staged.clock.pass_s(after_s)
        staged.window.status.tick()
        assert item.text() == word


def places(staged: Stage) -> list[QRect]:
    bar = staged.window.status
    return [each.geometry() for each in (bar._address, bar.public, bar._owed, bar._size)]


@pytest.mark.parametrize("width", [1280, 900])
def test_nothing_moves_from_state_to_state(staged: Stage, width: int) -> None:
    staged.window.resize(width, 800)
    tell(staged, UP)
    before = places(staged)
    for way in (STARTING, UNREACHABLE, RESTARTING, MISSING, UP):
        tell(staged, way)
        assert places(staged) == before, way.state


@pytest.mark.parametrize("language", [LanguageChoice.ENGLISH, LanguageChoice.CHINESE])
@pytest.mark.parametrize("percent", [80, 100, 150, 200])
@pytest.mark.parametrize("width", [1280, 900])
def test_its_state_can_be_read_at_every_size(
    stage: Callable[[list[RecordRow]], Stage],
    appearance: Appearance,
    width: int,
    percent: int,
    language: LanguageChoice,
) -> None:
    appearance.scale_text(percent)
    appearance.language.choose(language)
    staged = stage([row(1)])
    staged.window.resize(width, 800)
    staged.show().tell(LISTENING)
    item = tell(staged, UP)
    bar = staged.window.status
    fits = bar.minimumSizeHint().width() <= bar.width()
    assert fits
    assert item.width() >= item.minimumSizeHint().width()
    assert bar.rect().contains(item.geometry())
    if percent <= 100:
        assert item.width() > item.minimumSizeHint().width() + 80, "some of the URL can be read"
    appearance.scale_text(100)
    appearance.language.choose(LanguageChoice.ENGLISH)


def test_at_the_first_size_both_addresses_have_all_the_room_they_ask_for(staged: Stage) -> None:
    item = tell(staged, UP)
    bar = staged.window.status
    assert item.width() == item.sizeHint().width()
    assert bar._address.width() == bar._address.sizeHint().width()


def test_a_window_that_watches_has_none(staged: Stage) -> None:
    staged.tell(Watching())
    assert not item_of(staged).isVisible()
    QTest.keyClick(staged.window, Qt.Key.Key_L, CONTROL)
    assert staged.window.findChild(PublicAddressSheet) is None


def test_a_click_and_a_key_open_what_is_known(staged: Stage, qtbot: QtBot) -> None:
    item = tell(staged, UP)
    item.setFocus()
    QTest.keyClick(item, Qt.Key.Key_Space)
    sheet = staged.window.findChild(PublicAddressSheet)
    assert isinstance(sheet, PublicAddressSheet)
    assert sheet.url == URL
    qtbot.waitUntil(sheet.isActiveWindow)
    gone: list[bool] = []
    sheet.destroyed.connect(lambda: gone.append(True))
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: bool(gone))
    staged.window.activateWindow()
    qtbot.waitUntil(staged.window.isActiveWindow)
    QTest.keyClick(staged.window, Qt.Key.Key_L, CONTROL)
    assert staged.window.findChild(PublicAddressSheet) is not None


def test_a_window_in_another_language_still_knows_it(
    appearance: Appearance, clock: SettableClock, qtbot: QtBot
) -> None:
    standing = StandingFacts()
    standing.take([LISTENING, PublicWayChanged(STARTING)])
    standing.take([PublicWayChanged(UP)])
    assert standing.facts == (LISTENING, PublicWayChanged(UP))
    item = PublicAddressItem(appearance, clock)
    qtbot.addWidget(item)
    item.take(standing.facts)
    assert item.way == UP


def test_only_a_change_is_told(appearance: Appearance, clock: SettableClock, qtbot: QtBot) -> None:
    item = PublicAddressItem(appearance, clock)
    qtbot.addWidget(item)
    told: list[PublicWay] = []
    item.way_changed.connect(told.append)
    item.take([PublicWayChanged(STARTING), PublicWayChanged(UP)])
    item.take([PublicWayChanged(UP), LISTENING])
    assert told == [UP]


def test_room_is_kept_for_the_widest_word(appearance: Appearance) -> None:
    words = {look.word for look in way_looks()}
    assert {"Not public", "Starting", "Public", "Unreachable", "Cannot start"} < words


def test_an_empty_window_gives_the_public_url_to_enter_at_modelriver(
    stage: Callable[[list[RecordRow]], Stage],
) -> None:
    staged = stage([]).show()
    page = staged.window.empty_state
    staged.tell(LISTENING)
    assert page._url.text() == LISTENING.url
    tell(staged, UP)
    assert page._url.text() == URL
    tell(staged, PublicWay())
    assert page._url.text() == LISTENING.url
