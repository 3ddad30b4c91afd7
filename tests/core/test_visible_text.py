"""What cannot be seen in a text is seen, and nothing in it acts."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rivermon.core.visible_text import escaped, one_line, with_lines

ACTS = {"Cc", "Cs", "Zl", "Zp"}
JOINERS = {"\u200c", "\u200d"}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("", ""),
        ("plain words, ö and 老城", "plain words, ö and 老城"),
        ("two\r\nlines\tand more", "two lines and more"),
        ("\x1b[31mred\x1b[0m", "␛[31mred␛[0m"),
        ("\x1b]52;c;aGk=\x07", "␛]52;c;aGk=␇"),
        ("nul\x00bell\x07del\x7f", "nul␀bell␇del␡"),
        ("\x9b2J", "⟦U+009B⟧2J"),
        ("exe.\u202egnp", "exe.⟦U+202E⟧gnp"),
        ("a\u2066b\u2069c", "a⟦U+2066⟧b⟦U+2069⟧c"),
        ("zero\u200bwidth\ufeff", "zero width"),
        ("half a pair \ud83d", "half a pair"),
        ("👩‍👩‍👧 ❤️", "👩‍👩‍👧 ❤️"),
        ("نی‌ست", "نی‌ست"),
    ],
)
def test_a_line(text: str, shown: str) -> None:
    assert one_line(text) == shown


def test_stacks_of_accents_are_made_low_and_ordinary_ones_stay() -> None:
    stacked = "Z" + "\u0335\u0321\u0353" * 100 + "a"
    assert one_line(stacked) == "Z\u0335\u0321\u0353a"
    assert one_line("ก" + "็" * 50) == "ก็็็"
    vietnamese = unicodedata.normalize("NFD", "Tiếng Việt, ngữ điệu")
    assert one_line(vietnamese) == vietnamese
    hebrew = "שָּׁלוֹם"
    assert one_line(hebrew) == hebrew


def test_lines_and_tabs_stay_where_they_are_wanted() -> None:
    assert with_lines("a\r\n\tb\rc\n\x1b[2Jd") == "a \n\tb c\n␛[2Jd"


def test_a_long_text_is_cut_with_a_mark() -> None:
    assert one_line("x" * 10_000_000, 10) == "x" * 9 + "…"
    assert one_line("\u202e" * 10_000, 10) == "⟦U+202E⟧⟦…"
    assert len(one_line("Z" + "\u0301" * 1_000_000)) <= 300


@given(st.text())
def test_nothing_that_is_shown_acts_or_turns_its_neighbours(text: str) -> None:
    for shown in (one_line(text), with_lines(text).replace("\n", "").replace("\t", "")):
        for mark in shown:
            assert unicodedata.category(mark) not in ACTS
            assert unicodedata.bidirectional(mark) not in {
                "LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI",
            }  # fmt: skip


@given(st.text())
def test_a_line_is_one_however_it_is_shown_again(text: str) -> None:
    assert one_line(one_line(text)) == one_line(text)
    assert len(one_line(text).splitlines()) <= 1


@given(
    st.dictionaries(
        st.text(st.characters(exclude_categories=["Cs"])),
        st.text(st.characters(exclude_categories=["Cs"])),
    )
)
def test_json_says_the_same_when_it_is_escaped(value: dict[str, str]) -> None:
    import json

    shown = escaped(json.dumps(value, ensure_ascii=False))
    assert json.loads(shown) == value
    assert all(unicodedata.category(mark) not in ACTS for mark in shown)
