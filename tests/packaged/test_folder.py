"""What is in the packaged folder and in its archive, and what happens to it in other hands."""

import hashlib
import mmap
import os
import platform
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from types import CodeType

import pytest

from tests.packaged.newcomer import LINUX, PATIENCE_S, Newcomer

ROOT = Path(__file__).resolve().parents[2]
only_linux = pytest.mark.skipif(not LINUX, reason="ldd is Linux's")
FROM_THE_SYSTEM = (
    (r"lib(c|m|dl|pthread|resolv|rt|util)\.so\.\d+", "the C library: an older one's is enough"),
    (r"lib(EGL|GL|GLX|GLdispatch)\.so\.\d+", "the graphics card's driver comes with it"),
    (r"lib(xcb|X11|Xau|Xdmcp|bsd|md)\.so\.\d+", "the desktop's, where X shows windows"),
    (r"libwayland-(client|cursor|egl)\.so\.\d+", "the desktop's, where Wayland does"),
    (r"lib(stdc\+\+|gcc_s|expat)\.so\.\d+", "the graphics card's driver needs its own"),
)
"""Libraries that the package must not bring along, and why."""
RELEASED_FROM = "2.36"
"""Debian 12's glibc: .github/workflows/release.yml builds in it."""


def files_of(folder: Path) -> list[Path]:
    return [file for file in folder.rglob("*") if file.is_file() and not file.is_symlink()]


def picture_of(folder: Path) -> dict[str, str]:
    """Each file of a folder, and the hash of what is in it or where it leads."""
    picture = {}
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            picture[name] = f"-> {path.readlink()}"
        elif path.is_file():
            with path.open("rb") as file:
                picture[name] = hashlib.file_digest(file, "sha256").hexdigest()
    return picture


def is_library(file: Path) -> bool:
    with file.open("rb") as opened:
        return opened.read(4) == b"\x7fELF"


def linked(folder: Path, **seen: str) -> str:
    """What ldd tells of every library and program in a folder."""
    libraries = [str(file) for file in files_of(folder) if is_library(file)]
    assert len(libraries) > 50
    told = subprocess.run(
        ["ldd", *libraries],
        env={"PATH": os.environ["PATH"], **seen},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return told.stdout + told.stderr


def is_the_systems(library: str) -> bool:
    return any(re.fullmatch(pattern, library) for pattern, _why in FROM_THE_SYSTEM)


@only_linux
def test_every_library_finds_those_that_it_needs(unpacked: Path) -> None:
    # Of what is the system's, a machine without a desktop need not have all.
    lacking = set(re.findall(r"^\s+(\S+) => not found", linked(unpacked), re.MULTILINE))
    assert {library for library in lacking if not is_the_systems(library)} == set()


@only_linux
def test_it_runs_on_the_systems_that_are_promised(unpacked: Path) -> None:
    built_on = platform.libc_ver()[1]
    if built_on != RELEASED_FROM:
        pytest.skip(f"what is released is built with glibc {RELEASED_FROM}, not {built_on}")
    promise = re.search(r"glibc (\d+)\.(\d+) or newer", (ROOT / "README.md").read_text("utf-8"))
    assert promise is not None
    libraries = [str(file) for file in files_of(unpacked) if is_library(file)]
    told = subprocess.run(
        ["objdump", "-T", *libraries], capture_output=True, text=True, timeout=60, check=False
    )
    asked = re.findall(r"\(GLIBC_(\d+)\.(\d+)(?:\.\d+)?\)", told.stdout)
    assert max((int(a), int(b)) for a, b in asked) <= tuple(map(int, promise.groups()))


@only_linux
def test_only_what_every_desktop_has_is_taken_from_it(unpacked: Path) -> None:
    # As the program's loader has it looked for.
    told = linked(unpacked, LD_LIBRARY_PATH=str(unpacked / "_internal"))
    found = re.findall(r"^\s+(\S+) => (/.+) \(0x", told, re.MULTILINE)
    outside = {name for name, place in found if not place.startswith(str(unpacked))}
    assert {library for library in outside if not is_the_systems(library)} == set()


@only_linux
def test_what_is_the_systems_is_not_inside(unpacked: Path) -> None:
    inside = {file.name for file in (unpacked / "_internal").iterdir()}
    # X11's own may lie on either side: it speaks to the screen, not to a driver.
    assert {name for name in inside if is_the_systems(name) and "X11" not in name} == set()


def test_nothing_in_it_tells_of_the_machine_that_built_it(unpacked: Path) -> None:
    telling = [str(ROOT).encode(), str(Path(sys.prefix)).encode()]
    told = []
    for file in files_of(unpacked):
        if not file.stat().st_size:
            continue
        with file.open("rb") as opened, mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ) as m:
            told += [(file.name, words) for words in telling if m.find(words) >= 0]
    assert not told


def names_of_source(code: CodeType) -> Iterator[str]:
    yield code.co_filename
    for each in code.co_consts:
        if isinstance(each, CodeType):
            yield from names_of_source(each)


def test_its_modules_do_not_tell_either(newcomer: Newcomer) -> None:
    readers = pytest.importorskip("PyInstaller.archive.readers")
    modules = readers.CArchiveReader(str(newcomer.program)).open_embedded_archive("PYZ.pyz")
    codes = [code for name in modules.toc if isinstance(code := modules.extract(name), CodeType)]
    assert len(codes) > 500
    names = {name for code in codes for name in names_of_source(code)}
    assert not [name for name in names if Path(name).is_absolute()]


