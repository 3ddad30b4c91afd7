"""Keeps the database this user's own: its file, those that SQLite puts beside it, its folder.

Does not open it.
"""

from pathlib import Path

from rivermon.core.ports import StoreRefused
from rivermon.core.private_files import close_to_others, make_file, why_not_to_use

_BESIDE = ("-wal", "-shm", "-journal")


def make_private(path: Path) -> None:
    """Make the database's file and folder where they are missing, for this user only.

    Raises:
        StoreRefused: it is another user's, or others may write to it.
        OSError: it cannot be made.
    """
    refuse_others(path)
    make_file(path)
    for file in _beside(path):
        if file.exists():
            close_to_others(file)


def refuse_others(path: Path) -> None:
    """Refuse a database that another user owns or may write to.

    SQLite believes a log that it finds beside the file: that must be this user's too.

    Raises:
        StoreRefused: it is so.
    """
    for file in (path, *_beside(path)):
        reason = why_not_to_use(f"The database {file}", file)
        if reason is not None:
            raise StoreRefused(reason)


def _beside(path: Path) -> list[Path]:
    return [path.with_name(path.name + ending) for ending in _BESIDE]
