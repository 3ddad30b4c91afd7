"""A window whose language or text size changes: another one stands in its place, as it was left."""

import asyncio
import gc
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from rivermon.chosen import Chosen
from rivermon.core.approval import Approval
from rivermon.core.entities import CallbackHistory, CallbackState
from rivermon.core.feed import ChangeFeed, Fact, Listening, Trouble, TroubleBegan, TroubleEnded
from rivermon.core.health import Span
from rivermon.core.listing import View
from rivermon.core.tasks import OwnedTasks
from rivermon.settings import Settings
from rivermon.ui.appearance import Appearance
from rivermon.ui.detail_tab import DetailTab
from rivermon.ui.json_editor import JsonEditor
from rivermon.ui.language import LanguageChoice
from rivermon.ui.main_window import MainWindow
from rivermon.ui.qt_loop import ReadyQueueLoop
from rivermon.ui.renewed_window import RenewedWindow, StandingFacts
from rivermon.ui.settings_connection_page import ConnectionPage
from rivermon.ui.settings_dialog import SettingsDialog
from rivermon.ui.settings_pages import Page
from tests.ui.detail_stage import button
from tests.ui.on_screen import texts
from tests.ui.stand_ins import (
    START,
    MemoryLedger,
    NotedControls,
    SettableClock,
    callback_of,
    callback_row,
    delivery,
    detail_of,
    rejected,
    row,
)
from tests.ui.translation_file import entries, places

LISTENING = Listening("http://127.0.0.1:8765/webhooks/modelriver")
Change = Callable[[], MainWindow]


@pytest.fixture
def ledger() -> MemoryLedger:
    made = MemoryLedger([row(number) for number in range(1, 41)])
    made.keep(*(delivery(number) for number in range(1, 20)), rejected(20))
    made.keep(*(callback_row(number) for number in range(1, 20)))
    made.known = {number: detail_of(row(number)) for number in range(1, 41)}
    return made


@pytest.fixture
def renewed(
    loop: ReadyQueueLoop,
    qtbot: QtBot,
    appearance: Appearance,
    clock: SettableClock,
    controls: NotedControls,
    settings: QSettings,
    ledger: MemoryLedger,
) -> Iterator[RenewedWindow]:
    feed, chosen = ChangeFeed(), Chosen(Settings(), None)

    def make(tasks: OwnedTasks, known: Sequence[Fact]) -> MainWindow:
        return MainWindow(
            appearance=appearance,
            ledger=ledger,
            feed=feed,
            controls=controls,
            chosen=chosen,
            clock=clock,
            tasks=tasks,
            memory=settings,
            database="/data/rivermon.db",
            version="0.1.0",
            on_close=lambda: None,
            known=known,
        )

    made = RenewedWindow(make, appearance, feed, [LISTENING])
    ready(made.window, qtbot)
    yield made
    appearance.language.choose(LanguageChoice.ENGLISH)
    appearance.scale_text(100)
    leaving = loop.create_task(made.__aexit__())
    qtbot.waitUntil(leaving.done)
    assert leaving.exception() is None


@pytest.fixture
def to_chinese(renewed: RenewedWindow, appearance: Appearance, qtbot: QtBot) -> Change:
    def change() -> MainWindow:
        with qtbot.waitSignal(renewed.replaced):
            appearance.language.choose(LanguageChoice.CHINESE)
        return renewed.window

    return change


def ready(window: MainWindow, qtbot: QtBot, view: View = View.RECORDS) -> MainWindow:
    if not window.isVisible():
        with qtbot.waitExposed(window):
            window.show()
    table = window.views.of(view).table
    qtbot.waitUntil(lambda: table.rowCount() > 0 and table.row_at(0) is not None)
    return window


def left_in_english(window: MainWindow) -> list[tuple[str, str]]:
    patterns = [
        re.compile(".+?".join(map(re.escape, re.split(r"\{\d*\}|%L?n", entry.said.text))))
        for entry in entries("zh_CN")
        if entry.forms[0] != entry.said.text and _tells(entry.said.text)
    ]
    return [
        (where, text)
        for where, text in texts(window)
        if any(pattern.fullmatch(line) for line in text.splitlines() for pattern in patterns)
    ]


def _tells(text: str) -> bool:
    for place in places(text):
        text = text.replace(place, "")
    return sum(sign.isalpha() for sign in text) > 3


def test_nothing_is_left_in_english(
    renewed: RenewedWindow, to_chinese: Change, qtbot: QtBot
) -> None:
    before = renewed.window
    before.views.page.rows.select_id(30)
    qtbot.waitUntil(lambda: before.detail.shown is not None)
    assert left_in_english(before), "the measure finds English where there is some"
    after = ready(to_chinese(), qtbot)
    qtbot.waitUntil(lambda: after.detail.shown is not None)
    for view in View:
        after.show_view(view)
        ready(after, qtbot, view).views.page.rows.select_id(20 if view is View.DELIVERIES else 7)
        qtbot.waitUntil(lambda: after.detail.shown is not None)
        assert left_in_english(after) == []
    after.show_health()
    assert left_in_english(after) == []


