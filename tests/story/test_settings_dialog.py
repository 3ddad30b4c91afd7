"""Each setting through the dialog of a real window to what it really does."""

import sqlite3
import sys
import tomllib
from collections.abc import Awaitable, Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QWidget

from rivermon.core.entities import CallbackState
from rivermon.core.listing import View
from rivermon.desktop.login import starts_at_login
from rivermon.packaged import own_words
from rivermon.safe import Safe
from rivermon.settings import Secrets
from rivermon.simulator.sender import Sender
from rivermon.simulator.signed_sample import SignedSample, utc_now
from rivermon.system_keyring import SystemKeyring
from rivermon.ui.approval_rules import ApprovalRules
from rivermon.ui.main_window import MainWindow
from rivermon.ui.operator import Act
from rivermon.ui.qt_loop import run
from rivermon.ui.settings_connection_page import ConnectionPage
from rivermon.ui.settings_data_page import DataPage
from rivermon.ui.settings_dialog import SettingsDialog
from rivermon.ui.settings_hosts_page import HostsPage
from rivermon.ui.settings_look_page import LookPage
from rivermon.ui.settings_notices_page import NoticesPage
from rivermon.ui.settings_pages import Page
from rivermon.ui.settings_retention_page import RetentionPage
from rivermon.ui.settings_secrets_page import SecretsPage
from tests.ledger_check import assert_reconciled
from tests.memory_keyring import memory_keyring
from tests.story.served import KEY, SECRET
from tests.story.story_webhooks import generated, stock, stocked
from tests.story.test_live_changes import free_port
from tests.story.test_main_menu import another_window
from tests.story.window_on_stage import Stage, on_stage

NEW_SECRET = "whsec_the_new_one_of_the_console"
CONTROL = Qt.KeyboardModifier.ControlModifier
Content = TypeVar("Content", bound=QWidget)
Story = Callable[[Stage], Awaitable[None]]
Play = Callable[..., None]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "settings.toml"


@pytest.fixture
def play(qapp: QApplication, tmp_path: Path, file: Path) -> Play:
    """Tells a story on a stage whose changes are kept in `file`."""

    def played(story: Story, **choices: Any) -> None:
        async def told() -> None:
            async with on_stage(qapp, tmp_path, file=file, **choices) as stage:
                await story(stage)

        run(qapp, told)
        assert_reconciled(tmp_path / "rivermon.db")

    return played


async def page_of(stage: Stage, page: Page, kind: type[Content]) -> Content:
    """Open the settings by their key, and go to a page by the arrows."""
    stage.press(Qt.Key.Key_Comma, CONTROL)
    await stage.until(lambda: stage.window.findChildren(SettingsDialog))
    dialog = stage.dialog(SettingsDialog)
    dialog.activateWindow()
    await stage.until(dialog.isActiveWindow)
    while dialog.page is not page:
        QTest.keyClick(dialog.list, Qt.Key.Key_Down)
    content = dialog.content(page)
    assert isinstance(content, kind)
    assert content.isVisible()
    return content


def click_box(stage: Stage, box: QCheckBox) -> None:
    """Click a switch where its mark is."""
    stage.click(box, box.rect().topLeft() + box.rect().bottomLeft() / 2)


def type_in(line: QLineEdit, text: str, *, key: Qt.Key | None = Qt.Key.Key_Return) -> None:
    line.setFocus()
    line.selectAll()
    QTest.keyClick(line, Qt.Key.Key_Backspace)
    QTest.keyClicks(line, text)
    if key is not None:
        QTest.keyClick(line, key)


async def posted(url: str, webhook: SignedSample) -> int | None:
    async with Sender(url) as sender:
        return (await sender.post(webhook.sample, webhook.headers)).status


async def state(stage: Stage, record_id: int, wanted: CallbackState) -> None:
    """Wait until a record's callback is in a state, as the table shows it."""

    def shown() -> object:
        place = stage.table.place_of(record_id)
        row = None if place is None else stage.table.row_at(place)
        return getattr(row, "state", None)

    await stage.until_is(shown, wanted)


def test_a_secret_is_replaced(play: Play, tmp_path: Path) -> None:
    """The new one is added, then the old one removed; both are in the keyring alone."""

    async def story(stage: Stage) -> None:
        form = (await page_of(stage, Page.SECRETS, SecretsPage)).secrets
        assert await stage.post(generated("Too early", stage.desk, secret=NEW_SECRET)) == 401
        type_in(form.field.line, f" {NEW_SECRET} ")
        await stage.until(lambda: len(form.rows) == 2)
        for title, secret in (("Of the old", SECRET), ("Of the new", NEW_SECRET)):
            assert await stage.post(generated(title, stage.desk, secret=secret)) == 200
        (old,) = (each for each in form.rows if each.held.secret == SECRET)
        stage.click(old.remove)
        await stage.until(lambda: len(form.rows) == 1)
        assert await stage.post(generated("New again", stage.desk, secret=NEW_SECRET)) == 200
        assert await stage.post(generated("Old again", stage.desk)) == 401
        await stage.until(lambda: stage.desk.tally.total == 3)
        for record_id in (1, 2, 3):
            await state(stage, record_id, CallbackState.SUCCESS)

    with memory_keyring() as keyring:
        play(story, safe=Safe(Secrets((SECRET,), KEY), SystemKeyring()))
        assert any(NEW_SECRET in each for each in keyring.entries.values())
        assert not any(SECRET in each for each in keyring.entries.values())
    for each in (path for path in tmp_path.rglob("*") if path.is_file()):
        content = each.read_bytes()
        assert NEW_SECRET.encode() not in content, each
        assert SECRET.encode() not in content, each


