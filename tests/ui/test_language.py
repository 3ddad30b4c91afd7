"""Languages: the system's or a chosen one, for texts, numbers and Qt's own words."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtWidgets import QApplication

from rivermon.ui.appearance import Appearance
from rivermon.ui.language import LanguageChoice, system_language
from rivermon.ui.moment_words import duration

ENGLISH, CHINESE = LanguageChoice.ENGLISH, LanguageChoice.CHINESE


@pytest.fixture
def speaking(appearance: Appearance) -> Iterator[Appearance]:
    yield appearance
    appearance.language.choose(ENGLISH)


@pytest.mark.parametrize(
    ("asked_for", "spoken"),
    [
        (["zh-Hans-CN", "zh-CN", "zh"], CHINESE),
        (["zh"], CHINESE),
        (["zh-SG"], CHINESE),
        (["zh-Hant-TW", "zh-TW", "zh"], ENGLISH),
        (["de-DE", "zh-CN"], CHINESE),
        (["de-DE", "en-GB", "zh-CN"], ENGLISH),
        (["fr-FR"], ENGLISH),
        (["C"], ENGLISH),
        ([], ENGLISH),
    ],
)
def test_the_system_says_which_language(asked_for: list[str], spoken: LanguageChoice) -> None:
    assert system_language(asked_for) is spoken


def test_a_chosen_language_is_spoken_and_told(qapp: QApplication, speaking: Appearance) -> None:
    told: list[LanguageChoice] = []
    speaking.language.changed.connect(lambda: told.append(speaking.language.spoken))
    speaking.language.choose(CHINESE)
    speaking.language.choose(CHINESE)
    assert told == [CHINESE]
    assert QCoreApplication.translate("StateLook", "Success") == "成功"
    assert QLocale().name() == "zh_CN"
    assert duration(61_000) == "1 分 1 秒"
    speaking.language.choose(ENGLISH)
    assert QCoreApplication.translate("StateLook", "Success") == "Success"
    assert duration(61_000) == "1 min 1 s"


def test_qt_speaks_the_same_language(qapp: QApplication, speaking: Appearance) -> None:
    speaking.language.choose(CHINESE)
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "取消"


def test_an_appearance_that_goes_takes_its_language_along(qapp: QApplication) -> None:
    made = Appearance(qapp, language=CHINESE)
    assert QCoreApplication.translate("StateLook", "Success") == "成功"
    made.language.choose(ENGLISH)
    assert QCoreApplication.translate("StateLook", "Success") == "Success"
