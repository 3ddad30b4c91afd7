"""The rules of the approval gate in a sheet of their own.

Does not know the rules.
"""

from PySide6.QtWidgets import QWidget

from rivermon.chosen import Chosen
from rivermon.core.ports import Ledger
from rivermon.core.tasks import OwnedTasks
from rivermon.ui.appearance import Appearance
from rivermon.ui.approval_rules import ApprovalRules
from rivermon.ui.sheet import Sheet


class ApprovalRulesDialog(Sheet):
    """Closing it undoes nothing: each change took effect at once."""

    def __init__(
        self,
        chosen: Chosen,
        ledger: Ledger,
        tasks: OwnedTasks,
        appearance: Appearance,
        parent: QWidget | None = None,
    ) -> None:
        """Show the rules as they stand.

        Args:
            chosen: the settings that are changed.
            ledger: asked for the names of events.
            tasks: own the questions.
            appearance: fonts.
            parent: the window that it lies above.
        """
        super().__init__(parent)
        self.entitle(self.tr("Approval rules"))
        self.rules = ApprovalRules(chosen, ledger, tasks, appearance, self)
        self.setAccessibleDescription(self.rules.accessibleDescription())
        self.add(self.rules, stretch=1)
        self.add_cancel(self.tr("Close"))
        self.rules.setFocus()
