"""Puts a small file in its place whole, or leaves what was there.

What a link leads to is read, and never written: the link itself gives way. Does not know what the
file is for.
"""

import errno
import os
import stat
from pathlib import Path

from rivermon.core.private_files import make_folder
from rivermon.core.whole_file import in_place_of

# Nothing in these files is secret, and launchd takes none that others may write to.
_MODE = 0o644
_LARGEST = 1_000_000
# A pipe that stands there must not be waited for. Windows has none, and no such flag.
_AT_ONCE = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def content_of(file: Path) -> bytes | None:
    """What is in a file; None where there is none.

    Raises:
        OSError: it cannot be read, or is no file of a sensible size.
    """
    try:
        handle = os.open(file, os.O_RDONLY | _AT_ONCE)
    except FileNotFoundError:
        return None
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError(errno.EINVAL, "it is no file", str(file))
        with os.fdopen(handle, "rb", closefd=False) as opened:
            content = opened.read(_LARGEST + 1)
    finally:
        os.close(handle)
    if len(content) > _LARGEST:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), str(file))
    return content


def put(file: Path, content: bytes) -> None:
    """Have `content` in `file`, which all may read and only this user may change.

    Raises:
        OSError: it cannot be written; what was there is there still.
    """
    if not file.is_symlink() and file.is_file() and content_of(file) == content:
        return
    try:
        make_folder(file.parent)
        with in_place_of(file, _MODE) as opened:
            opened.write(content)
    except OSError as failure:
        # Not the name that it had until it was whole.
        raise OSError(failure.errno, failure.strerror, str(file)) from failure
