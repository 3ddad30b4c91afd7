"""What goes takes along the libraries that only it needed, and the links that lead to them."""

import sys
from pathlib import Path

import pytest
from PySide6 import QtCore

from resources.package.contents import Entry, Part, read, trimmed, write_down

QT = Path(QtCore.__file__).parent
LIBRARIES = "PySide6/Qt/lib"
linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="ELF is what Linux has")


def library(name: str) -> Entry:
    return (f"{LIBRARIES}/{name}", str(QT / "Qt" / "lib" / name), "BINARY")


def link(name: str) -> Entry:
    return (name, f"{LIBRARIES}/{name}", "SYMLINK")


@linux
def test_a_library_goes_with_the_last_that_needed_it_and_its_link_goes_too() -> None:
    core = ("PySide6/QtCore.abi3.so", QtCore.__file__, "EXTENSION")
    names = ("libQt6Core.so.6", "libQt6Test.so.6")
    binaries = [core, *map(library, names), *map(link, names)]
    kept, _data, reasons = trimmed(binaries, [])
    assert kept == [core, library("libQt6Core.so.6"), link("libQt6Core.so.6")]
    assert reasons == {f"{LIBRARIES}/libQt6Test.so.6": "nothing that stays is linked with it"}


def test_data_goes_for_its_own_reason() -> None:
    kept = ("PySide6/Qt/translations/qtbase_zh_CN.qm", "x", "DATA")
    gone = ("PySide6\\translations\\qtbase_de.qm", "x", "DATA")
    assert trimmed([], [kept, gone])[1:] == (
        [kept],
        {"PySide6/translations/qtbase_de.qm": "rivermon speaks English and Chinese"},
    )


def test_what_is_written_down_is_read_without_links(tmp_path: Path) -> None:
    file = tmp_path / "new" / "contents.json"
    write_down(file, [("liba.so", "/lib/liba.so", "BINARY"), link("libb.so")], {"c": "why"})
    assert read(file).inside == [Part("liba.so", "/lib/liba.so")]
    assert read(file).left_out == {"c": "why"}
