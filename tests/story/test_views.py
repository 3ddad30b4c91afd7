"""The three views and what stands in them, in the real window on the real store."""

import re
from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from rivermon.core.listing import View
from rivermon.simulator.callback_desk import CallbackDesk
from rivermon.simulator.scripted import Manner, Scripted
from rivermon.simulator.signed_sample import utc_now
from rivermon.ui.key_list import KeyList
from rivermon.ui.qt_loop import run
from tests.story.served import KEY
from tests.story.story_webhooks import completed, forged, generated, unreadable
from tests.story.window_on_stage import on_stage

_CONTROL = Qt.KeyboardModifier.ControlModifier
_PAUSE = _CONTROL | Qt.KeyboardModifier.ShiftModifier
_TOOLTIP = Qt.ItemDataRole.ToolTipRole


def test_keys_and_the_rail_switch_views_and_the_counts_are_right(qapp: QApplication, tmp_path):
    async def story() -> None:
        async with on_stage(qapp, tmp_path) as stage:
            await stage.send(*(generated(f"Title {n}", stage.desk) for n in range(3)))
            assert await stage.post(forged(stage.desk)) == 401
            await stage.until_is(lambda: stage.counts, ("3", "4", "3"))
            rail = stage.window.rail
            for number, (view, rows) in enumerate(zip(View, (3, 4, 3), strict=True)):
                stage.press(Qt.Key(Qt.Key.Key_1.value + number), _CONTROL)
                assert (stage.page.view, rail.view) == (view, view)
                await stage.until_is(stage.table.rowCount, rows)
            for view in View:
                stage.click(rail._entries[view])
                assert (stage.page.view, rail.view) == (view, view)
                assert stage.page.isVisible()

    run(qapp, story)


def test_deliveries_show_everything_that_came_in_and_why(qapp, tmp_path):
    async def story() -> None:
        async with on_stage(qapp, tmp_path) as stage:
            webhook = generated("Once", stage.desk)
            answers = [await stage.post(each) for each in (webhook, webhook, completed("done"))]
            answers += [await stage.post(each) for each in (forged(stage.desk), unreadable())]
            await stage.show(View.DELIVERIES)
            await stage.until_is(stage.table.rowCount, 5)
            await stage.until(lambda: None not in stage.texts("outcome"))
            right, wrong = "raw-body", "does not match any configured secret"
            columns = map(stage.texts, ("verdict", "signed", "outcome", "answer"))
            assert list(zip(*columns, strict=True)) == [
                ("Valid", right, "Invalid", "400"),
                ("Invalid", wrong, "Rejected", "401"),
                ("Valid", right, "Kept", "200"),
                ("Valid", right, "Duplicate", "200"),
                ("Valid", right, "Recorded", "200"),
            ]
            assert answers == [200, 200, 200, 401, 400]
            assert all(re.fullmatch(r"<1 ms|\d+ ms", str(took)) for took in stage.texts("took"))
            stage.choose_column("Again", beside="time")
            await stage.until_is(lambda: stage.texts("again"), ["", "", "", "", "1"])

    run(qapp, story)


