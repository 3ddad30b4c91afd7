"""The acts on rows as Qt's actions and shortcuts, made from the one list of them.

Says why an act cannot be done, and tells when one is asked for. Does nothing with the rows.
"""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from rivermon.ui.act_refusals import Picked, refusal
from rivermon.ui.appearance import Appearance
from rivermon.ui.row_acts import ENTRIES, Entry, RowAct


class RowActions(QObject):
    """One action and one shortcut for each act.

    The shortcut is not the action's own: when the act cannot be done the key says why, where Qt's
    would be silent.
    """

    asked = Signal(object)
    """A RowAct is to be done."""

    refused = Signal(str)
    """An act cannot be done: why, as a sentence."""

    def __init__(
        self,
        window: QWidget,
        tables: Iterable[QWidget],
        appearance: Appearance,
        picked: Callable[[], Picked],
        undoes: Callable[[RowAct], bool],
    ) -> None:
        """Offer all acts in a window.

        Args:
            window: most keys act in all of it.
            tables: some keys act in these alone.
            appearance: the icons.
            picked: what is selected now.
            undoes: whether an act would undo now what it did before, as Pin takes a pin off.
        """
        super().__init__(window)
        self._appearance = appearance
        self._picked = picked
        self._undoes = undoes
        self._actions = {entry.act: self._action(entry) for entry in ENTRIES}
        near = tuple(tables)
        for entry in ENTRIES:
            for widget in near if entry.in_table else (window,):
                self._add_keys(entry, widget)
        self.refresh()

    def action(self, act: RowAct) -> QAction:
        """The action of an act, as it stood at the last refresh."""
        return self._actions[act]

    def refresh(self) -> None:
        """Have words, icons and what can be done as they are now."""
        picked = self._picked()
        for entry in ENTRIES:
            action = self._actions[entry.act]
            keys = QKeySequence(entry.keys).toString(QKeySequence.SequenceFormat.NativeText)
            words = entry.text(done=bool(entry.undo) and self._undoes(entry.act))
            why_not = refusal(entry.act, picked)
            action.setText(f"{words}\t{keys}")
            action.setIcon(self._appearance.icon(entry.icon))
            action.setEnabled(not why_not)
            action.setToolTip(why_not or entry.about())

    def press(self, act: RowAct) -> None:
        """Ask for an act, or say why it cannot be done."""
        why_not = refusal(act, self._picked())
        if why_not:
            self.refused.emit(why_not)
        else:
            self.asked.emit(act)

    def _action(self, entry: Entry) -> QAction:
        action = QAction(self)
        action.setObjectName(entry.act.value)
        action.setMenuRole(QAction.MenuRole.NoRole)
        action.triggered.connect(lambda: self.press(entry.act))
        return action

    def _add_keys(self, entry: Entry, widget: QWidget) -> None:
        shortcut = QShortcut(QKeySequence(entry.keys), widget)
        shortcut.setAutoRepeat(False)
        if entry.in_table:
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(lambda: self.press(entry.act))
