"""Whose file it is, and who may write to it: the rule, and its words for the operator.

Pure. Does not look at a disk; Windows has no such owners and modes, and is never asked.
"""

import stat
from typing import NamedTuple

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700
_ROOT = 0


class Owned(NamedTuple):
    """What the system says of a file: its owner, its group, its mode."""

    user: int
    group: int
    mode: int


def distrust(name: str, file: Owned, me: int, my_own_group: int | None) -> str | None:
    """Why rivermon does not use a file, in words; None when it may.

    Another user could have it call elsewhere, keep something else, or read what it keeps. Root's
    files are trusted: root can do that anyhow.

    Args:
        name: the file, as the operator knows it.
        file: what the system says of it.
        me: the user that rivermon runs as.
        my_own_group: the group of that user alone, where there is one (its umask is 002 then).
    """
    if file.user not in (me, _ROOT):
        return (
            f"{name} belongs to another user (number {file.user}), who could change what rivermon "
            f"does: make it yours (chown {me}), or run rivermon as that user."
        )
    by_group = file.mode & stat.S_IWGRP and file.group != my_own_group
    if by_group or file.mode & stat.S_IWOTH:
        return (
            f"{name} may be written by other users, who could change what rivermon does: "
            "take that from them (chmod go-w), look at what it says, and start again."
        )
    return None
