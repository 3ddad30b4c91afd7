"""A place in JSON in words that a filter reads back."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rivermon.core.filter_path import parse_path
from rivermon.core.filter_terms import JsonPath, Root
from rivermon.core.json_place import content_of, filter_text, place_text

KEYS = st.lists(
    st.integers(0, 10**8) | st.text(st.characters(exclude_categories=["Cs"]), max_size=8),
    min_size=1,
    max_size=6,
)


@given(st.sampled_from(Root), KEYS)
def test_every_place_is_read_back(root: Root, keys: list[str | int]) -> None:
    text = place_text((root.value, *keys))
    read = parse_path(text)
    if text == text.strip():
        assert read == JsonPath(root, tuple(keys))


def test_a_place_reads_like_one() -> None:
    assert place_text(("data", "tags", 0)) == "data.tags[0]"
    assert place_text(("meta", "odd key", "7", 'a"b')) == 'meta."odd key"."7"."a\\"b"'
    assert place_text((0, "a")) == "[0].a"


@pytest.mark.parametrize(
    ("payload", "keys", "text"),
    [
        ({"ai_response": {"data": {"a": [1]}}}, ("ai_response", "data", "a", 0), "data.a[0]"),
        ({"ai_response": {"data": {"a": 1}}, "data": {"b": 1}}, ("data", "b"), "data.b"),
        (
            {"data": {"ai_response": {"data": {"a": 1}}}},
            ("data", "ai_response", "data", "a"),
            "data.a",
        ),
        ({"data": {"a": 1}}, ("data", "a"), "data.a"),
        ({"customer_data": {"user": 1}}, ("customer_data", "user"), "customer.user"),
        ({"data": {"customer_data": {"u": 1}}}, ("data", "customer_data", "u"), "customer.u"),
        ({"meta": {"model": 1}}, ("meta", "model"), "model"),
        ({"meta": {"used_provider": 1}}, ("meta", "used_provider"), "provider"),
        ({"meta": {"model": 1, "used_model": 2}}, ("meta", "used_model"), "meta.used_model"),
        ({"channel_id": "c", "data": {"a": 1}}, ("channel_id",), "channel"),
        ({"data": {"ai_response": {"a": 1}, "event": "e"}}, ("data", "event"), "event"),
        ([1], (0,), "[0]"),
    ],
)
def test_the_roots_are_those_that_a_filter_knows(
    payload: Any, keys: tuple[str | int, ...], text: str
) -> None:
    assert filter_text(payload, keys) == text


@pytest.mark.parametrize(
    ("payload", "content"),
    [
        ({"ai_response": {"data": {"a": 1}}, "data": {"b": 1}}, {"a": 1}),
        ({"data": {"ai_response": {"data": [1]}}}, [1]),
        ({"ai_response": {"choices": []}}, {"choices": []}),
        ({"data": {"a": 1}}, {"a": 1}),
        ({"choices": [1]}, {"choices": [1]}),
        ("text", "text"),
    ],
)
def test_the_content_is_where_the_protocol_says(payload: Any, content: Any) -> None:
    assert content_of(payload) == content
