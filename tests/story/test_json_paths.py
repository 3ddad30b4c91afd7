"""Whatever stands in the JSON: columns for it, and searches that take long and can be ended."""

from PySide6.QtCore import QLocale
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from rivermon.store import windows
from rivermon.ui.path_dialog import PathDialog
from rivermon.ui.qt_loop import run
from tests.story.story_webhooks import generated, stock, stocked
from tests.story.window_on_stage import Stage, on_stage


def _of_all(found: int) -> str:
    return f"{QLocale().toString(found)} of {QLocale().toString(3000)}"


def _add_path(stage: Stage, path: str) -> None:
    stage.choose_column("Add a column for a JSON path…", beside="title")
    dialog = stage.dialog(PathDialog)
    line = dialog.findChild(QLineEdit)
    assert line is not None
    QTest.keyClicks(line, path)
    stage.press_button("Add column", dialog)


def test_a_column_for_a_json_path_has_its_values_sorts_and_is_remembered(
    qapp: QApplication, tmp_path
):
    async def story() -> None:
        async with on_stage(qapp, tmp_path) as stage:
            for title, year in (("Beta", 30), ("Alpha", 4), ("Gamma", 200)):
                await stage.send(generated(title, stage.desk, year=year))
            await stage.until_titles("Gamma", "Alpha", "Beta")
            _add_path(stage, "data.title")
            _add_path(stage, "data.year")
            titled, years = "json:data.title", "json:data.year"
            await stage.until_is(lambda: stage.texts(titled), ["Gamma", "Alpha", "Beta"])
            await stage.until_is(lambda: stage.texts(years), ["200", "4", "30"])
            await stage.send(generated("Delta", stage.desk, year=11))
            await stage.until_is(lambda: stage.texts(titled), ["Delta", "Gamma", "Alpha", "Beta"])
            await stage.bring_column(titled)
            stage.click_header(titled)
            await stage.until_is(lambda: stage.texts(titled), ["Alpha", "Beta", "Delta", "Gamma"])
            await stage.bring_column(years)
            stage.click_header(years)
            await stage.until_is(lambda: stage.texts(years), ["4", "11", "30", "200"])
            await stage.send(generated("Epsilon", stage.desk, year=12))
            await stage.until_is(lambda: stage.texts(years), ["4", "11", "12", "30", "200"])
        async with on_stage(qapp, tmp_path) as stage:
            await stage.until_is(lambda: stage.texts(years), ["4", "11", "12", "30", "200"])
            assert not stage.rows.header.isSectionHidden(stage.place_of_column(titled))

    run(qapp, story)


def test_a_json_path_is_looked_for_among_three_thousand(qapp, tmp_path):
    async def story() -> None:
        await stock(tmp_path, (stocked(n) for n in range(1, 3001)))
        async with on_stage(qapp, tmp_path) as stage:
            await stage.until_is(stage.table.rowCount, 3000)
            await stage.filter_by("data.number:>2990")
            await stage.until_titles(*(f"Stock {n}" for n in range(3000, 2990, -1)))
            await stage.until_is(lambda: stage.matching, _of_all(10))
            await stage.filter_by("data.number:1")
            await stage.until_titles("Stock 0001")
            assert not stage.window.filter_bar.progress.isVisible()

    run(qapp, story)


def test_a_long_search_shows_its_progress_is_cancelled_and_goes_on(qapp, tmp_path, monkeypatch):
    # A step looks at one record, so that the search takes three thousand of them.
    monkeypatch.setattr(windows, "_FIRST_WINDOW", 4)
    monkeypatch.setattr(windows, "_LARGEST_WINDOW", 1)

    async def story() -> None:
        await stock(tmp_path, (stocked(n) for n in range(1, 3001)))
        async with on_stage(qapp, tmp_path) as stage:
            await stage.until_is(stage.table.rowCount, 3000)
            progress = stage.window.filter_bar.progress
            stage.type_filter("data.number:>1")
            await stage.until(progress._cancel.isVisible)
            assert progress.words.startswith("Searching… ")
            stage.press_button("Cancel", progress)
            found = stage.table.rowCount()
            assert 0 < found < 900
            assert progress.words == f"Stopped: {found} found so far"
            assert stage.matching == _of_all(found)
            assert not stage.page.finder.search.running
            monkeypatch.setattr(windows, "_LARGEST_WINDOW", 300)
            stage.press_button("Search again", progress)
            await stage.until_is(stage.table.rowCount, 2999)
            await stage.until_is(lambda: stage.matching, _of_all(2999))
            await stage.until(lambda: not progress.isVisible())

    run(qapp, story)


def test_a_search_that_is_cancelled_before_it_found_anything_shows_nothing(
    qapp, tmp_path, monkeypatch
):
    monkeypatch.setattr(windows, "_FIRST_WINDOW", 4)
    monkeypatch.setattr(windows, "_LARGEST_WINDOW", 1)

    async def story() -> None:
        await stock(tmp_path, (stocked(n) for n in range(1, 3001)))
        async with on_stage(qapp, tmp_path) as stage:
            await stage.until_is(stage.table.rowCount, 3000)
            progress = stage.window.filter_bar.progress
            stage.type_filter("data.number:1")
            await stage.until(progress._cancel.isVisible)
            stage.press_button("Cancel", progress)
            # What was shown before is not what was found.
            assert stage.table.rowCount() == 0
            assert progress.words == "Stopped: 0 found so far"
            assert stage.matching == _of_all(0)
            assert stage.rows.isVisible()
            monkeypatch.setattr(windows, "_LARGEST_WINDOW", 300)
            stage.press_button("Search again", progress)
            await stage.until_titles("Stock 0001")

    run(qapp, story)
