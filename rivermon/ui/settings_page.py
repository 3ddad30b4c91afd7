"""A page of the settings: its fields from the top down, each change at once, reasons beside it.

Does not know which settings a page has.
"""

from typing import Any

from PySide6.QtWidgets import QCheckBox, QLabel, QVBoxLayout, QWidget

from rivermon.chosen import Chosen
from rivermon.setting_values import BadSetting
from rivermon.settings import Settings
from rivermon.ui.field_column import FieldColumn, sentence
from rivermon.ui.plain_text import one_line
from rivermon.ui.reason_line import ReasonLine
from rivermon.ui.setting_reasons import setting_words


class SettingsPage(FieldColumn, QWidget):
    """Follows the settings while it lives; whoever derives from it says how in `show_settings`."""

    def __init__(self, chosen: Chosen, parent: QWidget | None = None) -> None:
        """Take the settings that are shown and changed."""
        super().__init__(parent)
        self.chosen = chosen
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(4)
        self._forget = chosen.on_change(self.show_settings)
        self.destroyed.connect(self._forget)

    def show_settings(self, settings: Settings) -> None:
        """Show the settings as they stand now; called after every change, whoever made it."""
        raise NotImplementedError

    def add_field(self, label: str, field: QWidget, *, stretch: int = 0) -> QLabel:
        """The same; large text goes on in a further line, for a page is not wide everywhere."""
        above = super().add_field(label, field, stretch=stretch)
        above.setWordWrap(True)
        return above

    def change(self, reason: ReasonLine, **values: Any) -> bool:
        """Change settings, or say beside the field why that cannot be; True when it was done."""
        try:
            self.chosen.change(**values)
        except BadSetting as why:
            self.show_settings(self.chosen.settings)
            reason.show_reason(one_line(setting_words(why)))
            return False
        reason.show_reason("")
        return True

    def add_overridden(self, *names: str) -> None:
        """Say which of these settings a flag or variable sets: what is chosen here ends with it."""
        for name in names:
            if (won := self.chosen.overridden.get(name)) is not None:
                words = self.tr(
                    "{0} is set: it wins over this at the next start. Until then this counts."
                )
                self.body.addWidget(sentence(self, words.format(won), muted=True))

    def add_switch(self, text: str, help_text: str = "") -> QCheckBox:
        """Add a box to be checked."""
        switch = QCheckBox(text, self)
        switch.setAccessibleDescription(help_text)
        self.body.addWidget(switch)
        if help_text:
            self.body.addWidget(sentence(self, help_text, muted=True))
        return switch
