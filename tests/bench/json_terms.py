"""Filters that look into JSON: their first rows, all of them, and how soon a search is stopped.

The search is cancelled with the button beside its progress, as the operator would.
"""

import asyncio
from collections.abc import Callable, Sequence
from time import perf_counter
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from rivermon.store.ledger import SqliteLedger
from rivermon.ui.main_window import MainWindow
from tests.bench.allowance import within
from tests.bench.figures import Sample
from tests.bench.paint_watch import PaintWatch
from tests.bench.search_watch import SearchWatch

_PATIENCE_S = 10.0
_ALLOWED_S = 14.0


class LookedInto(NamedTuple):
    """What was measured: milliseconds, and how many pieces each answer came in."""

    first: list[Sample]
    whole: list[Sample]
    steps: list[Sample]
    stopped: list[Sample]
    free: list[Sample]


class Cancelling(NamedTuple):
    """What it takes to cancel: the window, a watch on it, and the ledger that it searches."""

    window: MainWindow
    watch: PaintWatch
    ledger: SqliteLedger


async def looked_into(
    search: SearchWatch, cancelling: Cancelling, texts: Sequence[str]
) -> LookedInto:
    """Ask one view for each filter, to its end; and once more, to be cancelled."""
    found = LookedInto([], [], [], [], [])
    view = search.page.view
    for text in within(_ALLOWED_S, texts):
        what = f"{view}: {text}"
        ask = _typed(cancelling.window, text)
        shown = await search.ask(ask, what, a_page=False)
        what = f"{what}  ({shown.found:,} rows)"
        found.first.append(Sample(shown.first_ms, what))
        if shown.whole_ms is not None:
            found.whole.append(Sample(shown.whole_ms, what))
        found.steps.append(Sample(shown.steps, what))
        await search.ask(_typed(cancelling.window, ""), f"{view}: everything")
    for text in within(_ALLOWED_S / 2, texts):
        stopped = await _cancelled(cancelling, text)
        if stopped is not None:
            found.stopped.append(Sample(stopped[0], f"{view}: {text}"))
            found.free.append(Sample(stopped[1], f"{view}: {text}"))
        await search.ask(_typed(cancelling.window, ""), f"{view}: everything")
    return found


def _typed(window: MainWindow, text: str) -> Callable[[], None]:
    return lambda: window.filter_bar.box.set_text_now(text)


async def _cancelled(cancelling: Cancelling, text: str) -> tuple[float, float] | None:
    """Begin, cancel as soon as that is offered, and wait for the words and for the thread.

    Returns:
        Milliseconds until it says so, and until the thread that searches is free for another
        search; None when all was found before anything was offered.
    """
    window, watch, ledger = cancelling
    progress, page = window.filter_bar.progress, window.views.page
    button = next(each for each in progress.findChildren(QPushButton) if "ancel" in each.text())
    window.filter_bar.box.set_text_now(text)
    await watch.until(
        lambda: button.isVisible() or (page.finder.search.whole and not page.finder.search.running),
        f"cancel {text}",
    )
    if not page.finder.search.running:
        return None
    began = perf_counter()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    painted = await watch.until(lambda: not page.finder.search.running, f"stopped {text}")
    async with asyncio.timeout(_PATIENCE_S):
        while ledger._searching._open:  # noqa: ASYNC110 - nothing tells that a thread is free
            await asyncio.sleep(0)
    return (painted - began) * 1000, (perf_counter() - began) * 1000
