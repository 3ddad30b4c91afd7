"""Where moments stand on an axis on which minutes follow milliseconds, and each can be told apart.

Pure: numbers in, numbers out. Does not know what happened, nor how wide the axis is.

The time between two edges that follow each other takes room by its logarithm: what is longer is
never shorter on the axis, and a wait of minutes leaves the milliseconds before it their room.
"""

import itertools
import math
from collections.abc import Sequence

Span = tuple[float, float]
"""A beginning and an end; on the axis from 0 to 1."""

_LEAST = 1.0


def places(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Where spans of time stand on an axis from 0 to 1.

    Args:
        spans: beginnings and ends in milliseconds, in any order; an end is not before its
            beginning.

    Returns:
        The place of each, in the same order. All at one time stand at 0.
    """
    edges = sorted({edge for span in spans for edge in span})
    room = [0.0] if edges else []
    for before, after in itertools.pairwise(edges):
        room.append(room[-1] + _LEAST + math.log1p(after - before))
    whole = max(room[-1:], default=0.0) or 1.0
    at = {edge: place / whole for edge, place in zip(edges, room, strict=True)}
    return tuple((at[begin], at[end]) for begin, end in spans)
