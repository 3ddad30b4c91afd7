"""What to do where a library of the system is missing, by what its loader said.

Does not know what it is missing for.
"""

import re

DEBIAN = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
}
"""The libraries that Qt takes from the system, and Debian's packages of them."""

_BEYOND_QT = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libexpat.so.1": "libexpat1",
    "libgcc_s.so.1": "libgcc-s1",
    "libstdc++.so.6": "libstdc++6",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb.so.1": "libxcb1",
}
_INSIDE = ("libQt6", "libpyside", "libshiboken", "libpython")  # the app brings them itself
_LIBRARY = re.compile(r"\blib[\w+.-]+?\.so(?:\.\d+)*")


def library_advice(said: str, *, packaged: bool) -> str:
    """What to do, as a part of a sentence.

    Args:
        said: by the system's loader, as Python passes it on.
        packaged: for people who have the packaged app, and no checkout.
    """
    if not packaged:
        return "`make system` installs what it needs on Debian and Ubuntu"
    found = _LIBRARY.search(said)
    if found is None or found.group().startswith(_INSIDE):
        return "unpack rivermon's archive once more, the whole of it"
    library = found.group()
    package = DEBIAN.get(library) or _BEYOND_QT.get(library)
    if package is None:
        return f"install the package of your system that has {library}"
    return (
        f"on Debian and Ubuntu `sudo apt install {package}` installs it, elsewhere the package "
        f"that has {library}"
    )