def test_callbacks_show_what_is_owed_and_failed_first_and_a_host_can_be_allowed(qapp, tmp_path):
    async def story() -> None:
        async with CallbackDesk(api_key=KEY) as other, on_stage(qapp, tmp_path) as stage:
            fine, failing, hanging = (
                generated(title, stage.desk) for title in ("Fine", "Failing", "Hanging")
            )
            stage.desk.plan(failing.sample.channel_id, Scripted(status=404), Scripted())
            stage.desk.plan(hanging.sample.channel_id, Scripted(manner=Manner.HANG))
            await stage.send(failing, fine, hanging, generated("Held", other))
            await stage.show(View.CALLBACKS)

            def shown() -> list[tuple[str | None, str]]:
                words = [str(text).split(" ")[0] for text in stage.texts("state")]
                return list(zip(stage.titles(), words, strict=True))

            owed = [("Hanging", "Progress"), ("Held", "Held"), ("Failing", "Error")]
            await stage.until(
                lambda: [row for row in shown() if row[1] != "Success"] == owed, shown
            )
            assert [row[1] for row in shown()[3:]] == ["Success"] * (len(shown()) - 3)
            assert re.fullmatch(r"Progress [0-4]:\d\d", str(stage.cell(0, "state")))
            assert re.fullmatch(r"Held [0-4]:\d\d", str(stage.cell(1, "state")))
            at_first = stage.cell(1, "state")
            await stage.until(lambda: stage.cell(1, "state") != at_first)
            assert stage.texts("action")[:3] == ["", "Allow this host", ""]
            await stage.until_is(lambda: stage.counts[2], "1 owed, 1 held")
            stage.click_cell(1, "action")
            await stage.until(lambda: ("Held", "Success") in shown(), shown)
            await stage.until_is(lambda: shown()[:2], [owed[0], owed[2]])
            assert other.tally.total == 1

    run(qapp, story)


def test_a_paused_view_stands_still_while_everything_is_stored(qapp, tmp_path):
    async def story() -> None:
        async with on_stage(qapp, tmp_path) as stage:
            await stage.send(generated("Before", stage.desk))
            await stage.until_titles("Before")
            stage.press(Qt.Key.Key_P, _PAUSE)
            assert stage.live == "Paused"
            await stage.send(*(generated(f"Later {n}", stage.desk) for n in range(3)))
            await stage.until_is(lambda: stage.counts, ("4", "4", "4"))
            assert stage.titles() == ["Before"]
            stage.press(Qt.Key.Key_P, _PAUSE)
            assert stage.live == "Live"
            await stage.until_titles("Later 2", "Later 1", "Later 0", "Before")

    run(qapp, story)


def test_e_goes_from_failure_to_failure(qapp, tmp_path):
    async def story() -> None:
        async with on_stage(qapp, tmp_path) as stage:
            webhooks = [generated(f"Title {n}", stage.desk) for n in range(8)]
            for n in (1, 4, 6):
                stage.desk.plan(webhooks[n].sample.channel_id, Scripted(status=404), Scripted())
            await stage.send(*webhooks)
            words = ["Error" if n in {1, 4, 6} else "Success" for n in range(7, -1, -1)]
            await stage.until_is(lambda: stage.texts("state"), words)
            stage.rows.setFocus()

            def selected() -> str | None:
                place = stage.table.place_of(stage.rows.selected_id or 0)
                return None if place is None else stage.titles()[place]

            for title in ("Title 6", "Title 4", "Title 1"):
                stage.press(Qt.Key.Key_E)
                await stage.until_is(selected, title)
            stage.press(Qt.Key.Key_E)
            await stage.until_is(stage.window.status._words.text, "No further failure.")
            assert selected() == "Title 1"
            for title in ("Title 4", "Title 6"):
                stage.press(Qt.Key.Key_E, Qt.KeyboardModifier.ShiftModifier)
                await stage.until_is(selected, title)
            await stage.until_is(lambda: stage.open_record, stage.rows.selected_id)

    run(qapp, story)


def test_f1_lists_the_keys_and_esc_closes_the_list(qapp, tmp_path):
    async def story() -> None:
        async with on_stage(qapp, tmp_path) as stage:
            stage.press(Qt.Key.Key_F1)
            keys = stage.window.findChild(KeyList)
            assert keys is not None
            await stage.until(keys.isActiveWindow)
            QTest.keyClick(keys, Qt.Key.Key_Escape)
            await stage.until(lambda: not keys.isVisible())

    run(qapp, story)


