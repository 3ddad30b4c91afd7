"""The counts: what ends with the window begins nothing any more."""

import asyncio

from PySide6.QtWidgets import QApplication

from rivermon.core.feed import RecordChanged, RowsDropped
from rivermon.core.tasks import OwnedTasks
from rivermon.ui.qt_loop import run
from rivermon.ui.tally import Tally
from tests.ui.stand_ins import MemoryLedger, row


def test_counting_that_is_ended_starts_no_timer(qapp: QApplication) -> None:
    async def story() -> None:
        ledger = MemoryLedger()
        ledger.gate = asyncio.Event()
        async with OwnedTasks("window") as tasks:
            tally = Tally(ledger, tasks)
            tally.refresh()
            await asyncio.sleep(0)
        assert not tally._pause.isActive()

    run(qapp, story)


def test_counting_that_came_to_its_end_rests_before_the_next(qapp: QApplication) -> None:
    async def story() -> None:
        async with OwnedTasks("window") as tasks:
            tally = Tally(MemoryLedger(), tasks)
            counted = asyncio.Event()
            tally.changed.connect(counted.set)
            tally.refresh()
            await counted.wait()
            assert tally._pause.isActive()

    run(qapp, story)


def test_dropped_rows_are_counted_again(qapp: QApplication) -> None:
    async def story() -> None:
        ledger = MemoryLedger([row(1), row(2)])
        async with OwnedTasks("window") as tasks:
            tally = Tally(ledger, tasks)
            counted = asyncio.Event()
            tally.changed.connect(counted.set)
            tally.take((RowsDropped(records=(3,)),))
            await counted.wait()
            assert tally.counts.records == 2

    run(qapp, story)


def test_a_record_that_is_only_marked_is_not_counted_again(qapp: QApplication) -> None:
    async def story() -> None:
        async with OwnedTasks("window") as tasks:
            tally = Tally(MemoryLedger(), tasks)
            tally.take((RecordChanged(row(1, pinned=True)),))
            assert not tally._asking

    run(qapp, story)
