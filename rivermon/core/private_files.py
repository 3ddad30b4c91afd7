"""Makes files and folders that are this user's alone, and looks whose a file is before it is used.

The modes do not depend on the umask: each is given when the file is made. On Windows folders are
private by where they are, and nobody is asked.
"""

import logging
import os
import stat
import sys
from pathlib import Path

from rivermon.core.file_trust import PRIVATE_FILE, PRIVATE_FOLDER, Owned, distrust

_log = logging.getLogger(__name__)


def make_folder(folder: Path) -> None:
    """Make a folder, and those around it that are missing, for this user only.

    Raises:
        OSError: it cannot be made, or is no folder.
    """
    missing = [each for each in folder.parents if not each.exists()]
    for each in (*reversed(missing), folder):
        each.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)


def make_file(file: Path) -> None:
    """Make a file for this user only, with its folder; take one of the user's from all others.

    Raises:
        OSError: it cannot be made.
    """
    make_folder(file.parent)
    if not file.exists():
        os.close(os.open(file, os.O_CREAT | os.O_RDWR, PRIVATE_FILE))
    close_to_others(file)


def close_to_others(file: Path) -> None:
    """Take from all others what they may do with a file of this user's."""
    if sys.platform == "win32":
        return
    found = file.stat()
    mine = stat.S_ISREG(found.st_mode) and found.st_uid == os.getuid()
    if not mine or not found.st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        return
    try:
        file.chmod(PRIVATE_FILE)
    except OSError as refusal:  # disks of other systems keep no modes
        _log.warning("Other users may read %s, and that cannot be changed: %s", file, refusal)


def why_not_to_use(name: str, file: Path | int) -> str | None:
    """Why a file, or one that is open, is not used: another user's it is, or may change it.

    Args:
        name: the file, as the operator knows it.
        file: where it is, or its descriptor.

    Returns:
        Words for the operator; None when it may be used, or is not there.
    """
    if sys.platform == "win32":
        return None
    try:
        found = os.stat(file)  # noqa: PTH116 - a descriptor too
    except FileNotFoundError:
        return None
    own_group = _own_group() if found.st_mode & stat.S_IWGRP else None
    return distrust(name, Owned(found.st_uid, found.st_gid, found.st_mode), os.getuid(), own_group)


def _own_group() -> int | None:
    """The group that is this user's and nobody else's, if there is one."""
    if sys.platform == "win32":
        return None
    import grp  # noqa: PLC0415 - not on Windows
    import pwd  # noqa: PLC0415 - not on Windows

    try:
        user = pwd.getpwuid(os.getuid())
        group = grp.getgrgid(user.pw_gid)
    except KeyError:
        return None
    alone = group.gr_name == user.pw_name and set(group.gr_mem) <= {user.pw_name}
    return group.gr_gid if alone else None
