"""How the public way fares now: state, reason, and the URL to copy or to scan.

Does not ask how it fares: it is told. Shows no QR code itself: it tells that one is wanted.
"""

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from rivermon.core.ports import Clock
from rivermon.core.tunnel import PublicWay, TunnelState
from rivermon.ui.appearance import Appearance
from rivermon.ui.assets import Icon
from rivermon.ui.copy_button import CopyButton
from rivermon.ui.field_column import sentence
from rivermon.ui.operator import Operator
from rivermon.ui.plain_text import one_line
from rivermon.ui.public_way_words import way_look, way_sentence
from rivermon.ui.state_pill import StatePill

_TICK_MS = 1000


class PublicWayView(QWidget):
    """A pill, a sentence, and a row with the URL."""

    qr_asked = Signal(str)
    """A QR code of this URL is to be shown."""

    def __init__(
        self,
        operator: Operator,
        appearance: Appearance,
        clock: Clock,
        parent: QWidget | None = None,
    ) -> None:
        """Begin with no public address.

        Args:
            operator: tries the way again.
            appearance: fonts and colours.
            clock: the time.
            parent: the widget that it is in.
        """
        super().__init__(parent)
        self._appearance = appearance
        self._clock = clock
        self._way = PublicWay()
        self._pill = StatePill(appearance, self)
        self._try = QPushButton(self.tr("Try again"), self)
        self._try.setAutoDefault(False)
        self._try.clicked.connect(operator.try_public_way)
        self._words = sentence(self)
        self._row = self._made_row()
        self._lay_out()
        self._ticking = QTimer(self, interval=_TICK_MS)
        self._ticking.timeout.connect(self._tick)
        self._ticking.start()
        appearance.changed.connect(self._dress)
        self._dress()
        self.show_way(self._way)

    @property
    def way(self) -> PublicWay:
        """What is shown."""
        return self._way

    @property
    def said(self) -> str:
        """What the state means, in words."""
        return self._words.text()

    def show_way(self, way: PublicWay) -> None:
        """Show how the public way fares."""
        self._way = way
        self._words.setText(way_sentence(way))
        self._url.setText(one_line(way.url))
        self._url.setCursorPosition(0)
        self._row.setVisible(bool(way.url))
        # Not hidden: what has the focus would hand it on.
        self._try.setEnabled(way.state is not TunnelState.OFF)
        self._tick()

    def _made_row(self) -> QWidget:
        row = QWidget(self)
        self._url = QLineEdit(row)
        self._url.setReadOnly(True)
        self._url.setFont(self._appearance.fixed_font())
        self._url.setAccessibleName(self.tr("Webhook URL to enter at ModelRiver"))
        help_text = self.tr("Copy the URL")
        copy = CopyButton(self._appearance, self._url.text, help_text, self.tr("Copy"), row)
        copy.setAutoDefault(False)
        self._qr = QPushButton(self.tr("QR code…"), row)
        self._qr.setAutoDefault(False)
        self._qr.setIconSize(self._appearance.icon_size)
        self._qr.clicked.connect(lambda: self.qr_asked.emit(self._way.url))
        beside = QHBoxLayout(row)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(8)
        beside.addWidget(self._url, 1)
        beside.addWidget(copy)
        beside.addWidget(self._qr)
        return row

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self._pill)
        top.addStretch(1)
        top.addWidget(self._try)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self._words)
        column.addWidget(self._row)

    @Slot()
    def _tick(self) -> None:
        self._pill.show_look(way_look(self._way, self._clock.now()))

    @Slot()
    def _dress(self) -> None:
        muted = self._appearance.theme.colours.muted
        self._qr.setIcon(self._appearance.icon(Icon.QR, muted))
