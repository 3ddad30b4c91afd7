"""The ids of a table's rows, in its order: eight bytes for each, and a place for every one.

Does not know the rows, nor why they are in this order.
"""

import bisect
from array import array
from collections.abc import Callable, Iterable


class IdList:
    """Ids by their place, and places by their id.

    What comes above the first is appended to an array of its own, so that it costs the same however
    many there are below. With `newest_first` the ids fall, and places are found by bisection.
    """

    def __init__(self, *, newest_first: bool) -> None:
        self._newest_first = newest_first
        self._above: array[int] = array("q")  # the first id is the last one here
        self._below: array[int] = array("q")

    def __len__(self) -> int:
        return len(self._above) + len(self._below)

    def __getitem__(self, place: int) -> int:
        above = len(self._above)
        return self._above[above - 1 - place] if place < above else self._below[place - above]

    def part(self, first: int, last: int) -> list[int]:
        """The ids from place `first` to place `last`, as far as there are any."""
        return self.cut(first, last).tolist()

    def cut(self, first: int, last: int) -> "array[int]":
        """The same as an array: a copy of eight bytes for each, however many there are."""
        above, begin, end = len(self._above), max(0, first), last + 1
        if begin >= above:
            return self._below[begin - above : max(0, end - above)]
        upper = self._above[max(0, above - end) : above - begin]
        upper.reverse()
        upper.extend(self._below[: max(0, end - above)])
        return upper

    def place_of(self, row_id: int) -> int | None:
        """Where an id is; None when it is not here."""
        if self._newest_first:
            place = self.place_for(row_id)
            return place if place < len(self) and self[place] == row_id else None
        try:
            return len(self._above) - 1 - self._above.index(row_id)
        except ValueError:
            pass
        try:
            return len(self._above) + self._below.index(row_id)
        except ValueError:
            return None

    def place_for(self, row_id: int) -> int:
        """Where an id belongs while the newest come first."""
        if self._above and row_id >= self._above[0]:
            return len(self._above) - bisect.bisect_right(self._above, row_id)
        return len(self._above) + bisect.bisect_left(self._below, -row_id, key=lambda it: -it)

    def insert(self, place: int, ids: Iterable[int]) -> None:
        """Put ids in, the first of them at `place`."""
        new = array("q", ids)
        above = len(self._above)
        if place > above or (place == above and not self._newest_first):
            at = place - above
            self._below[at:at] = new
        else:
            at = above - place
            new.reverse()
            self._above[at:at] = new

    def extend(self, ids: "array[int]") -> None:
        """Put ids at the end."""
        self._below.extend(ids)

    def remove(self, first: int, last: int) -> None:
        """Take out the ids from place `first` to place `last`."""
        above = len(self._above)
        if last >= above:
            del self._below[max(0, first - above) : last - above + 1]
        if first < above:
            del self._above[max(0, above - 1 - last) : above - first]

    def newest(self) -> int:
        """The largest id; 0 when there is none."""
        if self._newest_first:
            return self[0] if len(self) else 0
        return max(max(self._above, default=0), max(self._below, default=0))

    def change_to(self, ids: "array[int]") -> tuple[int, int, int]:
        """What is to be taken out and put in to have `ids`.

        Returns:
            The place, how many are taken out there, and how many of `ids` are put in from that
            place on.
        """
        if self._above:
            self._above.reverse()
            self._above.extend(self._below)
            self.become(self._above)
        old, new = self._below, ids
        shorter = min(len(old), len(new))
        start = _most(shorter, lambda low, high: old[low:high] == new[low:high])
        last, end_of_new = len(old), len(new)
        end = _most(
            shorter - start,
            lambda low, high: (
                old[last - high : last - low] == new[end_of_new - high : end_of_new - low]
            ),
        )
        return start, len(old) - start - end, len(new) - start - end

    def become(self, ids: "array[int]") -> None:
        """Hold these ids, as they are: the array is taken, not copied."""
        self._above = array("q")
        self._below = ids


def _most(limit: int, same: Callable[[int, int], bool]) -> int:
    """How many are the same from the first on, up to `limit`; `same` compares from one to another.

    What was found the same is not compared again: all of it is looked at once, in C.
    """
    low, high = 0, limit
    while low < high:
        middle = (low + high + 1) // 2
        if same(low, middle):
            low = middle
        else:
            high = middle - 1
    return low
