"""Finds what is drawn and written for rivermon: icons, themes and translations.

Does not know what is made of them.
"""

import sys
from pathlib import Path


def resources_folder() -> Path:
    """The folder of resources: in the frozen app, in the wheel, or beside the package.

    Raises:
        FileNotFoundError: none of the three homes has it; the installation is incomplete.
    """
    package = Path(__file__).resolve().parent
    homes = [package / "resources", package.parent / "resources"]
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen is not None:
        homes = [Path(frozen) / "resources", Path(frozen) / "rivermon" / "resources"]
    for home in homes:
        if (home / "themes").is_dir():
            return home
    raise FileNotFoundError(f"rivermon's resources are in none of {', '.join(map(str, homes))}")
