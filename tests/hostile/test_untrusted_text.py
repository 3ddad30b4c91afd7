"""Strangers' text is shown as text in the window: it fetches, freezes, turns and spoofs nothing."""

import asyncio
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import msgspec
import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtWidgets import QApplication, QLabel

from rivermon.core.drafts import DeliveryDraft
from rivermon.core.entities import Verdict, VerdictWord
from rivermon.core.listing import View
from rivermon.simulator.scripted import Scripted
from rivermon.simulator.signed_sample import SignedSample
from rivermon.ui.copy_button import CopyButton
from rivermon.ui.detail_tab import DetailTab
from rivermon.ui.qt_loop import run
from tests.hostile.all_said import all_said
from tests.hostile.busy_watch import BusyWatch
from tests.hostile.nasty import LONG, SHORT, acts
from tests.hostile.posted import deliver
from tests.net.plain_server import PlainServer, says
from tests.store import drafts
from tests.story.story_webhooks import generated
from tests.story.window_on_stage import Stage, on_stage

LONGEST_WORK_MS = 200.0  # 141 were seen on two busy cores; what freezes takes seconds
LONGEST_INTAKE_MS = 250.0
EACH_NASTY = pytest.mark.parametrize("text", SHORT.values(), ids=SHORT.keys())


def everywhere(text: str, stage: Stage) -> SignedSample:
    """A webhook with `text` in all that a sender can fill."""
    fields: dict[str, Any] = {
        "body": f"{text}\n{text}",
        "event": f"event {text}",
        "category": text,
        "model": text,
        "provider": text,
        "customer": {text: text, "list": [text, {text: None}]},
        text: text,
    }
    return generated(text, stage.desk, channel="ch-1", **fields)


def turned_away(text: str) -> DeliveryDraft:
    """A request with `text` where HTTP leaves no room for it, or rivermon says no."""
    draft = drafts.rejected(text.encode("utf-8", "replace"))
    arrival = replace(
        draft.arrival, remote=text, path=f"/{text}", headers=((text, text), ("X", text))
    )
    return replace(
        draft,
        arrival=arrival,
        type=text,
        event=text,
        channel_id=text,
        reason=text,
        verdict=Verdict(VerdictWord.INVALID, reason=text),
    )


def held(text: str) -> DeliveryDraft:
    """A record whose callback is held, for `text`, at a URL that is `text`."""
    draft = drafts.recorded("held", held_because=text)
    assert draft.callback is not None
    return replace(draft, callback=replace(draft.callback, url=f"https://{text}/"))


def look_at(stage: Stage) -> Iterator[dict[str, str]]:
    """Paint the window and read all of it, then every tab of the details."""
    stage.window.grab()
    yield all_said(stage.window)
    for tab in range(stage.window.detail.tabs.count()):
        stage.window.detail.tabs.setCurrentIndex(tab)
        stage.window.detail.grab()
        yield all_said(stage.window.detail)


def assert_harmless(stage: Stage, said: dict[str, str]) -> None:
    for place, text in said.items():
        assert not acts(text), (place, text)
        # A tooltip is HTML of ours around escaped text.
        if "tip" in place.lower() and GuiQt.mightBeRichText(text):
            assert re.fullmatch(r'<span style="white-space: pre-wrap">[^<>]*</span>', text), text
    for label in stage.window.findChildren(QLabel):
        plain = label.textFormat() is Qt.TextFormat.PlainText
        assert plain or not GuiQt.mightBeRichText(label.text()), label.text()


@EACH_NASTY
def test_in_every_field_it_is_shown_as_text_copied_exactly_and_not_fetched(
    text: str, qapp: QApplication, tmp_path: Path
) -> None:
    async def story() -> None:
        async with PlainServer(says("200 OK")) as bait, on_stage(qapp, tmp_path) as stage:
            nasty = text.format(url=f"http://127.0.0.1:{bait.port}")
            said_back = Scripted(status=422, body=nasty.encode())
            stage.desk.plan("ch-1", said_back, Scripted())
            webhook = everywhere(nasty, stage)
            await stage.send(webhook)
            store = stage.house.store
            await asyncio.gather(store.keep(turned_away(nasty)), store.keep(held(nasty)))
            await stage.until_is(stage.table.rowCount, 2)
            await stage.until(lambda: stage.cell(1, "state") == "Error")
            for view in View:
                await stage.show(view)
                await stage.until(lambda: None not in stage.texts("time"))
                for row_id in stage.ids:
                    stage.click_row(row_id)
                    await stage.until(lambda: stage.window.detail.shown is not None)
                    for said in look_at(stage):
                        assert_harmless(stage, said)
            await stage.show(View.RECORDS)
            stage.click_row(1)
            await stage.until_is(lambda: stage.open_record, 1)
            assert_copied_exactly(stage, webhook, nasty)
            assert bait.connections == 0

    run(qapp, story)


