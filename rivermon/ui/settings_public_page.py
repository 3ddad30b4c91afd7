"""How ModelRiver reaches this machine, among the settings.

Changes nothing itself: its form does.
"""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rivermon.chosen import Chosen
from rivermon.core.feed import Fact
from rivermon.core.ports import Clock
from rivermon.ui.appearance import Appearance
from rivermon.ui.field_column import FieldColumn
from rivermon.ui.operator import Operator
from rivermon.ui.tunnel_form import TunnelForm


class PublicPage(FieldColumn, QWidget):
    """The form under its sentence."""

    qr_asked = Signal(str)
    """A QR code of this URL is to be shown."""

    def __init__(
        self,
        chosen: Chosen,
        operator: Operator,
        clock: Clock,
        appearance: Appearance,
        parent: QWidget | None = None,
    ) -> None:
        """Show the way as it is chosen.

        Args:
            chosen: the settings.
            operator: tries the way again.
            clock: the time.
            appearance: fonts and colours.
            parent: the widget that it is in.
        """
        super().__init__(parent)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(4)
        self.say(
            self.tr("ModelRiver sends webhooks to a public address that leads to this machine.")
        )
        self.form = TunnelForm(chosen, operator, appearance, self, clock=clock)
        self.form.qr_asked.connect(self.qr_asked)
        self.add(self.form, stretch=1)

    def take(self, facts: Sequence[Fact]) -> None:
        """Note where rivermon listens, and how the public way fares."""
        self.form.take(facts)
