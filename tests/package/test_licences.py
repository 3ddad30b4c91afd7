"""Everything inside has its licence beside it, or there is no package."""

import json
import sys
from importlib import metadata
from pathlib import Path

import msgspec
import pytest

from resources.package.contents import Part
from resources.package.licence_owners import NobodyKnown
from resources.package.licences import put_licences

ROOT = Path(__file__).resolve().parents[2]
MSGSPEC = Part("msgspec", str(msgspec.__file__))
JSON = Part("json", str(json.__file__))
OWN = Part("rivermon", str(ROOT / "rivermon" / "__init__.py"))


def put(parts: list[Part], at: Path) -> dict[str, str]:
    lines = put_licences(parts, ROOT, at / "made", at / "licences", loader="pytest")
    return {line.name: line.licence for line in lines}


def test_each_distribution_brings_its_text(tmp_path: Path) -> None:
    assert put([MSGSPEC, JSON, OWN], tmp_path)["msgspec"] == "BSD-3-Clause"
    assert "Redistribution" in (tmp_path / "licences" / "msgspec" / "LICENSE").read_text()
    index = (tmp_path / "licences" / "INDEX.txt").read_text()
    assert metadata.version("msgspec") in index


def test_rivermon_python_and_the_loader_are_always_there(tmp_path: Path) -> None:
    assert {"rivermon", "Python", "pytest", "OpenSSL", "SQLite"} <= put([OWN], tmp_path).keys()
    for folder in ("rivermon", "Python", "pytest"):
        assert list((tmp_path / "licences" / folder).iterdir())


def test_qt_comes_with_the_lgpl_and_where_its_source_is(tmp_path: Path) -> None:
    qt = pytest.importorskip("PySide6.QtCore")
    put([Part("PySide6/QtCore.abi3.so", qt.__file__)], tmp_path)
    folder = tmp_path / "licences" / metadata.distribution("PySide6_Essentials").name
    assert {each.name for each in folder.iterdir()} == {"Qt.txt", "LGPL-3.txt", "GPL-3.txt"}
    assert "download.qt.io" in (folder / "Qt.txt").read_text()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Debian's packages")
def test_a_library_of_the_system_brings_its_packages_text(tmp_path: Path) -> None:
    libc = next(Path("/lib").glob("*-linux-gnu/libz.so.1"), None)
    if libc is None or not Path("/usr/bin/dpkg").exists():
        pytest.skip("this system is not Debian's kin")
    assert "zlib1g" in put([Part("libz.so.1", str(libc))], tmp_path)
    assert (tmp_path / "licences" / "system" / "zlib1g" / "copyright.txt").is_file()
    how_to_have_its_source = (tmp_path / "licences" / "system" / "README.txt").read_text("utf-8")
    assert "may be replaced" in how_to_have_its_source


def test_what_nobody_owns_ends_it(tmp_path: Path) -> None:
    foreign = tmp_path / "libforeign.so.1"
    foreign.write_bytes(b"\x7fELF")
    with pytest.raises(NobodyKnown, match="libforeign"):
        put([Part("libforeign.so.1", str(foreign))], tmp_path)


def test_an_older_collection_of_texts_does_not_stay(tmp_path: Path) -> None:
    old = tmp_path / "licences" / "gone" / "LICENSE"
    old.parent.mkdir(parents=True)
    old.write_text("of what is not inside any more")
    put([OWN], tmp_path)
    assert not old.exists()
