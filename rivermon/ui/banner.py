"""The banner: one sentence about what is wrong, one action, and a cross. Never a box.

Does not mend anything: its button asks the operator's controls.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from rivermon.core.feed import Fact, Trouble, TroubleBegan, TroubleEnded
from rivermon.ui.appearance import Appearance
from rivermon.ui.assets import Icon
from rivermon.ui.operator import Act, Operator
from rivermon.ui.plain_text import one_line
from rivermon.ui.reason_words import reason_words
from rivermon.ui.theme import Tone
from rivermon.ui.trouble_words import SERIOUS, Remedy, remedy_of, trouble_sentence

_ACTS = {
    Remedy.LISTEN_AGAIN: Act.LISTEN_AGAIN,
    Remedy.TRY_PUBLIC_WAY: Act.TRY_PUBLIC_WAY,
    Remedy.ALLOW_HOST: Act.ALLOW_HOST,
}


class Banner(QFrame):
    """Shows the most serious trouble that was not closed; hidden while all is well."""

    settings_wanted = Signal(object)
    """The operator wants to mend this Trouble in the settings."""

    def __init__(
        self, appearance: Appearance, operator: Operator, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self.setAccessibleName(self.tr("What is wrong"))
        self._appearance = appearance
        self._operator = operator
        self._troubles: dict[Trouble, str] = {}
        self._closed: dict[Trouble, str] = {}
        self._failure = ""
        self._icon = QLabel(self)
        self._words = QLabel(self)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        self._action = QPushButton(self)
        self._action.clicked.connect(self._act)
        self._close = QToolButton(self)
        self._close.setIconSize(appearance.icon_size)
        self._close.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._close.setToolTip(self.tr("Hide this until something new is wrong"))
        self._close.setAccessibleName(self.tr("Hide"))
        self._close.clicked.connect(self.dismiss)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 8, 12, 8)
        layout.setSpacing(12)
        layout.addWidget(self._icon)
        layout.addWidget(self._words, 1)
        layout.addWidget(self._action)
        layout.addWidget(self._close)
        operator.busy_changed.connect(self._on_busy)
        appearance.changed.connect(self._show)
        self._show()

    @property
    def trouble(self) -> Trouble | None:
        """The trouble that is shown, if one is."""
        if self._failure:
            return None
        open_ones = (t for t in Trouble if t in self._troubles and not self._is_closed(t))
        return next(open_ones, None)

    @property
    def sentence(self) -> str:
        """What the banner says; empty while it is hidden."""
        return self._words.text()

    def take(self, facts: Sequence[Fact]) -> None:
        """Note what went wrong and what was mended."""
        before = (dict(self._troubles), dict(self._closed))
        for fact in facts:
            if isinstance(fact, TroubleBegan):
                self._troubles[fact.trouble] = fact.detail
                if self._closed.get(fact.trouble) != fact.detail:
                    self._closed.pop(fact.trouble, None)
            elif isinstance(fact, TroubleEnded):
                self._troubles.pop(fact.trouble, None)
                self._closed.pop(fact.trouble, None)
        if before != (self._troubles, self._closed):
            self._show()

    @Slot(str)
    def show_failure(self, words: str) -> None:
        """Say that what the operator asked for failed, until it is closed or asked for again."""
        self._failure = one_line(reason_words(words))
        self._show()

    @Slot()
    def dismiss(self) -> None:
        """Hide what is shown until it begins again with another detail."""
        trouble = self.trouble
        if trouble is not None:
            self._closed[trouble] = self._troubles[trouble]
        self._failure = ""
        self._show()

    def _is_closed(self, trouble: Trouble) -> bool:
        return self._closed.get(trouble) == self._troubles[trouble]

    @Slot()
    def _act(self) -> None:
        trouble = self.trouble
        if trouble is Trouble.PORT:
            self._operator.listen_again()
        elif trouble is Trouble.PUBLIC:
            self._operator.try_public_way()
        elif trouble is Trouble.HOST_HELD:
            self._operator.allow_host(self._troubles[trouble])
        elif trouble is not None:
            self.settings_wanted.emit(trouble)

    @Slot(object)
    def _on_busy(self, act: Act) -> None:
        if self._operator.is_busy(act):
            self._failure = ""
        self._show()

    @Slot()
    def _show(self) -> None:
        trouble = self.trouble
        if trouble is None and not self._failure:
            self._words.clear()
            self.hide()
            return
        if trouble is None:
            self._words.setText(self._failure)
        else:
            self._words.setText(trouble_sentence(trouble, self._troubles[trouble]))
        self._show_action(remedy_of(trouble) if trouble else Remedy.NONE)
        self._dress(Tone.BAD if trouble in SERIOUS else Tone.WAITING)
        self.show()

    def _show_action(self, remedy: Remedy) -> None:
        self._action.setVisible(remedy is not Remedy.NONE)
        if remedy is Remedy.NONE:
            return
        self._action.setText(
            {
                Remedy.ALLOW_HOST: self.tr("Allow this host"),
                Remedy.SETTINGS: self.tr("Settings…"),
            }.get(remedy, self.tr("Try again"))
        )
        act = _ACTS.get(remedy)
        self._action.setEnabled(act is None or not self._operator.is_busy(act))

    def _dress(self, tone: Tone) -> None:
        pair = self._appearance.pair(tone)
        serious = tone is Tone.BAD
        if self.property("serious") is not serious:
            self.setProperty("serious", serious)
            for widget in (self, self._words):
                widget.style().unpolish(widget)
                widget.style().polish(widget)
        self._icon.setPixmap(
            self._appearance.pixmap(Icon.WARNING, pair.text, self.devicePixelRatioF())
        )
        self._close.setIcon(self._appearance.icon(Icon.CROSS, pair.text))
