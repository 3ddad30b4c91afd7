"""The rules of the approval gate: which events are held, and what happens if nobody decides.

Each change takes effect at once and is kept in the settings. Holds nothing by itself; a sheet or a
page of the settings has it inside.
"""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QWidget,
)

from rivermon.chosen import Chosen
from rivermon.core.approval import BEFORE_THE_END, Undecided
from rivermon.core.ports import Ledger
from rivermon.core.tasks import OwnedTasks
from rivermon.setting_values import BadSetting
from rivermon.settings import Settings
from rivermon.ui.appearance import Appearance
from rivermon.ui.event_list import EventList
from rivermon.ui.events_seen import EventsSeen
from rivermon.ui.plain_text import one_line
from rivermon.ui.settings_page import SettingsPage

LONGEST = 200


def hold_event(chosen: Chosen, event: str, hold: bool) -> None:  # noqa: FBT001 - a switch's state
    """Hold the content of an event for approval from now on, or let it pass.

    Args:
        chosen: the settings that are changed, and kept.
        event: the event's name; blanks around it do not count.
        hold: whether it waits.

    Raises:
        BadSetting: the settings cannot be written; nothing is changed.
    """
    others = tuple(each for each in chosen.settings.hold_events if each != event.strip())
    chosen.change(hold_events=(*others, event) if hold else others)


class ApprovalRules(SettingsPage):
    """A field to find or add an event, the events with their switches, the rule for the rest."""

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
            parent: the widget that it is in.
        """
        super().__init__(chosen, parent)
        self._known: set[str] = set()
        self._first = sorted(chosen.settings.hold_events, key=str.casefold)
        self._seen = EventsSeen(ledger, tasks, self)
        self._seen.found.connect(self._on_found)
        self.say(
            self.tr(
                "Content of the events that are switched on waits here until somebody approves "
                "or rejects it. ModelRiver waits 5 minutes for it."
            )
        )
        self._add_search(appearance)
        self._add_list(appearance)
        self._add_undecided()
        self._seen.failed.connect(self._reason.show_reason)
        self.show_settings(chosen.settings)
        self._seen.ask("")
        self.setFocusProxy(self._search)

    @property
    def reason(self) -> str:
        """What could not be done with the events; empty when all could."""
        return self._reason.text()

    def _add_search(self, appearance: Appearance) -> None:
        self._search = QLineEdit(self)
        self._search.setFont(appearance.fixed_font())
        self._search.setMaxLength(LONGEST)
        self._search.setClearButtonEnabled(True)
        self._search.setPlaceholderText(self.tr("Find an event, or type a new one"))
        self._search.setAccessibleDescription(self.tr("Return holds the event that is typed"))
        self._search.textChanged.connect(self._on_text)
        self._search.returnPressed.connect(self._hold_typed)
        self._hold = QPushButton(self.tr("Hold"), self)
        self._hold.setAutoDefault(False)
        self._hold.setToolTip(self.tr("Hold the content of the event that is typed"))
        self._hold.clicked.connect(self._hold_typed)
        row = QWidget(self)
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._search, 1)
        layout.addWidget(self._hold)
        self.add_field(self.tr("&Event"), row).setBuddy(self._search)
        self._search.setAccessibleName(self.tr("Event"))

    def _add_list(self, appearance: Appearance) -> None:
        self._list = EventList(self)
        self._list.setFont(appearance.fixed_font())
        self._list.toggled.connect(self._set_held)
        self.add_field(self.tr("&Hold for approval"), self._list, stretch=1)
        self._reason = self.add_reason(self._list, 1)

    def _add_undecided(self) -> None:
        seconds = BEFORE_THE_END.seconds
        heading = QLabel(
            self.tr("If nobody decides by %n second(s) before the end", "", seconds), self
        )
        self.add(heading)
        self._group = QButtonGroup(self)
        self._choices: dict[Undecided, QRadioButton] = {}
        for undecided, words in self._rules():
            button = QRadioButton(words, self)
            button.setAccessibleDescription(heading.text())
            button.clicked.connect(partial(self._set_undecided, undecided))
            self._choices[undecided] = button
            self._group.addButton(button)
            self.body.addWidget(button)
        self._undecided_reason = self.add_reason(self._choices[Undecided.LAPSE], 1)

    def _rules(self) -> Sequence[tuple[Undecided, str]]:
        return (
            (Undecided.SEND, self.tr("&Send it as it is")),
            (Undecided.REJECT, self.tr("&Reject it: ModelRiver is told that there is no content")),
            (Undecided.LAPSE, self.tr("Send &nothing: ModelRiver times out")),
        )

    @Slot(str)
    def _on_text(self, text: str) -> None:
        self._reason.show_reason("")
        self._hold.setEnabled(bool(text.strip()) and text.strip() not in self._held)
        self._show_list()
        self._seen.ask(text.strip())

    @Slot(object)
    def _on_found(self, names: tuple[str, ...]) -> None:
        # They begin as what is typed; what was found before is also looked through for it.
        self._known.update(names)
        self._show_list()

    def show_settings(self, settings: Settings) -> None:
        """Show which events are held, and the rule, as they stand now."""
        self._choices[settings.undecided].setChecked(True)
        text = self._search.text().strip()
        self._hold.setEnabled(bool(text) and text not in self._held)
        self._show_list()

    @property
    def _held(self) -> tuple[str, ...]:
        return self.chosen.settings.hold_events

    def _show_list(self) -> None:
        """Show what matches the text: first what was held at the start, so that nothing jumps."""
        self._known.update(self._held)
        others = sorted(self._known - set(self._first), key=lambda name: (name.casefold(), name))
        wanted = self._search.text().strip().casefold()
        names = [name for name in (*self._first, *others) if wanted in name.casefold()]
        self._list.show_names(names, frozenset(self._held))

    @Slot()
    def _hold_typed(self) -> None:
        event = self._search.text().strip()
        if event and self._set_held(event, held=True):
            self._search.clear()

    @Slot(str, bool)
    def _set_held(self, event: str, held: bool) -> bool:  # noqa: FBT001 - a signal's argument
        try:
            hold_event(self.chosen, event, held)
        except BadSetting as why:
            self.show_settings(self.chosen.settings)
            self._reason.show_reason(one_line(str(why)))
            return False
        self._reason.show_reason("")
        return True

    def _set_undecided(self, undecided: Undecided) -> None:
        self.change(self._undecided_reason, undecided=undecided)
