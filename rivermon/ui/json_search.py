"""Looks for a text in a JSON value, piece by piece, so that the window goes on meanwhile.

Keys and single values are compared without regard to case. Does not know how a match is shown.
"""

import time
from collections.abc import Iterator
from typing import Any

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal, Slot

MOST = 10_000
"""No more matches than this are looked for."""

_PIECE_S = 0.008
_AT_ONCE = 64

Rows = tuple[int, ...]
"""Which child it is of which, from the outermost inwards, as JsonTree.index_at takes it."""


class JsonSearch(QObject):
    """One search at a time; a new one takes the place of the last."""

    progressed = Signal()
    """There are more matches, or the search is over."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.matches: list[Rows] = []
        self._walk: Iterator[Rows | None] | None = None
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._look)

    @property
    def running(self) -> bool:
        """True while there may be more matches."""
        return self._walk is not None

    def begin(self, value: Any, text: str) -> None:
        """Look for `text` in `value`; for nothing with an empty text."""
        self.matches = []
        self._walk = _walk(value, text.lower()) if text else None
        if self._walk is not None:
            self._timer.start()
            self._look()
        else:
            self._timer.stop()
            self.progressed.emit()

    @Slot()
    def _look(self) -> None:
        until = time.perf_counter() + _PIECE_S
        while self._walk is not None and time.perf_counter() < until:
            for _ in range(_AT_ONCE):
                if not self._step():
                    break
        if self._walk is None:
            self._timer.stop()
        self.progressed.emit()

    def _step(self) -> bool:
        found = next(self._walk, False) if self._walk is not None else False
        if found is False or len(self.matches) >= MOST:
            self._walk = None
            return False
        if found is not None:
            self.matches.append(found)  # type: ignore[arg-type]  # neither True nor False
        return True


def _walk(value: Any, text: str) -> Iterator[Rows | None]:
    """The rows of each match, and None for each value that is none, in the tree's order."""
    if not isinstance(value, dict | list) or not value:
        yield (0,) if _says(value, text) else None
        return
    within: list[tuple[Rows, Iterator[tuple[int, tuple[Any, Any]]]]] = [((), _numbered(value))]
    while within:
        rows, children = within[-1]
        found = next(children, None)
        if found is None:
            within.pop()
            continue
        row, (key, inner) = found
        here = (*rows, row)
        matches = isinstance(key, str) and text in key.lower()
        yield here if matches or _says(inner, text) else None
        if isinstance(inner, dict | list) and inner:
            within.append((here, _numbered(inner)))


def _numbered(value: Any) -> Iterator[tuple[int, tuple[Any, Any]]]:
    return enumerate(value.items() if isinstance(value, dict) else ((None, one) for one in value))


def _says(value: Any, text: str) -> bool:
    if isinstance(value, str):
        return text in value.lower()
    if isinstance(value, dict | list):
        return False
    return text in msgspec.json.encode(value).decode("utf-8", "replace")
