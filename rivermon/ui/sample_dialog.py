"""Asks which test webhook shall be sent: its event, its signature, its payload.

Does not make, sign or send it: it asks the operator's controls to, and says what came of it.
"""

import msgspec
from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from rivermon.core.entities import Scheme
from rivermon.core.ports import Ledger
from rivermon.core.sample_webhook import SampleTemplate, SampleWebhook
from rivermon.core.tasks import OwnedTasks
from rivermon.ui.appearance import Appearance
from rivermon.ui.events_seen import EventsSeen
from rivermon.ui.json_editor import JsonEditor
from rivermon.ui.json_reading import written
from rivermon.ui.operator import Act, Operator
from rivermon.ui.plain_text import one_line
from rivermon.ui.sheet import Sheet

LONGEST = 200
_COLUMNS = 72


class SampleDialog(Sheet):
    """Stays open for more; what was typed is still there when it is opened again."""

    def __init__(
        self,
        operator: Operator,
        ledger: Ledger,
        tasks: OwnedTasks,
        appearance: Appearance,
        parent: QWidget | None = None,
    ) -> None:
        """Begin with the first template.

        Args:
            operator: sends, and knows the templates.
            ledger: asked for the names of events.
            tasks: own the question.
            appearance: fonts and colours.
            parent: the window that it lies above.
        """
        super().__init__(parent, columns=_COLUMNS, keep=True)
        self.entitle(self.tr("Send a test webhook"))
        self._operator = operator
        self._templates = tuple(operator.templates())
        self._sending: SampleWebhook | None = None
        self._failure = ""
        self._seen = EventsSeen(ledger, tasks, self)
        self._seen.found.connect(self._offer)
        self.say(
            self.tr(
                "It is signed with the first webhook secret and sent to this rivermon over HTTP, "
                "as ModelRiver does it. Its callback comes back here too."
            )
        )
        self._add_event(appearance)
        self._add_scheme()
        self._add_payload(appearance)
        self.add_cancel(self.tr("Close"))
        self._send = self.add_main(self.tr("Send"))
        self._result = self.add_reason(self._send)
        operator.done.connect(self._on_done)
        operator.failed.connect(self._on_failed)
        operator.busy_changed.connect(self._on_busy)
        self._take_template(0)
        self._check()
        self._seen.ask("")

    @property
    def said(self) -> str:
        """What came of the last one, in words."""
        return self._result.text()

    def accept(self) -> None:
        """Send it, and stay open; where the payload cannot be read, show why."""
        if not self._send.isEnabled():
            return
        self._result.show_note("")
        if self._editor.value is None:
            self._editor.go_to_problem()
            return
        self._sending = SampleWebhook(
            event=self._event.currentText().strip(),
            scheme=Scheme(self._scheme.currentData()),
            data=self._editor.text.encode("utf-8"),
        )
        self._failure = ""
        self._operator.send_test(self._sending)

    def _add_event(self, appearance: Appearance) -> None:
        self._event = _choice(self)
        line = QLineEdit(self._event)
        line.setMaxLength(LONGEST)
        self._event.setLineEdit(line)
        # What was seen is chosen from the list, never typed by itself into another name.
        self._event.setCompleter(None)  # type: ignore[arg-type]
        self._event.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self._event.setFont(appearance.fixed_font())
        self._event.editTextChanged.connect(self._check)
        self.add_field(self.tr("&Event"), self._event)
        self._no_event = self.add_reason(self._event, 1)

    def _add_scheme(self) -> None:
        self._scheme = _choice(self)
        self._scheme.addItem(self.tr("raw-body: the body as it is sent"), Scheme.RAW_BODY)
        self._scheme.addItem(
            self.tr("timestamped-data: the time, and the data inside the body"),
            Scheme.TIMESTAMPED_DATA,
        )
        self._scheme.addItem(
            self.tr("timestamped-body: the time, and the body as it is sent"),
            Scheme.TIMESTAMPED_BODY,
        )
        self.add_field(self.tr("What is s&igned"), self._scheme)

    def _add_payload(self, appearance: Appearance) -> None:
        self._template = _choice(self)
        for template in self._templates:
            self._template.addItem(template.name)
        self._template.setAccessibleDescription(self.tr("Puts event and payload into the fields"))
        self._template.activated.connect(self._take_template)
        self.add_field(self.tr("Begin with the &template"), self._template)
        self._editor = JsonEditor(appearance, self.tr("Payload"), self)
        self.add_field(self.tr("&Payload: what the AI generated"), self._editor, stretch=1)

    @Slot(int)
    def _take_template(self, place: int) -> None:
        """Put a template into the fields; in the payload that can be undone."""
        if place < len(self._templates):
            template: SampleTemplate = self._templates[place]
            self._event.setEditText(template.event)
            self._editor.replace_with(written(msgspec.json.decode(template.data)))

    @Slot(object)
    def _offer(self, names: tuple[str, ...]) -> None:
        typed = self._event.currentText()
        known = dict.fromkeys((*(template.event for template in self._templates), *names))
        self._event.clear()
        self._event.addItems(list(known))
        self._event.setEditText(typed)

    @Slot()
    def _check(self) -> None:
        named = bool(self._event.currentText().strip())
        self._no_event.show_reason("" if named else self.tr("A webhook needs an event."))
        busy = self._operator.is_busy(Act.SEND_TEST)
        self._send.setEnabled(named and not busy)
        self._send.setText(self.tr("Sending…") if busy else self.tr("Send"))

    @Slot(object, object)
    def _on_done(self, act: Act, _result: object) -> None:
        if act is Act.SEND_TEST and self._sending is not None:
            said = self.tr("It was taken in: {0}, signed as {1}. The table has it.")
            sent = self._sending
            self._result.show_note(said.format(one_line(sent.event), sent.scheme.value))
            self._sending = None

    @Slot(str)
    def _on_failed(self, why: str) -> None:
        self._failure = one_line(why)

    @Slot(object)
    def _on_busy(self, act: Act) -> None:
        if act is not Act.SEND_TEST:
            return
        self._check()
        if self._operator.is_busy(act):
            self._result.show_note("")
        elif self._sending is not None:  # it ended, and was not done: the last failure is its own
            self._sending = None
            self._result.show_reason(self._failure)


def _choice(parent: QWidget) -> QComboBox:
    """A box to choose from that is no wider than its place."""
    box = QComboBox(parent)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(20)
    return box
