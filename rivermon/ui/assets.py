"""Makes crisp icons of what is drawn for rivermon.

Does not know what an icon means, nor which theme is on.
"""

from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

ICON_SIZE = 16
_STROKE = 'stroke-width="1.5"'
_APP_SIZES = (16, 24, 32, 48, 64, 128, 256)


class Icon(StrEnum):
    """The icons drawn for rivermon, by their file's name."""

    CHECK = "check"
    CROSS = "cross"
    CIRCLING = "circling"
    DOT = "dot"
    BOLT = "bolt"
    HAND = "hand"
    HOURGLASS = "hourglass"
    COPY = "copy"
    ARROW_UP = "arrow-up"
    WARNING = "warning"
    INBOX = "inbox"
    UNPLUGGED = "unplugged"
    RECORDS = "records"
    DELIVERIES = "deliveries"
    CALLBACKS = "callbacks"
    HEALTH = "health"
    SEARCH = "search"
    BOOKMARK = "bookmark"
    COLUMNS = "columns"
    PAUSE = "pause"
    PLAY = "play"
    CLOSE = "close"
    KEYBOARD = "keyboard"
    COLLAPSE = "collapse"
    EXPAND = "expand"
    MENU = "menu"
    PIN = "pin"
    NOTE = "note"
    TRASH = "trash"
    COMPARE = "compare"
    REPLAY = "replay"
    EXPORT = "export"
    SEND = "send"
    QR = "qr"


class Icons:
    """Renders icons in a colour, once for each name, colour, size and device pixel ratio."""

    def __init__(self, folder: Path) -> None:
        """Read icons from `folder` when they are first asked for."""
        self._folder = folder
        self._sources: dict[Icon, str] = {}
        self._pixmaps: dict[tuple[Icon, str, int, float], QPixmap] = {}

    def pixmap(self, icon: Icon, colour: QColor, ratio: float, size: int = ICON_SIZE) -> QPixmap:
        """The icon as a pixmap of `size` logical pixels at a device pixel ratio of `ratio`."""
        key = (icon, colour.name(QColor.NameFormat.HexArgb), size, ratio)
        if key not in self._pixmaps:
            self._pixmaps[key] = self._render(icon, colour, ratio, size)
        return self._pixmaps[key]

    def icon(self, icon: Icon, colour: QColor, size: int = ICON_SIZE) -> QIcon:
        """The icon for buttons and labels, at single, one and a half, double and triple ratio."""
        made = QIcon()
        for ratio in (1.0, 1.5, 2.0, 3.0):
            made.addPixmap(self.pixmap(icon, colour, ratio, size))
        return made

    def application_icon(self) -> QIcon:
        """The program's own icon, in its own colours."""
        source = (self._folder / "rivermon.svg").read_bytes()
        made = QIcon()
        for size in _APP_SIZES:
            made.addPixmap(_painted(source, size, 1.0))
        return made

    def _render(self, icon: Icon, colour: QColor, ratio: float, size: int) -> QPixmap:
        if icon not in self._sources:
            path = self._folder / f"{icon.value}.svg"
            self._sources[icon] = path.read_text(encoding="utf-8")
        source = self._sources[icon].replace("currentColor", colour.name())
        # One stroke weight at every size: a large icon is not a bold one.
        source = source.replace(_STROKE, f'stroke-width="{1.5 * ICON_SIZE / max(size, ICON_SIZE)}"')
        return _painted(source.encode(), size, ratio)


def _painted(source: bytes, size: int, ratio: float) -> QPixmap:
    renderer = QSvgRenderer(QByteArray(source))
    if not renderer.isValid():
        raise ValueError("The SVG of an icon cannot be read")
    pixels = round(size * ratio)
    pixmap = QPixmap(QSize(pixels, pixels))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap
