"""One rivermon at a time writes to a database and sends its callbacks.

Two would both take up what is owed, and ModelRiver would be called twice. The system drops the
lock with the process, however that ends.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rivermon.core.ports import StoreInUse, StoreUnavailable
from rivermon.store.failure import in_words

if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def owned(path: Path) -> Iterator[None]:
    """Hold the database at `path` as its one owner, through a lock file beside it.

    Raises:
        StoreInUse: another rivermon holds it.
        StoreUnavailable: its folder cannot be made or written to.
    """
    # Two links to one file are one database, and have one owner.
    lock = Path(f"{os.path.realpath(path)}.lock")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(lock, os.O_CREAT | os.O_RDWR, 0o600)
    except OSError as failure:
        raise StoreUnavailable(in_words(path, failure)) from failure
    try:
        try:
            _lock(descriptor)
        except OSError as refusal:
            raise StoreInUse(
                f"Another rivermon is using the database {path}: close it, or choose another "
                "with --db."
            ) from refusal
        yield
    finally:
        os.close(descriptor)
