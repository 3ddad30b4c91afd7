"""The fields that belong to a way to this machine: its command, its address, its pattern.

Those that few need are folded away. Does not keep what is typed: it tells when that is finished.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from rivermon.core.tunnel import TunnelKind, TunnelPlan
from rivermon.core.tunnel_presets import PRESETS
from rivermon.ui.appearance import Appearance
from rivermon.ui.tab_order import tab_as_laid_out
from rivermon.ui.tunnel_checks import command_problem, lacking, pattern_problem, url_problem
from rivermon.ui.tunnel_field import TunnelField

_ADDRESS_EXAMPLE = "https://hooks.example.com"
_COMMAND_EXAMPLE = "my-tunnel --to http://{host}:{port}"
_PATTERN_EXAMPLE = r"(https://\S+\.example\.com)"


class TunnelFields(QWidget):
    """Three fields at the most, as the kind asks for them."""

    finished = Signal()
    """What is typed can be taken, or is to be complained about."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = TunnelKind.OFF
        self.command = TunnelField(self.tr("Command"), command_problem, appearance, self)
        self.url = TunnelField(self.tr("Public address"), url_problem, appearance, self)
        self.pattern = TunnelField(
            self.tr("Pattern that finds the address in its output"),
            pattern_problem,
            appearance,
            self,
        )
        self.command.line.setToolTip(
            self.tr("{host} and {port} stand for the address where rivermon listens")
        )
        self._fields = (self.command, self.url, self.pattern)
        self.advanced = QToolButton(self)
        self.advanced.setText(self.tr("Advanced"))
        self.advanced.setCheckable(True)
        self.advanced.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.advanced.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.advanced.setAccessibleDescription(self.tr("Shows the fields that few need"))
        self.advanced.toggled.connect(self._fold)
        for field in self._fields:
            field.finished.connect(self.finished)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._arrange()

    @property
    def plan(self) -> TunnelPlan:
        """What is chosen and typed."""
        usual, folded = _places(self._kind)
        asked = (*usual, *folded)
        return TunnelPlan(
            kind=self._kind,
            command=self.command.text if "command" in asked else "",
            pattern=self.pattern.text if "pattern" in asked else "",
            url=self.url.text if "url" in asked else "",
        )

    def show_plan(self, plan: TunnelPlan) -> None:
        """Show a plan in the fields of its kind."""
        self._kind = plan.kind
        self.command.show_text(plan.command, PRESETS[plan.kind].command or _COMMAND_EXAMPLE)
        self.url.show_text(plan.url, _ADDRESS_EXAMPLE)
        self.pattern.show_text(plan.pattern, _PATTERN_EXAMPLE)
        filled = {"command": plan.command, "url": plan.url, "pattern": plan.pattern}
        self.advanced.setChecked(any(filled[name] for name in _places(plan.kind)[1]))
        self._arrange()

    def check(self) -> bool:
        """Say beside the fields what cannot be taken; True when all can, and nothing is missing."""
        usual, folded = _places(self._kind)
        bad = [name for name in (*usual, *folded) if not self._field(name).check()]
        if any(name in folded for name in bad):
            self.advanced.setChecked(True)
        wanting = "" if bad else lacking(self.plan)
        if wanting:
            self._field(usual[0]).reason.show_note(wanting)
        return not bad and not wanting

    def _field(self, name: str) -> TunnelField:
        return {"command": self.command, "url": self.url, "pattern": self.pattern}[name]

    def _arrange(self) -> None:
        """Put the fields of the kind in their order, with the fold between them."""
        usual, folded = _places(self._kind)
        shown: Sequence[QWidget] = (
            *map(self._field, usual),
            self.advanced,
            *map(self._field, folded),
        )
        all_of_them: Sequence[QWidget] = (*self._fields, self.advanced)
        for widget in all_of_them:
            self._column.removeWidget(widget)
            widget.setVisible(False)
        for widget in shown:
            self._column.addWidget(widget)
        for name in usual:
            self._field(name).setVisible(True)
        self.advanced.setVisible(bool(folded))
        self._fold()
        tab_as_laid_out(self)

    @Slot()
    def _fold(self) -> None:
        on = self.advanced.isChecked()
        self.advanced.setArrowType(Qt.ArrowType.DownArrow if on else Qt.ArrowType.RightArrow)
        for name in _places(self._kind)[1]:
            self._field(name).setVisible(on)


def _places(kind: TunnelKind) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The fields that a kind always shows, and those that are folded away."""
    match kind:
        case TunnelKind.OFF:
            return (), ()
        case TunnelKind.URL:
            return ("url",), ()
        case TunnelKind.SSH | TunnelKind.COMMAND:
            return ("command", "url"), ("pattern",)
        case TunnelKind.MODELRIVER:
            return (), ("command",)
    return (), ("command", "url", "pattern")
