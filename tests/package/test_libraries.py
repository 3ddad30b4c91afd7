"""Which shared libraries nobody loads any more."""

import sys
from pathlib import Path

import pytest

from resources.package.libraries import left_over, needs_of


def needing(*names: str) -> frozenset[str]:
    return frozenset(names)


def test_a_library_stays_for_whoever_needs_it_however_far_away() -> None:
    needs = {
        "PySide6/QtGui.abi3.so": needing("libQt6Gui.so.6", "libc.so.6"),
        "PySide6/Qt/lib/libQt6Gui.so.6": needing("libglib-2.0.so.0"),
        "libglib-2.0.so.0": needing("libpcre2-8.so.0"),
        "libpcre2-8.so.0": needing(),
    }
    assert left_over(needs) == frozenset()


def test_what_only_a_lost_library_needed_goes_with_it() -> None:
    needs = {
        "PySide6/Qt/plugins/platforms/libqxcb.so": needing("libX11.so.6"),
        "libX11.so.6": needing(),
        "libgtk-3.so.0": needing("libcairo.so.2"),
        "libcairo.so.2": needing("libX11.so.6", "libpixman-1.so.0"),
        "libpixman-1.so.0": needing(),
    }
    assert left_over(needs) == {"libgtk-3.so.0", "libcairo.so.2", "libpixman-1.so.0"}


def test_libraries_that_need_each_other_alone_go() -> None:
    needs = {"liba.so.1": needing("libb.so.1"), "libb.so.1": needing("liba.so.1")}
    assert left_over(needs) == {"liba.so.1", "libb.so.1"}


def test_the_program_itself_loads_python() -> None:
    assert left_over({"libpython3.11.so.1.0": needing("libm.so.6")}) == frozenset()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="ELF is what Linux has")
def test_what_a_real_file_is_linked_with_is_read() -> None:
    qt = pytest.importorskip("PySide6.QtCore")
    needs = needs_of([("PySide6/QtCore.abi3.so", qt.__file__)])
    assert "libQt6Core.so.6" in needs["PySide6/QtCore.abi3.so"]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="ELF is what Linux has")
def test_what_is_no_program_is_a_failure(tmp_path: Path) -> None:
    text = tmp_path / "libtext.so"
    text.write_text("not a library")
    with pytest.raises(Exception, match="objdump"):
        needs_of([("libtext.so", str(text))])
