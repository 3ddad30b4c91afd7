"""The same folder makes the same archive, without a name of this machine, and is whole in it."""

import hashlib
import os
import tarfile
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from resources.package.archive import archive_name, checksums, tar_of, zip_of

MOMENT = 1_700_000_000
Packing = Callable[[Iterable[Path], Path, int], None]


def a_folder(at: Path, names: Iterable[str]) -> Path:
    folder = at / "rivermon"
    (folder / "_internal" / "小河").mkdir(parents=True)
    for name in names:
        (folder / "_internal" / "小河" / name).write_text(f"this is {name}")
    program = folder / "rivermon"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o775)
    (folder / "_internal" / "link").symlink_to("小河/b.txt")
    return folder


@pytest.mark.parametrize("pack", [tar_of, zip_of])
def test_the_same_content_makes_the_same_archive(tmp_path: Path, pack: Packing) -> None:
    one = a_folder(tmp_path / "one", ("a.txt", "b.txt"))
    two = a_folder(tmp_path / "two", ("b.txt", "a.txt"))
    for number, path in enumerate(sorted(two.rglob("*"))):
        if not path.is_symlink():
            os.utime(path, (number, number))
    pack([one], tmp_path / "first", MOMENT)
    pack([two], tmp_path / "second", MOMENT)
    assert (tmp_path / "first").read_bytes() == (tmp_path / "second").read_bytes()


def test_a_tar_is_whole_and_nobodys(tmp_path: Path) -> None:
    tar_of([a_folder(tmp_path, ("b.txt",))], tmp_path / "a.tar.gz", MOMENT)
    with tarfile.open(tmp_path / "a.tar.gz") as tar:
        members = {each.name: each for each in tar.getmembers()}
        assert {each.partition("/")[0] for each in members} == {"rivermon"}
        assert {(each.uid, each.gid, each.uname, each.gname) for each in members.values()} == {
            (0, 0, "", "")
        }
        assert members["rivermon/rivermon"].mode == 0o755
        assert members["rivermon/_internal/小河/b.txt"].mode == 0o644
        assert members["rivermon/_internal/link"].linkname == "小河/b.txt"
        assert {each.mtime for each in members.values()} == {MOMENT}


def test_a_zip_keeps_links_and_permissions(tmp_path: Path) -> None:
    zip_of([a_folder(tmp_path, ("b.txt",))], tmp_path / "a.zip", MOMENT)
    with zipfile.ZipFile(tmp_path / "a.zip") as file:
        assert file.testzip() is None
        kinds = {each.filename: each.external_attr >> 16 for each in file.infolist()}
        assert kinds["rivermon/"] == 0o040755
        assert kinds["rivermon/rivermon"] == 0o100755
        assert kinds["rivermon/_internal/link"] == 0o120777
        assert file.read("rivermon/_internal/link").decode() == "小河/b.txt"
        assert file.read("rivermon/_internal/小河/b.txt") == b"this is b.txt"


def test_checksums_are_as_sha256sum_has_them(tmp_path: Path) -> None:
    files = [tmp_path / "b.zip", tmp_path / "a.tar.gz"]
    for file in files:
        file.write_bytes(file.name.encode())
    digests = {file.name: hashlib.sha256(file.name.encode()).hexdigest() for file in files}
    assert checksums(files) == (f"{digests['a.tar.gz']}  a.tar.gz\n{digests['b.zip']}  b.zip\n")


def test_a_name_says_which_version_for_what() -> None:
    product, version, system, machine = archive_name("1.2.3").split("-")
    assert (product, version) == ("rivermon", "1.2.3")
    assert system in {"linux", "macos", "windows"}
    assert machine not in {"", "amd64"}
