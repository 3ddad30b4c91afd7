"""Draws the program's icon as Windows and macOS want it, from the one that rivermon has.

Does not know who shows it. Run as `python -m resources.package.icons FOLDER`.
"""

import os
import struct
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

SOURCE = Path(__file__).resolve().parents[1] / "icons" / "rivermon.svg"
_ICO_SIZES = (16, 24, 32, 48, 64, 128, 256)
_ICNS_TYPES: Mapping[int, Sequence[bytes]] = {
    # Those with two are a size's own, and the double ratio of half the size.
    16: (b"icp4",),
    32: (b"icp5", b"ic11"),
    64: (b"icp6", b"ic12"),
    128: (b"ic07",),
    256: (b"ic08", b"ic13"),
    512: (b"ic09", b"ic14"),
    1024: (b"ic10",),
}


def drawn(size: int) -> bytes:
    """The icon as a PNG of `size` pixels each way."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(str(SOURCE)).render(painter)
    painter.end()
    bytes_ = QByteArray()
    buffer = QBuffer(bytes_)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not image.save(buffer, "PNG"):  # type: ignore[call-overload] # the stubs want bytes for "PNG"
        raise OSError("Qt cannot write a PNG")
    return bytes(bytes_.data())


def ico(images: Mapping[int, bytes]) -> bytes:
    """Windows' container: a heading, an entry for each image, and the images (as PNG)."""
    heading = struct.pack("<HHH", 0, 1, len(images))
    begins = len(heading) + 16 * len(images)
    entries, contents = b"", b""
    for size, image in images.items():
        # 256 is written as 0; then no palette, one plane of 32 bits.
        entries += struct.pack(
            "<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(image), begins + len(contents)
        )
        contents += image
    return heading + entries + contents


def icns(images: Mapping[int, bytes]) -> bytes:
    """The container of macOS: each image (as PNG) under the names that its size has there."""
    contents = b"".join(
        name + struct.pack(">I", 8 + len(image)) + image
        for size, image in images.items()
        for name in _ICNS_TYPES[size]
    )
    return b"icns" + struct.pack(">I", 8 + len(contents)) + contents


def main(folder: Path) -> None:
    """Draw both into a folder."""
    _app = QGuiApplication.instance() or QGuiApplication([])
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "rivermon.ico").write_bytes(ico({size: drawn(size) for size in _ICO_SIZES}))
    (folder / "rivermon.icns").write_bytes(icns({size: drawn(size) for size in _ICNS_TYPES}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
