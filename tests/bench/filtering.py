"""Puts one filter after the other in the box, and times what each shows.

Each filter is asked for twice: once nobody goes on before all is found; the second time, in
another order, the next one is typed as soon as the first page is there.
"""

import random
from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from rivermon.core.listing import FIRST_SORT
from rivermon.ui.filter_box import FilterBox
from rivermon.ui.view_page import ViewPage
from tests.bench.allowance import within
from tests.bench.figures import Sample
from tests.bench.search_watch import SearchWatch

_PEACE_S, _HASTE_S, _SORTS_S = 30.0, 4.0, 10.0
_SEED = 7


class Answered(NamedTuple):
    """What was measured of one view: the first page in peace and in haste, and all of it."""

    first: list[Sample]
    hasty: list[Sample]
    whole: list[Sample]


async def filtered(search: SearchWatch, box: FilterBox, texts: Sequence[str]) -> Answered:
    """Ask one view for each filter."""
    answered = Answered([], [], [])
    view = search.page.view
    for text in within(_PEACE_S, texts):
        shown = await search.ask(partial(box.set_text_now, text), f"{view}: {text}")
        what = f"{view}: {text}  ({shown.found:,} rows)"
        answered.first.append(Sample(shown.first_ms, what))
        if shown.whole_ms is not None:
            answered.whole.append(Sample(shown.whole_ms, what))
    # The last one is the slowest, and would be measured in whatever comes after it.
    hastily = random.Random(_SEED).sample(texts[:-1], len(texts) - 1)
    before = text
    for text in within(_HASTE_S, [text for text in hastily if text != before]):
        what = f"{view}: {text}  (after {before})"
        shown = await search.ask(partial(box.set_text_now, text), what, whole_s=0)
        answered.hasty.append(Sample(shown.first_ms, what))
        before = text
    await search.ask(lambda: box.set_text_now(""), f"{view}: everything")
    return answered


async def sorted_by_all(search: SearchWatch) -> Answered:
    """Click each column's header of one view until the order is the first one again.

    The second click follows when all is found, the third as soon as the first page is there.
    """
    answered = Answered([], [], [])
    page = search.page
    for place, column in within(_SORTS_S, list(enumerate(page.table.columns))):
        for click in (1, 2, 3):
            what = f"{page.view}: header {column.key}, click {click}"
            shown = await search.ask(
                partial(_click, page, place), what, whole_s=0 if click == 2 else 3
            )
            to = answered.hasty if click == 3 else answered.first
            to.append(Sample(shown.first_ms, what))
            if shown.whole_ms is not None:
                answered.whole.append(Sample(shown.whole_ms, what))
            if page.query.sort == FIRST_SORT[page.view]:
                break
    return answered


def _click(page: ViewPage, place: int) -> None:
    header = page.rows.header
    if header.isSectionHidden(place):
        header.sectionClicked.emit(place)
        return
    middle = header.sectionViewportPosition(place) + header.sectionSize(place) // 2
    at = QPoint(middle, header.height() // 2)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)