def test_view_filter_and_selection_stay(
    renewed: RenewedWindow, to_chinese: Change, qtbot: QtBot
) -> None:
    before = renewed.window
    before.resize(1111, 777)
    before.filter_bar.box.set_text_now("category:movies")
    ready(before, qtbot).views.page.rows.select_id(30)
    before.show_view(View.CALLBACKS)
    ready(before, qtbot, View.CALLBACKS).views.page.rows.select_id(7)
    before.front.toggle_pause()
    size = before.size()
    after = to_chinese()
    assert after is not before
    ready(after, qtbot, View.CALLBACKS)
    assert after.isVisible()
    assert after.size() == size
    assert after.views.page.view is View.CALLBACKS
    assert after.views.paused
    qtbot.waitUntil(lambda: after.views.page.rows.selected_id == 7)
    assert after.status.url == LISTENING.url
    after.front.toggle_pause()
    after.show_view(View.RECORDS)
    assert after.filter_bar.box.text() == "category:movies"
    qtbot.waitUntil(lambda: after.views.page.rows.selected_id == 30)


def test_it_waits_until_what_was_asked_for_is_done(
    renewed: RenewedWindow, controls: NotedControls, appearance: Appearance, qtbot: QtBot
) -> None:
    before = renewed.window
    controls.gate = asyncio.Event()
    before.operator.send_again([3])
    with qtbot.assertNotEmitted(renewed.replaced, wait=300):
        appearance.language.choose(LanguageChoice.CHINESE)
    with qtbot.waitSignal(renewed.replaced):
        controls.gate.set()
    assert renewed.window is not before


def test_it_waits_until_what_is_edited_was_sent_or_let_go(
    renewed: RenewedWindow, appearance: Appearance, qtbot: QtBot
) -> None:
    tab = renewed.window.detail.tabs._callback.have()
    held = callback_of(row(5), state=CallbackState.HELD, approval=Approval.WAITING)
    tab.show_callbacks(5, [CallbackHistory(callback=held, attempts=())], START)
    button(tab, "Edit").click()
    (editor,) = tab.findChildren(JsonEditor)
    editor.edit.setPlainText('{"title": "changed"}')
    with qtbot.assertNotEmitted(renewed.replaced, wait=300):
        appearance.language.choose(LanguageChoice.CHINESE)
    with qtbot.waitSignal(renewed.replaced):
        button(tab, "Discard changes").click()


def test_larger_text_has_the_window_made_anew(
    renewed: RenewedWindow, appearance: Appearance, qtbot: QtBot
) -> None:
    usual = renewed.window.rail.width()
    with qtbot.waitSignal(renewed.replaced):
        appearance.scale_text(150)
    assert renewed.window.rail.width() == pytest.approx(usual * 1.5, abs=1)


def test_switching_back_and_forth_leaves_no_window_behind(
    renewed: RenewedWindow, appearance: Appearance, qtbot: QtBot
) -> None:
    def kinds() -> Counter[str]:
        gc.collect()
        return Counter(type(widget).__name__ for widget in QApplication.topLevelWidgets())

    def switch(language: LanguageChoice) -> Counter[str]:
        with qtbot.waitSignal(renewed.replaced):
            appearance.language.choose(language)
        renewed.window.show_health()
        charts = renewed.window.health.board.charts
        qtbot.waitUntil(lambda: all(chart.plot is not None for chart in charts))
        qtbot.waitUntil(lambda: kinds()["MainWindow"] == 1)
        return kinds()

    first = switch(LanguageChoice.CHINESE)
    for language in (LanguageChoice.ENGLISH, LanguageChoice.CHINESE) * 5:
        assert switch(language) == first


def test_two_changes_at_once_make_one_other_window(
    renewed: RenewedWindow, appearance: Appearance, qtbot: QtBot
) -> None:
    made: list[MainWindow] = []
    renewed.replaced.connect(made.append)
    with qtbot.waitSignal(renewed.replaced):
        appearance.language.choose(LanguageChoice.CHINESE)
        appearance.scale_text(120)
    assert made == [renewed.window]


@pytest.mark.parametrize("place", ["filter", "table", "spans"])
def test_the_focus_stays(
    renewed: RenewedWindow, to_chinese: Change, qtbot: QtBot, place: str
) -> None:
    def seat(window: MainWindow) -> QWidget:
        seats: dict[str, QWidget] = {
            "filter": window.filter_bar.box,
            "table": window.views.page.rows,
            "spans": window.health.spans,
        }
        return seats[place]

    before = renewed.window
    before.views.page.rows.select_id(30)
    qtbot.waitUntil(lambda: before.detail.shown is not None)
    if place == "spans":
        before.show_health()
    seat(before).setFocus()
    focused = before.focusWidget()
    assert focused is seat(before) or seat(before).isAncestorOf(focused)
    after = to_chinese()
    qtbot.waitUntil(after.isActiveWindow)
    focused = after.focusWidget()
    assert focused is seat(after) or seat(after).isAncestorOf(focused)


