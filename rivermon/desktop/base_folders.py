"""Where a user's desktop keeps its files (XDG Base Directory Specification).

Does not know what is kept there.
"""

from collections.abc import Mapping
from pathlib import Path


def data_home(environment: Mapping[str, str]) -> Path:
    """The folder of applications/ and icons/."""
    return _absolute(environment.get("XDG_DATA_HOME", "")) or Path.home() / ".local" / "share"


def config_home(environment: Mapping[str, str]) -> Path:
    """The folder of autostart/."""
    return _absolute(environment.get("XDG_CONFIG_HOME", "")) or Path.home() / ".config"


def _absolute(name: str) -> Path | None:
    # "If an implementation encounters a relative path … it should … ignore it."
    return Path(name) if name and Path(name).is_absolute() else None
