"""Scrolls to places far apart, and times until every row in view is painted with its text.

In peace a jump waits until the rows around the last place are read as well; in haste the next one
follows as soon as the last is painted, as when the scroll bar is dragged.
"""

import asyncio
import random
from collections.abc import Sequence
from time import perf_counter

from rivermon.ui.view_page import ViewPage
from tests.bench.allowance import within
from tests.bench.figures import Sample
from tests.bench.paint_watch import PaintWatch, all_known

_JUMPS = 200
_ALLOWED_S = 4.0
_TURN_S = 0.005
_SEED = 7


async def scrolled(watch: PaintWatch, page: ViewPage, *, hastily: bool) -> Sequence[Sample]:
    """Jump to and fro in one view."""
    bar = page.rows.verticalScrollBar()
    rng = random.Random(f"{_SEED}{page.view}{hastily}")
    samples = []
    for _ in within(_ALLOWED_S, range(_JUMPS)):
        # Nothing tells that the reader is done, and it is not changed for being measured.
        while not hastily and page.finder.reader._reading:  # noqa: ASYNC110 - see above
            await asyncio.sleep(_TURN_S)
        value = rng.randrange(bar.maximum())
        began = perf_counter()
        bar.setValue(value)
        what = f"{page.view}: to pixel {value:,} of {bar.maximum():,}"
        try:
            painted = await watch.until(lambda: watch.rows_painted and all_known(page), what)
        except TimeoutError:
            painted = perf_counter()
        samples.append(Sample((painted - began) * 1000, what))
    page.rows.follow()
    return samples
