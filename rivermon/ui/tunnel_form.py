"""The form that asks how ModelRiver reaches this machine; what is complete takes effect at once.

Holds no dialog's buttons: the settings and the guided start have it inside. Runs no tunnel: whoever
lives by the settings does.
"""

from collections.abc import Sequence
from urllib.parse import urlsplit

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from rivermon.chosen import Chosen
from rivermon.core.clock import SystemClock
from rivermon.core.feed import Fact, Listening, PublicWayChanged
from rivermon.core.ports import Clock
from rivermon.core.tunnel import TunnelKind, TunnelPlan
from rivermon.setting_values import BadSetting
from rivermon.settings import Settings
from rivermon.ui.appearance import Appearance
from rivermon.ui.field_column import sentence
from rivermon.ui.operator import Operator
from rivermon.ui.plain_text import one_line
from rivermon.ui.public_way_view import PublicWayView
from rivermon.ui.reason_line import ReasonLine
from rivermon.ui.tunnel_fields import TunnelFields
from rivermon.ui.tunnel_kind_list import TunnelKindList
from rivermon.ui.tunnel_program import TunnelProgram
from rivermon.ui.tunnel_words import kind_needs


class TunnelForm(QWidget):
    """The ways to choose from, the fields of the chosen one, its program, and how it fares."""

    qr_asked = Signal(str)
    """A QR code of this URL is to be shown."""

    def __init__(
        self,
        chosen: Chosen,
        operator: Operator,
        appearance: Appearance,
        parent: QWidget | None = None,
        *,
        clock: Clock | None = None,
    ) -> None:
        """Show the way as it is chosen.

        Args:
            chosen: the settings that are changed.
            operator: tries the way again.
            appearance: fonts and colours.
            parent: the widget that it is in.
            clock: the time; None is the system's.
        """
        super().__init__(parent)
        self._chosen = chosen
        self._drafts: dict[TunnelKind, TunnelPlan] = {}
        self._address = (chosen.settings.host, chosen.settings.port)
        self.kinds = TunnelKindList(appearance, self)
        self._reason = ReasonLine(self.kinds, 0, self)
        self._needs = sentence(self, muted=True)
        self.fields = TunnelFields(appearance, self)
        self.program = TunnelProgram(appearance, self)
        self.view = PublicWayView(operator, appearance, clock or SystemClock(), self)
        self._lay_out()
        self.kinds.picked.connect(self._on_picked)
        self.fields.finished.connect(self._on_finished)
        self.view.qr_asked.connect(self.qr_asked)
        self._forget = chosen.on_change(self._on_settings)
        self.destroyed.connect(self._forget)
        self._applied = chosen.settings.tunnel_plan
        self._show(self._applied)
        self.setFocusProxy(self.kinds)

    @property
    def plan(self) -> TunnelPlan:
        """What is chosen and typed, whether it takes effect or not."""
        return self.fields.plan

    @property
    def complete(self) -> bool:
        """True when what is chosen and typed is what takes effect."""
        return self.plan == self._chosen.settings.tunnel_plan

    @property
    def reason(self) -> str:
        """Why the way could not be changed; empty when it could."""
        return self._reason.text()

    def take(self, facts: Sequence[Fact]) -> None:
        """Note where rivermon listens, and how the public way fares."""
        for fact in facts:
            if isinstance(fact, PublicWayChanged):
                self.view.show_way(fact.way)
            elif isinstance(fact, Listening):
                parts = urlsplit(fact.url)
                self._address = (parts.hostname or "", parts.port or 80)
                self.program.show_plan(self.plan, self._address)

    def _lay_out(self) -> None:
        line = QFrame(self)
        line.setObjectName("rule")
        line.setFixedHeight(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for widget in (self.kinds, self._reason, self._needs, self.fields, self.program):
            column.addWidget(widget)
        column.addWidget(line)
        column.addWidget(self.view)
        column.addStretch(1)

    @Slot(object)
    def _on_picked(self, kind: TunnelKind) -> None:
        before = self.plan
        if before.kind is kind:
            return
        self._drafts[before.kind] = before
        self._show(self._drafts.get(kind, TunnelPlan(kind=kind)))
        self._apply()

    @Slot()
    def _on_finished(self) -> None:
        self.program.show_plan(self.plan, self._address)
        self._apply()

    def _apply(self) -> None:
        """Have what is complete take effect; else say what is not."""
        self._reason.show_reason("")
        plan = self.plan
        if not self.fields.check() or plan == self._chosen.settings.tunnel_plan:
            return
        try:
            self._chosen.change(
                tunnel=plan.kind,
                tunnel_command=plan.command,
                tunnel_pattern=plan.pattern,
                public_url=plan.url,
            )
        except BadSetting as why:
            self._reason.show_reason(one_line(str(why)))

    def _on_settings(self, settings: Settings) -> None:
        """Show what was changed elsewhere; what is typed here stays."""
        if settings.tunnel_plan != self._applied:
            self._applied = settings.tunnel_plan
            if self._applied != self.plan:
                self._show(self._applied)

    def _show(self, plan: TunnelPlan) -> None:
        self.kinds.show_kind(plan.kind)
        self._needs.setText(kind_needs(plan.kind))
        self._needs.setVisible(bool(self._needs.text()))
        self.fields.show_plan(plan)
        self.program.show_plan(plan, self._address)
