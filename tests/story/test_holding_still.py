"""Nothing moves under the hand: while webhooks come, with a filter on, while rows are dropped."""

import asyncio
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from rivermon.core.listing import View
from rivermon.store import store as the_store
from rivermon.store.rejected_pile import RejectedPile
from rivermon.ui.qt_loop import run
from tests.store.drafts import kept, rejected
from tests.story.story_webhooks import forged, generated, stock, stocked
from tests.story.window_on_stage import Stage, on_stage


async def _forge(stage: Stage, count: int) -> None:
    """Send forged webhooks all at once: their answers wait together."""
    forgeries = [forged(stage.desk) for _ in range(count)]
    assert set(await asyncio.gather(*map(stage.post, forgeries))) == {401}


async def _select_in_the_middle(stage: Stage, place: int) -> int:
    """Scroll away by hand, not to a row's edge, and click a row in the middle of the view."""
    stage.scroll_to((place - 8) * 30 + 11)
    row_id = stage.table.id_at(place)
    await stage.until(lambda: stage.table.line_of(row_id))
    stage.click_row(row_id)
    assert stage.rows.selected_id == row_id
    return row_id


def _in_view(stage: Stage) -> list[tuple[int, int]]:
    """Every row in view, by its id, and where it begins."""
    first, last = stage.rows.places_in_view()
    return [(row_id, stage.pixel_of(row_id)) for row_id in stage.table.ids_between(first, last)]


async def _end_follows(stage: Stage) -> None:
    stage.rows.setFocus()
    stage.press(Qt.Key.Key_End)
    assert stage.rows.verticalScrollBar().value() == 0
    assert (stage.pill, stage.live, stage.selected()) == ("", "Live", [])
    assert stage.rows.selected_id is None


def test_two_hundred_webhooks_move_nothing_that_is_looked_at(qapp: QApplication, tmp_path):
    async def story() -> None:
        await stock(tmp_path, (stocked(n) for n in range(1, 401)))
        async with on_stage(qapp, tmp_path) as stage:
            await stage.until_is(stage.table.rowCount, 400)
            selected = await _select_in_the_middle(stage, 200)
            before = _in_view(stage)
            assert stage.live == "Holding"
            await stage.send_at_once([generated(f"New {n}", stage.desk) for n in range(200)])
            await stage.until_is(lambda: stage.pill, "200 new")
            assert _in_view(stage) == before
            assert stage.selected() == [selected]
            assert stage.table.rowCount() == 600
            await stage.until_is(lambda: stage.open_record, selected)
            await _end_follows(stage)
            await stage.until(lambda: str(stage.cell(0, "title")).startswith("New "))
            await stage.send(generated("Newest", stage.desk))
            await stage.until_is(lambda: stage.cell(0, "title"), "Newest")
            assert stage.rows.verticalScrollBar().value() == 0

    run(qapp, story)


def test_with_a_filter_on_the_pill_counts_what_matches(qapp, tmp_path):
    async def story() -> None:
        await stock(tmp_path, (stocked(n) for n in range(1, 401)))
        async with on_stage(qapp, tmp_path) as stage:
            await stage.filter_by("event:stock")
            await stage.until_is(stage.table.rowCount, 200)
            selected = await _select_in_the_middle(stage, 100)
            before = _in_view(stage)
            webhooks = [
                generated(f"New {n}", stage.desk, event="stock" if n % 5 else "other")
                for n in range(250)
            ]
            await stage.send_at_once(webhooks)
            await stage.until_is(lambda: stage.pill, "200 new")
            await stage.until_is(lambda: stage.counts[0], "650")
            assert stage.table.rowCount() == 400
            assert _in_view(stage) == before
            assert stage.selected() == [selected]
            await _end_follows(stage)

    run(qapp, story)


def test_deliveries_hold_still_as_well(qapp, tmp_path):
    async def story() -> None:
        await stock(tmp_path, (stocked(n) for n in range(1, 201)))
        async with on_stage(qapp, tmp_path) as stage:
            await stage.show(View.DELIVERIES)
            await stage.until_is(stage.table.rowCount, 200)
            selected = await _select_in_the_middle(stage, 100)
            before = _in_view(stage)
            await stage.send_at_once([generated(f"New {n}", stage.desk) for n in range(200)])
            await stage.until_is(lambda: stage.pill, "200 new")
            assert _in_view(stage) == before
            assert stage.selected() == [selected]
            await _end_follows(stage)

    run(qapp, story)


