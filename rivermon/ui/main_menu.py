"""The menu of the window: how it looks and speaks, what it tells, and the way to the rest.

Changes the settings, and shows them as they are. What is neither a setting nor about rivermon
itself it only asks for.
"""

from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtCore import QKeyCombination, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from rivermon.chosen import Chosen
from rivermon.core.notice import NoticeKind
from rivermon.setting_values import LARGEST_TEXT, SMALLEST_TEXT, BadSetting
from rivermon.settings import Settings
from rivermon.ui.appearance import WHOLE, Appearance
from rivermon.ui.assets import Icon
from rivermon.ui.language import OWN_NAMES, LanguageChoice
from rivermon.ui.notice_words import kind_words
from rivermon.ui.reason_words import reason_words
from rivermon.ui.theme import SchemeChoice

_SIZES = (SMALLEST_TEXT, 90, WHOLE, 110, 125, 150, 175, LARGEST_TEXT)
_OPENING_KEYS = ("F10", "Alt+M")
_LARGER = (
    QKeySequence(QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_Plus)),
    QKeySequence(QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_Equal)),
)


class MainMenu(QToolButton):
    """A button with the menu; F10 and Alt+M open it."""

    settings_asked = Signal()
    guide_asked = Signal()
    approval_rules_asked = Signal()
    sample_asked = Signal()
    export_asked = Signal()
    keys_asked = Signal()
    about_asked = Signal()
    quit_asked = Signal()

    failed = Signal(str)
    """A setting could not be changed; the words say why."""

    def __init__(
        self, appearance: Appearance, chosen: Chosen, window: QWidget, *, watching: bool = False
    ) -> None:
        """Make the button.

        Args:
            appearance: the icon, and what the text size is now.
            chosen: the settings.
            window: where the keys work.
            watching: True where another rivermon listens: what only that can do is left out.
        """
        super().__init__(window)
        self._appearance = appearance
        self._chosen = chosen
        self._window = window
        self._watching = watching
        self._shown: list[Callable[[Settings], None]] = []
        self.setObjectName("mainMenu")
        self.setAccessibleName(self.tr("Menu"))
        self.setToolTip(self.tr("Menu (F10)"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleDescription(self.tr("Opens the menu of rivermon"))
        self.setIconSize(appearance.icon_size)
        self.clicked.connect(self.open)
        self._menu = QMenu(self)
        self._menu.setAccessibleName(self.tr("Menu"))
        self._fill()
        opening = QAction(self)
        opening.setShortcuts([QKeySequence(keys) for keys in _OPENING_KEYS])
        opening.triggered.connect(self.open)
        window.addAction(opening)
        self._forget = chosen.on_change(self._show)
        self.destroyed.connect(self._forget)
        appearance.changed.connect(self._dress)
        self._dress()
        self._show(chosen.settings)

    @property
    def entries(self) -> QMenu:
        """The menu itself."""
        return self._menu

    @Slot()
    def open(self) -> None:
        """Open the menu below its button, with its first entry marked."""
        # Not by QToolButton.showMenu, which returns only when the menu is closed.
        below = self.mapToGlobal(self.rect().bottomRight() + QPoint(1, 1))
        self._menu.popup(below - QPoint(self._menu.sizeHint().width(), 0))
        self._menu.setActiveAction(self._menu.actions()[0])

    def _fill(self) -> None:
        menu = self._menu
        # The window's own key does it: a second shortcut would make both ambiguous.
        settings = self._entry(menu, self.tr("Settings…") + "\t" + self.tr("Ctrl+,"))
        settings.triggered.connect(self.settings_asked)
        if not self._watching:
            guide = self._entry(menu, self.tr("Guided start…"))
            guide.triggered.connect(self.guide_asked)
        menu.addSeparator()
        self._add_appearance(menu.addMenu(self.tr("Appearance")))
        self._add_text_size(menu.addMenu(self.tr("Text size")))
        self._add_language(menu.addMenu(self.tr("Language")))
        if not self._watching:
            self._add_notices(menu.addMenu(self.tr("Notifications")))
        menu.addSeparator()
        if not self._watching:
            rules = self._entry(menu, self.tr("Approval rules…"))
            rules.triggered.connect(self.approval_rules_asked)
            sample = self._entry(menu, self.tr("Send a test webhook…"))
            sample.triggered.connect(self.sample_asked)
        self._entry(menu, self.tr("Export…")).triggered.connect(self.export_asked)
        menu.addSeparator()
        # The window's own keys do these two: a second shortcut would make both ambiguous.
        keys = self._entry(menu, self.tr("Keys") + "\tF1")
        keys.triggered.connect(self.keys_asked)
        about = self._entry(menu, self.tr("About rivermon"))
        about.triggered.connect(self.about_asked)
        menu.addSeparator()
        ending = self._entry(menu, self.tr("Quit") + "\t" + self.tr("Ctrl+Q"))
        ending.triggered.connect(self.quit_asked)

    def _add_appearance(self, menu: QMenu) -> None:
        names = {
            SchemeChoice.SYSTEM: self.tr("System"),
            SchemeChoice.LIGHT: self.tr("Light"),
            SchemeChoice.DARK: self.tr("Dark"),
        }
        self._add_choice(menu, "theme", names.items())

    def _add_language(self, menu: QMenu) -> None:
        names = {LanguageChoice.SYSTEM: self.tr("System"), **OWN_NAMES}
        self._add_choice(menu, "language", names.items())

    def _add_choice(self, menu: QMenu, setting: str, names: Iterable[tuple[str, str]]) -> None:
        group = QActionGroup(self)
        for value, name in names:
            group.addAction(self._choice(menu, name, setting, value))

    def _choice(self, menu: QMenu, name: str, setting: str, value: str) -> QAction:
        action = self._entry(menu, name)
        action.setCheckable(True)
        action.triggered.connect(lambda: self._change(**{setting: value}))
        self._shown.append(lambda now: action.setChecked(getattr(now, setting) == value))
        return action

    def _add_text_size(self, menu: QMenu) -> None:
        smaller = self._entry(menu, self.tr("Smaller"), QKeySequence("Ctrl+-"))
        smaller.triggered.connect(lambda: self._step(-1))
        usual = self._entry(menu, self.tr("Usual"), QKeySequence("Ctrl+0"))
        usual.triggered.connect(lambda: self._change(text_size=WHOLE))
        larger = self._entry(menu, self.tr("Larger"), *_LARGER)
        larger.triggered.connect(lambda: self._step(1))

        def show(now: Settings) -> None:
            smaller.setEnabled(now.text_size > SMALLEST_TEXT)
            usual.setEnabled(now.text_size != WHOLE)
            larger.setEnabled(now.text_size < LARGEST_TEXT)
            menu.setTitle(self.tr("Text size: {0} %").format(now.text_size))

        self._shown.append(show)

    def _add_notices(self, menu: QMenu) -> None:
        for kind in NoticeKind:
            self._add_kind(menu, kind)
        menu.addSeparator()
        stays = self._entry(menu, self.tr("Keep listening when the window is closed"))
        stays.setCheckable(True)
        stays.triggered.connect(lambda on: self._change(close_to_tray=on))
        self._shown.append(lambda now: stays.setChecked(now.close_to_tray))

    def _add_kind(self, menu: QMenu, kind: NoticeKind) -> None:
        action = self._entry(menu, kind_words(kind))
        action.setCheckable(True)
        action.triggered.connect(lambda on: self._switch(kind, on))
        self._shown.append(lambda now: action.setChecked(kind in now.notify))

    def _entry(self, menu: QMenu, text: str, *keys: QKeySequence) -> QAction:
        action = QAction(text, menu)
        # Qt would move entries by their words into the system's own menu on macOS.
        action.setMenuRole(QAction.MenuRole.NoRole)
        if keys:
            action.setShortcuts(keys)
            self._window.addAction(action)  # its keys work while the menu is closed
        menu.addAction(action)
        return action

    def _step(self, by: int) -> None:
        size = self._chosen.settings.text_size
        further = [each for each in _SIZES if (each - size) * by > 0]
        if further:
            self._change(text_size=further[0] if by > 0 else further[-1])

    def _switch(self, kind: NoticeKind, on: bool) -> None:  # noqa: FBT001 - a signal's argument
        known = self._chosen.settings.notify
        wanted = {*known, kind} if on else {*known} - {kind}
        self._change(notify=tuple(each for each in NoticeKind if each in wanted))

    def _change(self, **values: Any) -> None:
        try:
            self._chosen.change(**values)
        except BadSetting as why:
            self._show(self._chosen.settings)
            self.failed.emit(reason_words(str(why)))

    def _show(self, settings: Settings) -> None:
        for show in self._shown:
            show(settings)

    @Slot()
    def _dress(self) -> None:
        self.setIcon(self._appearance.icon(Icon.MENU))
