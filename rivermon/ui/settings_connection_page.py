"""Where rivermon listens: address, port, path, limits; the listener moves when that is asked for.

Does not listen.
"""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPushButton, QWidget

from rivermon.chosen import Chosen
from rivermon.setting_values import BadSetting, checked
from rivermon.settings import Settings
from rivermon.ui.appearance import Appearance
from rivermon.ui.field_column import sentence
from rivermon.ui.operator import Act, Operator
from rivermon.ui.plain_text import one_line
from rivermon.ui.reason_line import ReasonLine
from rivermon.ui.setting_reasons import setting_words
from rivermon.ui.settings_page import SettingsPage

_LETTERS = 24
_MEGABYTE = 1024 * 1024
_BAD = object()
_TOGETHER = ("host", "port", "path", "max_body")
_HERE, _EVERYWHERE = "127.0.0.1", "0.0.0.0"  # noqa: S104 - the operator chooses
_THIS_MACHINE, _ALL = (_HERE, "localhost", "::1"), (_EVERYWHERE, "::")


class ConnectionPage(SettingsPage):
    """Four fields that take effect together, and one that does at once."""

    def __init__(
        self,
        chosen: Chosen,
        operator: Operator,
        appearance: Appearance,
        parent: QWidget | None = None,
    ) -> None:
        """Show where it listens.

        Args:
            chosen: the settings.
            operator: has rivermon listen elsewhere.
            appearance: fonts.
            parent: the widget that it is in.
        """
        super().__init__(chosen, parent)
        self._operator = operator
        self._appearance = appearance
        self._reasons: dict[str, ReasonLine] = {}
        self._shown: tuple[str, int, str | None, int] | None = None
        self._shown_age: float | None = None
        self._largest = ""
        self.say(self.tr("Where webhooks come in on this machine. A tunnel leads here."))
        self._add_place()
        self._add_limits()
        self._add_listen()
        self._add_age()
        self.show_settings(chosen.settings)
        self.setFocusProxy(self.host)
        operator.done.connect(self._on_done)
        operator.refused.connect(self._on_refused)
        operator.busy_changed.connect(self._show_button)

    def show_settings(self, settings: Settings) -> None:
        """Show what is set; what is typed and not asked for yet stays."""
        if settings.max_age_s != self._shown_age:
            self._shown_age = settings.max_age_s
            self.age.setText(f"{settings.max_age_s:g}")
        now = (settings.host, settings.port, settings.path, settings.max_body)
        if now != self._shown:
            self._shown = now
            self.host.setEditText(settings.host)
            self.port.setText(str(settings.port))
            self.path.setText(settings.path or "")
            self._largest = f"{settings.max_body / _MEGABYTE:g}"
            self.largest.setText(self._largest)
            for name in _TOGETHER:
                self._all_is_well(name)
        self._show_button()

    @property
    def unsent(self) -> bool:
        """True when something is typed that does not count."""
        age = self._checked("max_age_s", self.age.text())
        return self._is_elsewhere() or age != self.chosen.settings.max_age_s

    def reason(self, name: str) -> str:
        """Why a setting cannot be had as it is typed; empty when it can."""
        return self._reasons[name].reason

    @property
    def reach(self) -> str:
        """Who can reach the address as it is typed, in words; empty where that is not known."""
        reason = self._reasons["host"]
        return "" if reason.reason else reason.text()

    def _add_place(self) -> None:
        self.host = QComboBox(self)
        self.host.setEditable(True)
        self.host.setFont(self._appearance.fixed_font())
        self.host.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.host.addItems([_HERE, _EVERYWHERE])
        self.host.setMinimumContentsLength(_LETTERS)
        self.host.setMinimumWidth(1)  # less than it asks for where the page is narrow
        self._add_short(self.tr("&Address"), self.host)
        self._note("host", self.host)
        self.port = self._line()
        self._add_short(self.tr("&Port"), self.port)
        self._note("port", self.port)

    def _add_limits(self) -> None:
        self.path = self._line()
        self.path.setPlaceholderText(self.tr("None beside /webhooks/modelriver and the usual ones"))
        self.add_field(self.tr("One more pat&h"), self.path)
        self._note("path", self.path)
        self.largest = self._line()
        self._add_short(self.tr("Largest webhook, in &MB"), self.largest)
        self._note("max_body", self.largest)

    def _add_listen(self) -> None:
        self.listen = QPushButton(self.tr("&Listen there"), self)
        self.listen.setAutoDefault(False)
        moves = self.tr("The listener moves at once; requests under way are answered")
        self.listen.setAccessibleDescription(moves)
        self.listen.clicked.connect(self._ask)
        for line in (*self.host.findChildren(QLineEdit), self.port, self.path, self.largest):
            line.returnPressed.connect(self._ask)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.listen)
        row.addWidget(sentence(self, moves, muted=True), 1)
        self.body.addLayout(row)
        self._outcome = self.add_reason(self.listen, 2)

    def _add_age(self) -> None:
        self.age = self._line()
        self.age.editingFinished.connect(self._keep_age)
        self._add_short(self.tr("&Oldest signed timestamp, in seconds (0: any age)"), self.age)
        self._note("max_age_s", self.age)
        self.body.addStretch(1)

    def _add_short(self, label: str, field: QWidget) -> None:
        self.add_field(label, field)
        self.body.setAlignment(field, Qt.AlignmentFlag.AlignLeft)

    def _line(self) -> QLineEdit:
        line = QLineEdit(self)
        line.setFont(self._appearance.fixed_font())
        return line

    def _note(self, name: str, field: QWidget) -> None:
        self.add_overridden(name)
        self._reasons[name] = self.add_reason(field, 1)
        changed = field.editTextChanged if isinstance(field, QComboBox) else None
        if isinstance(field, QLineEdit):
            changed = field.textEdited
        if changed is not None:
            changed.connect(self._on_edited)

    def _typed(self) -> dict[str, str]:
        return {
            "host": self.host.currentText().strip(),
            "port": self.port.text().strip(),
            "path": self.path.text().strip(),
            "max_body": self._bytes(),
        }

    def _checked(self, name: str, text: str) -> object:
        """What a typed text is read as; _BAD where it cannot be: None is a path, too."""
        try:
            return checked(name, text, name)
        except BadSetting:
            return _BAD

    def _bytes(self) -> str:
        """The largest webhook as the setting has it; what is shown rounded is not changed by it."""
        typed = self.largest.text().strip()
        return str(self.chosen.settings.max_body) if typed == self._largest else _bytes(typed)

    def _is_elsewhere(self) -> bool:
        settings = self.chosen.settings
        now = (settings.host, settings.port, settings.path, settings.max_body)
        return now != tuple(self._checked(name, text) for name, text in self._typed().items())

    def _all_is_well(self, name: str) -> None:
        """Say no more why a setting cannot be had; of an address, who can reach it there."""
        if name == "host":
            self._reasons[name].show_note(self._who_reaches(self.host.currentText().strip()))
        else:
            self._reasons[name].show_reason("")

    def _who_reaches(self, host: str) -> str:
        if host in _THIS_MACHINE:
            return self.tr("This machine only")
        return self.tr("Whoever reaches this machine") if host in _ALL else ""

    @Slot()
    def _on_edited(self) -> None:
        """What was wrong is so no more once it can be had."""
        self._outcome.show_note("")
        texts = {**self._typed(), "max_age_s": self.age.text().strip()}
        for name, text in texts.items():
            if self._checked(name, text) is not _BAD:
                self._all_is_well(name)
        self._show_button()

    @Slot()
    def _ask(self) -> None:
        """Have it listen there, or say which field is wrong."""
        if not self.listen.isEnabled():
            return
        read: dict[str, object] = {}
        for name, text in self._typed().items():
            try:
                read[name] = checked(name, text, name)
            except BadSetting as why:
                in_bytes = name == "max_body"
                words = self._megabyte_words() if in_bytes else one_line(setting_words(why))
                self._reasons[name].show_reason(words)
            else:
                self._all_is_well(name)
        if len(read) == len(self._typed()):
            self._outcome.show_note(self.tr("Moving…"))
            self._operator.listen_at(
                str(read["host"]),
                int(str(read["port"])),
                None if read["path"] is None else str(read["path"]),
                int(str(read["max_body"])),
            )

    def _megabyte_words(self) -> str:
        """Why no size is read from what is typed: the setting has bytes, the field megabytes."""
        return self.tr("It must be a number of megabytes, such as 5 or 0.5.")

    @Slot()
    def _keep_age(self) -> None:
        text = self.age.text().strip()
        if self._checked("max_age_s", text) != self.chosen.settings.max_age_s:
            self.change(self._reasons["max_age_s"], max_age_s=text)

    @Slot()
    def _show_button(self) -> None:
        busy = self._operator.is_busy(Act.LISTEN_AT)
        self.listen.setEnabled(self._is_elsewhere() and not busy)

    @Slot(object, object)
    def _on_done(self, act: Act, _result: object) -> None:
        if act is Act.LISTEN_AT:
            self._outcome.show_note(self.tr("rivermon listens there now."))
            self._show_button()

    @Slot(object, str)
    def _on_refused(self, act: Act, why: str) -> None:
        if act is Act.LISTEN_AT:
            self._outcome.show_reason(one_line(why))
            self._show_button()


def _bytes(megabytes: str) -> str:
    """Megabytes as they are typed, in bytes as the setting has them; what is none stays."""
    text = megabytes.strip().replace(",", ".")
    try:
        return str(int(float(text) * _MEGABYTE))
    except (ValueError, OverflowError):
        return text
