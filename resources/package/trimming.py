"""Decides what of the collected files goes, and why.

Knows them by their place in the program only, not where they come from.
"""

import re
from collections.abc import Mapping

NEVER_IMPORTED: Mapping[str, str] = {
    "PySide6.QtOpenGL": "pyqtgraph imports it, and draws without (entry/without_opengl.py)",
    "PySide6.QtOpenGLWidgets": "as QtOpenGL",
    "PySide6.QtTest": "pyqtgraph does without",
    "pyqtgraph.examples": "examples",
    "pyqtgraph.jupyter": "for notebooks",
    "pyqtgraph.opengl": "there are no charts in three dimensions",
    "numpy.distutils": "builds programs",
    "numpy.f2py": "builds programs",
    "numpy.fft": "numpy loads it when it is asked for; no chart asks",
    "numpy.ma": "as numpy.fft",
    "numpy.polynomial": "as numpy.fft",
    "numpy.random": "as numpy.fft",
    "numpy.testing": "tests",
    "readline": "nobody types at a Python prompt, and its licence is the GPL",
    "tkinter": "Qt draws the window",
    "IPython": "pyqtgraph does without",
    "OpenGL": "pyqtgraph does without",
    "PIL": "nothing shows photographs",
    "cupy": "pyqtgraph does without",
    "h5py": "pyqtgraph does without",
    "matplotlib": "pyqtgraph does without",
    "numba": "pyqtgraph does without",
    "scipy": "pyqtgraph does without",
    "yaml": "nothing is written in it",
    "requests": "aiohttp is what speaks HTTP",
    "urllib3": "truststore changes it where it is there",
    "charset_normalizer": "as requests",
    "mypy": "for developers",
    "hypothesis": "for developers",
    "pip": "for developers",
    "pkg_resources": "for developers",
    "pycparser": "cffi has done that when it was built",
    "pytest": "for developers",
    "setuptools": "for developers",
}
"""Modules that are left out though something imports them, and why that does no harm."""

_ALL = frozenset({"*"})
_PLUGINS: Mapping[str, frozenset[str]] = {
    "iconengines": frozenset({"svgicon"}),
    "imageformats": frozenset({"ico", "svg"}),  # Qt reads PNG without a plugin
    # Windows and macOS have one each; the two last need no display.
    "platforms": frozenset(
        # Qt before 6.11 has two for Wayland.
        {"xcb", "wayland", "wayland-egl", "wayland-generic", "windows", "cocoa"}
        | {"offscreen", "minimal"}
    ),
    "platforminputcontexts": _ALL,  # who writes Chinese writes through one of these
    "platformthemes": frozenset({"xdgdesktopportal"}),  # GTK's own brings all of GTK along
    "styles": _ALL,
    "wayland-decoration-client": _ALL,
    "wayland-graphics-integration-client": _ALL,
    "wayland-shell-integration": _ALL,
    "xcbglintegrations": _ALL,
}
_PLUGIN = re.compile(r"^PySide6/(?:Qt/)?plugins/(?P<kind>[^/]+)/(?:lib)?q?(?P<name>[^/.]+)\.")
_RULES: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(r"^PySide6/(?:Qt/)?translations/(?!qtbase_zh_(?:CN|TW)\.qm$)"),
        "rivermon speaks English and Chinese",
    ),
    (re.compile(r"^PySide6/opengl32sw\.dll$"), "nothing draws with OpenGL"),
    (re.compile(r"^PySide6/(?:Qt/)?qml/"), "there is no QML"),
    # The build machine's ask for its own glibc, and what draws is loaded beside them: one built
    # with a newer compiler finds nothing it needs in an older libstdc++.
    (
        re.compile(r"^lib(?:stdc\+\+|gcc_s|expat)\.so\b"),
        "every desktop has it, and its graphics driver needs that one",
    ),
    (re.compile(r"^pyqtgraph/colors/maps/"), "charts have the theme's colours"),
    (re.compile(r"^pyqtgraph/icons/peegee/"), "pyqtgraph's own emblem"),
    (re.compile(r"^pyqtgraph/(?:examples|opengl|jupyter)/"), "what belongs to modules left out"),
    (re.compile(r"(?:^|/)_testcapi\."), "tests"),
    (re.compile(r"^numpy/.*/tests/|^numpy/(?:_core|core)/(?:include|lib)/"), "builds and tests"),
    (re.compile(r"\.(?:pyi|pxd|pyx|c|h)$"), "for who builds or checks programs"),
    (re.compile(r"\.dist-info/(?:sboms|licenses)/"), "licences lie in a folder of their own"),
    (re.compile(r"\.dist-info/(?:RECORD|INSTALLER|REQUESTED|WHEEL)$"), "nothing installs here"),
)
_WITH_SYMBOLS = re.compile(
    r"^libpython[^/]*$|^python3\.\d+/lib-dynload/"
    r"|^(?:aiohttp|cryptography|frozenlist|multidict|propcache)/"
)


def why_left_out(place: str) -> str:
    """Why a file is left out; empty when it stays.

    Args:
        place: where it would lie in the program, with forward slashes.
    """
    plugin = _PLUGIN.match(place)
    if plugin:
        kept = _PLUGINS.get(plugin["kind"], frozenset())
        return "" if kept & {"*", plugin["name"]} else "a plugin that rivermon does not use"
    return next((why for pattern, why in _RULES if pattern.search(place)), "")


def is_to_strip(place: str) -> bool:
    """Whether a file's debugging symbols go (ELF only).

    Only of what its own makers compiled: what was patched afterwards, as numpy's and Qt's libraries
    are, may not survive it.
    """
    return _WITH_SYMBOLS.search(place) is not None