def test_the_first_secret_signs_test_webhooks(play: Play) -> None:
    async def story(stage: Stage) -> None:
        form = (await page_of(stage, Page.SECRETS, SecretsPage)).secrets
        assert stage.house.secrets.webhook == (SECRET, NEW_SECRET)
        stage.click(form.rows[1].rise)
        await stage.until(lambda: form.rows[0].held.secret == NEW_SECRET)
        assert stage.house.secrets.webhook == (NEW_SECRET, SECRET)
        stage.window.operator.send_test(None)
        await stage.until_is(stage.table.rowCount, 1)
        detail = await stage.house.store.detail(View.DELIVERIES, 1)
        assert detail is not None
        assert detail.delivery.verdict.secret == 1

    with memory_keyring():
        play(story, safe=Safe(Secrets((SECRET, NEW_SECRET), KEY), SystemKeyring()))


def test_an_api_key_lets_what_was_held_go(play: Play) -> None:
    async def story(stage: Stage) -> None:
        assert await stage.post(generated("Held", stage.desk)) == 200
        await state(stage, 1, CallbackState.HELD)
        assert stage.desk.tally.total == 0
        type_in((await page_of(stage, Page.SECRETS, SecretsPage)).key.field.line, KEY)
        await state(stage, 1, CallbackState.SUCCESS)
        assert stage.desk.tally.total == 1

    play(story, safe=Safe(Secrets((SECRET,))))


def test_the_listener_moves(play: Play, file: Path) -> None:
    port = free_port()

    async def story(stage: Stage) -> None:
        old = stage.house.listener.url or ""
        assert await posted(old, generated("At the old port", stage.desk)) == 200
        page = await page_of(stage, Page.CONNECTION, ConnectionPage)
        type_in(page.path, "/mine", key=None)
        type_in(page.port, str(port))
        new = f"http://127.0.0.1:{port}"
        await stage.until_is(lambda: stage.window.status.url, f"{new}/webhooks/modelriver")
        for title, path in (("At the new port", "/webhooks/modelriver"), ("At mine", "/mine")):
            assert await posted(new + path, generated(title, stage.desk)) == 200
        assert (await posted(old, generated("Nobody there", stage.desk))) is None
        assert not page.listen.isEnabled()
        for record_id in (1, 2, 3):
            await state(stage, record_id, CallbackState.SUCCESS)

    play(story)
    kept = tomllib.loads(file.read_text(encoding="utf-8"))
    assert (kept["port"], kept["path"]) == (port, "/mine")


def test_a_host_is_taken_out_and_allowed_again(play: Play) -> None:
    async def story(stage: Stage) -> None:
        page = await page_of(stage, Page.HOSTS, HostsPage)
        page.hosts.setCurrentRow(0)
        stage.click(page.remove)
        assert await stage.post(generated("Elsewhere", stage.desk)) == 200
        await state(stage, 1, CallbackState.HELD)
        type_in(page.field, stage.desk.base_url.removeprefix("http://"))
        await state(stage, 1, CallbackState.SUCCESS)

    play(story)


def test_the_next_event_waits_for_approval(play: Play) -> None:
    async def story(stage: Stage) -> None:
        page = await page_of(stage, Page.APPROVAL, ApprovalRules)
        line = page.findChildren(QLineEdit)[0]
        type_in(line, "article_written")
        assert await stage.post(generated("To be read first", stage.desk)) == 200
        await state(stage, 1, CallbackState.HELD)
        assert await stage.post(generated("Another event", stage.desk, event="news")) == 200
        await state(stage, 2, CallbackState.SUCCESS)
        assert stage.desk.tally.total == 1

    play(story)


def test_what_is_too_old_is_deleted_once_that_counts(
    play: Play, qapp: QApplication, tmp_path: Path
) -> None:
    async def before() -> None:
        old = utc_now() - timedelta(days=31)
        drafts = [stocked(number, received_at=old) for number in range(1, 4)]
        await stock(tmp_path, [*drafts, stocked(4)])

    async def story(stage: Stage) -> None:
        await stage.until_is(stage.table.rowCount, 4)
        page = await page_of(stage, Page.RETENTION, RetentionPage)
        type_in(page.days, "30", key=None)
        await stage.until(lambda: page.would.startswith("This deletes 3 records and 3 deliveries"))
        assert (await stage.house.store.counts()).records == 4
        stage.click(page.keep)
        await stage.until_is(stage.table.rowCount, 1)
        assert (await stage.house.store.counts()).records == 1

    run(qapp, before)
    play(story)


