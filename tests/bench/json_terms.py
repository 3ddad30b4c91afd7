"""Filters that look into JSON: their first rows, all of them, and how soon a search is stopped.

The search is cancelled with the button beside its progress, as the operator would.
"""

from collections.abc import Sequence
from functools import partial
from time import perf_counter
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from rivermon.ui.main_window import MainWindow
from tests.bench.allowance import within
from tests.bench.figures import Sample
from tests.bench.paint_watch import PaintWatch
from tests.bench.search_watch import SearchWatch

_ALLOWED_S, _ALL_S, _ENOUGH_S = 12.0, 30.0, 0.2


class LookedInto(NamedTuple):
    """What was measured: milliseconds, and how many pieces each answer came in."""

    first: list[Sample]
    whole: list[Sample]
    steps: list[Sample]
    stopped: list[Sample]
    free: list[Sample]


async def looked_into(
    search: SearchWatch, watch: PaintWatch, window: MainWindow, texts: Sequence[str]
) -> LookedInto:
    """Ask one view for each filter, the first one to its end; and once more, to be cancelled."""
    found = LookedInto([], [], [], [], [])
    view, box = search.page.view, window.filter_bar.box
    for text in within(_ALLOWED_S, texts):
        ask, what = partial(box.set_text_now, text), f"{view}: {text}"
        shown = await search.ask(
            ask, what, a_page=False, whole_s=_ALL_S if text == texts[0] else _ENOUGH_S
        )
        what = f"{what}  ({shown.found:,} rows)"
        if shown.found:
            found.first.append(Sample(shown.first_ms, what))
        if shown.whole_ms is not None:
            found.whole.append(Sample(shown.whole_ms, what))
            found.steps.append(Sample(shown.steps, what))
        await search.ask(partial(box.set_text_now, ""), f"{view}: everything")
    for text in within(_ALLOWED_S / 2, texts):
        stopped = await _cancelled(search, watch, window, text)
        if stopped is not None:
            found.stopped.append(Sample(stopped[0], f"{view}: {text}"))
            found.free.append(Sample(stopped[1], f"{view}: {text}"))
        await search.ask(partial(box.set_text_now, ""), f"{view}: everything")
    return found


async def _cancelled(
    search: SearchWatch, watch: PaintWatch, window: MainWindow, text: str
) -> tuple[float, float] | None:
    """Begin, cancel as soon as that is offered, and wait for the words and for the thread.

    Returns:
        Milliseconds until it says so, and until the thread that searches is free for another
        search; None when all was found before anything was offered.
    """
    progress, running = window.filter_bar.progress, search.page.finder.search
    button = next(each for each in progress.findChildren(QPushButton) if "ancel" in each.text())
    window.filter_bar.box.set_text_now(text)
    await watch.until(lambda: button.isVisible() or not running.running, f"cancel {text}")
    if not running.running:
        return None
    began = perf_counter()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    painted = await watch.until(lambda: not running.running, f"stopped {text}")
    await search.is_free()
    return (painted - began) * 1000, (perf_counter() - began) * 1000
