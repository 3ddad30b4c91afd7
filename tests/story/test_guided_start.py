"""From an empty home to the first webhook: the guided start through the real widgets.

ModelRiver's stand-in reaches rivermon through a real ssh tunnel; nothing is in the home before.
"""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from rivermon.core.tunnel import TunnelKind, TunnelState
from rivermon.safe import Safe
from rivermon.settings import Settings, load, read_secrets
from rivermon.simulator.callback_desk import CallbackDesk
from rivermon.simulator.sender import Sender
from rivermon.system_keyring import SystemKeyring
from rivermon.ui.api_key_form import ApiKeyForm
from rivermon.ui.appearance import Appearance
from rivermon.ui.first_webhook import FirstWebhook
from rivermon.ui.guide import Guide
from rivermon.ui.guide_steps import Step
from rivermon.ui.main_window import MainWindow
from rivermon.ui.secrets_form import SecretsForm
from rivermon.ui.tunnel_form import TunnelForm
from tests.ledger_check import assert_reconciled
from tests.memory_keyring import MemoryKeyring, memory_keyring
from tests.story.living_window import Life, living, played
from tests.story.loopback_sshd import LoopbackSshd, needs_sshd
from tests.story.served import KEY, SECRET
from tests.story.story_webhooks import generated
from tests.story.test_second_window import eventually, rows


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home."""
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(folder / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(folder / "data"))
    return folder


def paste(line: QLineEdit, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def press(guide: Guide, words: str) -> None:
    there = (each for each in guide.findChildren(QPushButton) if each.text() == words)
    (button,) = (each for each in there if each.isVisible())
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


async def guide_in(window: MainWindow) -> Guide:
    await eventually(lambda: window.findChild(Guide) is not None)
    guide = window.findChild(Guide)
    assert isinstance(guide, Guide)
    await eventually(guide.isVisible)
    guide.activateWindow()
    return guide


async def enter_secrets(guide: Guide) -> None:
    """Paste the secret as it comes from a browser, and the key."""
    secrets, key = guide.form(Step.SECRET), guide.form(Step.KEY)
    assert isinstance(secrets, SecretsForm)
    assert isinstance(key, ApiKeyForm)
    assert guide.step is Step.SECRET
    paste(secrets.field.line, f" {SECRET}\n")
    assert "Spaces or line ends around it were cut off." in secrets.said
    press(guide, "Next")
    await eventually(lambda: guide.step is Step.KEY)
    paste(key.field.line, KEY)
    press(guide, "Next")
    await eventually(lambda: guide.step is Step.WAY)


async def open_the_way(guide: Guide, sshd: LoopbackSshd) -> None:
    """Choose ssh, type the command and the address, and wait until a ping came back."""
    way = guide.form(Step.WAY)
    assert isinstance(way, TunnelForm)
    QTest.keyClick(way.kinds.button_of(TunnelKind.SSH), Qt.Key.Key_Space)
    paste(way.fields.command.line, sshd.command)
    paste(way.fields.url.line, sshd.public_url)
    QTest.keyClick(way.fields.url.line, Qt.Key.Key_Tab)
    await eventually(lambda: way.view.way.state is TunnelState.UP)


async def receive_the_first(guide: Guide, desk: CallbackDesk, told: Life) -> None:
    """Have ModelRiver send one with another secret, then a genuine one; read what is said."""
    first = guide.form(Step.FIRST)
    assert isinstance(first, FirstWebhook)
    url = first.view.way.url
    forged = generated("Forged", desk, secret="whsec_of_somebody_else")
    genuine = generated("Arrival", desk)
    async with Sender(url) as sender:
        assert (await sender.post(forged.sample, forged.headers)).status == 401
        await eventually(lambda: "A webhook came, and was refused" in first.said)
        assert "Does not match any configured secret." in first.said
        assert (await sender.post(genuine.sample, genuine.headers)).status == 200
    await eventually(lambda: "“Arrival” is genuine, and stored as record 1." in first.said)
    await eventually(lambda: first.said.endswith("Its callback: Success."))
    await eventually(lambda: rows(told.window) == 1)


@needs_sshd
def test_from_an_empty_home_to_the_first_webhook(
    qapp: QApplication, home: Path, tmp_path: Path
) -> None:
    async def story(appearance: Appearance) -> None:
        async with CallbackDesk(api_key=KEY) as desk:
            settings = Settings(
                db=str(home / "data" / "rivermon.db"),
                port=0,
                callback_hosts=(desk.base_url.removeprefix("http://"),),
            )
            safe = Safe(read_secrets({}, keyring.ask), keyring)
            async with living(appearance, settings, home, safe) as told:
                guide = await guide_in(told.window)
                await enter_secrets(guide)
                await open_the_way(guide, sshd)
                press(guide, "Next")
                assert guide.step is Step.FIRST
                await receive_the_first(guide, desk, told)
                press(guide, "Show it")
                await eventually(lambda: told.window.views.page.rows.selected_id == 1)
                press(guide, "Close")
                await told.quit()
            assert desk.tally.channels()

    with LoopbackSshd(tmp_path) as sshd, memory_keyring() as kept:
        keyring = SystemKeyring()
        played(qapp, story)
        assert_next_start_knows_all(home, kept)
    assert_reconciled(home / "data" / "rivermon.db")
    assert_no_secret_in(home)


def assert_next_start_knows_all(home: Path, kept: MemoryKeyring) -> None:
    """Who starts it again is asked nothing: the keyring has the secrets, the file the rest."""
    secrets = read_secrets({}, SystemKeyring().ask)
    assert (secrets.webhook, secrets.api_key) == ((SECRET,), KEY)
    settings = load({}, {"RIVERMON_SETTINGS": str(home / "config" / "settings.toml")})
    assert settings.guided
    assert settings.tunnel is TunnelKind.SSH
    assert len(kept.entries) == 2


def assert_no_secret_in(home: Path) -> None:
    files = [each for each in home.rglob("*") if each.is_file()]
    assert any(each.name == "settings.toml" for each in files)
    for file in files:
        content = file.read_bytes()
        assert SECRET.encode() not in content, file
        assert KEY.encode() not in content, file
