"""The icons for Windows and macOS: Qt's own readers read them back."""

from pathlib import Path

import pytest
from PySide6.QtGui import QImageReader

from resources.package import icons


@pytest.fixture
def drawn(qapp: object, tmp_path: Path) -> Path:
    icons.main(tmp_path)
    return tmp_path


def sizes_in(file: Path) -> set[int]:
    reader = QImageReader(str(file))
    sizes = set()
    for number in range(reader.imageCount()):
        reader.jumpToImage(number)
        image = reader.read()
        assert not image.isNull(), reader.errorString()
        assert image.hasAlphaChannel()
        sizes.add(image.width())
    return sizes


def test_windows_has_every_size_that_it_shows(drawn: Path) -> None:
    assert sizes_in(drawn / "rivermon.ico") == {16, 24, 32, 48, 64, 128, 256}


def test_macos_has_every_size_that_it_shows(drawn: Path) -> None:
    assert {128, 256, 512, 1024} <= sizes_in(drawn / "rivermon.icns")


def test_a_container_is_as_long_as_it_says(drawn: Path) -> None:
    whole = (drawn / "rivermon.icns").read_bytes()
    assert int.from_bytes(whole[4:8], "big") == len(whole)


def test_the_icon_is_not_empty(qapp: object) -> None:
    assert len(icons.drawn(64)) > 300
