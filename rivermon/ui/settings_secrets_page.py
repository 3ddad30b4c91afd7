"""The webhook secrets and the API key among the settings.

Keeps nothing itself: its two forms ask the operator's controls to.
"""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from rivermon.ui.api_key_form import ApiKeyForm
from rivermon.ui.appearance import Appearance
from rivermon.ui.field_column import FieldColumn
from rivermon.ui.operator import Operator
from rivermon.ui.secrets_form import SecretsForm


class SecretsPage(FieldColumn, QWidget):
    """Two forms, each under its sentence."""

    def __init__(
        self, operator: Operator, appearance: Appearance, parent: QWidget | None = None
    ) -> None:
        """Show the secrets, masked."""
        super().__init__(parent)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(4)
        self.say(
            self.tr(
                "ModelRiver signs every webhook with its secret. Where you change it there, add "
                "the new one here first, and remove the old one later."
            )
        )
        self.secrets = SecretsForm(operator, appearance, self)
        self.add(self.secrets)
        line = QFrame(self)
        line.setObjectName("rule")
        line.setFixedHeight(1)
        self.body.addSpacing(8)
        self.add(line)
        self.say(self.tr("Callbacks bring this API key to ModelRiver; without it they wait."))
        self.key = ApiKeyForm(operator, appearance, self)
        self.add(self.key)
        self.body.addStretch(1)

    @property
    def unsent(self) -> bool:
        """True when a secret is typed and not kept."""
        return self.secrets.unsent or self.key.unsent

    @Slot()
    def refresh(self) -> None:
        """Show the secrets that are in use."""
        self.secrets.refresh()
        self.key.refresh()
