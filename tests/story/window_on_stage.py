"""A whole house with its window on a stage: webhooks are sent, keys pressed, things clicked.

Everything is real: the file, the listener, the widgets. Does not know the stories.
"""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any, TypeVar

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget

from rivermon.app import House, listen
from rivermon.chosen import Chosen
from rivermon.core.feed import ChangeFeed
from rivermon.core.listing import View
from rivermon.moving_in import move_in
from rivermon.safe import Safe
from rivermon.settings import Secrets, Settings
from rivermon.simulator.callback_desk import CallbackDesk
from rivermon.simulator.sender import Sender
from rivermon.simulator.signed_sample import SignedSample
from rivermon.ui.appearance import Appearance
from rivermon.ui.columns_menu import ColumnsMenu
from rivermon.ui.main_window import MainWindow
from rivermon.ui.system_tray import TrayPlace
from rivermon.ui.theme import SchemeChoice
from tests.story.served import KEY, SECRET
from tests.story.window_eye import Eye

Dialog = TypeVar("Dialog", bound=QDialog)

_LEFT = Qt.MouseButton.LeftButton
_PLAIN = Qt.KeyboardModifier.NoModifier


class Stage(Eye):
    """A house that listens, its window, and a hand that types and clicks."""

    def __init__(self, house: House, window: MainWindow, desk: CallbackDesk) -> None:
        super().__init__(window)
        self.house = house
        self.desk = desk

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = _PLAIN) -> None:
        """Press a key where the focus is."""
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifiers)

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        where = at or widget.rect().center()
        assert widget.isVisible()
        assert widget.rect().contains(where)
        QTest.mouseClick(widget, _LEFT, _PLAIN, where)

    def press_button(self, words: str, within: QWidget | None = None) -> None:
        self.click(self.button(words, within))

    def type_filter(self, text: str) -> None:
        """Go to the filter box by its key, and type in the place of what is there."""
        self.press(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
        assert self.box.hasFocus()
        if self.box.text():
            QTest.keyClick(self.box, Qt.Key.Key_Backspace)
        QTest.keyClicks(self.box, text)

    async def filter_by(self, text: str) -> None:
        """Type a filter, and wait until it is what the table shows."""
        self.type_filter(text)
        await self.until_filtered(text)

    async def show(self, view: View) -> None:
        """Go to a view by its key, and wait until it is filled."""
        key = Qt.Key(Qt.Key.Key_1.value + list(View).index(view))
        self.press(key, Qt.KeyboardModifier.ControlModifier)
        assert self.page.view is view
        await self.until(lambda: self.page.finder.search.whole)

    def click_cell(self, place: int, key: str) -> None:
        self.click(self.rows.viewport(), self.rect_of(place, key).center())

    def click_row(self, row_id: int) -> None:
        place = self.table.place_of(row_id)
        assert place is not None
        self.click(
            self.rows.viewport(),
            self.rows.visualRect(self.table.index(place, self.first_column())).center(),
        )

    def dialog(self, kind: type[Dialog]) -> Dialog:
        """The dialog that is open."""
        return next(each for each in self.window.findChildren(kind) if each.isVisible())

    def _on_header(self, key: str) -> QPoint:
        header = self.rows.header
        place = self.place_of_column(key)
        assert not header.isSectionHidden(place)
        left = header.sectionViewportPosition(place)
        return QPoint(left + header.sectionSize(place) // 2, header.height() // 2)

    async def bring_column(self, key: str) -> None:
        """Scroll sideways until a column's header can be clicked."""
        header, bar = self.rows.header, self.rows.horizontalScrollBar()

        def is_here() -> bool:
            bar.setValue(header.sectionPosition(self.place_of_column(key)))
            return header.viewport().rect().contains(self._on_header(key))

        await self.until(is_here)

    def click_header(self, key: str) -> None:
        self.click(self.rows.header.viewport(), self._on_header(key))

    def drag_header(self, key: str, *, to: str) -> None:
        """Drag a column's header onto the left half of another one's."""
        target = self._on_header(to) - QPoint(20, 0)
        self._drag(self._on_header(key), target)

    def drag_edge(self, key: str, *, by: int) -> None:
        """Drag the right edge of a column's header to the side, by pixels."""
        header, place = self.rows.header, self.place_of_column(key)
        right = header.sectionViewportPosition(place) + header.sectionSize(place) - 1
        edge = QPoint(right, header.height() // 2)
        self._drag(edge, edge + QPoint(by, 0))

    def _drag(self, begin: QPoint, end: QPoint) -> None:
        viewport = self.rows.header.viewport()
        QTest.mousePress(viewport, _LEFT, _PLAIN, begin)
        for step in range(1, 5):
            at = begin + (end - begin) * (step / 4)
            moved = QMouseEvent(
                QEvent.Type.MouseMove,
                QPointF(at),
                viewport.mapToGlobal(QPointF(at)),
                Qt.MouseButton.NoButton,
                _LEFT,
                _PLAIN,
            )
            QApplication.sendEvent(viewport, moved)
        QTest.mouseRelease(viewport, _LEFT, _PLAIN, end)

    def choose_column(self, words: str, *, beside: str) -> None:
        """Open the columns menu on a header, and click one of its entries."""
        viewport, at = self.rows.header.viewport(), self._on_header(beside)
        mouse = QContextMenuEvent.Reason.Mouse
        event = QContextMenuEvent(mouse, at, viewport.mapToGlobal(at))
        QApplication.sendEvent(viewport, event)
        menu = self.page.findChild(ColumnsMenu)
        assert menu is not None
        self.choose(menu, words)

    def choose(self, menu: QMenu, words: str) -> None:
        """Click the entry of an open menu that reads `words`, whatever stands behind a tab."""
        assert menu.isVisible()
        entry = next(each for each in menu.actions() if each.text().split("\t")[0] == words)
        self.click(menu, menu.actionGeometry(entry).center())

    def scroll_to(self, value: int) -> None:
        self.rows.verticalScrollBar().setValue(value)

    async def send(self, *webhooks: SignedSample) -> None:
        """Deliver one after the other, so that they are stored in this order."""
        async with Sender(self.house.listener.url or "") as sender:
            for webhook in webhooks:
                posted = await sender.post(webhook.sample, webhook.headers)
                assert posted.status == 200, posted

    async def send_at_once(self, webhooks: list[SignedSample]) -> None:
        async with Sender(self.house.listener.url or "") as sender:
            summary = await sender.send_many(webhooks)
        assert summary.delivered == len(webhooks)

    async def post(self, webhook: SignedSample) -> int | None:
        """Deliver one; the answer's status."""
        async with Sender(self.house.listener.url or "") as sender:
            return (await sender.post(webhook.sample, webhook.headers)).status


@asynccontextmanager
async def on_stage(
    app: QApplication,
    folder: Path,
    place: TrayPlace | None = None,
    *,
    secrets: tuple[str, ...] = (SECRET,),
    safe: Safe | None = None,
    file: Path | None = None,
    **chosen: Any,
) -> AsyncIterator[Stage]:
    """Build a house and its window on the files in `folder`, with a desk for its callbacks.

    `place` is the tray, `secrets` are the webhooks', unless there is a whole `safe`; `file` is the
    settings file, if what is changed is to be kept; `chosen` are further settings.
    """
    async with AsyncExitStack() as stack:
        desk = await stack.enter_async_context(CallbackDesk(api_key=KEY))
        settings = Settings(
            db=str(folder / "rivermon.db"),
            port=0,
            callback_hosts=(desk.base_url.removeprefix("http://"),),
            **chosen,
        )
        house, window = await move_in(
            stack,
            Chosen(settings, file),
            lambda: safe or Safe(Secrets(secrets, KEY)),
            ChangeFeed(),
            Appearance(app, SchemeChoice.LIGHT),
            asyncio.Event(),
            memory_file=folder / "window.ini",
            place=place,
        )
        window.show()
        window.activateWindow()
        await listen(house)
        stage = Stage(house, window, desk)
        await stage.until(window.isActiveWindow)
        await stage.until(lambda: stage.page.finder.search.whole)
        yield stage
