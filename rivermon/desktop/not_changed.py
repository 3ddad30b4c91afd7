"""How the desktop's refusals reach the person who reads them.

Does not know what was to be changed.
"""

from pathlib import Path

from rivermon.core.ports import RivermonError


class MenuNotChanged(RivermonError):
    """The menu entry or its icon could not be written or removed; the words say why."""


class MenuNotOurs(MenuNotChanged):
    """Something that rivermon has not made stands where its entry would; it was left alone."""


class LoginNotChanged(RivermonError):
    """The desktop's entry could not be written or removed; the words say why, and what to do."""


class LoginSwitchedOff(LoginNotChanged):
    """The user has switched the entry off in the desktop's own settings; it was left so."""


class LoginNotOurs(LoginNotChanged):
    """Something that rivermon has not made stands where its entry would; it was left alone."""


def why_no_file(file: Path, failure: OSError) -> str:
    """What keeps a file from being changed, and what to do about it."""
    return (
        f"{file} cannot be changed ({failure.strerror or failure}): see that its folder may be "
        "written to, that the disk has room, and that nothing else has that name; then try again."
    )
