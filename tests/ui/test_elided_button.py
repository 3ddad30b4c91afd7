"""A button whose words are cut to the room there is."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget
from pytestqt.qtbot import QtBot

from rivermon.ui.appearance import Appearance
from rivermon.ui.elided_button import ElidedButton

WORDS = "Listening http://127.0.0.1:8765/webhooks/modelriver"


@pytest.fixture
def bar(appearance: Appearance, qtbot: QtBot) -> Callable[[int], ElidedButton]:
    windows: list[QWidget] = []

    def make(width: int) -> ElidedButton:
        window = QWidget()
        windows.append(window)
        qtbot.addWidget(window)
        row = QHBoxLayout(window)
        made = ElidedButton(window)
        made.setText(WORDS)
        row.addWidget(made)
        row.addWidget(QLabel("12 MB", window), 1)
        window.resize(width, 40)
        with qtbot.waitExposed(window):
            window.show()
        return made

    return make


def test_with_room_it_is_as_wide_as_its_words(bar: Callable[[int], ElidedButton]) -> None:
    made = bar(900)
    assert made.width() == made.sizeHint().width()


def test_without_room_it_makes_no_window_wider(bar: Callable[[int], ElidedButton]) -> None:
    made = bar(200)
    assert made.window().width() == 200
    assert made.minimumSizeHint().width() <= made.width() < made.sizeHint().width()
    assert made.text() == WORDS


def test_what_does_not_fit_is_not_painted(bar: Callable[[int], ElidedButton]) -> None:
    wide, narrow = bar(900), bar(200)
    whole = wide.grab().toImage()
    assert narrow.grab().toImage() != whole.copy(0, 0, narrow.width(), narrow.height())
