"""Pictures of setting up: the guided start, every page of the settings, the public address."""

from collections.abc import Awaitable, Callable

from PySide6.QtWidgets import QWidget

from rivermon.app import House
from rivermon.core.feed import PublicWayChanged
from rivermon.core.held_secrets import LabelledSecret
from rivermon.core.tunnel import PublicWay, TunnelKind, TunnelState
from rivermon.ui.api_key_form import ApiKeyForm
from rivermon.ui.guide import Guide
from rivermon.ui.guide_steps import Step
from rivermon.ui.main_window import MainWindow
from rivermon.ui.operator import Act
from rivermon.ui.public_address_sheet import PublicAddressSheet
from rivermon.ui.secrets_form import SecretsForm
from rivermon.ui.settings_dialog import SettingsDialog
from rivermon.ui.settings_pages import Page

Picture = Callable[[QWidget, str], Awaitable[None]]
Done = Callable[[MainWindow, Act], Awaitable[None]]

_ORIGIN = "https://calm-river-4711.trycloudflare.com"
_SECRET = "whsec_5f3c9a1e7b2d4680"
_KEY = "mr_live_9b1d3f5a7c2e4680"


async def picture_setup(house: House, window: MainWindow, picture: Picture, done: Done) -> None:
    """Take them all; `done` waits until an act is done."""
    await _guide(house, window, picture, done)
    await _settings(window, picture)
    await _address(window, picture)


async def _guide(house: House, window: MainWindow, picture: Picture, done: Done) -> None:
    window.setting_up.open_guide()
    (guide,) = window.findChildren(Guide)
    secrets, key = guide.form(Step.SECRET), guide.form(Step.KEY)
    assert isinstance(secrets, SecretsForm)
    assert isinstance(key, ApiKeyForm)
    secrets.field.line.setText(f"  {_SECRET} ")
    await picture(guide, "guide-secret")
    secrets.keep()
    await done(window, Act.KEEP_SECRETS)
    guide.go(Step.KEY)
    key.field.line.setText(_KEY)
    await picture(guide, "guide-key")
    key.keep()
    await done(window, Act.KEEP_API_KEY)
    guide.go(Step.WAY)
    await picture(guide, "guide-way")
    guide.go(Step.FIRST)
    house.feed.tell([PublicWayChanged(_way(house))])
    await picture(guide, "guide-first")
    window.operator.send_test(None)
    await done(window, Act.SEND_TEST)
    await picture(guide, "guide-arrived")
    guide.accept()
    await picture(window, "public-window")


def _way(house: House) -> PublicWay:
    now = house.clock.now()
    return PublicWay(
        state=TunnelState.UP,
        kind=TunnelKind.CLOUDFLARED,
        origin=_ORIGIN,
        url=f"{_ORIGIN}/webhooks/modelriver",
        since=now,
        tried_at=now,
    )


async def _settings(window: MainWindow, picture: Picture) -> None:
    both = (LabelledSecret(_SECRET, "Production"), LabelledSecret("whsec_0a1b2c3d4e5f6071", ""))
    window.operator.keep_secrets(both)
    window.setting_up.open_settings()
    (dialog,) = window.findChildren(SettingsDialog)
    for page in Page:
        dialog.show_page(page)
        await picture(dialog, f"settings-{page.replace(' ', '-')}")
    dialog.close()


async def _address(window: MainWindow, picture: Picture) -> None:
    window.sheets.open_public_address()
    (sheet,) = window.findChildren(PublicAddressSheet)
    await picture(sheet, "public-address")
    sheet.close()
