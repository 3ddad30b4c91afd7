"""What of the collected files goes, and that nothing goes which somebody needs."""

import re

import pytest

from resources.package.trimming import NEVER_IMPORTED, is_to_strip, why_left_out

QT = "PySide6/Qt/plugins"


@pytest.mark.parametrize(
    "place",
    [
        f"{QT}/platforms/libqxcb.so",
        f"{QT}/platforms/libqwayland.so",
        f"{QT}/platforms/libqoffscreen.so",
        f"{QT}/platforms/libqminimal.so",
        f"{QT}/platforms/libqcocoa.dylib",
        "PySide6/plugins/platforms/qwindows.dll",
        f"{QT}/platforminputcontexts/libibusplatforminputcontextplugin.so",
        f"{QT}/platforminputcontexts/libcomposeplatforminputcontextplugin.so",
        f"{QT}/wayland-shell-integration/libxdg-shell.so",
        f"{QT}/iconengines/libqsvgicon.so",
        "PySide6/plugins/iconengines/qsvgicon.dll",
        f"{QT}/imageformats/libqico.so",
        f"{QT}/platformthemes/libqxdgdesktopportal.so",
        "PySide6/plugins/styles/qmodernwindowsstyle.dll",
        f"{QT}/styles/libqmacstyle.dylib",
        "PySide6/Qt/translations/qtbase_zh_CN.qm",
        "PySide6/translations/qtbase_zh_CN.qm",
        "PySide6/QtWidgets.abi3.so",
        "PySide6/Qt/lib/libQt6Gui.so.6",
        "keyring-25.7.0.dist-info/entry_points.txt",
        "keyring-25.7.0.dist-info/METADATA",
        "pyqtgraph/icons/auto.svg",
        "resources/icons/rivermon.svg",
        "resources/translations/rivermon_zh_CN.qm",
        "numpy/_core/_multiarray_umath.cpython-311-x86_64-linux-gnu.so",
    ],
)
def test_what_somebody_needs_stays(place: str) -> None:
    assert why_left_out(place) == ""


@pytest.mark.parametrize(
    ("place", "because"),
    [
        (f"{QT}/platformthemes/libqgtk3.so", "plugin"),
        (f"{QT}/platforms/libqlinuxfb.so", "plugin"),
        (f"{QT}/tls/libqopensslbackend.so", "plugin"),
        ("PySide6/plugins/tls/qschannelbackend.dll", "plugin"),
        (f"{QT}/imageformats/libqjpeg.so", "plugin"),
        ("PySide6/Qt/translations/qtbase_de.qm", "English and Chinese"),
        ("PySide6/Qt/translations/qt_help_zh_CN.qm", "English and Chinese"),
        ("PySide6/opengl32sw.dll", "OpenGL"),
        ("libstdc++.so.6", "every desktop has it"),
        ("libgcc_s.so.1", "every desktop has it"),
        ("libexpat.so.1", "every desktop has it"),
        ("pyqtgraph/colors/maps/CET-C1.csv", "colours"),
        ("keyring-25.7.0.dist-info/RECORD", "installs"),
        ("numpy/_core/include/numpy/arrayobject.h", "builds"),
    ],
)
def test_what_goes_says_why(place: str, because: str) -> None:
    assert because in why_left_out(place)


def test_every_module_that_is_left_out_has_a_reason() -> None:
    assert all(re.search(r"\w", why) for why in NEVER_IMPORTED.values())


def test_symbols_stay_in_what_was_patched_after_it_was_linked() -> None:
    assert is_to_strip("libpython3.11.so.1.0")
    assert is_to_strip("python3.11/lib-dynload/_decimal.cpython-311-x86_64-linux-gnu.so")
    assert not is_to_strip("numpy.libs/libscipy_openblas64_-32a4b2a6.so")
    assert not is_to_strip("numpy/_core/_multiarray_umath.cpython-311-x86_64-linux-gnu.so")
    assert not is_to_strip("PySide6/Qt/lib/libQt6Core.so.6")
    assert not is_to_strip("shiboken6/libshiboken6.abi3.so.6.11")
