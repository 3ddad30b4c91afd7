"""The sheet over work on many records: what will be done, then how far it is, then what was done.

Does not do the work: the operator does, and Cancel ends it there. Nothing begins before the
operator has seen how many it is about.
"""

import asyncio
from enum import Enum, auto
from typing import Any

from PySide6.QtCore import QLocale, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QProgressBar, QWidget

from rivermon.core.listing import Query
from rivermon.core.ports import Ledger, StoreUnavailable
from rivermon.core.tasks import OwnedTasks
from rivermon.ui.appearance import Appearance
from rivermon.ui.bulk_search import Found, Wanted, find
from rivermon.ui.bulk_works import BulkWork
from rivermon.ui.operator import Act, Operator
from rivermon.ui.plain_text import one_line
from rivermon.ui.reason_words import reason_words
from rivermon.ui.sheet import Sheet

_STEPS = 1000


class _Stage(Enum):
    FINDING = auto()
    READY = auto()
    RUNNING = auto()
    OVER = auto()


class BulkSheet(Sheet):
    """Finds, asks, runs and tells, one after the other."""

    def __init__(
        self,
        work: BulkWork,
        wanted: Wanted,
        *,
        ledger: Ledger,
        tasks: OwnedTasks,
        operator: Operator,
        appearance: Appearance,
        parent: QWidget | None = None,
    ) -> None:
        """Begin to look for what is `wanted`, to be asked whether `work` is to be done with it."""
        super().__init__(parent)
        self._work = work
        self._wanted = wanted
        self._ledger = ledger
        self._operator = operator
        self._stage = _Stage.FINDING
        self._found = Found(rows=0, ids=())
        self._done = 0
        self._stopping = False
        self.entitle(work.title())
        self._line = self.say()
        self._line.setFont(appearance.heading_font(1.1))
        self._more = self.say()
        self._aside = self.say()
        self._aside.setProperty("role", "muted")
        self._bar = QProgressBar(self)
        self._bar.setRange(0, _STEPS)
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(4)
        self._bar.setAccessibleName(self.tr("How much is done"))
        self.add(self._bar)
        self.body.addStretch(1)
        self._cancel = self.add_cancel()
        self._main = self.add_main(work.verb())
        if work.careful:
            self._main.setProperty("role", "plain")
        operator.progressed.connect(self._on_progress)
        operator.done.connect(self._on_done)
        operator.failed.connect(self._on_failed)
        operator.busy_changed.connect(self._on_busy)
        self._finding: asyncio.Task[Any] | None = tasks.start(self._find(), work.title())
        self._show()

    def accept(self) -> None:
        """Begin the work, once it is known with what."""
        if self._stage is _Stage.READY and self._main.isEnabled():
            self._stage = _Stage.RUNNING
            self._show()
            self._work.start(self._operator, self._found.ids)

    def reject(self) -> None:
        """Cancel the work that runs and stay to say how far it came; else close."""
        if self._stage is _Stage.RUNNING:
            self._stopping = True
            self._cancel.setEnabled(False)
            self._operator.cancel(self._work.act)
            return
        if self._finding is not None:
            self._finding.cancel()
        super().reject()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin with the button that does no harm."""
        super().showEvent(event)
        self._cancel.setFocus()

    async def _find(self) -> None:
        try:
            self._found = await find(self._ledger, self._wanted, self._say_found)
        except StoreUnavailable as why:
            self._end(
                self.tr("The records could not be looked for."), one_line(reason_words(str(why)))
            )
            return
        finally:
            self._finding = None
        self._stage = _Stage.READY
        self._show()
        if self._main.isEnabled() and not self._work.careful:
            self._main.setFocus()

    def _say_found(self, count: int) -> None:
        self._say_aside(self.tr("{0} found so far").format(QLocale().toString(count)))

    def _show(self) -> None:
        stage, count = self._stage, len(self._found.ids)
        self._bar.setVisible(stage is _Stage.RUNNING)
        self._main.setVisible(stage is not _Stage.OVER)
        self._show_buttons()
        if stage is _Stage.FINDING:
            self._line.setText(self.tr("Counting…"))
        elif stage is _Stage.READY and not count:
            self._end(self.tr("There is no record to do this with."), self._rows_words())
        elif stage is _Stage.READY:
            self._line.setText(self._work.announce(count))
            self._more.setText(self._work.explain())
            self._aside.setText(self._rows_words())
        elif stage is _Stage.RUNNING:
            self._aside.setText(self._so_far(count))
        self._fit()

    def _show_buttons(self) -> None:
        waits = self._operator.is_busy(self._work.act) and self._stage is _Stage.READY
        self._main.setEnabled(self._stage is _Stage.READY and not waits)
        self._main.setToolTip(self.tr("The one before is still under way.") if waits else "")
        self._make_default()

    def _make_default(self) -> None:
        """Return does what does no harm."""
        careful = self._work.careful or self._stage is not _Stage.READY
        self._main.setAutoDefault(not careful)
        self._main.setDefault(not careful)
        self._cancel.setDefault(careful)

    def _rows_words(self) -> str:
        rows, parts = self._found.rows, []
        if self._wanted.query is not None:
            parts.append(self._filter_words(self._wanted.query))
        if rows != len(self._found.ids):
            parts.append(self.tr("%n row(s) looked at: several may be about one record.", "", rows))
        return "\n".join(parts)

    def _filter_words(self, query: Query) -> str:
        if query.filter is None:
            return self.tr("There is no filter: this is everything in the view.")
        return self.tr("Filter: {0}").format(one_line(self._wanted.typed))

    @Slot(object, int, int)
    def _on_progress(self, act: Act, done: int, of: int) -> None:
        if act is self._work.act and self._stage is _Stage.RUNNING:
            self._done = done
            self._bar.setValue(_STEPS * done // max(1, of))
            self._say_aside(self._so_far(of))

    @Slot(object, object)
    def _on_done(self, act: Act, result: object) -> None:
        if act is self._work.act and self._stage is _Stage.RUNNING:
            self._end(*self._work.ended(len(self._found.ids), result))

    @Slot(str)
    def _on_failed(self, words: str) -> None:
        # The act that failed is told to be over right after this.
        if self._stage is _Stage.RUNNING and not self._stopping:
            self._more.setText(one_line(words))

    @Slot(object)
    def _on_busy(self, act: Act) -> None:
        if act is not self._work.act or self._operator.is_busy(act):
            return
        if self._stage is _Stage.RUNNING:
            if self._stopping:
                so_far = self._so_far(len(self._found.ids))
                self._end(self.tr("Cancelled."), self._stopped_words(so_far))
            else:
                self._end(self.tr("It could not be done."), self._more.text())
        elif self._stage is _Stage.READY:
            self._show_buttons()

    def _so_far(self, of: int) -> str:
        return self._work.so_far(QLocale().toString(self._done), QLocale().toString(of))

    def _stopped_words(self, so_far: str) -> str:
        return self.tr("{0}. That stays done, and so may what was under way.").format(so_far)

    def _say_aside(self, words: str) -> None:
        self._aside.setText(words)
        self._fit()

    def _end(self, line: str, more: str) -> None:
        self._stage = _Stage.OVER
        self._line.setText(line)
        self._more.setText(more)
        self._aside.clear()
        self._cancel.setText(self.tr("Close"))
        self._cancel.setEnabled(True)
        self._bar.hide()
        self._main.hide()
        self._make_default()
        self._cancel.setFocus()
        self.setAccessibleDescription(line)
        self._fit()

    def _fit(self) -> None:
        """Take no room for what says nothing; never become smaller under the hand."""
        for label in (self._more, self._aside):
            label.setVisible(bool(label.text()))
        if self.isVisible():
            self.resize(self.size().expandedTo(self.sizeHint()))
