"""The hand of the window: keys pressed on real rows, and what a real callback server got of it."""

import asyncio
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QPushButton, QWidget

from rivermon.core.gathering import gathered
from rivermon.core.listing import View
from rivermon.simulator.scripted import Scripted
from rivermon.ui.bulk_sheet import BulkSheet
from rivermon.ui.detail_tab import DetailTab
from rivermon.ui.note_editor import NoteEditor
from rivermon.ui.qt_loop import run
from rivermon.ui.record_tab import RecordTab
from tests.ledger_check import assert_reconciled
from tests.story.story_webhooks import forged, generated, stock, stocked
from tests.story.window_eye import PATIENCE_S
from tests.story.window_on_stage import Stage, on_stage

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def state_of(stage: Stage, row_id: int) -> str | None:
    place = stage.table.place_of(row_id)
    return None if place is None else stage.cell(place, "state")


def said(stage: Stage) -> str:
    return stage.window.status._words.text()


async def at_the_rows(stage: Stage) -> None:
    """Have the keyboard in the table again, after a sheet was closed."""
    stage.window.activateWindow()
    await stage.until(stage.window.isActiveWindow)
    stage.rows.setFocus()


async def sheet(stage: Stage) -> BulkSheet:
    def opened() -> list[BulkSheet]:
        return [each for each in stage.window.findChildren(BulkSheet) if each.isVisible()]

    await stage.until(opened)
    return opened()[0]


async def agree(stage: Stage, words: str) -> BulkSheet:
    """Press the button that begins what the sheet is about, once it can be pressed."""
    of = await sheet(stage)
    await stage.until(lambda: stage.button(words, of).isEnabled(), lambda: texts(of))
    stage.press_button(words, of)
    return of


def texts(of: QWidget) -> list[str]:
    labels = [label.text() for label in of.findChildren(QLabel) if label.isVisible()]
    return [text.replace("(s)", "s") for text in labels if text]


async def leave(stage: Stage, of: BulkSheet) -> None:
    stage.press_button("Close", of)
    await at_the_rows(stage)


def test_ctrl_r_on_a_failed_record_leads_to_a_second_attempt(qapp: QApplication, tmp_path: Path):
    async def story() -> None:
        async with on_stage(qapp, tmp_path) as stage:
            stage.desk.plan("ch-inception", Scripted(status=404), Scripted())
            await stage.send(generated("Inception", stage.desk))
            await stage.until_is(lambda: state_of(stage, 1), "Error")
            stage.click_row(1)
            stage.press(Key.Key_R, CTRL)
            await stage.until_is(lambda: state_of(stage, 1), "Success")
            assert said(stage) == "Sent again: Inception"
            attempts = [taken for taken in stage.desk.latest if taken.channel == "ch-inception"]
            # 404, the error callback that ModelRiver is owed then, and the content after all.
            assert attempts[-1].status == 200
            detail = await stage.house.store.detail(View.RECORDS, 1)
            assert detail is not None
            assert [each.status for each in detail.callbacks[0].attempts] == [404, 200]
        assert_reconciled(tmp_path / "rivermon.db")

    run(qapp, story)


