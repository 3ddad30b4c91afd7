"""What the filter box offers to complete, and how the text reads after a choice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rivermon.core.completion import Completing, completed, completing, field_names, known_values
from rivermon.core.filter import BadFilter, parse
from rivermon.core.filter_terms import Field, Is, Words

TEXT_FIELDS = (
    Field.EVENT,
    Field.TYPE,
    Field.CATEGORY,
    Field.CHANNEL,
    Field.MODEL,
    Field.PROVIDER,
)


def at_bar(marked: str) -> Completing | None:
    """What is being typed where the bar stands."""
    return completing(marked.replace("|", ""), marked.index("|"))


def chosen(marked: str, choice: str) -> str:
    """The text after a choice, with a bar where the cursor stands."""
    at = at_bar(marked)
    assert at is not None
    text, cursor = completed(marked.replace("|", ""), at, choice)
    return f"{text[:cursor]}|{text[cursor:]}"


@pytest.mark.parametrize(
    ("marked", "begin", "start", "end"),
    [
        ("|", "", 0, 0),
        ("a |", "", 2, 2),
        ("ev|", "ev", 0, 2),
        ("a -EV|", "EV", 3, 5),
        ("(st|)", "st", 1, 3),
        ("(|", "", 1, 1),
        ("ev|e", "ev", 0, 3),
        ("ev|:x", "ev", 0, 3),
        ("|word", "", 0, 0),
        ("(a)|", "", 3, 3),
    ],
)
def test_a_name_is_being_typed(marked: str, begin: str, start: int, end: int):
    assert at_bar(marked) == Completing(start, end, begin, None)


@pytest.mark.parametrize(
    ("marked", "field", "begin", "start", "end"),
    [
        ("event:|", Field.EVENT, "", 6, 6),
        ("a EVENT:or|", Field.EVENT, "or", 8, 10),
        ("event:or|der b", Field.EVENT, "or", 6, 11),
        ("event:|order", Field.EVENT, "", 6, 11),
        ('event:"a b|', Field.EVENT, "a b", 6, 10),
        ('event:"a| b" c', Field.EVENT, "a", 6, 11),
        (r'event:"a\"b|', Field.EVENT, 'a"b', 6, 11),
        ("-status:error,ti|", Field.STATUS, "ti", 14, 16),
        ("status:error,|", Field.STATUS, "", 13, 13),
        ("status:e|,timeout", Field.STATUS, "e", 7, 8),
        ("age:<2|", Field.AGE, "<2", 4, 6),
        ("event:| x", Field.EVENT, "", 6, 6),
    ],
)
def test_a_value_is_being_typed(marked: str, field: Field, begin: str, start: int, end: int):
    assert at_bar(marked) == Completing(start, end, begin, field)


@pytest.mark.parametrize(
    "marked",
    ["word|", '"ev|', '"ev"|', 'event:"a"|', "data.x:1|", "foo:b|", "a OR|", "|event:x", "data.x|"],
)
def test_nothing_can_be_completed(marked: str):
    assert at_bar(marked) is None


def test_a_cursor_outside_the_text_is_at_its_end():
    assert completing("ev", 99) == completing("ev", 2)
    assert completing("ev", -1) == completing("ev", 0)


def test_a_text_that_is_not_read_is_not_completed():
    assert completing("e" * 2001, 1) is None


def test_names_begin_as_typed():
    assert field_names("C") == ["category:", "channel:", "callback:", "customer."]
    assert field_names("da") == ["data."]
    assert field_names("word") == []
    assert len(field_names("")) == len(Field) + 2


def test_the_ledger_is_asked_for_texts_alone():
    asked = [field for field in Field if known_values(field, "") is None]
    assert asked == list(TEXT_FIELDS)


def test_known_values_begin_as_typed():
    assert known_values(Field.STATUS, "E") == ["error"]
    assert known_values(Field.CALLBACK, "") == [
        "failed", "owed", "progress", "success", "error", "timeout", "held", "none",
    ]  # fmt: skip
    assert known_values(Field.AGE, ">") == [">1h", ">1d"]
    assert known_values(Field.VERIFIED, "zzz") == []


def test_a_choice_takes_the_place_of_what_was_typed():
    assert chosen("a -ev|", "event:") == "a -event:|"
    assert chosen("cu|", "customer.") == "customer.|"
    assert chosen("ev|:x", "event:") == "event:|x"
    assert chosen("event:or|der b", "order_created") == "event:order_created |b"
    assert chosen("event:|", "a b") == 'event:"a b" |'
    assert chosen('event:"a|', 'say "a"') == r'event:"say \"a\"" |'
    assert chosen("(event:|)", "x") == "(event:x |)"
    assert chosen("status:e|,timeout", "error") == "status:error|,timeout"
    assert chosen("age:|", "<1h") == "age:<1h |"


@pytest.mark.parametrize("field", [field for field in Field if field not in TEXT_FIELDS])
def test_every_known_value_is_understood(field: Field):
    for value in known_values(field, "") or []:
        text = chosen(f"{field}:|", value).replace("|", "")
        found = parse(text)
        assert found is not None
        assert not isinstance(found, BadFilter), text


@given(
    st.sampled_from(TEXT_FIELDS),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
    | st.text(st.sampled_from('a"\\ ,()*/:-\t'), max_size=12),
)
def test_a_completed_value_is_read_back_as_it_is(field: Field, value: str):
    before = f"a {field}:"
    at = completing(before, len(before))
    assert at is not None
    text, cursor = completed(before, at, value)
    assert cursor == len(text)
    found = parse(f"{text}b")
    assert not isinstance(found, BadFilter)
    assert found is not None
    assert getattr(found, "terms", None) == (Words("a"), Is(field, value), Words("b"))
