"""The bar at the top: what is shown and how many, whether it is live, and a test webhook.

Does not follow or send by itself: it tells what was clicked.
"""

from collections.abc import Sequence

from PySide6.QtCore import QLocale, QSize, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from rivermon.core.feed import Fact, Listening, Trouble, TroubleBegan
from rivermon.ui.appearance import Appearance
from rivermon.ui.assets import ICON_SIZE, Icon
from rivermon.ui.operator import Act, Operator
from rivermon.ui.tally import Tally
from rivermon.ui.theme import Tone

_HEIGHT = 48


class TopBar(QFrame):
    """Title, count, the live indicator and the test button."""

    live_clicked = Signal()

    def __init__(
        self,
        appearance: Appearance,
        operator: Operator,
        tally: Tally,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("topBar")
        self.setFixedHeight(_HEIGHT)
        self._appearance = appearance
        self._operator = operator
        self._tally = tally
        self._following = True
        self._listening = True
        title = QLabel(self.tr("Records"), self)
        title.setFont(appearance.heading_font())
        self._count = QLabel(self)
        self._count.setProperty("role", "muted")
        self._count.setToolTip(self.tr("Records stored"))
        self._live = QPushButton(self)
        self._live.setProperty("role", "flat")
        self._live.setIconSize(QSize(ICON_SIZE, ICON_SIZE))
        self._live.clicked.connect(self.live_clicked)
        self._test = QPushButton(self.tr("Send a test webhook"), self)
        self._test.setToolTip(self.tr("Send a signed webhook to this rivermon over HTTP (Ctrl+T)"))
        self._test.setShortcut("Ctrl+T")
        self._test.clicked.connect(operator.send_test)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 0, 12, 0)
        layout.setSpacing(8)
        layout.addWidget(title)
        layout.addWidget(self._count)
        layout.addStretch(1)
        layout.addWidget(self._live)
        layout.addWidget(self._test)
        operator.busy_changed.connect(self._on_busy)
        tally.changed.connect(self._show_count)
        appearance.changed.connect(self._show_live)
        self._show_count()
        self._fix_live_width()
        self._show_live()

    def take(self, facts: Sequence[Fact]) -> None:
        """Note whether anything can come in."""
        for fact in facts:
            if isinstance(fact, Listening):
                self._listening = True
            elif isinstance(fact, TroubleBegan) and fact.trouble is Trouble.PORT:
                self._listening = False
        self._show_live()

    @Slot(bool)
    def show_following(self, following: bool) -> None:  # noqa: FBT001 - a signal's argument
        """Say whether the table follows the newest record."""
        self._following = following
        self._show_live()

    @Slot()
    def _show_count(self) -> None:
        self._count.setText(QLocale().toString(self._tally.counts.records))

    def _fix_live_width(self) -> None:
        # The wider of both words, so that nothing beside it moves.
        widths = []
        for following in (True, False):
            self._following = following
            self._show_live()
            widths.append(self._live.sizeHint().width())
        self._following = True
        self._live.setMinimumWidth(max(widths))

    @Slot()
    def _show_live(self) -> None:
        colours = self._appearance.theme.colours
        if not self._listening:
            self._live.setText(self.tr("Offline"))
            self._live.setToolTip(self.tr("rivermon is not listening, so nothing can come in."))
            colour, icon = self._appearance.pair(Tone.BAD).text, Icon.DOT
        elif self._following:
            self._live.setText(self.tr("Live"))
            self._live.setToolTip(self.tr("New records are shown as they come. Click to hold."))
            colour, icon = self._appearance.pair(Tone.GOOD).text, Icon.DOT
        else:
            self._live.setText(self.tr("Holding"))
            self._live.setToolTip(self.tr("Nothing moves. Click, or press End, to follow again."))
            colour, icon = colours.muted, Icon.HAND
        self._live.setIcon(self._appearance.icon(icon, colour))
        self._live.setAccessibleName(self._live.text())

    @Slot(object)
    def _on_busy(self, act: Act) -> None:
        if act is Act.SEND_TEST:
            self._test.setEnabled(not self._operator.is_busy(act))
