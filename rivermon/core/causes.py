"""Puts reasons that differ only in a number or an id together, as one cause.

Pure. Does not know what failed, nor what the reasons say.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

OTHER = "other reasons"
"""What stands for reasons that are not told apart."""

_VARIES = "\N{HORIZONTAL ELLIPSIS}"
_VARYING = re.compile(
    r"""
    (?P<quoted>"[^"]*"|'[^']*')                             # what somebody else wrote
    | (?<![\w-])(?P<id>[0-9a-fA-F]{8}[0-9a-fA-F-]{4,})(?!\w)  # a UUID, a digest
    | (?P<status>\banswered\ \d{3}\b)                      # tells causes apart
    | \d+
    """,
    re.VERBOSE,
)


def causes(reasons: Iterable[tuple[str, int]], most: int) -> tuple[tuple[str, int], ...]:
    """Causes and how often each was given, the most frequent first.

    Where all reasons of a cause read the same they are given as they are; where they differ, an
    ellipsis stands for what does.

    Args:
        reasons: reasons in words, and how often each was given.
        most: so many causes are told apart; what is left is "other reasons".
    """
    together: dict[str, dict[str, int]] = defaultdict(dict)
    for reason, number in reasons:
        same = together[_without_what_varies(reason)]
        same[reason] = same.get(reason, 0) + number
    found = [(_named(cause, same), sum(same.values())) for cause, same in together.items()]
    found.sort(key=lambda each: (each[0] == OTHER, -each[1], each[0]))
    told, rest = found[:most], sum(number for _, number in found[most:])
    return (*told, (OTHER, rest)) if rest else tuple(told)


def _named(cause: str, reasons: Mapping[str, int]) -> str:
    return next(iter(reasons)) if len(reasons) == 1 else cause


def _without_what_varies(reason: str) -> str:
    return _VARYING.sub(lambda found: found["status"] or _VARIES, reason)
