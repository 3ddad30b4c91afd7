"""The detail pane's tabs: everything in words, nothing unsafe, and its copies."""

import asyncio
from datetime import timedelta

import msgspec
import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QTreeView
from pytestqt.qtbot import QtBot

from rivermon.core.entities import Outcome
from rivermon.core.listing import View
from rivermon.core.tasks import OwnedTasks
from rivermon.ui.appearance import Appearance
from rivermon.ui.copy_button import CopyButton
from rivermon.ui.elided_label import ElidedLabel
from tests.ui.detail_stage import (
    CALLBACK,
    HEADERS,
    PAYLOAD,
    RECORD,
    DetailStage,
    button,
    click,
    copied_by,
    rejected,
    segment,
    words,
)
from tests.ui.stand_ins import (
    NotedControls,
    SettableClock,
    callback_of,
    detail_of,
    row,
)

EVIL = "<b>bold</b> <img src='http://evil.example/x.png'>"
BINARY = b"\xff\x00\x1b not json"


@pytest.fixture
def staged(
    qtbot: QtBot,
    appearance: Appearance,
    clock: SettableClock,
    controls: NotedControls,
    tasks: OwnedTasks,
) -> DetailStage:
    return DetailStage(qtbot, appearance, clock, controls, tasks)


def tooltips(staged: DetailStage) -> str:
    return "\n".join(label.toolTip() for label in staged.pane.findChildren(ElidedLabel))


def test_a_rejected_delivery_says_in_words_what_it_was_and_why(staged: DetailStage) -> None:
    detail = rejected(redeliveries=2, size=12_412)
    sent = detail.delivery.received_at - timedelta(milliseconds=283)
    detail = replace(detail, delivery=replace(detail.delivery, sent_at=sent))
    staged.keep(View.DELIVERIES, 70, detail)
    staged.clock.pass_s(180)
    pane = staged.select(View.DELIVERIES, 70, RECORD)
    assert staged.heading == ["Delivery 70", "Rejected · does not match any configured secret"]
    said = words(pane)
    for expected in (
        "Invalid · does not match any configured secret",
        "If ModelRiver sent it, check the webhook secret in Settings: copy the secret",
        "It was turned away, and nothing of it was used.",
        "401 Unauthorized in 3 ms",
        "127.0.0.1 to /webhooks/modelriver",
        "an address of this machine",
        "+283 ms",
        "12.4 kB (",
        "2 times",
    ):
        assert expected in said
    local = detail.delivery.received_at.astimezone()
    assert f"{local:%Y-%m-%d %H:%M:%S.%f}"[:-3] in said
    assert "14:03:23.187 UTC" in tooltips(staged)
    assert "2 min ago" in tooltips(staged)
    assert "Body" not in said.splitlines()


def test_a_delivery_says_by_which_public_address_it_came(staged: DetailStage) -> None:
    detail = rejected()
    headers = (("Host", "blue-river.example"),)
    detail = replace(detail, delivery=replace(detail.delivery, headers=headers))
    staged.keep(View.DELIVERIES, 70, detail)
    assert "the public address blue-river.example" in words(
        staged.select(View.DELIVERIES, 70, RECORD)
    )


def test_a_record_says_when_modelriver_sent_it(staged: DetailStage) -> None:
    detail = detail_of(row(5))
    ahead = detail.delivery.received_at + timedelta(seconds=1.5)
    staged.keep(View.RECORDS, 5, replace(detail, delivery=replace(detail.delivery, sent_at=ahead)))
    assert "\N{MINUS SIGN}1.5 s" in words(staged.select(View.RECORDS, 5, RECORD))
    staged.select(View.RECORDS, 6)
    assert "The webhook does not say when" in words(staged.pane)


def test_a_delivery_without_a_record_says_what_it_is_about(staged: DetailStage) -> None:
    kept = rejected(
        outcome=Outcome.KEPT,
        status=200,
        verdict=detail_of(row(1)).delivery.verdict,
        reason="The AI workflow brought no content: it ran out of time",
        type="task.completed",
        channel_id="channel-70",
    )
    staged.keep(View.DELIVERIES, 70, kept)
    pane = staged.select(View.DELIVERIES, 70, RECORD)
    assert staged.heading[0] == "task.completed"
    assert "The AI workflow brought no content: it ran out of time." in words(pane)
    assert copied_by(pane, "Copy the delivery's channel") == "channel-70"
    staged.select(View.RECORDS, 5)
    assert "The body of Title 5" in words(pane)
    assert "task.completed" not in words(pane)