def test_everything_that_failed_is_sent_again_and_cancelled_in_the_middle(qapp, tmp_path):
    async def story() -> None:
        async with on_stage(qapp, tmp_path) as stage:
            number = 450
            for each in range(number):
                stage.desk.plan(f"ch-film-{each}", Scripted(status=404), Scripted())
            await stage.send_at_once(
                [generated(f"Film {each}", stage.desk) for each in range(number)]
            )
            await stage.send(generated("Fine", stage.desk))
            await nothing_owed(stage)
            await stage.filter_by("status:failed")
            await stage.until_is(stage.table.rowCount, number)
            stage.rows.setFocus()
            stage.press(Key.Key_R, CTRL | SHIFT)
            of = await sheet(stage)
            line = f"Send the callbacks of {number} records again?"
            await stage.until(lambda: line in texts(of), lambda: texts(of))
            stop = stage.button("Cancel", of)

            def stop_after_the_first(_act: object, done: int, _of: int) -> None:
                if done:
                    stop.click()

            stage.window.operator.progressed.connect(stop_after_the_first)
            stage.press_button("Send again", of)
            await stage.until(lambda: "Cancelled." in texts(of), lambda: texts(of))
            await nothing_owed(stage)
            left = await how_many_match(stage)
            assert 0 < left < number
            stage.window.operator.progressed.disconnect(stop_after_the_first)
            await leave(stage, of)
            await stage.until_is(stage.table.rowCount, left)
            stage.press(Key.Key_A, CTRL)
            stage.press(Key.Key_R, CTRL)
            of = await agree(stage, "Send again")
            await stage.until(
                lambda: f"{left} callbacks sent again." in texts(of), lambda: texts(of)
            )
            await stage.until_is(stage.table.rowCount, 0)
            assert await how_many_match(stage) == 0
        assert_reconciled(tmp_path / "rivermon.db")

    run(qapp, story)


async def nothing_owed(stage: Stage) -> None:
    """Wait until all that was begun is written, and all that is owed by then was sent."""
    told = asyncio.Event()
    forget = stage.house.feed.subscribe(lambda _: told.set())
    await stage.house.store.check()  # whatever was handed to the writer before is committed
    async with asyncio.timeout(PATIENCE_S):
        while (await stage.house.store.counts()).owed:
            await told.wait()
            told.clear()
    forget()


async def how_many_match(stage: Stage) -> int:
    """How many rows the filter finds, asked of the ledger."""
    return len(await gathered(stage.house.store, stage.page.query))


def test_deleted_records_are_gone_and_the_ledger_reconciles(qapp, tmp_path):
    async def story() -> None:
        await stock(tmp_path, (stocked(number) for number in range(1, 31)))
        async with on_stage(qapp, tmp_path) as stage:
            await stage.until_is(stage.table.rowCount, 30)
            stage.click_row(25)
            for _ in range(4):
                stage.press(Key.Key_Down, SHIFT)
            assert stage.rows.selected_ids == [25, 24, 23, 22, 21]
            detail = stage.window.detail
            await stage.until(lambda: (it := detail.shown) and it.record and it.record.id == 21)
            at = stage.pixel_of(20)
            stage.press(Key.Key_Delete)
            of = await sheet(stage)
            await stage.until(lambda: "Delete 5 records?" in texts(of), lambda: texts(of))
            assert stage.table.rowCount() == 30
            stage.press_button("Delete", of)
            done = "Deleted: 5 records, 5 deliveries, 5 callbacks."
            await stage.until(lambda: done in texts(of), lambda: texts(of))
            await stage.until_is(stage.table.rowCount, 25)
            assert stage.selected() == []
            assert stage.rows.selected_ids == []
            assert "No longer stored" in stage.words_in(detail)
            await stage.until_is(lambda: stage.counts[0], "25")
            await leave(stage, of)
            assert stage.pixel_of(20) <= at
            for view in (View.DELIVERIES, View.CALLBACKS):
                await stage.show(view)
                await stage.until_is(stage.table.rowCount, 25)
            assert_reconciled(tmp_path / "rivermon.db")
        assert_reconciled(tmp_path / "rivermon.db")

    run(qapp, story)


def test_deliveries_without_a_record_can_be_deleted_and_others_stay(qapp, tmp_path):
    async def story() -> None:
        async with on_stage(qapp, tmp_path) as stage:
            await stage.send(generated("Kept", stage.desk))
            assert await stage.post(forged(stage.desk)) == 401
            await stage.show(View.DELIVERIES)
            await stage.until_is(stage.table.rowCount, 2)
            stage.rows.setFocus()
            stage.press(Key.Key_A, CTRL)
            stage.press(Key.Key_Delete)
            of = await agree(stage, "Delete")
            await stage.until(lambda: "Deleted: 1 delivery." in texts(of), lambda: texts(of))
            assert "One delivery stayed: it brought a record." in texts(of)
            await stage.until_is(stage.table.rowCount, 1)
        assert_reconciled(tmp_path / "rivermon.db")

    run(qapp, story)


