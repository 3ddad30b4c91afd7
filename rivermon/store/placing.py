"""Gives database files their places while nobody has them open: moved, or replaced by another.

Nothing is deleted before the other is there. Does not open a database.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from rivermon.core.ports import RivermonError
from rivermon.core.private_files import make_file, make_folder
from rivermon.store.file_watch import files_of
from rivermon.store.set_aside import name_beside, sync_folder, were_set_aside

REPLACED = "replaced"
_ROOM_TO_SPARE = 64 * 1024 * 1024


class NoPlace(RivermonError):
    """A database cannot be put there; the words say why. It is where it was."""


def new_place(path: Path, folder: Path) -> Path:
    """Where the database at `path` would be in `folder`, if it can be moved there.

    Raises:
        NoPlace: it cannot.
    """
    main = files_of(path)[0]
    to = folder / main.name
    try:
        make_folder(folder)
        if folder.resolve() == main.parent.resolve():
            raise NoPlace(f"The database is in {folder} already.")
        if any(file.exists() for file in files_of(to)):
            raise NoPlace(f"There is a {main.name} in {folder} already: choose another folder.")
        if not os.access(folder, os.W_OK | os.X_OK):
            raise NoPlace(f"You may not write to {folder}: choose another folder.")
        size, free = main.stat().st_size, shutil.disk_usage(folder).free
        if _another_disk(main, folder) and free < size + _ROOM_TO_SPARE:
            raise NoPlace(
                f"There is not room enough in {folder}: the database takes {size >> 20} MB, and "
                f"{free >> 20} MB are free."
            )
    except OSError as failure:
        raise NoPlace(f"{folder} cannot be used: {failure.strerror or failure}.") from failure
    return to


def move(path: Path, to: Path, settle: Callable[[], None]) -> None:
    """Move the closed database at `path`, and those that were set aside beside it.

    Args:
        path: where it is.
        to: where it is to be, as `new_place` said.
        settle: is called when all is there, before it is gone here: whoever starts rivermon next
            must look in the new place. If that fails, nothing has been moved.

    Raises:
        NoPlace: it cannot be moved; it is where it was.
        RivermonError: what `settle` raised.
    """
    pairs = list(_pairs(path, to))
    made: list[Path] = []
    try:
        for file, there in pairs:
            made.append(there)
            _copy(file, there)
        sync_folder(to)
        settle()
    except (OSError, RivermonError) as failure:
        for there in made:
            there.unlink(missing_ok=True)
        if isinstance(failure, RivermonError):
            raise
        raise NoPlace(
            f"The database was not moved to {to.parent}: {failure.strerror or failure}."
        ) from failure
    for file, _ in pairs:
        file.unlink(missing_ok=True)
    sync_folder(path)


def put_in_place(ready: Path, path: Path) -> Path:
    """Have the database in `ready` at `path`; what was there is renamed, and that name returned.

    Raises:
        NoPlace: it cannot be; what was there is there still.
    """
    aside = name_beside(path, REPLACED)
    pairs = [pair for pair in zip(files_of(path), files_of(aside), strict=True) if pair[0].exists()]
    main, *logs = files_of(path)
    kept: list[tuple[Path, Path]] = []
    try:
        for file, to in pairs:
            _also_named(file, to)
            kept.append((file, to))
        for log in logs:
            log.unlink(missing_ok=True)
        ready.replace(main)
        sync_folder(main)
    except OSError as failure:
        for file, to in reversed(kept):
            _named_as_before(file, to)
        raise NoPlace(
            f"The back-up was not restored: {failure.strerror or failure}. The database is as it "
            "was."
        ) from failure
    return aside


def _pairs(path: Path, to: Path) -> Iterator[tuple[Path, Path]]:
    """What is to be moved, and where; the database itself comes last."""
    own = list(zip(files_of(path), files_of(to), strict=True))
    for database in were_set_aside(path):
        for file in files_of(database):
            if file.exists():
                yield file, to.with_name(file.name)
    for file, there in reversed(own):
        if file.exists():
            yield file, there


def _also_named(file: Path, to: Path) -> None:
    # Under both names until it is replaced: whoever is killed in between leaves a database there.
    try:
        os.link(file, to)
    except OSError:  # not every disk can
        file.rename(to)


def _named_as_before(file: Path, to: Path) -> None:
    if file.exists():
        to.unlink()
    else:
        to.rename(file)


def _copy(file: Path, to: Path) -> None:
    if not _another_disk(file, to.parent):
        # The same file under both names, until the old one is taken away; not every disk can.
        with suppress(OSError):
            os.link(file, to)
            return
    make_file(to)
    with file.open("rb") as source, to.open("wb") as target:
        shutil.copyfileobj(source, target, 1 << 20)
        target.flush()
        os.fsync(target.fileno())


def _another_disk(file: Path, folder: Path) -> bool:
    return file.stat().st_dev != folder.stat().st_dev