def assert_copied_exactly(stage: Stage, webhook: SignedSample, text: str) -> None:
    body = f"{text}\n{text}"
    assert copied(stage, DetailTab.RECORD, "Copy the record's body") == body
    sent = msgspec.json.decode(copied(stage, DetailTab.CALLBACK, "Copy the callback's body"))
    assert (sent["data"]["title"], sent["data"]["description"]) == (text, body)
    headers = copied(stage, DetailTab.HEADERS, "Copy all headers")
    assert f"mr-signature: {webhook.headers['mr-signature']}" in headers


def copied(stage: Stage, tab: DetailTab, help_text: str) -> str:
    tabs = stage.window.detail.tabs
    tabs.open_tab(tab)
    QGuiApplication.clipboard().clear()
    buttons = [b for b in tabs.currentWidget().findChildren(CopyButton) if b.toolTip() == help_text]
    stage.click(next(button for button in buttons if button.isVisible()))
    return QGuiApplication.clipboard().text()


def test_a_line_that_turns_around_leaves_its_neighbours_as_they_were(
    qapp: QApplication, tmp_path: Path
) -> None:
    """The cells beside a title are painted the same, whatever the title is."""

    async def story() -> None:
        async with on_stage(qapp, tmp_path) as stage:
            await stage.send(
                generated("\u202eevil \u2067title", stage.desk, channel="a", category="news"),
                generated("plain title", stage.desk, channel="b", category="news"),
            )
            await stage.until_is(lambda: stage.texts("state"), ["Success", "Success"])
            assert stage.cell(1, "title") == "⟦U+202E⟧evil ⟦U+2067⟧title"
            stage.rows.clearSelection()
            seen = stage.rows.viewport().grab().toImage()
            for key in ("category", "event"):
                await stage.bring_column(key)
                seen = stage.rows.viewport().grab().toImage()
                one, other = (seen.copy(stage.rect_of(place, key)) for place in range(2))
                assert one == other, key

    run(qapp, story)


@pytest.mark.parametrize("fields", LONG.values(), ids=LONG.keys())
def test_nothing_long_freezes_the_window(
    fields: dict[str, Any], qapp: QApplication, tmp_path: Path
) -> None:
    async def story() -> None:
        async with on_stage(qapp, tmp_path) as stage:
            named = {"title": "long", "channel": "ch-1", **fields}
            webhook = generated(named.pop("title"), stage.desk, **named)
            url, sample = stage.house.listener.url or "", webhook.sample
            watch = BusyWatch(stage.window)

            async def settled() -> None:
                """Let the window do all that it wants to do, and paint."""
                ticks = watch.ticks
                await stage.until(lambda: watch.ticks > ticks + 20)

            assert await asyncio.to_thread(deliver, url, sample.body, webhook.headers) == 200
            await stage.until(lambda: stage.table.rowCount() == 1)
            await stage.until(lambda: stage.cell(0, "state") == "Success")
            await settled()
            came_in = watch.longest_ms()
            worked: dict[str, float] = {}
            for view in View:
                await stage.show(view)
                await stage.until(lambda: None not in stage.texts("time"))
                stage.click_row(stage.table.id_at(0))
                await stage.until(lambda: stage.window.detail.shown is not None)
                await settled()
                worked[f"{view}, selected"] = watch.longest_ms()
            for tab in range(stage.window.detail.tabs.count()):
                stage.window.detail.tabs.setCurrentIndex(tab)
                await settled()
                worked[f"tab {tab}"] = watch.longest_ms()
            # The listener works on the same loop: it verifies, reads and answers two megabytes.
            assert came_in < LONGEST_INTAKE_MS
            assert max(worked.values()) < LONGEST_WORK_MS, worked

    run(qapp, story)
