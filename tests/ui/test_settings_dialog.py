"""The settings' window: what opens it and at which page, what it shows, and how it is left."""

import asyncio
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from rivermon.core.feed import (
    PublicWayChanged,
    SecretsChanged,
    Trouble,
    TroubleBegan,
    TroubleEnded,
    Watching,
)
from rivermon.core.held_secrets import HeldSecrets, LabelledSecret
from rivermon.core.tunnel import TunnelKind
from rivermon.ui.appearance import Appearance
from rivermon.ui.public_way_view import PublicWayView
from rivermon.ui.settings_connection_page import ConnectionPage
from rivermon.ui.settings_data_page import DataPage
from rivermon.ui.settings_dialog import SettingsDialog
from rivermon.ui.settings_look_page import LookPage
from rivermon.ui.settings_pages import Page
from rivermon.ui.settings_public_page import PublicPage
from rivermon.ui.settings_secrets_page import SecretsPage
from tests.ui.conftest import Stage
from tests.ui.public_ways import UP
from tests.ui.whole_window import settle

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def staged(stage: Callable[[list[object]], Stage]) -> Stage:
    return stage([]).show()


def there(staged: Stage) -> SettingsDialog:
    """The one settings window that is open, in front."""
    (dialog,) = staged.window.findChildren(SettingsDialog)
    staged.qtbot.waitUntil(dialog.isVisible)
    dialog.activateWindow()
    staged.qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def opened(staged: Stage, page: Page | None = None) -> SettingsDialog:
    staged.window.setting_up.open_settings(page)
    return there(staged)


def closed(staged: Stage) -> None:
    staged.qtbot.waitUntil(lambda: not staged.window.findChildren(SettingsDialog))


def press(within: QWidget, words: str) -> None:
    texts = within.findChildren(QPushButton)
    (button,) = (each for each in texts if each.text() == words and each.isVisible())
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def entry(staged: Stage, words: str) -> QAction:
    entries = staged.window.menu.button.findChildren(QAction)
    return next(each for each in entries if each.text().split("\t")[0] == words)


def test_its_key_opens_it_and_esc_closes_it(staged: Stage, qtbot: QtBot) -> None:
    QTest.keyClick(staged.rows, Qt.Key.Key_Comma, CONTROL)
    dialog = there(staged)
    assert dialog.page is Page.CONNECTION
    assert dialog.list.hasFocus()
    assert not dialog.isModal()
    QTest.keyClick(dialog.list, Qt.Key.Key_Escape)
    closed(staged)


def test_the_menu_opens_it_and_a_second_time_the_same(staged: Stage) -> None:
    entry(staged, "Settings…").trigger()
    first = there(staged)
    entry(staged, "Settings…").trigger()
    assert there(staged) is first


@pytest.mark.parametrize("trouble", [Trouble.NO_SECRET, Trouble.NO_API_KEY])
def test_the_banner_opens_it_at_the_secrets(staged: Stage, trouble: Trouble) -> None:
    staged.tell(TroubleBegan(trouble, ""))
    staged.qtbot.waitUntil(staged.window.banner.isVisible)
    press(staged.window.banner, "Settings…")
    assert there(staged).page is Page.SECRETS


def test_the_empty_place_leads_to_the_secret_while_there_is_none(staged: Stage) -> None:
    page = staged.window.empty_state
    staged.qtbot.waitUntil(page.isVisible)
    texts = ("Enter the webhook secret…", "Send a test webhook")

    def offered() -> list[str]:
        buttons = [each for each in page.findChildren(QPushButton) if each.isVisible()]
        return [each.text() for each in buttons if each.text() in texts]

    assert offered() == ["Send a test webhook"]
    staged.tell(TroubleBegan(Trouble.NO_SECRET, ""))
    assert offered() == ["Enter the webhook secret…"]
    press(page, "Enter the webhook secret…")
    dialog = there(staged)
    assert dialog.page is Page.SECRETS
    staged.tell(TroubleEnded(Trouble.NO_SECRET))
    assert offered() == ["Send a test webhook"]


def test_the_public_address_opens_it_where_the_tunnel_is(staged: Stage) -> None:
    staged.window.sheets.tunnel_settings_asked.emit()
    assert there(staged).page is Page.PUBLIC


def test_it_opens_again_where_it_was_left(staged: Stage) -> None:
    dialog = opened(staged, Page.RETENTION)
    assert dialog.page is Page.RETENTION
    press(dialog, "Close")
    closed(staged)
    assert opened(staged).page is Page.RETENTION