def test_copies_take_the_whole(staged: DetailStage) -> None:
    body, payload = "long " * 100_000, '{"b":1,  "a":[2,"é"]}'.encode()
    staged.keep(View.RECORDS, 5, detail_of(row(5), body=body, payload=payload))
    pane = staged.select(View.RECORDS, 5)
    assert copied_by(pane, "Copy the record's body") == body
    assert "Only the beginning is shown" in words(pane)
    assert copied_by(pane, "Copy the channel's id") == "channel-5"
    pane.tabs.setCurrentIndex(PAYLOAD)
    assert copied_by(pane, "Copy what is shown") == msgspec.json.format(payload.decode())
    click(segment(pane, "Raw"))
    assert copied_by(pane, "Copy what is shown") == payload.decode()
    pane.tabs.setCurrentIndex(HEADERS)
    assert "Content-Type: application/json" in copied_by(pane, "Copy all headers").splitlines()
    pane.tabs.setCurrentIndex(CALLBACK)
    assert copied_by(pane, "Copy the callback URL") == callback_of(row(5)).url
    assert copied_by(pane, "Copy the callback's body").startswith('{"data"')


def test_a_copy_says_so_for_a_moment(staged: DetailStage, qtbot: QtBot) -> None:
    pane = staged.select(View.RECORDS, 5, HEADERS)
    (copy,) = [b for b in pane.findChildren(CopyButton) if b.toolTip() == "Copy all headers"]
    width = copy.width()
    click(copy)
    assert copy.text() == "Copied"
    assert copy.width() == width
    qtbot.waitUntil(lambda: copy.text() == "Copy", timeout=3000)


def test_untrusted_text_stays_plain(staged: DetailStage) -> None:
    evil = row(5, title=EVIL, category=EVIL, event_name=EVIL, channel_id=EVIL, model=EVIL)
    payload = msgspec.json.encode({"evil": EVIL, EVIL: [EVIL]})
    staged.keep(View.RECORDS, 5, detail_of(evil, body=EVIL, payload=payload))
    refused = rejected(70, EVIL, event=EVIL, type=EVIL, channel_id=EVIL, path=EVIL, remote=EVIL)
    staged.keep(View.DELIVERIES, 70, refused)
    for view, row_id in ((View.RECORDS, 5), (View.DELIVERIES, 70)):
        pane = staged.select(view, row_id)
        for tab in (RECORD, PAYLOAD, HEADERS, CALLBACK):
            pane.tabs.setCurrentIndex(tab)
            assert words(pane).count("<b>bold") >= 1
            for label in pane.findChildren(QLabel):
                if "bold" in label.text():
                    assert label.textFormat() is Qt.TextFormat.PlainText
                assert "<b>" not in label.toolTip()
                assert "<img" not in label.toolTip()


def test_a_reason_without_a_blank_does_not_widen_the_pane(staged: DetailStage) -> None:
    staged.keep(View.DELIVERIES, 70, rejected(70, "x" * 250))
    pane = staged.select(View.DELIVERIES, 70, RECORD)
    assert pane.minimumSizeHint().width() <= 420


def test_a_large_payload_comes_raw_first_and_its_tree_when_asked(staged: DetailStage) -> None:
    payload = msgspec.json.encode({"items": list(range(250_000))})
    staged.keep(View.RECORDS, 5, detail_of(row(5), payload=payload))
    pane = staged.select(View.RECORDS, 5, PAYLOAD)
    tree = pane.findChild(QTreeView)
    assert tree is not None
    assert not tree.isVisible()
    assert tree.model() is None
    click(segment(pane, "Tree"))
    assert tree.isVisible()
    assert tree.model().rowCount() == 1


def test_a_body_that_is_not_json_is_shown_as_it_came(staged: DetailStage) -> None:
    detail = rejected(body=BINARY)
    staged.keep(View.DELIVERIES, 70, detail)
    staged.keep(View.DELIVERIES, 71, rejected(71, body=b""))
    pane = staged.select(View.DELIVERIES, 70, PAYLOAD)
    assert "This body is not JSON." in words(pane)
    assert "not json" in words(pane)
    assert copied_by(pane, "Copy what is shown") == BINARY.decode("utf-8", "replace")
    click(segment(pane, "Raw"))
    assert "not json" in words(pane)
    assert "This body is not JSON." not in words(pane)
    click(segment(pane, "Tree"))
    staged.select(View.DELIVERIES, 71)
    assert "The body is empty." in words(pane)
    staged.select(View.RECORDS, 5)
    tree = pane.findChild(QTreeView)
    assert tree is not None
    assert tree.isVisible()


def test_how_long_ago_it_was_runs(staged: DetailStage) -> None:
    staged.select(View.RECORDS, 1)
    staged.clock.pass_s(31)
    staged.pane.tick()
    assert "30 s ago" in tooltips(staged)
    staged.clock.pass_s(5)
    staged.pane.tick()
    assert "30 s ago" not in tooltips(staged)
    assert "35 s ago" in tooltips(staged)


def test_send_again_asks_the_controls_once(staged: DetailStage, qtbot: QtBot) -> None:
    pane = staged.select(View.RECORDS, 5, CALLBACK)
    staged.controls.gate = asyncio.Event()
    again = button(pane, "Send again")
    click(again)
    assert again.text() == "Sending…"
    assert not again.isEnabled()
    staged.controls.gate.set()
    qtbot.waitUntil(again.isEnabled)
    assert staged.controls.asked == [("send_again", (5,))]
