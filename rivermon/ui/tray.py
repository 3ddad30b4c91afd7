"""rivermon in the tray: its state, a menu, notices, and the window that waits there when closed.

Where the desktop has no tray there is no icon, and closing the window ends rivermon; a window that
begins in a tray which does not come is shown minimised. Decides nothing about notices: the notice
desk does.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Slot
from PySide6.QtGui import QAction, QIcon
from PySide6.QtWidgets import QApplication, QMenu

from rivermon.core.notice import Notice
from rivermon.ui.appearance import Appearance
from rivermon.ui.notice_words import hidden_text, hidden_title, notice_text, notice_title
from rivermon.ui.plain_text import one_line
from rivermon.ui.summons import bring_forward
from rivermon.ui.system_tray import TrayPlace
from rivermon.ui.tray_icon import TrayState, tray_icon
from rivermon.ui.window_memory import Kept, WindowMemory

if TYPE_CHECKING:
    from rivermon.ui.main_window import MainWindow

_LOOK_MS = 1000
_LOOKS = 15
"""So often a tray is looked for before a window that began in it is shown: at login it may come
later than what waits in it."""
_WRONG = 72
_log = logging.getLogger(__name__)


class Tray(QObject):
    """The icon of one window after another: that of the language before goes, the icon stays."""

    def __init__(
        self,
        place: TrayPlace,
        appearance: Appearance,
        memory: WindowMemory,
        stays: Callable[[], bool],
        parent: QObject | None = None,
    ) -> None:
        """Put nothing up yet: `serve` does.

        Args:
            place: the desktop's tray.
            appearance: the program's icon.
            memory: where it is kept that the operator was told of the tray.
            stays: True when the operator chose that closing the window leaves rivermon at work.
            parent: owns it.
        """
        super().__init__(parent)
        self._place = place
        self._memory = memory
        self._stays = stays
        self._plain = appearance.application_icon()
        self._icons: dict[TrayState, QIcon] = {}
        self._window: MainWindow | None = None
        self._menu = QMenu()
        self._up = False
        self._away = False
        self._looks_left = 0
        self._shown: tuple[TrayState, str] | None = None
        self._last: Notice | None = None
        self._unseen = ""
        self._pulse = QTimer(self, interval=_LOOK_MS)
        self._pulse.timeout.connect(self.look)

    @property
    def attended(self) -> bool:
        """True while the operator looks at the window."""
        window = self._window
        return window is not None and window.isActiveWindow() and not window.isMinimized()

    @property
    def is_up(self) -> bool:
        """True while there is an icon."""
        return self._up

    @Slot(object)
    def serve(self, window: MainWindow) -> None:
        """Show the state of `window`, and keep it while it is closed."""
        self._window = window
        window.goes_on = self.keeps
        self._away = self._away and not window.isVisible()
        self._menu.deleteLater()
        self._menu = self._make_menu(window)
        if self._up:
            self._place.take_down()
            self._up = False
        self._shown = None
        window.installEventFilter(self)
        self._pulse.start()
        self.look()

    def begin_away(self) -> None:
        """Have the window, which was not shown yet, wait behind the icon."""
        self._away, self._looks_left = True, _LOOKS

    def keeps(self) -> bool:
        """Whether a window that is being closed is only hidden; the first time it is said."""
        self.look()
        if not (self._up and self._place.is_there() and self._stays()):
            return False
        self._away = True
        if not self._memory.number(Kept.TOLD_OF_TRAY):
            self._memory.keep(Kept.TOLD_OF_TRAY, 1)
            self._memory.write()
            self._last = None
            self._place.tell(hidden_title(), hidden_text(), self._icon(TrayState.LISTENING))
        return True

    def tell(self, notice: Notice) -> None:
        """Show a notice; a click on it opens what it is about.

        Without a tray the window asks for attention, and says it when the operator comes.
        """
        title, text = notice_title(notice), notice_text(notice)
        whole = self.tr("{0}. {1}").format(title, text)
        _log.warning("%s", whole)
        self._last = notice
        if self._up:
            self._place.tell(title, text, self._icon(self._state_of_window()))
        elif self._window is not None:
            self._unseen = whole
            QApplication.alert(self._window)

    def end(self) -> None:
        """Show nothing any more."""
        self._pulse.stop()
        if self._window is not None:
            self._window.removeEventFilter(self)
            self._window.goes_on = _ends
            self._window = None
        if self._up:
            self._place.take_down()
            self._up = False
        self._menu.deleteLater()

    @Slot()
    def look(self) -> None:
        """Show the state as it is now; if the tray is gone, bring back the window that is in it."""
        if self._window is None:
            return
        there = self._place.is_there()
        if there and not self._up:
            self._put_up()
        if there:
            self._looks_left = 0
        elif self._away:
            self._miss()
        if self._up:
            self._show()

    def _miss(self) -> None:
        """Bring back a window whose tray is gone; one that waits for its first one has patience."""
        if not self._looks_left:
            self.open()
            return
        self._looks_left -= 1
        if not self._looks_left and self._window is not None:
            self._window.showMinimized()

    @Slot()
    def open(self) -> None:
        """Show the window in front."""
        if self._window is not None:
            bring_forward(self._window)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note that the window is there again, and that somebody looks at it."""
        if event.type() is QEvent.Type.Show:
            self._away = False
        if event.type() in {QEvent.Type.Show, QEvent.Type.WindowActivate}:
            self._say_unseen()
        return super().eventFilter(watched, event)

    def _say_unseen(self) -> None:
        if self._unseen and self._window is not None:
            self._window.status.say(self._unseen)
            self._unseen = ""

    def _put_up(self) -> None:
        self._up = True
        self._place.put_up(
            self._icon(TrayState.LISTENING),
            self._menu,
            clicked=self._toggle,
            message_clicked=self._open_culprit,
        )

    def _icon(self, state: TrayState) -> QIcon:
        """Painted when it is first shown: most are not, and where there is no tray none is."""
        if state not in self._icons:
            self._icons[state] = tray_icon(self._plain, state)
        return self._icons[state]

    def _make_menu(self, window: MainWindow) -> QMenu:
        menu = QMenu()
        self._wrong = self._entry(menu, "")
        self._wrong.triggered.connect(self.open)
        self._wrong.setVisible(False)
        self._entry(menu, self.tr("Open rivermon")).triggered.connect(self.open)
        if not window.status.watching:
            test = self._entry(menu, self.tr("Send a test webhook"))
            test.triggered.connect(lambda: window.operator.send_test(None))
        menu.addSeparator()
        self._entry(menu, self.tr("Quit")).triggered.connect(window.quit)
        return menu

    def _entry(self, menu: QMenu, text: str) -> QAction:
        action = QAction(text, menu)
        action.setMenuRole(QAction.MenuRole.NoRole)
        menu.addAction(action)
        return action

    def _state_of_window(self) -> TrayState:
        window = self._window
        if window is not None and window.banner.trouble is not None:
            return TrayState.TROUBLE
        if window is None or window.status.watching or window.views.paused:
            return TrayState.STILL
        return TrayState.LISTENING if window.status.url else TrayState.STILL

    def _show(self) -> None:
        if self._window is None:
            return
        state, tip = self._state_of_window(), self._window.status.in_short
        wrong = self._window.banner.sentence if state is TrayState.TROUBLE else ""
        if wrong:
            tip = self.tr("Something is wrong") + " · " + tip
        elif self._window.views.paused:
            tip = self.tr("The view is paused") + " · " + tip
        self._wrong.setText(one_line(wrong, _WRONG).replace("&", "&&"))
        self._wrong.setVisible(bool(wrong))
        if self._shown != (state, tip):
            self._shown = (state, tip)
            self._place.dress(self._icon(state), f"rivermon\n{tip}")

    @Slot()
    def _toggle(self) -> None:
        """A click on the icon shows the window, or closes it into the tray if it is in front."""
        if self._window is not None and self.attended and self._stays():
            self._window.close()
        else:
            self.open()

    @Slot()
    def _open_culprit(self) -> None:
        notice, window = self._last, self._window
        if window is None:
            return
        if notice is None or notice.view is None or notice.row_id is None:
            self.open()
        else:
            window.open_row(notice.view, notice.row_id)


def _ends() -> bool:
    return False