def test_from_the_details_the_focus_goes_to_their_row(
    renewed: RenewedWindow, to_chinese: Change, qtbot: QtBot
) -> None:
    before = ready(renewed.window, qtbot)
    before.views.page.rows.select_id(30)
    qtbot.waitUntil(lambda: before.detail.shown is not None)
    before.detail.tabs.open_tab(DetailTab.PAYLOAD)
    before.detail.tabs.currentWidget().setFocus()
    assert before.detail.isAncestorOf(before.focusWidget())
    state = before.detail.tabs.state()
    after = to_chinese()
    qtbot.waitUntil(after.isActiveWindow)
    assert after.views.page.rows.hasFocus()
    assert after.detail.tabs.state() == state


@pytest.mark.parametrize("selected", [None, 22])
def test_what_was_read_stays_in_view(
    renewed: RenewedWindow, to_chinese: Change, qtbot: QtBot, selected: int | None
) -> None:
    before = renewed.window
    before.resize(1280, 480)
    rows = ready(before, qtbot).views.page.rows
    if selected is not None:
        rows.select_id(selected)
    rows.scrollTo(before.views.page.table.index(15, 0), rows.ScrollHint.PositionAtTop)
    top = before.views.page.table.id_at(rows.places_in_view()[0])
    assert top == 25
    page = ready(to_chinese(), qtbot).views.page
    qtbot.waitUntil(lambda: page.table.id_at(page.rows.places_in_view()[0]) == top)
    assert page.rows.selected_id == selected
    assert not page.rows.following


def test_a_table_that_held_still_holds(
    renewed: RenewedWindow, to_chinese: Change, qtbot: QtBot
) -> None:
    ready(renewed.window, qtbot).front.toggle_live()
    assert not renewed.window.views.page.rows.following
    page = ready(to_chinese(), qtbot).views.page
    qtbot.waitUntil(lambda: not page.rows.following)


def test_the_health_stays_in_front(
    renewed: RenewedWindow, to_chinese: Change, qtbot: QtBot
) -> None:
    ready(renewed.window, qtbot).show_health()
    (hour,) = (
        each
        for each in renewed.window.health.spans.findChildren(QToolButton)
        if each.text() == "1 h"
    )
    hour.click()
    after = to_chinese()
    assert after.front.health
    assert after.health.isVisible()
    assert after.health.asking.span is Span.HOUR


def test_what_stands_is_what_began_and_did_not_end() -> None:
    elsewhere = Listening("http://127.0.0.1:2/")
    standing = StandingFacts([LISTENING])
    standing.take([TroubleBegan(Trouble.STORE, "full"), TroubleBegan(Trouble.PORT, "taken")])
    standing.take([TroubleEnded(Trouble.STORE), elsewhere])
    assert list(standing.facts) == [TroubleBegan(Trouble.PORT, "taken"), elsewhere]


def settings_in(window: MainWindow, qtbot: QtBot) -> SettingsDialog:
    qtbot.waitUntil(lambda: len(window.findChildren(SettingsDialog)) == 1)
    (dialog,) = window.findChildren(SettingsDialog)
    qtbot.waitUntil(dialog.isVisible)
    return dialog


def test_the_settings_stay_open_at_their_page(
    renewed: RenewedWindow, to_chinese: Change, qtbot: QtBot
) -> None:
    renewed.window.setting_up.open_settings(Page.LOOK)
    before = settings_in(renewed.window, qtbot)
    after = settings_in(to_chinese(), qtbot)
    assert after is not before
    assert after.page is Page.LOOK
    assert not after.windowTitle().isascii()
    after.close()
    qtbot.waitUntil(lambda: not renewed.window.findChildren(SettingsDialog))


def test_settings_that_were_closed_stay_closed(
    renewed: RenewedWindow, to_chinese: Change, qtbot: QtBot
) -> None:
    renewed.window.setting_up.open_settings(Page.LOOK)
    settings_in(renewed.window, qtbot).close()
    after = to_chinese()
    assert after.setting_up.open_page is None
    assert after.findChildren(SettingsDialog) == []


def test_what_is_half_typed_in_the_settings_is_waited_for(
    renewed: RenewedWindow, appearance: Appearance, qtbot: QtBot
) -> None:
    before = renewed.window
    before.setting_up.open_settings(Page.CONNECTION)
    dialog = settings_in(before, qtbot)
    connection = dialog.content(Page.CONNECTION)
    assert isinstance(connection, ConnectionPage)
    port = connection.port.text()
    connection.port.setText("90")
    appearance.language.choose(LanguageChoice.CHINESE)
    qtbot.wait(300)
    assert renewed.window is before
    assert connection.port.text() == "90"
    with qtbot.waitSignal(renewed.replaced):
        connection.port.setText(port)
    assert settings_in(renewed.window, qtbot).page is Page.CONNECTION
