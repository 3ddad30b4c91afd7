"""Finds rivermon's own icon, as the theme of all desktops wants it.

Does not know where it is put.
"""

from collections.abc import Mapping

from rivermon.desktop.not_changed import MenuNotChanged
from rivermon.own_resources import resources_folder

PLACES: Mapping[str, str] = {
    "scalable/apps/rivermon.svg": "rivermon.svg",
    # "Support for SVGs is optional", says the Icon Theme Specification.
    "256x256/apps/rivermon.png": "rivermon.png",
}
"""Where a theme has each picture, and the picture's file among the resources."""


def own_icons() -> dict[str, bytes]:
    """Every picture of the icon, by its place in a theme.

    Raises:
        MenuNotChanged: a picture is missing; the installation is incomplete.
    """
    try:
        folder = resources_folder() / "icons"
        return {place: (folder / name).read_bytes() for place, name in PLACES.items()}
    except OSError as failure:
        raise MenuNotChanged(
            f"rivermon's icon cannot be read ({failure}): this "
            "rivermon is not whole. Install it again, then try again."
        ) from failure