def test_its_links_stay_inside(unpacked: Path) -> None:
    links = [path for path in unpacked.rglob("*") if path.is_symlink()]
    assert [link for link in links if not link.resolve().is_relative_to(unpacked.resolve())] == []
    assert [link for link in links if not link.exists()] == []


def test_the_licences_of_what_is_inside_are_with_it(unpacked: Path) -> None:
    texts = files_of(unpacked / "licences")
    assert len(texts) > 10
    assert all(text.stat().st_size for text in texts)


def test_its_words_pictures_and_themes_are_with_it(unpacked: Path) -> None:
    inside = unpacked / "_internal" / "resources"
    for name in ("icons", "themes", "translations"):
        assert files_of(inside / name)
        leave = (file.name for file in files_of(inside / name))
        assert "rivermon_zh_CN.qm" in leave or name != "translations"


def archives(package: Path) -> list[Path]:
    found = [*package.parent.glob("rivermon-*.tar.gz"), *package.parent.glob("rivermon-*.zip")]
    if not found:
        pytest.skip(f"no archive lies beside {package}")
    return found


def test_the_archive_unpacks_to_the_same(package: Path, tmp_path: Path) -> None:
    (archive,) = archives(package)
    if sys.platform == "darwin":
        # Python's own would make files of the links.
        subprocess.run(["unzip", "-q", archive, "-d", tmp_path], check=True, timeout=120)
    elif archive.suffix == ".zip":
        with zipfile.ZipFile(archive) as zipped:
            zipped.extractall(tmp_path)
    else:
        with tarfile.open(archive) as tar:
            # Debian 12's Python is older than the filters.
            tar.extraction_filter = getattr(tarfile, "data_filter", None)
            tar.extractall(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["rivermon"]
    try:
        assert picture_of(tmp_path / "rivermon") == picture_of(package)
        if LINUX:
            assert os.access(tmp_path / "rivermon" / "rivermon", os.X_OK)
    finally:
        shutil.rmtree(tmp_path / "rivermon")


def test_its_checksum_is_right(package: Path) -> None:
    sums = package.parent / "SHA256SUMS"
    if not sums.is_file():
        pytest.skip(f"there is no SHA256SUMS beside {package}")
    told = {}
    for line in sums.read_text("utf-8").splitlines():
        checksum, _, name = line.partition("  ")
        told[name] = checksum
    assert {archive.name for archive in archives(package)} <= set(told)
    for name, checksum in told.items():
        with (package.parent / name).open("rb") as file:
            assert hashlib.file_digest(file, "sha256").hexdigest() == checksum


def test_it_works_after_it_was_moved(newcomer: Newcomer, odd_place: Path) -> None:
    before = Path(shutil.copytree(newcomer.folder, odd_place / "before", symlinks=True))
    there = Newcomer(before, newcomer.home)
    assert there.run("--self-test").code == 0
    after = before.rename(odd_place / "somewhere else 2")
    moved = Newcomer(after, newcomer.home)
    ran = moved.run("--self-test")
    assert ran.code == 0, ran
    assert str(after) in ran.out.splitlines()[0]
    shutil.rmtree(after)


@only_linux
def test_its_folder_need_not_be_writable(unpacked: Path, odd_place: Path) -> None:
    # To root every folder is writable: then somebody else runs it.
    home = Path(tempfile.mkdtemp(dir=odd_place))
    other = Newcomer(unpacked, home)
    nobody = 65534 if os.getuid() == 0 else None
    if nobody is not None:
        for path in (home, *home.iterdir()):
            os.chown(path, nobody, nobody)
    modes = {
        path: path.stat().st_mode for path in (unpacked, *unpacked.rglob("*")) if path.is_dir()
    }
    before = picture_of(unpacked)
    try:
        for path, mode in modes.items():
            path.chmod(mode & ~0o222)
        ran = subprocess.run(
            [str(other.program), "--self-test"],
            env=other.seen,
            cwd="/",
            user=nobody,
            group=nobody,
            capture_output=True,
            encoding="utf-8",
            timeout=PATIENCE_S * 3,
            check=False,
        )
    finally:
        for path, mode in modes.items():
            path.chmod(mode)
    assert ran.returncode == 0, ran
    assert picture_of(unpacked) == before


@pytest.mark.parametrize(
    ("gone", "about"),
    [
        ("_internal/resources", "window"),
        ("_internal/PySide6/Qt/plugins/platforms", "Qt"),
    ],
)
@only_linux
def test_an_incomplete_one_says_so(
    newcomer: Newcomer, odd_place: Path, gone: str, about: str
) -> None:
    with tempfile.TemporaryDirectory(dir=odd_place) as folder:
        copy = shutil.copytree(
            newcomer.folder, Path(folder) / "rivermon", symlinks=True, copy_function=os.link
        )
        shutil.rmtree(Path(copy) / gone)
        ran = Newcomer(Path(copy), newcomer.home).run("--self-test")
    assert ran.code == 1, ran
    last = ran.out.splitlines()[-1]
    assert last.startswith(f"{about:<10} failed: "), ran
    assert "install it anew" in last
