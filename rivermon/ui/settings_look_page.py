"""How the window looks and speaks: theme, size of the text, language.

Does not change how anything looks: the window follows the settings.
"""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QWidget

from rivermon.chosen import Chosen
from rivermon.setting_values import LARGEST_TEXT, SMALLEST_TEXT
from rivermon.settings import Settings
from rivermon.ui.appearance import WHOLE
from rivermon.ui.language import OWN_NAMES, LanguageChoice
from rivermon.ui.settings_page import SettingsPage
from rivermon.ui.theme import SchemeChoice

_SIZES = (SMALLEST_TEXT, 90, WHOLE, 110, 125, 150, 175, LARGEST_TEXT)

_LETTERS = 24


class LookPage(SettingsPage):
    """Three choices; each takes effect at once."""

    def __init__(self, chosen: Chosen, parent: QWidget | None = None) -> None:
        """Show what is chosen."""
        super().__init__(chosen, parent)
        self.theme = self._choice(self.tr("&Theme"), "theme")
        self.theme.addItem(self.tr("System"), SchemeChoice.SYSTEM.value)
        self.theme.addItem(self.tr("Light"), SchemeChoice.LIGHT.value)
        self.theme.addItem(self.tr("Dark"), SchemeChoice.DARK.value)
        self.text_size = self._choice(self.tr("Size of the te&xt"), "text_size")
        for size in _SIZES:
            self.text_size.addItem(self.tr("{0} %").format(size), size)
        self.language = self._choice(self.tr("&Language"), "language")
        self.language.addItem(self.tr("System"), LanguageChoice.SYSTEM.value)
        for language, name in OWN_NAMES.items():
            self.language.addItem(name, LanguageChoice(language).value)
        self._reason = self.add_reason(self.language, 2)
        self.add_overridden("theme", "text_size", "language")
        self.body.addStretch(1)
        self.show_settings(chosen.settings)
        self.setFocusProxy(self.theme)

    @property
    def reason(self) -> str:
        """Why a choice could not be kept; empty when it could."""
        return self._reason.text()

    def show_settings(self, settings: Settings) -> None:
        """Show what is chosen now."""
        size = settings.text_size
        if self.text_size.findData(size) < 0:
            self.text_size.addItem(self.tr("{0} %").format(size), size)
        chosen = ((self.theme, settings.theme), (self.text_size, size))
        for field, value in (*chosen, (self.language, settings.language)):
            field.setCurrentIndex(field.findData(value))

    def _choice(self, label: str, name: str) -> QComboBox:
        field = QComboBox(self)
        field.activated.connect(lambda: self.change(self._reason, **{name: field.currentData()}))
        field.setMinimumContentsLength(_LETTERS)
        field.setMinimumWidth(1)  # less than it asks for where the page is narrow
        self.add_field(label, field)
        self.body.setAlignment(field, Qt.AlignmentFlag.AlignLeft)
        return field
