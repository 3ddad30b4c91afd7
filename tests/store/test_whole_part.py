"""How far a file is whole, seen on real files with real holes."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from rivermon.store.whole_part import WholePart

PIECE = 64 * 1024

pytestmark = pytest.mark.skipif(
    not hasattr(os, "SEEK_HOLE"), reason="this system tells of no holes"
)


class Kept:
    """A file of some pieces, and what is seen of it."""

    def __init__(self, path: Path, pieces: int) -> None:
        self.path = path
        path.write_bytes(os.urandom(pieces * PIECE))
        self.part = WholePart(str(path))

    def write(self, piece: int) -> None:
        with self.path.open("r+b") as file:
            file.seek(piece * PIECE)
            file.write(os.urandom(PIECE))
            os.fsync(file.fileno())

    def cut(self, pieces: int) -> None:
        os.truncate(self.path, pieces * PIECE)

    def is_less(self) -> bool:
        return self.part.is_less(self.path.stat())

    def has_new_hole(self) -> bool:
        return self.part.has_new_hole(self.path.stat())


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Kept]:
    kept = Kept(tmp_path / "file", pieces=4)
    yield kept
    kept.part.end()


@pytest.mark.parametrize("pieces", [0, 1, 3])
def test_a_file_that_was_cut_and_is_as_long_as_ever_is_less(kept: Kept, pieces: int) -> None:
    assert not kept.is_less()
    kept.cut(pieces)
    kept.write(7)
    assert kept.is_less()
    assert not kept.is_less(), "it is said once"


def test_a_file_that_is_cut_to_nothing_is_less(kept: Kept) -> None:
    assert not kept.is_less()
    kept.cut(0)
    assert kept.is_less()


def test_holes_in_what_is_new_are_filled_later(kept: Kept) -> None:
    assert not kept.is_less()
    for piece in (6, 8, 5, 4, 7):
        kept.write(piece)
        assert not kept.is_less()
    kept.cut(8)
    kept.write(9)
    assert kept.is_less(), "all of it was whole"


def test_what_is_written_anew_is_whole(kept: Kept) -> None:
    assert not kept.is_less()
    kept.cut(0)
    for piece in range(5):
        kept.write(piece)
    assert not kept.is_less()


def test_another_file_is_looked_at_from_its_beginning(kept: Kept) -> None:
    assert not kept.is_less()
    kept.part.end()
    kept.path.unlink()
    kept.path.touch()
    kept.write(2)
    assert not kept.is_less(), "it never was whole"


def test_a_hole_is_new_once(kept: Kept) -> None:
    assert not kept.has_new_hole()
    kept.write(4)
    assert not kept.has_new_hole()
    kept.cut(0)
    kept.write(5)
    assert kept.has_new_hole()
    assert not kept.has_new_hole()
    kept.cut(0)
    kept.write(6)
    assert kept.has_new_hole(), "a larger one"
