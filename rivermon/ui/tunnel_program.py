"""Whether the program that a way to this machine needs is installed, and what will be run.

Installs nothing and runs nothing. Does not know what the operator chose: it is handed in.
"""

import sys

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from rivermon.core.program_search import distributions
from rivermon.core.tunnel import TunnelPlan
from rivermon.core.tunnel_command import BadCommand, command_lines, shown, words_of
from rivermon.core.tunnel_install import install_line
from rivermon.ui.appearance import Appearance
from rivermon.ui.copy_button import CopyButton
from rivermon.ui.field_column import sentence
from rivermon.ui.plain_text import one_line
from rivermon.ui.program_finder import ProgramFinder

LOOK_AGAIN_MS = 3000


class TunnelProgram(QWidget):
    """A sentence, the line that installs what is missing, and the command."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        """Show nothing until a plan is known."""
        super().__init__(parent)
        self._appearance = appearance
        self._runs: dict[str, str] = {}
        self._finder = ProgramFinder(self)
        self._finder.found.connect(self._on_found)
        self._again = QTimer(self, interval=LOOK_AGAIN_MS)
        self._again.timeout.connect(self._look_again)
        self._state = sentence(self)
        self._install_row = self._made_install_row()
        self._heading = QLabel(self.tr("What is run"), self)
        self._command = sentence(self)
        self._command.setFont(appearance.fixed_font())
        self._command.setAccessibleName(self._heading.text())
        self._command.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._state)
        column.addWidget(self._install_row)
        column.addSpacing(4)
        column.addWidget(self._heading)
        column.addWidget(self._command)
        self.hide()

    @property
    def said(self) -> str:
        """Whether the program is installed, in words."""
        return self._state.text()

    @property
    def install(self) -> str:
        """The line that installs it; empty where nothing is missing."""
        return self._install.text() if self._install_row.isVisibleTo(self) else ""

    @property
    def command(self) -> str:
        """What will be run."""
        return self._command.text()

    def show_plan(self, plan: TunnelPlan, address: tuple[str, int]) -> None:
        """Look for the program of a plan, for a listener at `address`."""
        runs = _runs(plan, address)
        if runs == self._runs:
            return
        if list(runs) != list(self._runs):
            first = next(iter(runs), "")
            self._state.setText(self.tr("Looking for {0}…").format(one_line(first)))
            self._install_row.hide()
            self._again.stop()
            self._finder.ask(tuple(runs))
        self._runs = runs
        self._command.setText(one_line(next(iter(runs.values()), "")))
        self.setVisible(bool(runs))

    def _made_install_row(self) -> QWidget:
        row = QWidget(self)
        self._install = QLineEdit(row)
        self._install.setReadOnly(True)
        self._install.setFont(self._appearance.fixed_font())
        self._install.setAccessibleName(self.tr("How to install it"))
        help_text = self.tr("Copy the line that installs it")
        copy = CopyButton(self._appearance, self._install.text, help_text, self.tr("Copy"), row)
        copy.setAutoDefault(False)
        beside = QHBoxLayout(row)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(8)
        beside.addWidget(self._install, 1)
        beside.addWidget(copy)
        row.hide()
        return row

    @Slot(str)
    def _on_found(self, program: str) -> None:
        if program:
            self._again.stop()
            self._install_row.hide()
            self._state.setText(self.tr("{0} is installed.").format(one_line(program)))
            self._command.setText(one_line(self._runs[program]))
            return
        missing = next(iter(self._runs))
        line = install_line(missing, sys.platform, distributions())
        self._install.setText(line)
        self._install.setCursorPosition(0)
        self._install_row.setVisible(bool(line))
        said = self.tr("{0} is not installed. Install it; it is then found by itself.")
        self._state.setText(said.format(one_line(missing)))
        self._again.start()

    @Slot()
    def _look_again(self) -> None:
        if self._runs and self.isVisible() and not self._finder.looking:
            self._finder.ask(tuple(self._runs))


def _runs(plan: TunnelPlan, address: tuple[str, int]) -> dict[str, str]:
    """Each program that would do, and its whole command as it may be shown; the best first."""
    runs: dict[str, str] = {}
    for line in command_lines(plan):
        try:
            words = words_of(line, address, windows=sys.platform == "win32")
        except BadCommand:  # the field says so
            continue
        runs.setdefault(words[0], shown(words))
    return runs
