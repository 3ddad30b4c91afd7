"""A URL as a QR code, large enough to be scanned from the screen.

Does not know what the URL leads to.
"""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from rivermon.ui.appearance import Appearance
from rivermon.ui.copy_button import CopyButton
from rivermon.ui.field_column import sentence
from rivermon.ui.plain_text import one_line
from rivermon.ui.qr_code import QrCode
from rivermon.ui.sheet import Sheet


class QrSheet(Sheet):
    """Goes away when it is closed."""

    def __init__(self, url: str, appearance: Appearance, parent: QWidget | None = None) -> None:
        """Show `url`."""
        super().__init__(parent)
        self.entitle(self.tr("QR code of the webhook URL"))
        self.code = QrCode(appearance, self)
        self.code.show_text(url)
        self.add(self.code)
        self.body.setAlignment(self.code, Qt.AlignmentFlag.AlignHCenter)
        words = sentence(self, one_line(url))
        words.setFont(appearance.fixed_font())
        self.add(words)
        help_text = self.tr("Copy the URL")
        self.add_aside(CopyButton(appearance, lambda: url, help_text, help_text, self))
        self.add_main(self.tr("Close"))