def test_sorted_rows_that_come_move_nothing_that_is_looked_at(qapp, tmp_path):
    async def story() -> None:
        await stock(tmp_path, (stocked(n) for n in range(1, 401)))
        async with on_stage(qapp, tmp_path) as stage:
            stage.click_header("title")
            await stage.until_is(lambda: stage.cell(0, "title"), "Stock 0001")
            await stage.until_is(stage.table.rowCount, 400)
            selected = await _select_in_the_middle(stage, 200)
            before = _in_view(stage)
            webhooks = [
                generated(f"{letter}ew {n}", stage.desk) for letter in "AZ" for n in range(30)
            ]
            await stage.send_at_once(webhooks)
            await stage.until_is(stage.table.rowCount, 460)
            assert stage.table.place_of(selected) == 230
            assert _in_view(stage) == before
            assert stage.selected() == [selected]

    run(qapp, story)


def test_retention_above_and_below_leaves_the_selected_row_where_it_is(qapp, tmp_path, monkeypatch):
    monkeypatch.setattr(the_store, "RejectedPile", partial(RejectedPile, most_rows=60))

    async def story() -> None:
        drafts = [rejected() if n % 2 else kept(f"kept-{n}") for n in range(120)]
        await stock(tmp_path, drafts)
        async with on_stage(qapp, tmp_path) as stage:
            await stage.show(View.DELIVERIES)
            await stage.until_is(stage.table.rowCount, 120)
            selected = await _select_in_the_middle(stage, 61)
            await stage.until(lambda: stage.window.detail.shown)
            shown, at = stage.window.detail.shown, stage.pixel_of(selected)
            assert shown is not None
            assert shown.delivery.id == selected
            old = [row_id for row_id in stage.ids if row_id % 2 == 0]  # every second was rejected
            await _forge(stage, 60)
            await stage.until(lambda: not set(old) & set(stage.ids), stage.table.rowCount)
            await stage.until_is(stage.table.rowCount, 120)
            assert stage.pixel_of(selected) == at
            assert stage.selected() == [selected]
            assert stage.pill == "60 new"
            assert stage.window.detail.shown is not None
            assert stage.window.detail.shown.delivery.id == selected

    run(qapp, story)


def test_a_record_that_is_dropped_stays_open_and_says_so(qapp, tmp_path, monkeypatch):
    monkeypatch.setattr(the_store, "RejectedPile", partial(RejectedPile, most_rows=40))

    async def story() -> None:
        await stock(tmp_path, [rejected(b'{"nr": %d}' % n) for n in range(40)])
        async with on_stage(qapp, tmp_path) as stage:
            await stage.show(View.DELIVERIES)
            await stage.until_is(stage.table.rowCount, 40)
            stage.click_row(stage.table.id_at(15))
            (opened,) = stage.selected()
            await stage.until(lambda: stage.window.detail.shown)
            await _forge(stage, 30)
            await stage.until(lambda: stage.table.place_of(opened) is None)
            assert stage.window.detail.shown is not None
            assert stage.window.detail.shown.delivery.id == opened
            assert stage.window.detail.shown.delivery.body == b'{"nr": 24}'
            assert "No longer stored" in stage.words_in(stage.window.detail)
            assert stage.selected() == []

    run(qapp, story)


def test_the_open_record_survives_a_filter_that_excludes_it(qapp, tmp_path):
    async def story() -> None:
        await stock(tmp_path, (stocked(n) for n in range(1, 401)))
        async with on_stage(qapp, tmp_path) as stage:
            await stage.until_is(stage.table.rowCount, 400)
            selected = await _select_in_the_middle(stage, 200)
            await stage.until_is(lambda: stage.open_record, selected)
            await stage.filter_by("event:odd_stock" if selected % 2 else "event:stock")
            await stage.until_is(stage.table.rowCount, 200)
            assert stage.table.place_of(selected) is None
            assert stage.open_record == selected
            assert stage.selected() == []
            stage.type_filter("")
            await stage.until_is(stage.table.rowCount, 400)
            await stage.until_is(stage.selected, [selected])
            assert stage.open_record == selected
            assert 0 <= stage.pixel_of(selected) < stage.rows.viewport().height()

    run(qapp, story)


def test_the_selected_row_keeps_its_height_through_filters_and_sorts(qapp, tmp_path):
    async def story() -> None:
        await stock(tmp_path, (stocked(n) for n in range(1, 401)))
        async with on_stage(qapp, tmp_path) as stage:
            await stage.until_is(stage.table.rowCount, 400)
            selected = await _select_in_the_middle(stage, 200)
            at = stage.pixel_of(selected)
            await stage.filter_by("event:stock" if selected % 2 else "event:odd_stock")
            await stage.until_is(stage.table.rowCount, 200)
            assert (stage.selected(), stage.pixel_of(selected)) == ([selected], at)
            stage.type_filter("")
            await stage.until_is(stage.table.rowCount, 400)
            assert (stage.selected(), stage.pixel_of(selected)) == ([selected], at)
            stage.click_header("title")
            await stage.until_is(lambda: stage.table.place_of(selected), selected - 1)
            await stage.until(lambda: stage.page.finder.search.whole)
            assert (stage.selected(), stage.pixel_of(selected)) == ([selected], at)

    run(qapp, story)
