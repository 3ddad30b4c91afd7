"""Whatever is typed in the filter box: a tree, nothing, or a reason at a place in the text."""

import math
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rivermon.core.completion import Completing, completed, completing, field_names, known_values
from rivermon.core.filter import BadFilter, parse, parse_path
from rivermon.core.filter_terms import (
    Answered,
    AtPath,
    Compare,
    Field,
    JsonPath,
    Measure,
    OneOf,
    Term,
    Words,
)
from rivermon.core.listing import terms_of

ANYTHING = st.text(st.characters(categories=None), max_size=200)
PARTS = st.sampled_from(
    [
        *(f"{field}:" for field in Field),
        *["customer.", "data.", "data[0]", 'data."odd key"', ".x", "[7]", "[", "]", ":"],
        *["(", ")", "-", "NOT", "AND", "OR", '"', '\\"', "\\", "*", ",", "..", "//"],
        *["<", "<=", ">", ">=", "=", "2h", "10k", "4xx", "401", "1e999", "nan", "-1", "0.5"],
        *["failed", "none", "not verified", "valid", "word", "日本", "\ud800", "\0", "\x1c", "é"],
        *[" ", " ", " ", "\n", "\u00a0", "!!!", "", "9" * 400],
    ]
)
ITS_OWN = st.lists(PARTS, max_size=30).map("".join)
TYPED = ANYTHING | ITS_OWN


def check_place(bad: BadFilter, text: str) -> None:
    assert 0 <= bad.start <= bad.end <= len(text)
    assert bad.reason[-1] in ".?"


def check_term(term: Term) -> None:
    assert msgspec.convert(msgspec.to_builtins(term), Any) is not None
    for each in terms_of(term):
        match each:
            case Words(text):
                assert text.encode().decode() == text
                assert not text.isspace()
            case Measure(_, _, amount):
                assert math.isfinite(amount)
                assert amount >= 0
            case Answered(low, high):
                assert 100 <= low <= high <= 599
            case OneOf(_, words):
                assert words
                assert len(set(words)) == len(words)
            case AtPath(path, compare, value):
                assert path.keys
                if compare is not Compare.EQUAL:
                    assert math.isfinite(float(value))


@given(TYPED)
def test_any_text_is_a_term_or_nothing_or_a_reason(text: str):
    found = parse(text)
    if isinstance(found, BadFilter):
        check_place(found, text)
    elif found is None:
        assert not text.strip()
    else:
        check_term(found)


@given(TYPED)
def test_any_text_is_a_path_or_a_reason(text: str):
    found = parse_path(text)
    if isinstance(found, BadFilter):
        check_place(found, text)
    else:
        assert isinstance(found, JsonPath)
        assert found.keys


@given(TYPED, st.integers(-3, 250), st.text(max_size=8))
def test_any_text_can_be_completed_anywhere(text: str, cursor: int, choice: str):
    at = completing(text, cursor)
    if at is None:
        return
    assert isinstance(at, Completing)
    assert 0 <= at.start <= at.end <= len(text)
    new, after = completed(text, at, choice)
    assert 0 <= after <= len(new)
    assert new.startswith(text[: at.start])
    if at.field is None:
        assert field_names(at.begin)
    else:
        known_values(at.field, at.begin)


@pytest.mark.parametrize(
    "text",
    [
        "(" * 1_000_000,
        "-" * 1_000_000,
        "-" * 1999 + "a",
        "NOT " * 499 + "a",
        "(" * 1000 + ")" * 1000,
        "-(" * 1000,
        '"' * 1999,
        'data."' * 333,
        "data." * 400,
        "a " * 1000,
        "a:" * 1000,
        "\\" * 2000,
        '"' + "\\" * 1998,
        "size:" + "9" * 1900,
        "status:" + "9" * 1900,
        "attempts:0." + "9" * 1900,
        "status:" + "error," * 300,
        "data" + "[0]" * 600 + ":1",
        "data.x:>" + "9" * 1900,
    ],
    ids=lambda text: f"{len(text)} of {text[:8]}",
)
def test_large_texts_neither_raise_nor_take_long(text: str):
    found = parse(text)
    if isinstance(found, BadFilter):
        check_place(found, text)
    else:
        assert found is not None
        check_term(found)
    parse_path(text)
    completing(text, len(text))
