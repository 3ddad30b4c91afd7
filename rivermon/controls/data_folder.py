"""Backs the database up, moves it, and goes on with a back-up.

What others write to meanwhile is copied while they do; what must not be open is left to an errand.
Does not know how a file is copied.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from rivermon.controls.batches import nobody_asks
from rivermon.controls.errand import Errands
from rivermon.controls.refused import CannotBeDone
from rivermon.core.backup import Backup
from rivermon.core.ports import Progress
from rivermon.store.backing_up import back_up, brought, number_beyond
from rivermon.store.placing import move, new_place, put_in_place

if TYPE_CHECKING:
    from rivermon.app import House

T = TypeVar("T")
Copied = Callable[[Progress, Callable[[], bool]], T | None]


class DataFolder:
    """What can be done with the database as a whole."""

    def __init__(self, errands: Errands | None) -> None:
        """Leave to `errands` what needs the house closed; None where nobody opens it again."""
        self._errands = errands

    async def back_up(self, house: House, file: Path, progress: Progress) -> Backup:
        """Copy the database to `file` while rivermon goes on."""
        path = house.chosen.settings.database
        return await _beside(lambda tell, wanted: back_up(path, file, tell, wanted), progress)

    async def move(self, house: House, folder: Path) -> None:
        """Have the database in `folder` as soon as the house is closed."""
        chosen, errands = house.chosen, self._whoever_opens_again(house)
        if (won := chosen.overridden.get("db")) is not None:
            raise CannotBeDone(
                f"{won} names the database, and wins over what is set here: name the new place "
                "there, and start rivermon again."
            )
        path = chosen.settings.database
        to = await asyncio.to_thread(new_place, path, folder)

        def errand() -> str:
            move(path, to, lambda: chosen.change(db=str(to)))
            return f"The database is in {to.parent} now."

        errands.ask(errand)

    async def restore(self, house: House, file: Path) -> None:
        """Go on with the back-up in `file` as soon as the house is closed."""
        errands, path = self._whoever_opens_again(house), house.chosen.settings.database
        ready = await _beside(lambda tell, wanted: brought(file, path, tell, wanted), nobody_asks)

        def errand() -> str:
            number_beyond(ready, path)
            aside = put_in_place(ready, path)
            return f"{file.name} is restored. What was there before is kept as {aside.name}."

        errands.ask(errand)

    def _whoever_opens_again(self, house: House) -> Errands:
        if self._errands is None or house.chosen.file is None:
            raise CannotBeDone("This is a demo: its database is gone when it ends.")
        return self._errands


async def _beside(copied: Copied[T], progress: Progress) -> T:
    """Copy in a thread; whoever cancels it is told once the thread has let go of the files."""
    loop, unwanted = asyncio.get_running_loop(), threading.Event()

    def tell(done: int, of: int) -> None:
        loop.call_soon_threadsafe(progress, done, of)

    copying = loop.run_in_executor(None, copied, tell, lambda: not unwanted.is_set())
    try:
        result = await asyncio.shield(copying)
    except asyncio.CancelledError:
        unwanted.set()
        await asyncio.wait([copying])
        raise
    assert result is not None  # noqa: S101 - nobody else ends it
    return result
