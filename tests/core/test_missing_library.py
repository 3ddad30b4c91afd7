"""Who misses a library of the system is told which package has it."""

import pytest

from rivermon.core.missing_library import DEBIAN, library_advice

MISSING = "{}: cannot open shared object file: No such file or directory"


@pytest.mark.parametrize("library", DEBIAN)
def test_the_package_is_named_to_who_has_the_app_only(library: str) -> None:
    said = library_advice(MISSING.format(library), packaged=True)
    assert f"`sudo apt install {DEBIAN[library]}`" in said
    assert library in said
    assert "make" not in said


def test_who_has_a_checkout_makes_it() -> None:
    assert "`make system`" in library_advice(MISSING.format("libEGL.so.1"), packaged=False)


def test_a_library_of_unknown_package_is_named() -> None:
    said = library_advice(MISSING.format("libnowhere.so.6"), packaged=True)
    assert said == "install the package of your system that has libnowhere.so.6"


@pytest.mark.parametrize(
    ("library", "package"),
    [
        ("libstdc++.so.6", "libstdc++6"),
        ("libexpat.so.1", "libexpat1"),
        ("libwayland-cursor.so.0", "libwayland-cursor0"),
    ],
)
def test_what_the_package_leaves_to_the_system_is_named(library: str, package: str) -> None:
    said = library_advice(MISSING.format(library), packaged=True)
    assert f"`sudo apt install {package}`" in said


@pytest.mark.parametrize(
    "what",
    [
        "DLL load failed while importing QtCore",
        MISSING.format("libQt6Core.so.6"),
        MISSING.format("libpyside6.abi3.so.6.11"),
        MISSING.format("libpython3.11.so.1.0"),
    ],
)
def test_an_app_that_is_not_whole_is_unpacked_again(what: str) -> None:
    said = library_advice(what, packaged=True)
    assert said == "unpack rivermon's archive once more, the whole of it"
