"""Writes a file beside another, and puts it in its place once it is whole and on the disk.

Does not know what is in it.
"""

import contextlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


@contextmanager
def in_place_of(file: Path, mode: int | None = None) -> Iterator[BinaryIO]:
    """A new file that takes the place of `file` at the end; if that fails, nothing is left of it.

    Args:
        file: the name that it gets; its folder is there. A link at this name gives way.
        mode: who may do what with it; None is this user only.

    Raises:
        OSError: it cannot be written; what was there is there still.
    """
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}-")
    made = Path(name)
    try:
        with os.fdopen(handle, "wb") as opened:
            yield opened
            opened.flush()
            os.fsync(opened.fileno())
        if mode is not None:
            made.chmod(mode)
        made.replace(file)
    finally:
        with contextlib.suppress(FileNotFoundError):
            made.unlink()
