"""Where rivermon listens: address, port, path, limits; the listener moves when that is asked for.

Does not listen.
"""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPushButton, QWidget

from rivermon.chosen import Chosen
from rivermon.setting_values import BadSetting, checked
from rivermon.settings import Settings
from rivermon.ui.appearance import Appearance
from rivermon.ui.operator import Act, Operator
from rivermon.ui.plain_text import one_line
from rivermon.ui.reason_line import ReasonLine
from rivermon.ui.setting_reasons import setting_words
from rivermon.ui.settings_page import SettingsPage

_MEGABYTE = 1024 * 1024
_HERE, _EVERYWHERE = "127.0.0.1", "0.0.0.0"  # noqa: S104 - the operator chooses


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
        if settings.max_age_s != self._checked("max_age_s", self.age.text()):
            self.age.setText(f"{settings.max_age_s:g}")
        now = (settings.host, settings.port, settings.path, settings.max_body)
        if now != getattr(self, "_shown", None):
            self._shown = now
            self.host.setEditText(settings.host)
            self.port.setText(str(settings.port))
            self.path.setText(settings.path or "")
            self.largest.setText(f"{settings.max_body / _MEGABYTE:g}")
        self._show_button()

    @property
    def unsent(self) -> bool:
        """True when something is typed and not asked for."""
        return self.listen.isEnabled()

    def reason(self, name: str) -> str:
        """Why a setting cannot be had as it is typed; empty when it can."""
        return self._reasons[name].text()

    def _add_place(self) -> None:
        self.host = QComboBox(self)
        self.host.setEditable(True)
        self.host.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.host.addItems([_HERE, _EVERYWHERE])
        self.host.setItemData(0, self.tr("This machine only"), 3)
        self.host.setItemData(1, self.tr("Whoever reaches this machine"), 3)
        self.add_field(self.tr("&Address"), self.host)
        self._note("host", self.host)
        self.port = self._line()
        self.add_field(self.tr("&Port"), self.port)
        self._note("port", self.port)

    def _add_limits(self) -> None:
        self.path = self._line()
        self.path.setPlaceholderText(self.tr("None beside /webhooks/modelriver and the usual ones"))
        self.add_field(self.tr("One more p&ath"), self.path)
        self._note("path", self.path)
        self.largest = self._line()
        self.add_field(self.tr("Largest webhook, in &MB"), self.largest)
        self._note("max_body", self.largest)

    def _add_listen(self) -> None:
        self.listen = QPushButton(self.tr("&Listen there"), self)
        self.listen.setAutoDefault(False)
        self.listen.setToolTip(
            self.tr("The listener moves at once; requests under way are answered")
        )
        self.listen.clicked.connect(self._ask)
        row = QHBoxLayout()
        row.addWidget(self.listen)
        row.addStretch(1)
        self.body.addLayout(row)
        self._outcome = self.add_reason(self.listen, 2)

    def _add_age(self) -> None:
        self.age = self._line()
        self.age.editingFinished.connect(self._keep_age)
        self.add_field(self.tr("&Oldest signed timestamp, in seconds (0: any age)"), self.age)
        self._note("max_age_s", self.age)
        self.body.addStretch(1)

    def _line(self) -> QLineEdit:
        line = QLineEdit(self)
        line.setFont(self._appearance.fixed_font())
        return line

    def _note(self, name: str, field: QWidget) -> None:
        self._reasons[name] = self.add_reason(field, 1)
        self.add_overridden(name)
        changed = field.editTextChanged if isinstance(field, QComboBox) else None
        if isinstance(field, QLineEdit):
            changed = field.textEdited
        if changed is not None:
            changed.connect(self._show_button)

    def _typed(self) -> dict[str, str]:
        return {
            "host": self.host.currentText().strip(),
            "port": self.port.text().strip(),
            "path": self.path.text().strip(),
            "max_body": _bytes(self.largest.text()),
        }

    def _checked(self, name: str, text: str) -> object:
        """What a typed text is read as; None where it cannot be."""
        try:
            return checked(name, text, name)
        except BadSetting:
            return None

    @Slot()
    def _ask(self) -> None:
        """Have it listen there, or say which field is wrong."""
        read: dict[str, object] = {}
        for name, text in self._typed().items():
            try:
                read[name] = checked(name, text, name)
            except BadSetting as why:
                self._reasons[name].show_reason(one_line(setting_words(why)))
            else:
                self._reasons[name].show_reason("")
        if len(read) == len(self._typed()):
            self._outcome.show_note(self.tr("Moving…"))
            self._operator.listen_at(
                str(read["host"]),
                int(str(read["port"])),
                None if read["path"] is None else str(read["path"]),
                int(str(read["max_body"])),
            )

    @Slot()
    def _keep_age(self) -> None:
        text = self.age.text().strip()
        if self._checked("max_age_s", text) != self.chosen.settings.max_age_s:
            self.change(self._reasons["max_age_s"], max_age_s=text)

    @Slot()
    def _show_button(self) -> None:
        settings = self.chosen.settings
        now = (settings.host, settings.port, settings.path, settings.max_body)
        typed = tuple(self._checked(name, text) for name, text in self._typed().items())
        busy = self._operator.is_busy(Act.LISTEN_AT)
        self.listen.setEnabled(typed != now and not busy)

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
