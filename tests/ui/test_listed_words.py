"""Lists in one line, with the marks of the language."""

# ruff: noqa: RUF001 - Chinese is written with full-width marks

from rivermon.ui.appearance import Appearance
from rivermon.ui.language import LanguageChoice
from rivermon.ui.listed_words import listed


def test_what_says_nothing_is_left_out() -> None:
    assert listed(["3 owed", "", "1 held"]) == "3 owed, 1 held"
    assert listed([]) == ""


def test_chinese_has_its_own_comma(appearance: Appearance) -> None:
    appearance.language.choose(LanguageChoice.CHINESE)
    try:
        assert listed(["3", "1"]) == "3，1"
    finally:
        appearance.language.choose(LanguageChoice.ENGLISH)
