"""Gives a file another name, so that a new database can begin at its path; nothing is deleted.

Knows files and names. Does not know what is in them, nor why they are to go.
"""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from rivermon.store.file_watch import files_of

DAMAGED = "damaged"
RESCUED = "rescued"


def name_beside(path: Path, why: str) -> Path:
    """A name that is free, such as `rivermon-damaged-20260301T120000Z.db`, in the same folder."""
    main = files_of(path)[0]
    now = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    number = 1
    while True:
        more = "" if number == 1 else f"-{number}"
        free = main.with_name(f"{main.stem}-{why}-{now}{more}{main.suffix}")
        if not any(file.exists() for file in files_of(free)):
            return free
        number += 1


def set_aside(path: Path) -> Path:
    """Rename a database, with its log and the log's index; returns its new name.

    Raises:
        OSError: it cannot be renamed.
    """
    aside = name_beside(path, DAMAGED)
    for file, to in zip(files_of(path), files_of(aside), strict=True):
        if file.exists():
            file.rename(to)
    sync_folder(aside)
    return aside


def were_set_aside(path: Path) -> Iterator[Path]:
    """The databases that were set aside or rescued beside the one at `path`, oldest first."""
    main = files_of(path)[0]
    for why in (DAMAGED, RESCUED):
        yield from sorted(main.parent.glob(f"{main.stem}-{why}-*{main.suffix}"))


def sync_folder(path: Path) -> None:
    """Have the name of the file at `path` survive a power cut, where the system can promise it."""
    if os.name != "posix":
        return
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