def test_a_pin_and_a_note_are_seen_and_survive_reopening(qapp, tmp_path):
    async def story() -> None:
        await stock(tmp_path, (stocked(number) for number in range(1, 6)))
        async with on_stage(qapp, tmp_path) as stage:
            await stage.until_is(stage.table.rowCount, 5)
            stage.click_row(3)
            stage.press(Key.Key_P, CTRL)
            await stage.until_is(lambda: said(stage), "Pinned.")
            await stage.until(lambda: "Pinned" in tooltip(stage, 3))
            stage.press(Key.Key_M, CTRL)
            await stage.until(lambda: stage.window.findChildren(NoteEditor))
            text = stage.window.findChildren(NoteEditor)[0].findChild(QPlainTextEdit)
            assert text is not None
            QTest.keyClicks(text, "Look at this one")
            QTest.keyClick(text, Key.Key_Return, CTRL)
            await stage.until(lambda: "There is a note on it." in tooltip(stage, 3))
        async with on_stage(qapp, tmp_path) as stage:
            await stage.until_is(stage.table.rowCount, 5)
            await stage.until(lambda: "Pinned" in tooltip(stage, 3))
            stage.click_row(3)
            await stage.until_is(lambda: stage.open_record, 3)
            stage.window.detail.tabs.open_tab(DetailTab.RECORD)
            tab = stage.window.detail.findChild(RecordTab)
            assert tab is not None
            assert "Look at this one" in stage.words_in(tab)
            stage.click(next(b for b in tab.findChildren(QPushButton) if b.text() == "Unpin"))
            await stage.until(lambda: "Pinned" not in tooltip(stage, 3))
            await stage.until(lambda: "Not pinned" in stage.words_in(tab))

    run(qapp, story)


def tooltip(stage: Stage, row_id: int) -> str:
    place = stage.table.place_of(row_id)
    assert place is not None
    return str(stage.cell(place, "title", Qt.ItemDataRole.ToolTipRole))


def test_a_selection_stays_while_webhooks_come(qapp, tmp_path):
    async def story() -> None:
        await stock(tmp_path, (stocked(number) for number in range(1, 201)))
        async with on_stage(qapp, tmp_path) as stage:
            await stage.until_is(stage.table.rowCount, 200)
            stage.scroll_to(611)
            row_id = stage.table.id_at(26)
            await stage.until(lambda: stage.table.line_of(row_id))
            stage.click_row(row_id)
            for _ in range(3):
                stage.press(Key.Key_Down, SHIFT)
            chosen = stage.rows.selected_ids
            heights = [stage.pixel_of(each) for each in chosen]
            await stage.send_at_once([generated(f"New {n}", stage.desk) for n in range(100)])
            await stage.until_is(lambda: stage.pill, "100 new")
            assert stage.rows.selected_ids == chosen == stage.selected()
            assert [stage.pixel_of(each) for each in chosen] == heights

    run(qapp, story)


def test_a_replayed_delivery_is_marked_and_not_counted_as_received(qapp, tmp_path):
    async def story() -> None:
        async with on_stage(qapp, tmp_path) as stage:
            await stage.send(generated("Inception", stage.desk))
            await stage.until_is(lambda: state_of(stage, 1), "Success")
            await stage.show(View.DELIVERIES)
            await stage.until_is(stage.table.rowCount, 1)
            stage.rows.setFocus()
            stage.press(Key.Key_Home)
            stage.press(Key.Key_Y, CTRL)
            await stage.until(lambda: "was taken in again as delivery 2" in said(stage))
            await stage.until_is(stage.table.rowCount, 2)
            losses = await stage.house.store.losses()
            assert (losses.received, losses.replays) == (1, 1)
        assert_reconciled(tmp_path / "rivermon.db")

    run(qapp, story)
