"""The record that each kind of content makes, and the key that finds a redelivery."""

import hashlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rivermon.core.content import (
    LONGEST_TITLE,
    Unprocessable,
    dedupe_key,
    draft,
    title_and_body_of_edited,
)
from rivermon.core.drafts import RecordDraft
from rivermon.core.entities import Layout, Webhook


def webhook(content: Any = None, **fields: Any) -> Webhook:
    facts: dict[str, Any] = {
        "layout": Layout.FLAT_EVENT,
        "type": "task.ai_generated",
        "event": "new_movie",
        "channel_id": "c-1",
        "callback_url": "https://api.modelriver.com/cb/c-1",
    }
    return Webhook(content=content, **(facts | fields))


def test_a_whole_record() -> None:
    content = {"title": "Inception", "description": "Dreams.", "body": "unused", "year": 2010}
    customer = {"category": "movies", "user": 7, "ai_model": "overruled"}
    assert draft(
        webhook(content, customer_data=customer, model="gpt-4o", provider="openai")
    ) == RecordDraft(
        title="Inception",
        body="Dreams.",
        category="movies",
        metadata={"category": "movies", "user": 7, "ai_model": "gpt-4o", "ai_provider": "openai"},
        channel_id="c-1",
        event_name="new_movie",
        data=content,
    )


@pytest.mark.parametrize("content", [None, {}, {"title": None, "description": None, "body": None}])
def test_what_is_missing_has_its_stand_in(content: Any) -> None:
    record = draft(webhook(content))
    assert (record.title, record.body, record.category) == ("Untitled", "", "general")
    assert record.metadata == {"ai_model": None, "ai_provider": None}
    assert record.data == (content or {})


def test_an_empty_text_stands() -> None:
    record = draft(
        webhook({"title": "", "description": "", "body": "B"}, customer_data={"category": ""})
    )
    assert (record.title, record.body, record.category) == ("", "", "")


def test_the_body_stands_in_for_the_description() -> None:
    assert draft(webhook({"description": None, "body": "B"})).body == "B"


def test_what_is_not_text_is_shown_as_text() -> None:
    record = draft(
        webhook(
            {"title": 7, "description": False, "body": "unused"}, customer_data={"category": 1.0}
        )
    )
    assert (record.title, record.body, record.category) == ("7", "false", "1")
    nested = draft(webhook({"title": ["é", 1], "body": {"a": None}}))
    assert (nested.title, nested.body) == ('["é",1]', '{"a":null}')


def test_unstructured_text() -> None:
    text = "\n  First line. \r\nSecond line.\n"
    record = draft(webhook(text, text=text))
    assert (record.title, record.body, record.data) == ("First line.", text, {"content": text})


def test_raw_provider_output_is_sent_back_whole() -> None:
    content = {"choices": [{"message": {"content": "Words"}}]}
    record = draft(webhook(content, text="Words"))
    assert (record.title, record.body, record.data) == ("Words", "Words", content)


def test_text_alone_is_sent_back_as_content() -> None:
    assert draft(webhook(None, text="Words")).data == {"content": "Words"}


@pytest.mark.parametrize("text", ["", "  \n "])
def test_blank_text_is_untitled(text: str) -> None:
    record = draft(webhook(text, text=text))
    assert (record.title, record.body) == ("Untitled", text)


def test_a_long_first_line_is_cut() -> None:
    assert draft(webhook(text="x" * LONGEST_TITLE)).title == "x" * LONGEST_TITLE
    title = draft(webhook(text="x" * (LONGEST_TITLE + 1))).title
    assert title == "x" * (LONGEST_TITLE - 1) + "…"


@pytest.mark.parametrize(
    ("content", "data"),
    [([1, {"a": 2}], {"items": [1, {"a": 2}]}), (5, {"content": 5}), (False, {"content": False})],
)
def test_a_callback_brings_an_object(content: Any, data: dict[str, Any]) -> None:
    assert draft(webhook(content)).data == data


def test_an_error_makes_no_record() -> None:
    with pytest.raises(Unprocessable, match=r"^The AI workflow brought no content: quota$"):
        draft(webhook(ai_error="quota"))
    with pytest.raises(Unprocessable) as refusal:
        draft(webhook(ai_error="x" * 10_000))
    assert len(str(refusal.value)) < 600


def test_a_redelivery_has_the_same_key_whatever_its_bytes() -> None:
    assert dedupe_key(webhook({"a": 1}), b"one") == dedupe_key(webhook({"a": 2}), b"two")


@pytest.mark.parametrize(
    "change", [{"channel_id": "c-2"}, {"type": "task.completed"}, {"type": None}, {"event": None}]
)
def test_another_channel_type_or_event_is_another_key(change: dict[str, Any]) -> None:
    assert dedupe_key(webhook(**change), b"") != dedupe_key(webhook(), b"")


def test_without_a_channel_the_body_is_the_key() -> None:
    nameless = webhook(channel_id=None)
    assert dedupe_key(nameless, b"one") == dedupe_key(nameless, b"one")
    assert dedupe_key(nameless, b"one") != dedupe_key(nameless, b"two")
    impostor = webhook(channel_id=hashlib.sha256(b"one").hexdigest())
    assert dedupe_key(impostor, b"one") != dedupe_key(nameless, b"one")


triples = st.tuples(st.text(), st.none() | st.text(), st.none() | st.text())


@given(triples, triples)
def test_keys_are_unambiguous(one: tuple[str, Any, Any], other: tuple[str, Any, Any]) -> None:
    keys = [
        dedupe_key(webhook(channel_id=channel, type=kind, event=event), b"")
        for channel, kind, event in (one, other)
    ]
    assert (keys[0] == keys[1]) == (one == other)


@pytest.mark.parametrize(
    ("data", "before", "shown"),
    [
        ({"title": "T", "description": "D"}, {"title": "before"}, ("T", "D")),
        ({"title": 7, "body": ["x"]}, {}, ("7", '["x"]')),
        ({}, {"title": "before"}, ("Untitled", "")),
        ({"content": "One.\nTwo."}, {"content": "as it was"}, ("One.", "One.\nTwo.")),
        ({"content": "an object's own"}, {"content": "another"}, ("Untitled", "")),
        ({"content": "text", "title": "T"}, {"content": "as it was"}, ("T", "text")),
        ({"content": 5}, {"content": "as it was"}, ("Untitled", "")),
        ({"items": [1], "title": "T"}, {"items": [2]}, ("T", "")),
    ],
)
def test_edited_content_is_shown_by_the_same_rules(
    data: dict[str, Any], before: dict[str, Any], shown: tuple[str, str]
) -> None:
    assert title_and_body_of_edited(data, before, "as it was") == shown
