"""Times the real window over a database of a million records: `python -m tests.bench.window`.

Prints each figure beside what it must be, and writes all samples as JSON. The database is only
looked at, but for the figure of the window that owns it, which may note overdue callbacks.
"""

import argparse
import asyncio
import os
import sys
import tempfile
from collections.abc import Sequence
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import Any

import msgspec

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from rivermon import __version__
from rivermon.chosen import Chosen
from rivermon.core.feed import ChangeFeed
from rivermon.core.listing import View
from rivermon.moving_in import look_on
from rivermon.settings import Settings
from rivermon.ui.appearance import Appearance
from rivermon.ui.application import run_window
from rivermon.ui.main_window import MainWindow
from rivermon.ui.theme import SchemeChoice
from tests.bench.figures import COUNT, MB, Figure, Judged, Sample, figure, offenders, plain, table
from tests.bench.filtering import Answered, filtered, sorted_by_all
from tests.bench.filters import JSON_TERMS, filters
from tests.bench.json_terms import LookedInto, looked_into
from tests.bench.machine import described, file_backed_mb, peak_mb, read_once, resident_mb
from tests.bench.opening import opened, qt_loaded_ms
from tests.bench.paint_watch import PaintWatch, all_known
from tests.bench.scrolling import scrolled
from tests.bench.search_watch import SearchWatch
from tests.bench.stall_watch import StallWatch

DATABASE = Path("build/million/rivermon.db")
REPORT = Path("build/bench/window.json")
OPENS_MS, SCROLLS_MS, FILTERS_MS, JSON_MS, MEMORY_MB = 1000, 50, 100, 300, 300
_OPENINGS = 20


def openings(database: Path) -> list[Figure]:
    """How long a window takes to open, in processes of their own."""
    figures = [figure("Python and Qt alone, loaded", [qt_loaded_ms() for _ in range(_OPENINGS)])]
    for watching, who in ((True, "watches"), (False, "owns the database")):
        made = [opened(database, watching=watching) for _ in range(_OPENINGS)]
        whole, inside = (
            figure(f"opens, {who}, {since}", amounts, must=OPENS_MS, judged=Judged.MEDIAN)
            for since, amounts in (
                ("from the process's start", [each.from_start_ms for each in made]),
                ("from an imported program on", [each.from_move_in_ms for each in made]),
            )
        )
        memory = figure(
            f"memory when open, {who}",
            [each.resident_mb for each in made],
            unit=MB,
            must=MEMORY_MB,
            judged=Judged.WORST,
        )
        figures += [whole, inside, memory]
    return figures


