"""The bar at the bottom: where rivermon listens and is reached, its work, debts and database.

Counts nothing itself but the webhooks of the last minute. Does not filter: it tells what for.
"""

from collections.abc import Sequence

from PySide6.QtCore import QLocale, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from rivermon.core.feed import (
    DeliveryStored,
    Fact,
    Listening,
    Trouble,
    TroubleBegan,
    Watching,
)
from rivermon.core.ports import Clock
from rivermon.ui.appearance import Appearance
from rivermon.ui.assets import Icon
from rivermon.ui.copy_button import COPIED_MS
from rivermon.ui.elided_button import ElidedButton
from rivermon.ui.elided_label import ElidedLabel
from rivermon.ui.minute_rate import MinuteRate
from rivermon.ui.plain_text import tooltip
from rivermon.ui.public_address_item import PublicAddressItem
from rivermon.ui.tally import Tally
from rivermon.ui.theme import Tone

_HEIGHT = 30
_SAID_MS = 4000
_SI = QLocale.DataSizeFormat.DataSizeSIFormat
WAITS_FOR_APPROVAL = "is:held"
"""The filter for records that wait for the operator."""


class StatusBar(QFrame):
    """Addresses, rate, what waits for approval, callbacks owed and database, left to right."""

    filter_asked = Signal(str)
    """The records that match this filter are to be shown."""

    def __init__(
        self,
        appearance: Appearance,
        clock: Clock,
        tally: Tally,
        database: str,
        parent: QWidget | None = None,
    ) -> None:
        """Take `database`, its path for the tooltip."""
        super().__init__(parent)
        self.setObjectName("statusBar")
        self.setFixedHeight(appearance.px(_HEIGHT))
        self._appearance = appearance
        self._clock = clock
        self._tally = tally
        self._url = ""
        self._watching = False
        self._rate = MinuteRate()
        self._address = ElidedButton(self)
        self._address.setIconSize(appearance.icon_size)
        self._address.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._address.clicked.connect(self._copy_address)
        self.public = PublicAddressItem(appearance, clock, self)
        self._copied = QTimer(self, singleShot=True, interval=COPIED_MS)
        self._copied.timeout.connect(self._show_address)
        self._words = ElidedLabel(parent=self)
        self._fading = QTimer(self, singleShot=True, interval=_SAID_MS)
        self._fading.timeout.connect(lambda: self._words.show_text(""))
        self._per_minute = self._figure(self.tr("Webhooks received in the last 60 seconds"))
        self._awaiting = self._make_awaiting()
        self._owed = self._figure(self.tr("Callbacks that are still to be taken by ModelRiver"))
        self._size = self._figure(self.tr("The database:") + " " + database)
        self._lay_out()
        tally.changed.connect(self._show_counts)
        appearance.changed.connect(self._show_address)
        self._show_address()
        self._show_counts()
        self.tick()

    @Slot(str)
    def say(self, words: str) -> None:
        """Say something for a few seconds."""
        self._words.show_text(words)
        self._fading.start()

    @property
    def url(self) -> str:
        """Where rivermon listens; empty while it does not."""
        return self._url

    @property
    def watching(self) -> bool:
        """True when another rivermon listens, and this one only watches."""
        return self._watching

    @property
    def in_short(self) -> str:
        """Whether rivermon listens, how busy it is, what waits and what it owes, in a line."""
        counts = self._tally.counts
        parts = [self._state_words()]
        if not self._watching:
            parts.append(self._per_minute.text())
        if counts.awaiting:
            parts.append(self._awaiting.text())
        parts.append(self._owed.text())
        return " · ".join(parts)

    def take(self, facts: Sequence[Fact]) -> None:
        """Note deliveries, where rivermon listens, and where it is reached."""
        self.public.take(facts)
        received = sum(isinstance(fact, DeliveryStored) for fact in facts)
        if received:
            self._rate.add(received, self._clock.monotonic_s())
            self.tick()
        for fact in facts:
            if isinstance(fact, Listening):
                self._url = fact.url
                self._show_address()
            elif isinstance(fact, TroubleBegan) and fact.trouble is Trouble.PORT:
                self._url = ""
                self._show_address()
            elif isinstance(fact, Watching):
                self._watching = True
                # Each webhook is told to the rivermon that takes it in, not to this one.
                self._per_minute.hide()
                # So is its public address.
                self.public.hide()
                self._show_address()

    @Slot()
    def tick(self) -> None:
        """Show the rate as it stands now: it falls with the time alone; and a countdown."""
        self.public.tick()
        rate = self._rate.rate(self._clock.monotonic_s())
        self._per_minute.setText(self.tr("{0}/min").format(QLocale().toString(rate)))

    def _make_awaiting(self) -> QPushButton:
        button = QPushButton(self)
        button.setProperty("role", "link")
        help_text = self.tr("Show the records that wait for your approval")
        button.setToolTip(help_text)
        button.setAccessibleDescription(help_text)
        button.clicked.connect(lambda: self.filter_asked.emit(WAITS_FOR_APPROVAL))
        button.hide()
        return button

    def _figure(self, help_text: str) -> QLabel:
        label = QLabel(self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setToolTip(tooltip(help_text))
        label.setAccessibleDescription(help_text)
        return label

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 0, 16, 0)
        layout.setSpacing(24)
        layout.addWidget(self._address)
        layout.addWidget(self.public)
        layout.addWidget(self._words, 1)
        for figure in (self._per_minute, self._awaiting, self._owed, self._size):
            layout.addWidget(figure)

    @Slot()
    def _copy_address(self) -> None:
        if self._url:
            QGuiApplication.clipboard().setText(self._url)
            self._address.setText(self.tr("Copied"))
            colour = self._appearance.theme.colours.accent
            self._address.setIcon(self._appearance.icon(Icon.CHECK, colour))
            self._copied.start()

    @Slot()
    def _show_address(self) -> None:
        pair = self._appearance.pair(self._tone())
        self._address.setIcon(self._appearance.icon(Icon.DOT, pair.text))
        if self._watching:
            self._address.setText(self.tr("Watching another rivermon's database"))
            self._address.setToolTip(
                self.tr("Webhooks come in, and callbacks leave, through the rivermon that listens")
            )
        elif self._url:
            self._address.setText(self.tr("Listening {0}").format(self._url))
            self._address.setToolTip(self.tr("Copy this address"))
        else:
            self._address.setText(self.tr("Not listening"))
            self._address.setToolTip(self.tr("No webhook can come in"))
        self._address.setAccessibleName(self._address.text())

    def _state_words(self) -> str:
        if self._watching:
            return self.tr("Watching")
        return self.tr("Listening") if self._url else self.tr("Not listening")

    def _tone(self) -> Tone:
        if self._watching:
            return Tone.QUIET
        return Tone.GOOD if self._url else Tone.BAD

    @Slot()
    def _show_counts(self) -> None:
        counts = self._tally.counts
        self._owed.setText(self._owed_words(counts.owed, counts.held - counts.awaiting))
        self._awaiting.setText(self._awaiting_words(counts.awaiting))
        self._awaiting.setVisible(counts.awaiting > 0)
        self._size.setText(QLocale().formattedDataSize(counts.size, 1, _SI))

    def _awaiting_words(self, awaiting: int) -> str:
        if awaiting == 0:
            return ""
        if awaiting == 1:
            return self.tr("%Ln waits for approval", "", awaiting)
        return self.tr("%Ln wait for approval", "", awaiting)

    def _owed_words(self, owed: int, held: int) -> str:
        if owed == 0:
            words = self.tr("No callback owed")
        elif owed == 1:
            words = self.tr("%Ln callback owed", "", owed)
        else:
            words = self.tr("%Ln callbacks owed", "", owed)
        return words + ", " + self.tr("%Ln held", "", held) if held else words
