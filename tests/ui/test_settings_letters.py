"""Every page of the settings is reached by letters that lead to one field each."""

import re
from collections import Counter
from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel

from rivermon.ui.settings_dialog import SettingsDialog
from rivermon.ui.settings_pages import Page
from tests.ui.conftest import Stage


@pytest.mark.parametrize("page", Page)
def test_no_letter_of_a_page_leads_to_two_fields(
    page: Page, stage: Callable[[list[object]], Stage]
) -> None:
    staged = stage([]).show()
    staged.window.setting_up.open_settings(page)
    (dialog,) = staged.window.findChildren(SettingsDialog)
    content = dialog.content(page)
    labels = [each.text() for each in content.findChildren(QLabel) if each.buddy() is not None]
    buttons = [each.text() for each in content.findChildren(QAbstractButton)]
    letters = [found[1].lower() for text in (*labels, *buttons) for found in _LETTER.finditer(text)]
    assert [letter for letter, count in Counter(letters).items() if count > 1] == []


_LETTER = re.compile(r"(?<!&)&([^&\s])")