def test_a_back_up_is_a_database_that_can_be_opened(play: Play, tmp_path: Path) -> None:
    copy = tmp_path / "copies" / "copy.db"
    copy.parent.mkdir()

    async def story(stage: Stage) -> None:
        await stage.send(*(generated(f"Title {number}", stage.desk) for number in range(3)))
        for record_id in (1, 2, 3):
            await state(stage, record_id, CallbackState.SUCCESS)
        page = await page_of(stage, Page.DATA, DataPage)
        page.choose_back_up(str(copy))
        await stage.until(
            lambda: page.said.startswith("Backed up 3 records to "), lambda: page.said
        )

    play(story)
    assert_reconciled(copy)
    with closing(sqlite3.connect(copy)) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert database.execute("SELECT count(*) FROM ai_content").fetchone() == (3,)


def test_the_look_changes_at_once_and_the_settings_stay_open(play: Play, file: Path) -> None:
    """The theme repaints the window; size and language put another one in its place."""

    async def story(stage: Stage) -> None:
        page = await page_of(stage, Page.LOOK, LookPage)
        light = stage.window.palette().window().color().lightness()
        page.theme.setFocus()
        QTest.keyClicks(page.theme, "Dark")
        await stage.until(lambda: stage.window.palette().window().color().lightness() < light / 2)
        assert page.isVisible()
        high = stage.window.status.height()

        page.text_size.setFocus()
        QTest.keyClick(page.text_size, Qt.Key.Key_Down)
        window = await another_window(stage)
        page = await look_page_in(stage, window)
        assert window.status.height() > high
        assert page.text_size.currentText() == "110 %"

        page.language.setFocus()
        QTest.keyClick(page.language, Qt.Key.Key_End)
        window = await another_window(stage)
        page = await look_page_in(stage, window)
        assert not window.rail._entries[View.RECORDS].text().isascii()
        assert not page.window().windowTitle().isascii()

        page.language.setFocus()
        QTest.keyClick(page.language, Qt.Key.Key_Up)
        window = await another_window(stage)
        page = await look_page_in(stage, window)
        assert page.window().windowTitle() == "Settings"

    play(story, theme="light", language="en")
    kept = tomllib.loads(file.read_text(encoding="utf-8"))
    assert (kept["theme"], kept["text_size"], kept["language"]) == ("dark", 110, "en")


async def look_page_in(stage: Stage, window: MainWindow) -> LookPage:
    """The page about the look in a new window, whose settings are open there as they were."""
    await stage.until(lambda: any(d.isVisible() for d in window.findChildren(SettingsDialog)))
    (dialog,) = window.findChildren(SettingsDialog)
    assert dialog.page is Page.LOOK
    content = dialog.content(Page.LOOK)
    assert isinstance(content, LookPage)
    return content


def test_no_notices_are_kept_of(play: Play, file: Path) -> None:
    async def story(stage: Stage) -> None:
        dialog_page = await page_of(stage, Page.NOTICES, NoticesPage)
        for box in (*dialog_page.kinds.values(), dialog_page.stays):
            click_box(stage, box)
            assert not box.isChecked()
        assert stage.house.chosen.settings.notify == ()

    play(story)
    kept = tomllib.loads(file.read_text(encoding="utf-8"))
    assert (kept["notify"], kept["close_to_tray"]) == ([], False)


@pytest.mark.skipif(
    sys.platform in {"darwin", "win32"}, reason="would change what this user's login starts"
)
def test_the_desktop_starts_it_at_login_until_it_is_switched_off(
    play: Play, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story(stage: Stage) -> None:
        page = await page_of(stage, Page.NOTICES, NoticesPage)
        click_box(stage, page.at_login)
        await stage.until(lambda: stage.house.chosen.settings.start_at_login)
        await stage.until(lambda: not stage.window.operator.is_busy(Act.START_AT_LOGIN))
        assert starts_at_login() == (*own_words(), "--hidden")
        click_box(stage, page.at_login)
        await stage.until(lambda: not stage.house.chosen.settings.start_at_login)
        await stage.until(lambda: not stage.window.operator.is_busy(Act.START_AT_LOGIN))
        assert starts_at_login() is None
        (tmp_path / "config").rename(tmp_path / "moved")
        (tmp_path / "config").write_text("no folder")
        click_box(stage, page.at_login)
        await stage.until(lambda: page.reason != "")
        assert f"{tmp_path / 'config'}" in page.reason
        assert not page.at_login.isChecked()

    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    play(story)
    assert tomllib.loads(file.read_text(encoding="utf-8"))["start_at_login"] is False
