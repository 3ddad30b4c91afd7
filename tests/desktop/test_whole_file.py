"""A small file is in its place whole, or what was there is there still."""

import os
from pathlib import Path

import pytest

from rivermon.desktop.whole_file import content_of, put


def _names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def test_it_is_put_into_folders_that_are_not_there_yet(tmp_path: Path):
    file = tmp_path / "a" / "b" / "file"
    put(file, b"one")
    put(file, b"two")
    assert content_of(file) == b"two"
    assert _names(file.parent) == ["file"]
    assert file.stat().st_mode & 0o777 == 0o644
    assert file.parent.stat().st_mode & 0o777 == 0o700


def test_what_is_there_already_is_not_written_again(tmp_path: Path):
    file = tmp_path / "file"
    put(file, b"one")
    before = file.stat()
    put(file, b"one")
    assert file.stat().st_ino == before.st_ino
    put(file, b"two")
    assert file.stat().st_ino != before.st_ino


@pytest.mark.parametrize("content", [b"one", b"two"])
def test_a_link_gives_way_and_what_it_leads_to_stays(tmp_path: Path, content: bytes):
    others, link = tmp_path / "others", tmp_path / "folder" / "file"
    others.write_bytes(b"one")
    link.parent.mkdir()
    link.symlink_to(others)
    put(link, content)
    assert not link.is_symlink()
    assert link.read_bytes() == content
    assert others.read_bytes() == b"one"


def test_a_link_that_leads_nowhere_makes_nothing_there(tmp_path: Path):
    link, nowhere = tmp_path / "file", tmp_path / "nowhere"
    link.symlink_to(nowhere)
    put(link, b"one")
    assert _names(tmp_path) == ["file"]
    assert content_of(link) == b"one"


def test_a_folder_in_the_way_is_told_by_the_files_own_name(tmp_path: Path):
    file = tmp_path / "file"
    (file / "inside").mkdir(parents=True)
    with pytest.raises(IsADirectoryError) as failed:
        put(file, b"one")
    assert failed.value.filename == str(file)
    assert _names(tmp_path) == ["file"]
    assert _names(file) == ["inside"]


def test_a_file_where_its_folder_would_be(tmp_path: Path):
    (tmp_path / "a").write_bytes(b"")
    with pytest.raises((NotADirectoryError, FileExistsError)) as failed:
        put(tmp_path / "a" / "file", b"one")
    assert failed.value.filename == str(tmp_path / "a" / "file")


def test_what_is_no_small_file_is_not_read(tmp_path: Path):
    pipe, large = tmp_path / "pipe", tmp_path / "large"
    os.mkfifo(pipe)
    large.write_bytes(b"x" * 1_000_001)
    for file in (pipe, large, tmp_path):
        with pytest.raises(OSError):  # noqa: PT011 - each says something else
            content_of(file)
    assert content_of(tmp_path / "none") is None
