"""What stands in the table's place while there is no record: what to do to get the first.

Does not listen and does not send; it says how, and asks the operator's controls.
"""

from collections.abc import Sequence
from urllib.parse import urlsplit

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from rivermon.core.feed import (
    Fact,
    Listening,
    PublicWayChanged,
    Trouble,
    TroubleBegan,
    TroubleEnded,
    Watching,
)
from rivermon.ui.appearance import Appearance
from rivermon.ui.assets import Icon
from rivermon.ui.copy_button import CopyButton
from rivermon.ui.operator import Act, Operator
from rivermon.ui.plain_text import one_line
from rivermon.ui.reason_words import reason_words
from rivermon.ui.trouble_words import not_listening

_WIDTH = 520
_ICON = 40


class EmptyState(QWidget):
    """The URL, the listen line and a test webhook; or why rivermon does not listen.

    In a window that only watches, it says what is waited for; without a webhook secret, nothing can
    be signed, and it leads to where one is entered.
    """

    secret_wanted = Signal()
    """The operator wants to enter the webhook secret."""

    def __init__(
        self, appearance: Appearance, operator: Operator, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._appearance = appearance
        self._operator = operator
        self._why: str | None = None
        self._local = self._public = ""
        self._watching = self._no_secret = False
        self._icon = QLabel(self)
        self._heading = QLabel(self)
        self._heading.setFont(appearance.heading_font(1.5))
        self._text = QLabel(self)
        for label in (self._icon, self._heading, self._text):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._text.setWordWrap(True)
        self._text.setProperty("role", "muted")
        self._url = self._field(self.tr("Webhook URL"))
        self._listen = self._field(self.tr("Command that forwards live webhooks"))
        self._ways = self._made_ways()
        self._test = QPushButton(self.tr("Send a test webhook"), self)
        self._test.setProperty("role", "main")
        self._test.setToolTip(self.tr("Send a signed webhook to this rivermon over HTTP"))
        self._test.clicked.connect(lambda: operator.send_test(None))
        self._retry = QPushButton(self.tr("Try again"), self)
        self._retry.setProperty("role", "main")
        self._retry.setToolTip(self.tr("Try once more to listen"))
        self._retry.clicked.connect(operator.listen_again)
        self._enter = QPushButton(self.tr("Enter the webhook secret…"), self)
        self._enter.setProperty("role", "main")
        self._enter.setToolTip(self.tr("Open the settings where the secrets are"))
        self._enter.clicked.connect(self.secret_wanted)
        operator.busy_changed.connect(self._on_busy)
        appearance.changed.connect(self._show)
        self._lay_out()
        self._show()

    def take(self, facts: Sequence[Fact]) -> None:
        """Note where rivermon listens and is reached, or why it does not listen."""
        for fact in facts:
            if isinstance(fact, Listening):
                self._take_listening(fact)
            elif isinstance(fact, PublicWayChanged):
                self._public = fact.way.url
                self._show_url()
            elif isinstance(fact, TroubleBegan | TroubleEnded):
                self._take_trouble(fact)
            elif isinstance(fact, Watching):
                self._watching = True
                self._show()

    def _take_listening(self, fact: Listening) -> None:
        self._why = None
        self._local = fact.url
        self._show_url()
        port = urlsplit(fact.url).port or 80
        self._listen.setText(f"modelriver listen --port {port} --forward --print")
        self._listen.setCursorPosition(0)  # where it is too long, it shows how it begins
        self._show()

    def _take_trouble(self, fact: TroubleBegan | TroubleEnded) -> None:
        if fact.trouble is Trouble.NO_SECRET:
            self._no_secret = isinstance(fact, TroubleBegan)
            self._show()
        elif fact.trouble is Trouble.PORT and isinstance(fact, TroubleBegan):
            self._why = fact.detail
            self._show()

    def _show_url(self) -> None:
        """Show the public URL if there is one: ModelRiver cannot reach the other from outside."""
        self._url.setText(self._public or self._local)
        self._url.setCursorPosition(0)

    def _field(self, name: str) -> QLineEdit:
        field = QLineEdit(self)
        field.setReadOnly(True)
        field.setFont(self._appearance.fixed_font())
        field.setAccessibleName(name)
        return field

    def _made_ways(self) -> QWidget:
        ways = QWidget(self)
        column = QVBoxLayout(ways)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        fields = (
            (self.tr("Give ModelRiver this webhook URL"), self._url, self.tr("Copy the URL")),
            (
                self.tr("Or, on this machine alone, forward live webhooks"),
                self._listen,
                self.tr("Copy the command"),
            ),
        )
        for title, field, help_text in fields:
            row = QHBoxLayout()
            row.setSpacing(8)
            row.addWidget(field, 1)
            row.addWidget(
                CopyButton(self._appearance, field.text, help_text, self.tr("Copy"), ways)
            )
            column.addWidget(QLabel(title, ways))
            column.addLayout(row)
            column.addSpacing(12)
        return ways

    def _lay_out(self) -> None:
        inner = QWidget(self)
        inner.setMaximumWidth(self._appearance.px(_WIDTH))
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 24, 0, 24)
        column.setSpacing(8)
        column.addWidget(self._icon)
        column.addWidget(self._heading)
        column.addWidget(self._text)
        column.addSpacing(16)
        column.addWidget(self._ways)
        column.addSpacing(4)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        for button in self._buttons():
            buttons.addWidget(button)
        buttons.addStretch(1)
        column.addLayout(buttons)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(inner, 100)
        middle.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 0, 24, 0)
        layout.addStretch(2)
        layout.addLayout(middle)
        layout.addStretch(3)

    @Slot()
    def _show(self) -> None:
        down = self._why is not None
        self._say()
        # Qt hands the focus of a button that vanishes to whatever comes next.
        had_focus = any(button.hasFocus() for button in self._buttons())
        self._ways.setVisible(not down and not self._watching)
        offered = self._offered()
        for button in self._buttons():
            button.setVisible(button is offered)
        # Shiboken's stub does not know that None ends a proxy: nothing here can be pressed then.
        self.setFocusProxy(offered)  # type: ignore[arg-type]
        if had_focus:
            self.setFocus()
        colours = self._appearance.theme.colours
        colour = colours.accent if down else colours.muted
        icon = Icon.UNPLUGGED if down else Icon.INBOX
        ratio = self.devicePixelRatioF()
        self._icon.setPixmap(self._appearance.pixmap(icon, colour, ratio, _ICON))

    def _buttons(self) -> Sequence[QPushButton]:
        return self._retry, self._enter, self._test

    def _offered(self) -> QPushButton | None:
        """The one thing to do now; None where there is nothing to be done here."""
        if self._watching:
            return None
        if self._why is not None:
            return self._retry
        return self._enter if self._no_secret else self._test

    def _say(self) -> None:
        """Set the heading and the text below it."""
        if self._why is not None:
            why = one_line(reason_words(self._why.rstrip(".")))
            self._heading.setText(self.tr("Not listening"))
            said = self.tr("{0}. {1}").format(why, not_listening())
            self._text.setText(said if why else not_listening())
            return
        self._heading.setText(self.tr("Waiting for the first webhook"))
        if self._watching:
            words = self.tr(
                "This window only watches. Records appear here as soon as the rivermon that "
                "listens takes them in."
            )
        else:
            words = self.tr(
                "Records appear here as soon as ModelRiver delivers generated content, "
                "with the state of the callback that brings it back."
            )
        self._text.setText(words)

    @Slot(object)
    def _on_busy(self, act: Act) -> None:
        busy = self._operator.is_busy(act)
        if act is Act.SEND_TEST:
            self._test.setEnabled(not busy)
        elif act is Act.LISTEN_AGAIN:
            self._retry.setEnabled(not busy)
