"""Any order, and any place in it: sorted by every column, scrolled to the end, columns moved."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QApplication

from rivermon.core.listing import View
from rivermon.ui.qt_loop import run
from tests.story.library import library
from tests.story.story_webhooks import forged, generated, stock, stocked, unreadable
from tests.story.window_on_stage import Stage, on_stage


def test_a_click_on_title_sorts_another_turns_it_round_a_third_goes_back(
    qapp: QApplication, tmp_path
):
    async def story() -> None:
        async with on_stage(qapp, tmp_path) as stage:
            titles = ("banana", "Apple", "cherry", "Banana split", "apple pie")
            await stage.send(*(generated(title, stage.desk) for title in titles))
            await stage.until_titles(*reversed(titles))
            stage.click_header("title")
            in_order = ["Apple", "apple pie", "banana", "Banana split", "cherry"]
            await stage.until_titles(*in_order)
            await stage.send(generated("Avocado", stage.desk), generated("zucchini", stage.desk))
            in_order = [*in_order[:2], "Avocado", *in_order[2:], "zucchini"]
            await stage.until_titles(*in_order)
            stage.click_header("title")
            await stage.until_titles(*reversed(in_order))
            stage.click_header("title")
            await stage.until_titles("zucchini", "Avocado", *reversed(titles))

    run(qapp, story)


def test_every_column_of_every_view_can_be_sorted_by(qapp, tmp_path):
    async def story() -> None:
        async with on_stage(qapp, tmp_path) as stage:
            await library(stage)
            await stage.post(forged(stage.desk))
            await stage.post(unreadable())
            for view in View:
                await stage.show(view)
                rows = stage.table.rowCount()
                for column in stage.table.columns:
                    await _sorted_by(stage, column.key, rows)

    run(qapp, story)


async def _sorted_by(stage: Stage, key: str, rows: int) -> None:
    value = _VALUES.get((stage.page.view, key))
    if stage.rows.header.isSectionHidden(stage.place_of_column(key)):
        stage.rows.header.show_column(stage.place_of_column(key), shown=True)
    await stage.bring_column(key)
    for _ in range(2):
        before = stage.page.query.sort
        stage.click_header(key)
        assert stage.page.query.sort != before
        await stage.until(lambda: stage.page.finder.search.whole)
        await stage.until(lambda: None not in stage.texts(key))
        assert stage.table.rowCount() == rows
        if value is not None:
            shown = [value(stage.table.row_at(place)) for place in range(rows)]
            present = [each for each in shown if each is not None]
            assert present == sorted(present, reverse=stage.page.query.sort.descending)
    stage.page.sort_by(stage.page._first_sort)
    await stage.until(lambda: stage.page.finder.search.whole)


_VALUES: dict[tuple[View, str], Callable[[Any], Any]] = {
    (View.RECORDS, "time"): lambda row: row.created_at,
    (View.RECORDS, "category"): lambda row: row.category.lower(),
    (View.RECORDS, "event"): lambda row: row.event_name.lower(),
    (View.RECORDS, "channel"): lambda row: row.channel_id.lower(),
    (View.RECORDS, "model"): lambda row: row.model.lower(),
    (View.RECORDS, "state"): lambda row: row.state,
    (View.RECORDS, "attempts"): lambda row: row.attempts,
    (View.RECORDS, "duration"): lambda row: row.duration_ms,
    (View.DELIVERIES, "size"): lambda row: row.size,
    (View.DELIVERIES, "answer"): lambda row: row.status,
    (View.DELIVERIES, "outcome"): lambda row: row.outcome,
    (View.DELIVERIES, "took"): lambda row: row.duration_ms,
    (View.DELIVERIES, "sent"): lambda row: row.skew_ms,
    (View.CALLBACKS, "due"): lambda row: row.callback.deadline,
    (View.CALLBACKS, "attempts"): lambda row: row.callback.attempts,
    (View.CALLBACKS, "answer"): lambda row: row.callback.answered,
    (View.CALLBACKS, "duration"): lambda row: row.callback.duration_ms,
    (View.CALLBACKS, "why"): lambda row: row.callback.reason,
}


def test_three_thousand_records_are_scrolled_to_the_end_and_the_middle(qapp, tmp_path):
    async def story() -> None:
        await stock(tmp_path, (stocked(n) for n in range(1, 3001)))
        async with on_stage(qapp, tmp_path) as stage:
            await stage.until_is(stage.table.rowCount, 3000)
            await stage.until(lambda: stage.cell(0, "title") == "Stock 3000")
            bar = stage.rows.verticalScrollBar()
            stage.scroll_to(bar.maximum())
            assert stage.table.id_at(2999) == 1
            await stage.until_is(lambda: stage.cell(2999, "title"), "Stock 0001")
            first, last = stage.rows.places_in_view()
            assert last == 2999
            await stage.until(lambda: None not in _titles_between(stage, first, last))
            stage.scroll_to(1500 * 30)
            first, last = stage.rows.places_in_view()
            assert first == 1500
            wanted = [f"Stock {3000 - place:04}" for place in range(first, last + 1)]
            await stage.until_is(lambda: _titles_between(stage, first, last), wanted)
            in_view = last - first + 1
            await stage.until(lambda: not stage.page.finder.reader._reading)
            assert len(list(stage.table.known_lines())) <= 3 * (in_view + 2 * 120)
            assert stage.table.line_at(800) is None

    run(qapp, story)


def _titles_between(stage: Stage, first: int, last: int) -> list[str | None]:
    return [stage.cell(place, "title") for place in range(first, last + 1)]


def test_columns_are_moved_resized_and_hidden_and_are_so_in_the_next_window(qapp, tmp_path):
    async def story() -> None:
        async with on_stage(qapp, tmp_path) as stage:
            await library(stage)
            stage.drag_header("category", to="time")
            stage.choose_column("Event", beside="title")
            stage.choose_column("Attempts", beside="title")
            stage.drag_edge("category", by=25)
            header = stage.rows.header
            width = header.sectionSize(stage.place_of_column("category"))
            sections = [(each.key, each.shown) for each in header.sections()]
            assert sections[0] == ("category", True)
            assert ("event", False) in sections
            assert ("attempts", True) in sections
        async with on_stage(qapp, tmp_path) as stage:
            header = stage.rows.header
            assert [(each.key, each.shown) for each in header.sections()] == sections
            assert header.sectionSize(stage.place_of_column("category")) == width
            await stage.until_is(lambda: stage.texts("attempts"), ["2", "1", "1", "1"])
            stage.choose_column("Reset the columns", beside="category")
            assert header.sections()[0].key == "time"
            assert stage.rows.header.isSectionHidden(stage.place_of_column("attempts"))

    run(qapp, story)
