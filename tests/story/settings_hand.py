"""The hand in the settings: opens them by their key, goes to a page by the list, types and clicks.

Everything is real. Does not know the stories.
"""

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QComboBox,
    QDialogButtonBox,
    QFileDialog,
    QLineEdit,
    QPushButton,
    QWidget,
)

from rivermon.ui.settings_dialog import SettingsDialog
from rivermon.ui.settings_pages import Page
from tests.story.window_eye import Eye

Content = TypeVar("Content", bound=QWidget)

_CONTROL = Qt.KeyboardModifier.ControlModifier
_LEFT = Qt.MouseButton.LeftButton


async def settings_of(eye: Eye) -> SettingsDialog:
    """The settings' window that is open, in front."""

    def there() -> list[SettingsDialog]:
        return [each for each in eye.window.findChildren(SettingsDialog) if each.isVisible()]

    await eye.until(there)
    (dialog,) = there()
    dialog.activateWindow()
    await eye.until(dialog.isActiveWindow)
    return dialog


async def page_of(eye: Eye, page: Page, kind: type[Content]) -> Content:
    """Open the settings by their key, and click a page in the list."""
    QTest.keyClick(eye.window, Qt.Key.Key_Comma, _CONTROL)
    dialog = await settings_of(eye)
    item = dialog.list.item(list(Page).index(page))
    dialog.list.scrollToItem(item)
    where = dialog.list.visualItemRect(item).center()
    QTest.mouseClick(dialog.list.viewport(), _LEFT, Qt.KeyboardModifier.NoModifier, where)
    assert dialog.page is page
    content = dialog.content(page)
    assert isinstance(content, kind)
    await eye.until(content.isVisible)
    return content


def type_in(line: QLineEdit, text: str) -> None:
    """Type in the place of what is there, and press Return."""
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, text)
    QTest.keyClick(line, Qt.Key.Key_Return)


def paste_in(line: QLineEdit, text: str) -> None:
    """Paste what was copied elsewhere, and press Return."""
    QGuiApplication.clipboard().setText(text)
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_V, _CONTROL)
    QTest.keyClick(line, Qt.Key.Key_Return)


def press_in(within: QWidget, words: str) -> None:
    """Press the button that reads so."""
    buttons = within.findChildren(QPushButton)
    (button,) = (each for each in buttons if each.text() == words and each.isVisible())
    assert button.isEnabled()
    QTest.mouseClick(button, _LEFT)


def pick(box: QComboBox, words: str) -> None:
    """Choose by the keyboard, step by step: every one on the way takes effect, too."""
    box.setFocus()
    wanted = box.findText(words)
    assert wanted >= 0
    while box.currentIndex() != wanted:
        step = Qt.Key.Key_Down if box.currentIndex() < wanted else Qt.Key.Key_Up
        QTest.keyClick(box, step)


async def choose_file(eye: Eye, page: QWidget, act: QPushButton, name: str) -> None:
    """Press a button that asks for a file or folder, and give it one by name."""
    QTest.mouseClick(act, _LEFT)
    await eye.until(lambda: any(each.isVisible() for each in page.findChildren(QFileDialog)))
    dialog = next(each for each in page.findChildren(QFileDialog) if each.isVisible())
    (line,) = dialog.findChildren(QLineEdit, "fileNameEdit")
    line.setText(name)
    (buttons,) = dialog.findChildren(QDialogButtonBox)
    (main,) = (
        each
        for each in buttons.buttons()
        if buttons.buttonRole(each) is QDialogButtonBox.ButtonRole.AcceptRole
    )
    QTest.mouseClick(main, _LEFT)
    await eye.until(lambda: not page.findChildren(QFileDialog))
