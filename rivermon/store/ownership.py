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
from rivermon.core.private_files import make_folder
from rivermon.store.failure import in_words

if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


class Owner:
    """Holds the lock file beside a database."""

    def __init__(self, path: Path) -> None:
        """Lock it.

        Raises:
            StoreInUse: another rivermon holds it.
            StoreUnavailable: its folder cannot be made or written to.
        """
        self._path = path
        # Two links to one file are one database, and have one owner.
        self._lock = Path(f"{os.path.realpath(path)}.lock")
        self._descriptor = self._locked()

    def renew(self) -> None:
        """Lock it again where the lock file is gone, for with it everybody could.

        Raises:
            StoreInUse: another rivermon was faster.
            StoreUnavailable: its folder cannot be made or written to.
        """
        if not self._is_there():
            descriptor = self._locked()
            self.release()
            self._descriptor = descriptor

    def release(self) -> None:
        """Let others have it."""
        os.close(self._descriptor)

    def _is_there(self) -> bool:
        try:
            return os.path.samestat(self._lock.stat(), os.fstat(self._descriptor))
        except OSError:
            return False

    def _locked(self) -> int:
        try:
            make_folder(self._path.parent)
            descriptor = os.open(self._lock, os.O_CREAT | os.O_RDWR, 0o600)
        except OSError as failure:
            raise StoreUnavailable(in_words(self._path, failure)) from failure
        try:
            _lock(descriptor)
        except OSError as refusal:
            os.close(descriptor)
            raise StoreInUse(
                f"Another rivermon is using the database {self._path}: close it, or choose another "
                "with --db."
            ) from refusal
        return descriptor


@contextmanager
def owned(path: Path) -> Iterator[Owner]:
    """Hold the database at `path` as its one owner, through a lock file beside it.

    Raises:
        StoreInUse: another rivermon holds it.
        StoreUnavailable: its folder cannot be made or written to.
    """
    owner = Owner(path)
    try:
        yield owner
    finally:
        owner.release()
