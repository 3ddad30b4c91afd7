"""Sees how far a file is whole: from its beginning to its first hole.

A file that was cut, and written to farther behind since, is as long as ever. Between lies a hole:
the system keeps no blocks for it, and it reads as zeros. Windows tells of none. Knows files, not
what is in them.
"""

import errno
import os
import sys

_TO_HOLE: int | None = getattr(os, "SEEK_HOLE", None)
_BLOCK = 512  # bytes, in what stat tells, whatever the file system's own are


class WholePart:
    """Looks at one file, which is open from the first look until `end`."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._descriptor: int | None = None
        self._seen: tuple[int, ...] = ()
        self._length = 0
        self._lack = 0

    def is_less(self, found: os.stat_result) -> bool:
        """True when what was whole at the last look is not any more.

        For a file that grows with holes, which are filled later: SQLite takes a page over from the
        log that lies beyond the end, and leaves one before it to the next time, for a reader's
        sake. A look takes 0.5 microseconds.

        Args:
            found: what the system tells of the file now.
        """
        if sys.platform == "win32" or _TO_HOLE is None:
            return False
        seen = (found.st_mtime_ns, found.st_size, found.st_blocks)
        if seen == self._seen:
            return False
        self._seen = seen
        before, self._length = self._length, self._first_hole(found, _TO_HOLE)
        return self._length < before

    def has_new_hole(self, found: os.stat_result) -> bool:
        """True when there is a hole, and fewer blocks are missing at no look before.

        For a file that never has one. Some file systems compress, or count late: there the question
        would be a long one, and is asked the less often the more is missing anyway.

        Args:
            found: what the system tells of the file now.
        """
        if sys.platform == "win32" or _TO_HOLE is None:
            return False
        lack = found.st_size - found.st_blocks * _BLOCK
        if lack <= self._lack:
            return False
        self._lack = lack
        return self._first_hole(found, _TO_HOLE) < found.st_size

    def end(self) -> None:
        """Look no more, or at another file.

        Closing takes from the process all locks on the file that SQLite has
        (https://www.sqlite.org/howtocorrupt.html, 2.2): not before its connection is closed.
        """
        descriptor, self._descriptor = self._descriptor, None
        self._seen, self._length, self._lack = (), 0, 0
        if descriptor is not None:
            os.close(descriptor)

    def _first_hole(self, found: os.stat_result, to_hole: int) -> int:
        """Where the first hole begins, or the file ends."""
        if self._descriptor is None:
            self._descriptor = os.open(self._file, os.O_RDONLY)
        try:
            return os.lseek(self._descriptor, 0, to_hole)
        except OSError as failure:
            if failure.errno == errno.ENXIO:  # it is empty now
                return 0
            return found.st_size  # this file system does not tell
