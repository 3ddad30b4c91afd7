"""A filter goes on: what begins to match appears by itself, what does not stays away."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from rivermon.core.listing import View
from rivermon.simulator.scripted import Scripted
from rivermon.ui.qt_loop import run
from tests.story.library import library
from tests.story.story_webhooks import forged, generated
from tests.story.window_on_stage import on_stage


def test_what_begins_to_match_appears_by_itself(qapp: QApplication, tmp_path):
    async def story() -> None:
        async with on_stage(qapp, tmp_path) as stage:
            await library(stage)
            await stage.filter_by("status:failed")
            await stage.until_titles("Bread")
            fine = generated("Fine", stage.desk)
            lost = generated("Lost", stage.desk)
            stage.desk.plan(lost.sample.channel_id, Scripted(status=404), Scripted())
            await stage.send(fine, lost)
            await stage.until_titles("Lost", "Bread")
            await stage.until_is(lambda: stage.matching, "2 of 6")
            assert stage.desk.tally.channel(fine.sample.channel_id).successes == 1
            stage.click_row(stage.table.id_at(0))
            await stage.until_is(lambda: stage.open_record, stage.table.id_at(0))
            stage.window.detail.tabs.open_tab("callback")
            stage.press_button("Send again", stage.window.detail)
            await stage.until_titles("Bread")

    run(qapp, story)


def test_what_does_not_match_does_not_appear_but_counts(qapp, tmp_path):
    async def story() -> None:
        async with on_stage(qapp, tmp_path) as stage:
            await stage.send(generated("First", stage.desk, event="a"))
            await stage.filter_by("event:a")
            await stage.until_titles("First")
            await stage.send(
                generated("Other", stage.desk, event="b"),
                generated("Second", stage.desk, event="a"),
            )
            await stage.until_titles("Second", "First")
            await stage.until_is(lambda: stage.matching, "2 of 3")
            assert stage.counts[0] == "3"

    run(qapp, story)


@pytest.mark.parametrize("typed", ["new", "data.kind:wanted", "event:new -other", "duration:>=0ms"])
@pytest.mark.parametrize("view", list(View))
def test_every_kind_of_filter_is_followed_as_it_goes_on(qapp, tmp_path, view, typed):
    async def story() -> None:
        async with on_stage(qapp, tmp_path) as stage:
            await stage.send(generated("Old new", stage.desk, event="new", kind="wanted"))
            await stage.show(view)
            await stage.filter_by(typed)
            await stage.until_is(stage.table.rowCount, 1)
            await stage.send(
                generated("Second new", stage.desk, event="new", kind="wanted"),
                generated("Third new", stage.desk, event="new", kind="wanted"),
            )
            await stage.until_is(stage.table.rowCount, 3)
            assert sorted(stage.ids) == [1, 2, 3]

    run(qapp, story)


def test_a_filter_typed_while_paused_is_answered_and_then_stands_still(qapp, tmp_path):
    async def story() -> None:
        async with on_stage(qapp, tmp_path) as stage:
            await library(stage)
            control = Qt.KeyboardModifier.ControlModifier
            stage.press(Qt.Key.Key_P, control | Qt.KeyboardModifier.ShiftModifier)
            await stage.filter_by("category:film,food")
            await stage.until_titles("Bread", "Inception")
            await stage.send(generated("Amelie", stage.desk, category="film"))
            await stage.until_is(lambda: stage.counts[0], "5")
            assert stage.titles() == ["Bread", "Inception"]
            stage.press(Qt.Key.Key_P, control | Qt.KeyboardModifier.ShiftModifier)
            await stage.until_titles("Amelie", "Bread", "Inception")

    run(qapp, story)


def test_a_rejected_request_appears_among_the_rejected_ones_alone(qapp, tmp_path):
    async def story() -> None:
        async with on_stage(qapp, tmp_path) as stage:
            await stage.show(View.DELIVERIES)
            await stage.post(forged(stage.desk))
            await stage.filter_by("verified:invalid")
            await stage.until_is(stage.table.rowCount, 1)
            await stage.send(generated("Genuine", stage.desk))
            await stage.post(forged(stage.desk))
            await stage.until_is(lambda: stage.matching, "2 of 3")
            await stage.until_is(lambda: stage.texts("outcome"), ["Rejected", "Rejected"])

    run(qapp, story)


def test_a_failure_appears_among_the_failed_callbacks_and_leaves_when_it_is_mended(qapp, tmp_path):
    async def story() -> None:
        async with on_stage(qapp, tmp_path) as stage:
            await library(stage)
            await stage.show(View.CALLBACKS)
            await stage.filter_by("status:failed")
            await stage.until_titles("Bread")
            lost = generated("Lost", stage.desk)
            stage.desk.plan(lost.sample.channel_id, Scripted(status=404), Scripted())
            await stage.send(generated("Fine", stage.desk), lost)
            await stage.until_found("Bread", "Lost")
            place = stage.titles().index("Bread")
            stage.click_row(stage.table.id_at(place))
            await stage.until(lambda: stage.window.detail.shown)
            stage.window.detail.tabs.open_tab("callback")
            stage.press_button("Send again", stage.window.detail)
            await stage.until_titles("Lost")

    run(qapp, story)


def test_sorted_and_filtered_rows_find_their_place_by_themselves(qapp, tmp_path):
    async def story() -> None:
        async with on_stage(qapp, tmp_path) as stage:
            for title in ("Cello", "Alto"):
                await stage.send(generated(title, stage.desk, event="music", tone=len(title)))
            await stage.filter_by("data.tone:>3 event:music")
            stage.click_header("title")
            await stage.until_titles("Alto", "Cello")
            await stage.send(
                generated("Bass", stage.desk, event="music", tone=4),
                generated("Axe", stage.desk, event="music", tone=1),
                generated("Drum", stage.desk, event="music", tone=9),
            )
            await stage.until_titles("Alto", "Bass", "Cello", "Drum")
            await stage.until_is(lambda: stage.matching, "4 of 5")

    run(qapp, story)
