"""What rivermon is: its version, its licence in short, and where its database is.

Does not know where the rest of it is kept.
"""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from rivermon.ui.appearance import Appearance
from rivermon.ui.copy_button import CopyButton
from rivermon.ui.field_column import sentence
from rivermon.ui.sheet import Sheet


class AboutSheet(Sheet):
    """Goes away when it is closed."""

    def __init__(
        self, appearance: Appearance, version: str, database: str, parent: QWidget | None = None
    ) -> None:
        """Take the program's `version` and the `database`, its path."""
        super().__init__(parent)
        self.entitle(self.tr("About rivermon"))
        heading = QLabel(self.tr("rivermon {0}").format(version), self)
        heading.setFont(appearance.heading_font())
        self.add(heading)
        self.say(self.tr("A desktop monitor for ModelRiver's event-driven AI."))
        self.add(
            sentence(
                self,
                self.tr(
                    "Free software under the MIT licence, without any warranty. It is built on "
                    "Python, Qt and PySide6 (LGPL 3), aiohttp (Apache 2.0), SQLite (public "
                    "domain) and others, each under its own licence."
                ),
                muted=True,
            )
        )
        path = sentence(self, database)
        path.setFont(appearance.fixed_font())
        path.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.add_field(self.tr("&Database"), path)
        help_text = self.tr("Copy the path")
        self.add_aside(CopyButton(appearance, lambda: database, help_text, help_text, self))
        self.add_main(self.tr("Close"))
