"""Takes what was committed over from the log into the database, beside the writer.

SQLite does that with every so many commits, in the commit that makes the number full: all that is
ordered waits meanwhile, 5 to 15 ms. What was taken over beforehand is not waited for (webhooks at
500 per second, p99 of their answers: 6 to 8 ms before, 4.2 ms since; 2 cores). Does not
know what is written.
"""

import logging
import threading
from pathlib import Path

from rivermon.store.database import open_for_reading
from rivermon.store.failure import WORLD
from rivermon.store.insertion import Execute

_COMMITS = 16
_log = logging.getLogger(__name__)


class Checkpointer:
    """A thread that takes over what there is whenever some commits were made."""

    def __init__(self, path: Path) -> None:
        """Look after the database at `path`, which is there already."""
        # Nothing is written through it but what is committed already.
        self._database = open_for_reading(path)
        self._path = path
        self._size = 0
        self._commits = 0
        self._asked = threading.Event()
        self._closing = False
        self._thread = threading.Thread(target=self._run, name="store checkpointer", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def committed(self, size: int) -> None:
        """Note a commit. Used from the writer's thread.

        Args:
            size: the length of the database, without its log, at that moment, in bytes.
        """
        self._size = size
        self._commits += 1
        if self._commits >= _COMMITS:
            self._commits = 0
            self._asked.set()

    def close(self) -> None:
        """End after what is being taken over."""
        self._closing = True
        self._asked.set()
        self._thread.join()

    def _run(self) -> None:
        execute: Execute = self._database.execute_sql
        while self._asked.wait() and not self._closing:
            self._asked.clear()
            try:
                self._database.connect(reuse_if_open=True)
                if self._path.stat().st_size < self._size:
                    # The writer sees it with its next commit. Made long again it would tell that by
                    # its holes alone, and not on every system. (Opening the file to look closer,
                    # and closing it, would take SQLite's locks from it:
                    # https://www.sqlite.org/howtocorrupt.html, 2.2.)
                    continue
                execute("PRAGMA wal_checkpoint(PASSIVE)", ()).fetchall()
            except WORLD as failure:
                # The writer meets the same with its next commit, and sees to it.
                _log.debug("Not taken over from the log: %s", failure)
                self._database.close()
        self._database.close()