def test_esc_backs_out_step_by_step(qapp, tmp_path):
    async def story() -> None:
        async with on_stage(qapp, tmp_path) as stage:
            await stage.send_at_once([generated(f"Title {n}", stage.desk) for n in range(60)])
            await stage.until_is(stage.table.rowCount, 60)
            await stage.filter_by("category:news")
            stage.rows.setFocus()
            stage.scroll_to(300)
            selected = stage.table.id_at(15)
            stage.click_row(selected)
            stage.press(Qt.Key.Key_P, _PAUSE)
            assert (stage.live, stage.rows.selected_id) == ("Paused", selected)
            stage.press(Qt.Key.Key_Escape)
            assert (stage.live, stage.rows.selected_id) == ("Holding", selected)
            stage.press(Qt.Key.Key_Escape)
            assert (stage.live, stage.rows.selected_id) == ("Holding", None)
            assert stage.rows.verticalScrollBar().value() == 300
            stage.press(Qt.Key.Key_Escape)
            assert (stage.live, stage.box.text()) == ("Live", "category:news")
            assert stage.rows.verticalScrollBar().value() == 0
            stage.press(Qt.Key.Key_Escape)
            assert stage.box.text() == ""
            await stage.until_filtered("")

    run(qapp, story)


def test_a_time_says_utc_and_how_long_ago_it_was(qapp, tmp_path):
    async def story() -> None:
        async with on_stage(qapp, tmp_path) as stage:
            await stage.send(generated("Now", stage.desk))
            await stage.until_titles("Now")
            for view in View:
                await stage.show(view)
                await stage.until(lambda: stage.texts("time") not in ([], [None]))
                assert re.fullmatch(r"\d\d:\d\d:\d\d\.\d{3}", str(stage.cell(0, "time")))
                tooltip = str(stage.cell(0, "time", _TOOLTIP))
                assert re.search(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} UTC", tooltip)
                assert re.search(r"just now|\d+ s ago", tooltip)

    run(qapp, story)


def test_the_sent_column_shows_modelrivers_timestamp_with_the_skew(qapp, tmp_path):
    async def story() -> None:
        async with on_stage(qapp, tmp_path) as stage:
            sent = utc_now() - timedelta(seconds=12)
            await stage.send(
                generated("Late", stage.desk, sent_at=sent),
                generated("Early", stage.desk, sent_at=sent + timedelta(minutes=3)),
            )
            await stage.show(View.DELIVERIES)
            await stage.until_is(stage.table.rowCount, 2)
            assert stage.rows.header.isSectionHidden(stage.place_of_column("sent"))
            stage.choose_column("Sent", beside="time")
            assert not stage.rows.header.isSectionHidden(stage.place_of_column("sent"))
            await stage.until(lambda: None not in stage.texts("sent"))
            early, late = map(str, stage.texts("sent"))
            at = f"{sent.astimezone():%H:%M:%S.%f}"[:-3]
            assert re.fullmatch(re.escape(at) + r"  \+1[2-9]\.\d s", late)
            assert re.search("  \N{MINUS SIGN}2 min$", early)
            assert "UTC" in str(stage.cell(0, "sent", _TOOLTIP))
            stage.click_header("sent")
            await stage.until(
                lambda: stage.texts("sent") == [late, early], lambda: stage.texts("sent")
            )

    run(qapp, story)


def test_a_view_that_was_never_seen_is_filled_while_paused(qapp, tmp_path):
    async def story() -> None:
        async with on_stage(qapp, tmp_path) as stage:
            await stage.send(generated("Before", stage.desk))
            await stage.until_titles("Before")
            stage.press(Qt.Key.Key_P, _PAUSE)
            stage.press(Qt.Key.Key_2, _CONTROL)
            await stage.until_is(stage.table.rowCount, 1)
            await stage.until(stage.rows.isVisible)
            await stage.send(generated("Later", stage.desk))
            await stage.until_is(lambda: stage.counts, ("2", "2", "2"))
            assert stage.table.rowCount() == 1
            stage.press(Qt.Key.Key_P, _PAUSE)
            await stage.until_is(stage.table.rowCount, 2)

    run(qapp, story)
