"""Paints a text as a QR code (ISO/IEC 18004), for the camera of another machine.

Always dark on white, whatever the theme: cameras read the reverse badly. Does not know what the
text is.
"""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from rivermon.ui.appearance import Appearance

QUIET = 4
"""Modules that stay white on every side (ISO/IEC 18004, 5.3.8)."""
_SIDE = 184
_LONGEST = 1024
"""In bytes: its code is 117 modules wide, and a camera still tells them apart."""
Modules = tuple[tuple[bool, ...], ...]


def modules_of(text: str) -> Modules:
    """The modules of a text's QR code, True where dark, from the top down; none for no text.

    Nor is there any for a text that is too long for a camera at this size.
    """
    if not text or len(text.encode()) > _LONGEST:
        return ()
    import segno  # noqa: PLC0415 - no window has to wait for what only a sheet shows

    code = segno.make(text, error="m", micro=False)
    return tuple(tuple(bool(module) for module in row) for row in code.matrix)


class QrCode(QWidget):
    """A white square with a QR code in it; of one size, however long the text is."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self._modules: Modules = ()
        self._side = appearance.px(_SIDE)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def modules(self) -> Modules:
        """What is painted; empty where there is no code."""
        return self._modules

    def show_text(self, text: str) -> None:
        """Show the code of `text`, or leave its place empty."""
        self._modules = modules_of(text)
        name = self.tr("QR code of {0}").format(text) if self._modules else self.tr("No QR code")
        self.setAccessibleName(name)
        self.setToolTip(self.tr("Scan it to have this address on another machine"))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """The usual side, or what the code needs at two pixels a module."""
        side = max(self._side, 2 * self._across())
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint whole pixels: what is blurred between two is hard to read."""
        del event
        if not self._modules:
            return
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        self._paint(painter)
        painter.end()

    def _paint(self, painter: QPainter) -> None:
        ratio = self.devicePixelRatioF()
        pixels = round(min(self.width(), self.height()) * ratio)
        size = pixels // self._across()
        begin = (pixels - size * len(self._modules)) // 2
        painter.scale(1 / ratio, 1 / ratio)
        for down, row in enumerate(self._modules):
            for along, dark in enumerate(row):
                if dark:
                    place = QRect(begin + along * size, begin + down * size, size, size)
                    painter.fillRect(place, QColor(Qt.GlobalColor.black))

    def _across(self) -> int:
        return len(self._modules) + 2 * QUIET
