"""What is known about the public address, and what can be done with it.

Runs no tunnel and tries no address: it asks the operator's controls to.
"""

from PySide6.QtCore import QTimer, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from rivermon.core.ports import Clock
from rivermon.core.tunnel import PublicWay, TunnelKind, TunnelState
from rivermon.ui.appearance import Appearance
from rivermon.ui.copy_button import CopyButton
from rivermon.ui.field_column import sentence
from rivermon.ui.operator import Act, Operator
from rivermon.ui.plain_text import one_line
from rivermon.ui.public_address_item import PublicAddressItem
from rivermon.ui.public_way_words import ping_words, way_look, way_sentence
from rivermon.ui.qr_code import QrCode
from rivermon.ui.sheet import Sheet
from rivermon.ui.state_pill import StatePill

CONSOLE = "https://console.modelriver.com"
"""ModelRiver's console: its webhooks are a page of each project, for which no address is
documented."""
_COLUMNS = 80
_TICK_MS = 1000


class PublicAddressSheet(Sheet):
    """State and reason, the URL with its QR code, the way to the console; follows what is told."""

    settings_asked = Signal()
    """The tunnel is to be set up, or changed."""

    def __init__(
        self,
        item: PublicAddressItem,
        operator: Operator,
        appearance: Appearance,
        clock: Clock,
        parent: QWidget | None = None,
    ) -> None:
        """Show the public way as it is now.

        Args:
            item: knows the public way, and tells of changes.
            operator: tries the way again.
            appearance: fonts and colours.
            clock: the time.
            parent: the window that it lies above.
        """
        super().__init__(parent, columns=_COLUMNS)
        self.entitle(self.tr("Public address"))
        self._appearance = appearance
        self._operator = operator
        self._clock = clock
        self._way = item.way
        self._asked, self._why = False, ""
        self._add_state()
        self._add_address()
        self._add_buttons()
        self._ticking = QTimer(self, interval=_TICK_MS)
        self._ticking.timeout.connect(self._tick)
        self._ticking.start()
        item.way_changed.connect(self._take)
        operator.busy_changed.connect(self._on_busy)
        operator.failed.connect(self._on_failed)
        self._take(item.way)

    @property
    def said(self) -> str:
        """What the state means, in words."""
        return self._words.text()

    @property
    def url(self) -> str:
        """The webhook URL that is shown; empty while none is known."""
        return self._url.text()

    @property
    def outcome(self) -> str:
        """That it is being tried, or why it could not be; empty when it was."""
        return self._failure.text()

    def accept(self) -> None:
        """Ask for the settings, and make way for them."""
        super().accept()
        self.settings_asked.emit()

    def _add_state(self) -> None:
        self._pill = StatePill(self._appearance, self)
        self.add(self._pill)
        self._words = sentence(self)
        self._ping = sentence(self, muted=True)
        self.body.addSpacing(4)
        self.body.addWidget(self._words)
        self.body.addWidget(self._ping)

    def _add_address(self) -> None:
        self._url = QLineEdit(self)
        self._url.setReadOnly(True)
        self._url.setFont(self._appearance.fixed_font())
        self._url.setPlaceholderText(self.tr("Not known yet"))
        self._copy = CopyButton(
            self._appearance, self._url.text, self.tr("Copy the URL"), self.tr("Copy"), self
        )
        row = QWidget(self)
        beside = QHBoxLayout(row)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(8)
        beside.addWidget(self._url, 1)
        beside.addWidget(self._copy)
        label = self.add_field(self.tr("&Webhook URL"), row)
        label.setBuddy(self._url)
        self._url.setAccessibleName(self.tr("Webhook URL"))
        below = self._made_below()
        self.add(below)
        self._of_address = (label, row, below)

    def _made_below(self) -> QWidget:
        """The QR code, and beside it where the URL has to go."""
        below = QWidget(self)
        self._qr = QrCode(self._appearance, below)
        how = sentence(
            below,
            self.tr(
                "In ModelRiver's console open your project, then Webhooks, then Create Webhook, "
                "and paste this URL."
            ),
        )
        console = QPushButton(self.tr("Open ModelRiver's &console"), below)
        console.setAutoDefault(False)
        console.setToolTip(self.tr("Open {0} in the browser").format(CONSOLE))
        console.clicked.connect(lambda: QDesktopServices.openUrl(QUrl(CONSOLE)))
        button = QHBoxLayout()
        button.addWidget(console)
        button.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(12)
        words.addWidget(how)
        words.addLayout(button)
        words.addStretch(1)
        beside = QHBoxLayout(below)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(16)
        beside.addWidget(self._qr)
        beside.addLayout(words, 1)
        return below

    def _add_buttons(self) -> None:
        self._settings = QPushButton(self.tr("&Settings…"), self)
        self._settings.setAutoDefault(False)
        self._settings.clicked.connect(self.accept)
        self.add_aside(self._settings)
        self._try = self.add_button(self.tr("&Try again"), self._try_again)
        self._close = self.add_cancel(self.tr("Close"))
        self._set_up = self.add_main(self.tr("Set it &up…"))
        self._failure = self.add_reason(self._try, 1)

    @Slot(object)
    def _take(self, way: PublicWay) -> None:
        self._way = way
        off = way.state is TunnelState.OFF
        self._words.setText(way_sentence(way))
        self._url.setText(one_line(way.url))
        self._url.setCursorPosition(0)
        self._copy.setEnabled(bool(way.url))
        self._qr.show_text(way.url)
        addressed = not off and way.kind is not TunnelKind.MODELRIVER
        for widget in self._of_address:
            widget.setVisible(addressed)
        for button in (self._settings, self._try):
            button.setVisible(not off)
        self._set_up.setVisible(off)
        if off:
            self._set_up.setFocus()
        self._tick()

    @Slot()
    def _tick(self) -> None:
        now = self._clock.now()
        self._pill.show_look(way_look(self._way, now))
        self._ping.setText(ping_words(self._way, now))
        self._ping.setVisible(bool(self._ping.text()))

    @Slot()
    def _try_again(self) -> None:
        self._asked, self._why = True, ""
        self._operator.try_public_way()

    @Slot(object)
    def _on_busy(self, act: Act) -> None:
        if act is not Act.TRY_PUBLIC_WAY or not self._asked:
            return
        if self._operator.is_busy(act):
            # The button stays as it is: one that is disabled would hand its focus on.
            self._failure.show_note(self.tr("Trying…"))
        else:
            self._asked = False
            self._failure.show_reason(self._why)

    @Slot(str)
    def _on_failed(self, why: str) -> None:
        self._why = one_line(why)