class Bench:
    """One window, and what is measured on it, phase by phase."""

    def __init__(self, window: MainWindow, database: Path) -> None:
        self.figures: list[Figure] = []
        self._window = window
        self._database = database
        self._watch = PaintWatch(window)
        self._stalls = StallWatch(window)
        self._searches = {view: SearchWatch(self._watch, window.views.of(view)) for view in View}
        self._memory: list[Sample] = []
        self._stalled: list[Sample] = []

    async def measure(self) -> None:
        """Everything that one window can show of itself."""
        page = self._window.views.page
        await self._watch.until(lambda: self._watch.rows_painted and all_known(page), "a page")
        self._note("opened")
        for view in View:
            await self._show(view)
        await self._scroll()
        await self._filter()
        await self._sort()
        await self._look_into_json()
        self._add("memory after each phase", self._memory, MEMORY_MB, unit=MB, judged=Judged.WORST)
        peak = figure("memory, the most there ever was", [peak_mb()], unit=MB, must=MEMORY_MB)
        files = figure("  now of it libraries and other files", [file_backed_mb()], unit=MB)
        self.figures += [peak, files]
        self._add("longest stall of the loop in each phase", self._stalled)

    async def _show(self, view: View) -> None:
        page = self._window.views.of(view)
        self._window.show_view(view)
        if not all_known(page):
            await self._watch.until(lambda: all_known(page), f"{view}, first time")
        while not page.finder.search.whole:
            await self._watch.until(lambda: page.finder.search.whole, f"{view}, all ids")
        self._note(f"{view} open")

    async def _scroll(self) -> None:
        for view in View:
            await self._show(view)
            for hastily, how in ((False, "in peace"), (True, "in haste")):
                samples = await scrolled(self._watch, self._page, hastily=hastily)
                self._add(f"scroll anywhere, {how}, {view}", samples, SCROLLS_MS)
            self._note(f"{view} scrolled")

    async def _filter(self) -> None:
        texts, answers = filters(self._database), []
        for view in View:
            await self._show(view)
            answers.append(await filtered(self._searches[view], self._box, texts))
            self._note(f"{view} filtered")
        self._report("filter", answers)

    async def _sort(self) -> None:
        answers = []
        for view in View:
            await self._show(view)
            answers.append(await sorted_by_all(self._searches[view]))
            self._note(f"{view} sorted")
        self._report("sort", answers)

    async def _look_into_json(self) -> None:
        found = LookedInto([], [], [], [], [])
        for view in View:
            await self._show(view)
            search = self._searches[view]
            made = await looked_into(search, self._watch, self._window, JSON_TERMS)
            for samples, more in zip(found, made, strict=True):
                samples.extend(more)
            self._note(f"{view} looked into")
        self._add("JSON term, first rows", found.first, JSON_MS)
        self._add("JSON term, all", found.whole)
        self._add("JSON term, steps shown", found.steps, unit=COUNT)
        self._add("JSON term cancelled, said so", found.stopped)
        self._add("JSON term cancelled, thread free", found.free)

    @property
    def _page(self) -> Any:
        return self._window.views.page

    @property
    def _box(self) -> Any:
        return self._window.filter_bar.box

    def _report(self, what: str, answers: Sequence[Answered]) -> None:
        for view, answered in zip(View, answers, strict=True):
            self._add(f"{what}, first page, {view}", answered.first, FILTERS_MS)
        for name, part in (("first page, in haste", 1), ("all", 2)):
            samples = [sample for answered in answers for sample in answered[part]]
            self._add(f"{what}, {name}", samples, FILTERS_MS if part == 1 else None)

    def _add(
        self, name: str, samples: Sequence[Sample], must: float | None = None, **more: Any
    ) -> None:
        self.figures.append(Figure(name=name, samples=tuple(samples), must=must, **more))

    def _note(self, phase: str) -> None:
        self._memory.append(Sample(resident_mb(), phase))
        self._stalled.append(Sample(self._stalls.longest_ms(), phase))
        _say(f"{phase}: {resident_mb():.0f} MB")


async def _bench(database: Path, appearance: Appearance) -> list[Figure]:
    stop = asyncio.Event()
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        window = await look_on(
            stack,
            Chosen(Settings(db=str(database)), None),
            ChangeFeed(),
            appearance,
            stop,
            memory_file=folder / "window.ini",
        )
        bench = Bench(window, database)
        window.show()
        await bench.measure()
        return bench.figures


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def _main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.window", description=__doc__)
    parser.add_argument("path", type=Path, nargs="?", default=DATABASE)
    parser.add_argument("--json", type=Path, default=REPORT)
    given = parser.parse_args()
    if not given.path.is_file():
        parser.error(f"there is no {given.path}: `make fixture-million` makes it")
    began = perf_counter()
    _say(f"reading {given.path} once, so that the disk is not what is measured")
    read_once(given.path)
    figures = openings(given.path)
    measured = run_window(
        lambda appearance: _with_machine(given.path, appearance),
        version=__version__,
        choice=SchemeChoice.LIGHT,
    )
    machine, more = measured
    figures += more
    _say("\n".join(f"{name}: {words}" for name, words in machine.items()))
    _say(f"\n{table(figures)}\n\n{offenders(figures)}\n\nin {perf_counter() - began:.0f} s")
    report = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": machine,
        "figures": [plain(each) for each in figures],
    }
    given.json.parent.mkdir(parents=True, exist_ok=True)
    given.json.write_bytes(msgspec.json.format(msgspec.json.encode(report), indent=1))
    _say(f"written to {given.json}")


async def _with_machine(
    database: Path, appearance: Appearance
) -> tuple[dict[str, str], list[Figure]]:
    return described(), await _bench(database, appearance)


if __name__ == "__main__":
    _main()
