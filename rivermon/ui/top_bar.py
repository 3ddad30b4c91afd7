"""The bar at the top: the filter, whether the table is live, and a test webhook.

Does not filter, follow or send by itself: it tells what was typed and clicked.
"""

from collections.abc import Sequence
from enum import Enum, auto

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from rivermon.core.feed import Fact, Listening, Trouble, TroubleBegan, Watching
from rivermon.ui.appearance import Appearance
from rivermon.ui.assets import Icon
from rivermon.ui.filter_bar import FilterBar
from rivermon.ui.operator import Act, Operator
from rivermon.ui.theme import Tone


class _State(Enum):
    LIVE = auto()
    HOLDING = auto()
    PAUSED = auto()
    OFFLINE = auto()


class TopBar(QFrame):
    """The filter bar, the live indicator and the test button."""

    live_clicked = Signal()

    sample_asked = Signal()
    """The operator wants to choose what test webhook is sent (Ctrl+Shift+T)."""

    def __init__(
        self,
        appearance: Appearance,
        operator: Operator,
        filter_bar: FilterBar,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("topBar")
        self._appearance = appearance
        self._operator = operator
        self._following = True
        self._paused = False
        self._listening = True
        self._live = QPushButton(self)
        self._live.setProperty("role", "flat")
        self._live.setIconSize(appearance.icon_size)
        self._live.clicked.connect(self.live_clicked)
        self._test = QPushButton(self.tr("Send test"), self)
        self._test.setToolTip(
            self.tr(
                "Send a signed webhook to this rivermon over HTTP (Ctrl+T). Ctrl+Shift+T chooses "
                "its event, signature and payload."
            )
        )
        self._test.setShortcut("Ctrl+T")
        self._choose = QShortcut(QKeySequence("Ctrl+Shift+T"), self)
        self._choose.activated.connect(self.sample_asked)
        self._test.clicked.connect(lambda: operator.send_test(None))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(filter_bar)
        filter_bar.add_beside(self._live)
        filter_bar.add_beside(self._test)
        operator.busy_changed.connect(self._on_busy)
        appearance.changed.connect(self._show)
        self._fix_live_width()

    def take(self, facts: Sequence[Fact]) -> None:
        """Note whether anything can come in."""
        before = self._listening
        for fact in facts:
            if isinstance(fact, Watching):
                self._test.hide()  # it would have to arrive at the rivermon that listens
                self._choose.setEnabled(False)
            if isinstance(fact, Listening | Watching):
                self._listening = True
            elif isinstance(fact, TroubleBegan) and fact.trouble is Trouble.PORT:
                self._listening = False
        if self._listening is not before:
            self._show()

    @Slot(bool)
    def show_following(self, following: bool) -> None:  # noqa: FBT001 - a signal's argument
        """Say whether the table follows the newest row."""
        self._following = following
        self._show()

    def show_paused(self, paused: bool) -> None:  # noqa: FBT001 - a state to show
        """Say whether the table is paused."""
        self._paused = paused
        self._show()

    def show_live(self, shown: bool) -> None:  # noqa: FBT001 - a state to show
        """Show whether the table is live, or nothing where there is no table."""
        self._live.setVisible(shown)

    def _state(self) -> _State:
        if self._paused:
            return _State.PAUSED
        if not self._listening:
            return _State.OFFLINE
        return _State.LIVE if self._following else _State.HOLDING

    def _fix_live_width(self) -> None:
        # The widest of the words, so that nothing beside it moves.
        widths = []
        for state in _State:
            self._dress(state)
            widths.append(self._live.sizeHint().width())
        self._live.setMinimumWidth(max(widths))
        self._show()

    @Slot()
    def _show(self) -> None:
        self._dress(self._state())

    def _dress(self, state: _State) -> None:
        muted = self._appearance.theme.colours.muted
        word, about, icon, colour = {
            _State.LIVE: (
                self.tr("Live"),
                self.tr("New rows are shown as they come. Click to hold."),
                Icon.DOT,
                self._appearance.pair(Tone.GOOD).text,
            ),
            _State.HOLDING: (
                self.tr("Holding"),
                self.tr("Nothing moves. Click, or press End, to follow again."),
                Icon.HAND,
                muted,
            ),
            _State.PAUSED: (
                self.tr("Paused"),
                self.tr(
                    "The table stands still while everything is stored. Click, or press "
                    "Ctrl+Shift+P, to go on."
                ),
                Icon.PAUSE,
                self._appearance.pair(Tone.WAITING).text,
            ),
            _State.OFFLINE: (
                self.tr("Offline"),
                self.tr("rivermon is not listening, so nothing can come in."),
                Icon.DOT,
                self._appearance.pair(Tone.BAD).text,
            ),
        }[state]
        self._live.setText(word)
        self._live.setToolTip(about)
        self._live.setIcon(self._appearance.icon(icon, colour))
        self._live.setAccessibleName(word)

    @Slot(object)
    def _on_busy(self, act: Act) -> None:
        if act is Act.SEND_TEST:
            self._test.setEnabled(not self._operator.is_busy(act))
