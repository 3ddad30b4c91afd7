"""How long content is kept, and what that would delete now: said before it takes effect.

Deletes nothing: whoever lives by the settings does.
"""

from datetime import timedelta

from PySide6.QtCore import QLocale, Qt, QTimer, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from rivermon.chosen import Chosen
from rivermon.core.ports import Clock, Ledger, RivermonError
from rivermon.core.retention import Removed, Retention
from rivermon.core.tasks import OwnedTasks
from rivermon.setting_values import BadSetting, checked
from rivermon.settings import Settings
from rivermon.ui.appearance import Appearance
from rivermon.ui.plain_text import one_line
from rivermon.ui.reason_line import ReasonLine
from rivermon.ui.setting_reasons import setting_words
from rivermon.ui.settings_page import SettingsPage

_PAUSE_MS = 400
_SI = QLocale.DataSizeFormat.DataSizeSIFormat


class RetentionPage(SettingsPage):
    """Days and megabytes, what they would delete now, and the button by which they count."""

    def __init__(
        self,
        chosen: Chosen,
        ledger: Ledger,
        tasks: OwnedTasks,
        clock: Clock,
        appearance: Appearance,
        parent: QWidget | None = None,
    ) -> None:
        """Show what is kept.

        Args:
            chosen: the settings.
            ledger: asked what would be deleted.
            tasks: own the question.
            clock: the time.
            appearance: fonts.
            parent: the widget that it is in.
        """
        super().__init__(chosen, parent)
        self._ledger = ledger
        self._tasks = tasks
        self._clock = clock
        self._asked = 0
        self.say(
            self.tr(
                "Older content can be deleted by itself. What is pinned stays, and so does what is "
                "still owed to ModelRiver. 0 keeps everything."
            )
        )
        self.days, self._days_reason = self._line(
            self.tr("Keep content for so many &days"), "keep_days", appearance
        )
        self.megabytes, self._mb_reason = self._line(
            self.tr("Keep so many &megabytes of content"), "keep_mb", appearance
        )
        self.keep = QPushButton(self.tr("&Keep so much"), self)
        self._would = self.add_reason(self.keep, 2)
        self.keep.setAutoDefault(False)
        self.keep.clicked.connect(self._keep)
        row = QHBoxLayout()
        row.addWidget(self.keep)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addStretch(1)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self.show_settings(chosen.settings)
        self.setFocusProxy(self.days)

    @property
    def unsent(self) -> bool:
        """True when something is typed that does not count yet."""
        settings = self.chosen.settings
        return self._typed() != (settings.keep_days, settings.keep_mb)

    @property
    def would(self) -> str:
        """What would be deleted, in words."""
        return self._would.text()

    @property
    def reasons(self) -> tuple[str, str]:
        """Why the days and the megabytes cannot be had; empty when they can."""
        return self._days_reason.text(), self._mb_reason.text()

    def show_settings(self, settings: Settings) -> None:
        """Show what is kept now; what is typed and not asked for yet stays."""
        now = (settings.keep_days, settings.keep_mb)
        if now != getattr(self, "_shown", None):
            self._shown = now
            self.days.setText(f"{settings.keep_days:g}")
            self.megabytes.setText(str(settings.keep_mb))
        self._on_edited()

    def _line(self, label: str, name: str, appearance: Appearance) -> tuple[QLineEdit, ReasonLine]:
        line = QLineEdit(self)
        line.setFont(appearance.fixed_font())
        line.textEdited.connect(self._on_edited)
        line.returnPressed.connect(self._keep)
        self.add_field(label, line)
        self.body.setAlignment(line, Qt.AlignmentFlag.AlignLeft)
        self.add_overridden(name)
        return line, self.add_reason(line, 1)

    def _typed(self) -> tuple[float, int] | None:
        """Days and megabytes as they are typed; None, and the reason shown, if they cannot be."""
        read: list[float] = []
        for name, line, reason in (
            ("keep_days", self.days, self._days_reason),
            ("keep_mb", self.megabytes, self._mb_reason),
        ):
            try:
                read.append(checked(name, line.text().strip().replace(",", "."), name))
                reason.show_reason("")
            except BadSetting as why:
                reason.show_reason(one_line(setting_words(why)))
        return (read[0], int(read[1])) if len(read) == 2 else None  # noqa: PLR2004 - both of them

    @Slot()
    def _on_edited(self) -> None:
        typed = self._typed()
        settings = self.chosen.settings
        changed = typed is not None and typed != (settings.keep_days, settings.keep_mb)
        self.keep.setEnabled(changed)
        self._asked += 1
        if changed:
            self._pause.start()
        else:
            self._pause.stop()
            self._would.show_note("")

    @Slot()
    def _keep(self) -> None:
        if self.keep.isEnabled() and (typed := self._typed()) is not None:
            self.change(self._days_reason, keep_days=typed[0], keep_mb=typed[1])

    @Slot()
    def _ask(self) -> None:
        typed = self._typed()
        if typed is not None:
            days, megabytes = typed
            age = timedelta(days=days) if days else None
            self._asked += 1
            wanted = Retention(age, megabytes * 1024 * 1024 or None)
            self._tasks.start(self._find_out(wanted, self._asked), "what would be deleted")

    async def _find_out(self, wanted: Retention, asked: int) -> None:
        try:
            would = await self._ledger.would_prune(wanted, self._clock.now())
        except RivermonError as why:
            if asked == self._asked:
                self._would.show_reason(one_line(str(why)))
        else:
            if asked == self._asked:
                self._would.show_note(self._words(would))

    def _words(self, would: Removed) -> str:
        if not would.records and not would.deliveries:
            return self.tr("Nothing would be deleted now.")
        number = QLocale().toString
        size = QLocale().formattedDataSize(would.size, 1, _SI)
        return self.tr("This deletes {0} records and {1} deliveries, {2} of content.").format(
            number(would.records), number(would.deliveries), size
        )
