"""Whatever came in is found: typed, completed, kept under a name, and followed as it comes."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from rivermon.core.listing import View
from rivermon.ui.filter_name_dialog import FilterNameDialog
from rivermon.ui.qt_loop import run
from tests.story.library import library
from tests.story.story_webhooks import completed, forged, generated, unreadable
from tests.story.window_on_stage import Stage, on_stage

_RECORDS = [
    ("inception", ["Inception"]),
    ("heist dreams", ["Inception"]),
    ("dream", ["Inception"]),
    ('"inside dreams"', ["Inception"]),
    ('"dreams inside"', []),
    ("billing", ["Refund"]),
    ("recipe", ["Bread"]),
    ("ice-9", ["Glacier"]),
    ("user_7", ["Refund"]),
    ("anthropic", ["Bread"]),
    ("event:movie", ["Inception"]),
    ("event:movie,recipe", ["Bread", "Inception"]),
    ("-event:movie", ["Bread", "Glacier", "Refund"]),
    ("category:food", ["Bread"]),
    ("category:fo*", ["Bread"]),
    ("channel:ice-9", ["Glacier"]),
    ("model:claude*", ["Bread"]),
    ("provider:openai", ["Glacier", "Inception", "Refund"]),
    ("status:failed", ["Bread"]),
    ("callback:success", ["Glacier", "Inception", "Refund"]),
    ("attempts:>1", ["Glacier"]),
    ("attempts:1", ["Bread", "Inception", "Refund"]),
    ("duration:>=0ms", ["Bread", "Glacier", "Inception", "Refund"]),
    ("duration:>4m", []),
    ("age:<1h", ["Bread", "Glacier", "Inception", "Refund"]),
    ("age:>1h", []),
    ("size:>10k", ["Glacier"]),
    ("verified:valid", ["Bread", "Glacier", "Inception", "Refund"]),
    ("customer.user_id:user_7", ["Refund"]),
    ("data.year:1995", ["Glacier"]),
    ("data.year:>1994", ["Glacier"]),
    ("data.title:B*", ["Bread"]),
    ("event:movie OR category:food", ["Bread", "Inception"]),
    ("(event:movie OR event:letter) -billing", ["Inception"]),
]

_DELIVERIES = [
    ("verified:invalid", ["Rejected"]),
    ("verified:valid", ["Duplicate", "Invalid", "Kept", "Recorded"]),
    ("verified:raw-body", ["Duplicate", "Invalid", "Kept", "Recorded"]),
    ("status:failed", ["Invalid", "Rejected"]),
    ("status:duplicate", ["Duplicate"]),
    ("status:401", ["Rejected"]),
    ("status:4xx", ["Invalid", "Rejected"]),
    ("type:task.completed", ["Kept"]),
    ("channel:done", ["Kept"]),
    ("size:<30", ["Invalid"]),
    ("configured", ["Rejected"]),
    ("data.title:Once", ["Duplicate", "Recorded"]),
]

_CALLBACKS = [
    ("status:failed", ["Error"]),
    ("status:owed", []),
    ("callback:success", ["Success"] * 4),
    ("bread", ["Error", "Success"]),  # the content, and the notice of its failure
    ("attempts:2", ["Success"]),
    ("status:404", ["Error"]),
    ("event:movie", ["Success"]),
    ("-bread -channel:ch-bread", ["Success"] * 3),
]


async def _found(stage: Stage, typed: str, key: str) -> list[str]:
    """Type a filter; what a column shows then, in alphabetical order."""
    await stage.filter_by(typed)
    await stage.until(lambda: None not in stage.texts(key), lambda: (typed, stage.texts(key)))
    assert stage.reason == "", typed
    found = sorted(map(str, stage.texts(key)))
    total = stage.counts[list(View).index(stage.page.view)]
    await stage.until_is(lambda: stage.matching, f"{len(found)} of {total}")
    return found


async def _clear(stage: Stage) -> None:
    stage.press(Qt.Key.Key_Escape)  # the completions, if any are still offered
    if stage.box.text():
        stage.press(Qt.Key.Key_Escape)
    await stage.until_filtered("")


def test_what_is_typed_finds_just_the_right_records(qapp: QApplication, tmp_path):
    async def story() -> None:
        async with on_stage(qapp, tmp_path) as stage:
            await library(stage)
            await stage.until_is(lambda: stage.counts, ("4", "4", "5"))
            for typed, found in _RECORDS:
                assert (typed, await _found(stage, typed, "title")) == (typed, found)
                await _clear(stage)
                await stage.until_titles("Glacier", "Refund", "Bread", "Inception")
                assert stage.matching == "4"

    run(qapp, story)


def test_what_is_typed_finds_just_the_right_deliveries(qapp, tmp_path):
    async def story() -> None:
        async with on_stage(qapp, tmp_path) as stage:
            once = generated("Once", stage.desk)
            for webhook in (once, once, completed("done"), forged(stage.desk), unreadable()):
                await stage.post(webhook)
            await stage.show(View.DELIVERIES)
            await stage.until_is(lambda: stage.counts[1], "5")
            for typed, outcomes in _DELIVERIES:
                assert (typed, await _found(stage, typed, "outcome")) == (typed, outcomes)

    run(qapp, story)


def test_what_is_typed_finds_just_the_right_callbacks(qapp, tmp_path):
    async def story() -> None:
        async with on_stage(qapp, tmp_path) as stage:
            await library(stage)
            await stage.show(View.CALLBACKS)
            await stage.until_is(lambda: stage.counts[2], "5")
            for typed, states in _CALLBACKS:
                assert (typed, await _found(stage, typed, "state")) == (typed, states)

    run(qapp, story)


@pytest.mark.parametrize(
    ("typed", "word"), [("status:foo", "status"), ("(", "parenthesis"), ("evnt:movie", "event:")]
)
def test_a_bad_filter_says_why_and_keeps_the_last_good_result(qapp, tmp_path, typed, word):
    async def story() -> None:
        async with on_stage(qapp, tmp_path) as stage:
            await library(stage)
            await stage.filter_by("category:film")
            await stage.until_titles("Inception")
            stage.type_filter(typed)
            QTest.keyClick(stage.box, Qt.Key.Key_Return)
            await stage.until(lambda: stage.reason)
            assert word in stage.reason
            assert stage.box.property("bad") is True
            assert stage.titles() == ["Inception"]
            assert stage.matching == "1 of 4"
            stage.type_filter("category:food")
            await stage.until_titles("Bread")
            assert (stage.box.property("bad"), stage.reason) == (False, "")

    run(qapp, story)


def test_nothing_matching_says_so_and_offers_the_way_back(qapp, tmp_path):
    async def story() -> None:
        async with on_stage(qapp, tmp_path) as stage:
            await library(stage)
            await stage.filter_by("event:opera")
            await stage.until(stage.page._note.isVisible)
            assert stage.matching == "0 of 4"
            stage.press_button("Clear the filter", stage.page)
            await stage.until_titles("Glacier", "Refund", "Bread", "Inception")

    run(qapp, story)


def test_fields_and_the_values_that_were_seen_are_offered_and_taken(qapp, tmp_path):
    async def story() -> None:
        async with on_stage(qapp, tmp_path) as stage:
            await library(stage)
            offered = stage.box.completer_list
            stage.type_filter("eve")
            await stage.until_is(lambda: (offered.is_open, offered.choices), (True, ["event:"]))
            QTest.keyClick(stage.box, Qt.Key.Key_Down)
            QTest.keyClick(stage.box, Qt.Key.Key_Tab)
            assert stage.box.text() == "event:"
            events = ["article_written", "letter", "movie", "recipe"]
            await stage.until_is(lambda: (offered.is_open, offered.choices), (True, events))
            QTest.keyClicks(stage.box, "m")
            await stage.until_is(lambda: offered.choices, ["movie"])
            QTest.keyClick(stage.box, Qt.Key.Key_Down)
            QTest.keyClick(stage.box, Qt.Key.Key_Tab)
            assert stage.box.text() == "event:movie "
            assert stage.box.hasFocus()
            await stage.until_titles("Inception")
            assert not offered.is_open
            assert stage.matching == "1 of 4"

    run(qapp, story)


def test_a_saved_filter_is_there_again_and_in_the_next_window(qapp, tmp_path):
    async def story() -> None:
        async with on_stage(qapp, tmp_path) as stage:
            await library(stage)
            await stage.filter_by("category:film")
            _open_saved(stage, "Save this filter…")
            dialog = stage.dialog(FilterNameDialog)
            name = dialog.findChild(QLineEdit)
            assert name is not None
            name.selectAll()
            QTest.keyClicks(name, "Films & more")
            stage.press_button("Save", dialog)
            stage.type_filter("")
            await stage.until_is(stage.table.rowCount, 4)
            _open_saved(stage, "Films && more")
            await stage.until_titles("Inception")
            assert stage.box.text() == "category:film"
        async with on_stage(qapp, tmp_path) as stage:
            await stage.until_is(stage.table.rowCount, 4)
            _open_saved(stage, "Films && more")
            await stage.until_titles("Inception")

    run(qapp, story)


def _open_saved(stage: Stage, entry: str) -> None:
    stage.click(stage.window.filter_bar._bookmark)
    stage.choose(stage.window.filter_bar.saved, entry)


def test_each_view_keeps_its_own_filter(qapp, tmp_path):
    async def story() -> None:
        async with on_stage(qapp, tmp_path) as stage:
            await library(stage)
            await stage.filter_by("event:movie")
            await stage.show(View.DELIVERIES)
            assert stage.box.text() == ""
            await stage.until_is(stage.table.rowCount, 4)
            await stage.filter_by("event:recipe")
            await stage.until_is(lambda: stage.matching, "1 of 4")
            await stage.show(View.RECORDS)
            assert stage.box.text() == "event:movie"
            await stage.until_titles("Inception")
            await stage.until_is(lambda: stage.matching, "1 of 4")
            await stage.show(View.DELIVERIES)
            assert stage.box.text() == "event:recipe"
            await stage.until_is(stage.table.rowCount, 1)

    run(qapp, story)