def test_the_arrows_go_through_every_page_and_tab_goes_into_it(staged: Stage) -> None:
    dialog = opened(staged)
    size = dialog.size()
    for page in Page:
        assert dialog.page is page
        content = dialog.content(page)
        assert content.isVisible()
        QTest.keyClick(dialog.list, Qt.Key.Key_Tab)
        assert QApplication.focusWidget() in content.findChildren(QWidget), page
        dialog.list.setFocus()
        QTest.keyClick(dialog.list, Qt.Key.Key_Down)
        settle(staged)
        assert dialog.size() == size, page
    assert dialog.page is Page.DATA


@pytest.mark.parametrize(
    "page", [Page.CONNECTION, Page.HOSTS, Page.RETENTION, Page.LOOK, Page.DATA]
)
def test_large_text_on_a_small_screen_goes_on_below(
    page: Page, appearance: Appearance, stage: Callable[[list[object]], Stage]
) -> None:
    appearance.scale_text(200)
    try:
        dialog = opened(stage([]).show(), page)
        (frame,) = (each for each in dialog.findChildren(QScrollArea) if each.isVisible())
        dialog.resize(dialog.minimumSize())
        QApplication.processEvents()
        inside = frame.widget()
        assert inside is not None
        assert inside.width() <= frame.viewport().width()
    finally:
        appearance.scale_text(100)


def test_a_page_is_made_when_it_is_shown_and_once(staged: Stage) -> None:
    dialog = opened(staged)
    assert dialog.findChildren(LookPage) == []
    dialog.show_page(Page.LOOK)
    first = dialog.content(Page.LOOK)
    dialog.show_page(Page.CONNECTION)
    dialog.show_page(Page.LOOK)
    assert dialog.findChildren(LookPage) == [first]


def test_a_window_that_watches_has_only_what_is_its_own(staged: Stage) -> None:
    staged.tell(Watching())
    staged.qtbot.waitUntil(lambda: staged.window.status.watching)
    dialog = opened(staged, Page.SECRETS)
    assert dialog.list.count() == 1
    assert dialog.page is Page.LOOK
    assert isinstance(dialog.content(Page.LOOK), LookPage)
    assert dialog.findChildren(ConnectionPage) == []


def test_pages_hear_of_facts_and_later_ones_where_things_stand(staged: Stage) -> None:
    dialog = opened(staged, Page.SECRETS)
    secrets = dialog.content(Page.SECRETS)
    assert isinstance(secrets, SecretsPage)
    staged.controls.held = HeldSecrets(webhook=(LabelledSecret("whsec_elsewhere"),))
    staged.tell(SecretsChanged(), PublicWayChanged(UP))
    staged.qtbot.waitUntil(lambda: len(secrets.secrets.rows) == 1)
    public = dialog.content(Page.PUBLIC)
    assert isinstance(public, PublicPage)
    (view,) = public.findChildren(PublicWayView)
    assert view.way == UP


def test_the_way_is_chosen_at_once(staged: Stage) -> None:
    public = opened(staged, Page.PUBLIC).content(Page.PUBLIC)
    assert isinstance(public, PublicPage)
    public.form.kinds.picked.emit(TunnelKind.MODELRIVER)
    assert staged.chosen.settings.tunnel is TunnelKind.MODELRIVER


def test_it_is_settled_while_nothing_is_half_done(staged: Stage) -> None:
    dialog = opened(staged)
    for page in Page:
        dialog.content(page)
    begun = dialog.settled
    assert begun
    connection = dialog.content(Page.CONNECTION)
    assert isinstance(connection, ConnectionPage)
    for field, text in ((connection.port, "70000"), (connection.age, "soon")):
        before = field.text()
        field.setText(text)
        half_done = not dialog.settled
        field.setText(before)
        assert half_done
        assert dialog.settled


def test_what_ends_after_it_was_closed_is_told_by_the_window(staged: Stage, tmp_path: Path) -> None:
    staged.controls.gate = asyncio.Event()
    for words, failure in (("Backed up 1 records", None), ("The disk is full", "The disk is full")):
        staged.controls.failure = failure
        data = opened(staged, Page.DATA).content(Page.DATA)
        assert isinstance(data, DataPage)
        data.choose_back_up(str(tmp_path / "copy.db"))
        press(there(staged), "Close")
        closed(staged)
        staged.controls.gate.set()
        staged.qtbot.waitUntil(partial(is_said, staged.window, words))


def is_said(widget: QWidget, words: str) -> bool:
    return any(words in each.text() for each in widget.findChildren(QLabel) if each.isVisible())
