"""A detail pane alone, with a ledger of details and everything else that it is handed."""

import asyncio

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QTextEdit,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from rivermon.core.entities import Detail, Outcome, Verdict, VerdictWord
from rivermon.core.listing import View
from rivermon.core.ports import StoreUnavailable
from rivermon.core.signature import Refusal
from rivermon.core.tasks import OwnedTasks
from rivermon.ui.appearance import Appearance
from rivermon.ui.copy_button import CopyButton
from rivermon.ui.detail_heading import DetailHeading
from rivermon.ui.detail_pane import DetailPane
from rivermon.ui.operator import Operator
from rivermon.ui.state_pill import StatePill
from tests.ui.stand_ins import NotedControls, SettableClock, detail_of, row

TIMELINE, RECORD, PAYLOAD, HEADERS, SIGNATURE, CALLBACK, COMPARE = range(7)


class DetailLedger:
    """Details by view and row; `gate` holds answers back, `broken` refuses them."""

    def __init__(self) -> None:
        self.known: dict[tuple[View, int], Detail] = {}
        self.asked: list[tuple[View, int]] = []
        self.gate: asyncio.Event | None = None
        self.broken = False

    async def detail(self, view: View, row_id: int) -> Detail | None:
        self.asked.append((view, row_id))
        found = self.known.get((view, row_id))
        if self.broken:
            raise StoreUnavailable("the disk is gone")
        if self.gate is not None:
            await self.gate.wait()
        return found


class DetailStage:
    """The pane on a stage of its own; the ledger has ten records, each with its callback."""

    def __init__(
        self,
        qtbot: QtBot,
        appearance: Appearance,
        clock: SettableClock,
        controls: NotedControls,
        tasks: OwnedTasks,
    ) -> None:
        self.qtbot = qtbot
        self.clock = clock
        self.controls = controls
        self.ledger = DetailLedger()
        self.pane = DetailPane(
            appearance=appearance,
            ledger=self.ledger,  # type: ignore[arg-type]  # the pane asks for details only
            clock=clock,
            tasks=tasks,
            operator=Operator(controls, tasks),
        )
        for number in range(1, 11):
            for view in View:
                row_id = number * 10 if view is View.CALLBACKS else number
                self.keep(view, row_id, detail_of(row(number)))
        self.pane.tabs.setCurrentIndex(RECORD)
        qtbot.addWidget(self.pane)
        self.pane.resize(420, 760)
        with qtbot.waitExposed(self.pane):
            self.pane.show()

    def keep(self, view: View, row_id: int, detail: Detail) -> Detail:
        """Have the ledger answer with `detail`."""
        self.ledger.known[view, row_id] = detail
        return detail

    def select(self, view: View, row_id: int, tab: int | None = None) -> DetailPane:
        """Show a row and wait until it is there."""
        if tab is not None:
            self.pane.tabs.setCurrentIndex(tab)
        wanted = self.ledger.known[view, row_id]
        self.pane.show_row(view, row_id)
        self.qtbot.waitUntil(lambda: self.pane.shown is wanted)
        return self.pane

    def tell(self, *facts: object) -> None:
        """Tell the pane facts."""
        self.pane.take(facts)  # type: ignore[arg-type]  # facts of any kind

    @property
    def pill(self) -> str:
        """What the pill of the heading says."""
        (heading,) = self.pane.findChildren(DetailHeading)
        (pill,) = heading.findChildren(StatePill)
        return pill.accessibleName()

    @property
    def heading(self) -> list[str]:
        """What the lines of the heading say; the last is the note, if there is one."""
        (heading,) = self.pane.findChildren(DetailHeading)
        return [
            label.accessibleName()
            for label in heading.children()
            if isinstance(label, QLabel) and not label.isHidden()
        ]


def rejected(delivery_id: int = 70, reason: str = Refusal.NO_MATCH, **fields: object) -> Detail:
    """A delivery that was turned away."""
    delivery = detail_of(row(1)).delivery
    usual: dict[str, object] = {
        "id": delivery_id,
        "type": None,
        "event": None,
        "channel_id": None,
        "verdict": Verdict(VerdictWord.INVALID, reason=reason),
        "reason": reason,
        "outcome": Outcome.REJECTED,
        "status": 401,
        "record_id": None,
    }
    return Detail(delivery=replace(delivery, **(usual | fields)))


def words(widget: QWidget) -> str:
    """All that can be read in a widget now."""
    labels = [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]
    plain = [e.toPlainText() for e in widget.findChildren(QPlainTextEdit) if e.isVisible()]
    rendered = [e.toPlainText() for e in widget.findChildren(QTextEdit) if e.isVisible()]
    return "\n".join(labels + plain + rendered)


def copied_by(widget: QWidget, help_text: str) -> str:
    """What the one copy button with this tooltip copies."""
    QGuiApplication.clipboard().clear()
    (button,) = [b for b in widget.findChildren(CopyButton) if b.toolTip() == help_text]
    click(button)
    return QGuiApplication.clipboard().text()


def button(widget: QWidget, text: str) -> QPushButton:
    """The one button with this text."""
    (found,) = [b for b in widget.findChildren(QPushButton) if b.text() == text]
    return found


def segment(widget: QWidget, text: str) -> QToolButton:
    """The one segment with this text."""
    (found,) = [b for b in widget.findChildren(QToolButton) if b.text() == text]
    return found


def click(widget: QWidget) -> None:
    """Click a widget as an operator does."""
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
