"""An errand is done between closing and opening, and whoever ends rivermon meanwhile is heard."""

import asyncio

from rivermon.controls.errand import Errands, Outcome
from rivermon.core.ports import RivermonError


async def test_what_was_asked_for_is_done_once_and_the_house_may_open_again() -> None:
    stop = asyncio.Event()
    errands = Errands(stop)
    errands.ask(lambda: "moved")
    assert stop.is_set()
    errands.closing()
    assert await errands.run() == Outcome("moved", done=True)
    assert not stop.is_set()
    assert await errands.run() is None


async def test_who_ends_rivermon_while_the_house_closes_is_heard() -> None:
    stop = asyncio.Event()
    errands = Errands(stop)
    errands.ask(lambda: "moved")
    errands.closing()
    stop.set()
    assert await errands.run() == Outcome("moved", done=True)
    assert stop.is_set()


async def test_without_an_errand_the_end_stays_the_end() -> None:
    stop = asyncio.Event()
    errands = Errands(stop)
    stop.set()
    errands.closing()
    assert stop.is_set()
    assert await errands.run() is None


async def test_one_that_fails_is_told_in_its_words() -> None:
    def fails() -> str:
        raise RivermonError("It cannot be moved.")

    errands = Errands(asyncio.Event())
    errands.ask(fails)
    assert await errands.run() == Outcome("It cannot be moved.", done=False)
