"""A click in macOS' Dock opens the window again that was closed, and no other."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt

from rivermon.core.entities import RecordRow
from tests.ui.conftest import Stage

Make = Callable[[list[RecordRow]], Stage]
ACTIVE = Qt.ApplicationState.ApplicationActive


@pytest.fixture
def staged(stage: Make) -> Stage:
    return stage([]).show()


def test_a_closed_window_comes_back_when_the_application_is_called(staged: Stage) -> None:
    window = staged.window
    window.goes_on = lambda: True
    window.close()
    window.menu._come_back(Qt.ApplicationState.ApplicationInactive)
    assert not window.isVisible()
    window.menu._come_back(ACTIVE)
    assert window.isVisible()


def test_a_minimised_window_is_left_to_the_desktop(staged: Stage) -> None:
    window = staged.window
    window.showMinimized()
    window.menu._come_back(ACTIVE)
    assert window.isMinimized()


def test_one_that_began_in_the_tray_stays_there(stage: Make) -> None:
    window = stage([]).window
    window.menu._come_back(ACTIVE)
    assert not window.isVisible()
