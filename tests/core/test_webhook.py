"""The four layouts, every look-up and its fall-backs, and odd bodies that must stay readable."""

import contextlib
import json
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rivermon.core.entities import Headers, Layout, Webhook
from rivermon.core.webhook import NotAWebhook, read

FLAT_EVENT: dict[str, Any] = {
    "type": "task.ai_generated",
    "event": "new_movie_suggestion",
    "channel_id": "550e8400-e29b-41d4-a716-446655440000",
    "ai_response": {"data": {"title": "Inception", "year": 2010, "description": "Dreams."}},
    "callback_url": "https://api.modelriver.com/v1/callback/550e8400",
    "callback_required": True,
    "customer_data": {"category": "movies", "user": 7},
    "meta": {"model": "gpt-4o", "provider": "openai", "duration_ms": 812},
    "timestamp": "2026-01-05T12:34:56Z",
}
FLAT_STANDARD: dict[str, Any] = {
    "type": "task.completed",
    "workflow": "summaries",
    "status": "success",
    "channel_id": "c-2",
    "data": {"summary": "Short.", "model": "T", "provider": "Ford", "status": "sold"},
    "meta": {
        "provider": "anthropic",
        "model": "claude",
        "tokens": {"prompt": 1, "completion": 2, "total": 3},
        "duration_ms": 20,
        "attempts": [],
    },
    "customer_data": {},
    "timestamp": 1767616496,
}
ENVELOPE: dict[str, Any] = {
    "channel_id": "c-3",
    "timestamp": "1767616496",
    "data": {
        "type": "task.ai_generated",
        "event": "new_chat",
        "ai_response": {"data": {"reply": "Hello"}},
        "callback_url": "https://api.modelriver.com/v1/callback/c-3",
        "customer_data": {"category": "chat"},
        "meta": {"used_model": "m", "used_provider": "p"},
        "usage": {"prompt_tokens": 1},
    },
}
OBSERVABILITY: dict[str, Any] = {
    "type": "task.completed",
    "data": {
        "channel_id": "ch_abc",
        "request_id": "req_1",
        "model": "gpt-4o-mini",
        "provider": "openai",
        "response": {
            "choices": [{"message": {"role": "assistant", "content": "An answer.\nMore."}}],
            "usage": {"total_tokens": 9},
        },
    },
}


def said(body: Any, *headers: tuple[str, str]) -> Webhook:
    return read(body if isinstance(body, bytes) else json.dumps(body).encode(), headers)


def event(**changes: Any) -> dict[str, Any]:
    """The flat event with other fields; None leaves one out."""
    return {name: value for name, value in (FLAT_EVENT | changes).items() if value is not None}


def test_flat_event() -> None:
    assert said(FLAT_EVENT) == Webhook(
        layout=Layout.FLAT_EVENT,
        type="task.ai_generated",
        event="new_movie_suggestion",
        channel_id="550e8400-e29b-41d4-a716-446655440000",
        callback_url="https://api.modelriver.com/v1/callback/550e8400",
        content={"title": "Inception", "year": 2010, "description": "Dreams."},
        customer_data={"category": "movies", "user": 7},
        model="gpt-4o",
        provider="openai",
        timestamp="2026-01-05T12:34:56Z",
    )
    assert said(FLAT_EVENT).event_driven


def test_flat_standard() -> None:
    webhook = said(FLAT_STANDARD)
    assert webhook == Webhook(
        layout=Layout.FLAT_STANDARD,
        type="task.completed",
        channel_id="c-2",
        content=FLAT_STANDARD["data"],
        model="claude",
        provider="anthropic",
        status="success",
        timestamp="1767616496",
    )
    assert not webhook.event_driven


def test_content_of_a_flat_layout_is_not_taken_for_facts() -> None:
    webhook = said({"type": "task.completed", "data": FLAT_STANDARD["data"]})
    assert (webhook.model, webhook.provider, webhook.status) == (None, None, None)


def test_envelope() -> None:
    webhook = said(ENVELOPE)
    assert webhook == Webhook(
        layout=Layout.ENVELOPE,
        type="task.ai_generated",
        event="new_chat",
        channel_id="c-3",
        callback_url="https://api.modelriver.com/v1/callback/c-3",
        content={"reply": "Hello"},
        customer_data={"category": "chat"},
        model="m",
        provider="p",
        timestamp="1767616496",
    )
    assert webhook.event_driven


def test_observability() -> None:
    assert said(OBSERVABILITY) == Webhook(
        layout=Layout.OBSERVABILITY,
        type="task.completed",
        channel_id="ch_abc",
        content=OBSERVABILITY["data"],
        text="An answer.\nMore.",
        model="gpt-4o-mini",
        provider="openai",
    )


@pytest.mark.parametrize(
    ("body", "layout"),
    [
        ({}, Layout.FLAT_STANDARD),
        ({"type": "task.exploded", "data": {"a": 1}}, Layout.FLAT_STANDARD),
        ({"type": "task.ai_generated"}, Layout.FLAT_EVENT),
        ({"ai_response": {"data": 1}, "data": {"a": 1}}, Layout.FLAT_EVENT),
        ({"type": "task.ai_generated", "data": {"ai_response": {}}}, Layout.ENVELOPE),
        ({"data": {"a": 1}}, Layout.ENVELOPE),
        ({"data": []}, Layout.FLAT_STANDARD),
        ({"type": "x", "data": {"response": {}, "content": 1}}, Layout.FLAT_STANDARD),
    ],
)
def test_layouts_are_told_apart(body: dict[str, Any], layout: Layout) -> None:
    assert said(body).layout is layout


def test_an_unknown_type_is_kept() -> None:
    assert said(event(type="task.failed")).type == "task.failed"


@pytest.mark.parametrize("name", ["type", "event", "callback_url", "channel_id"])
def test_top_level_goes_before_data(name: str) -> None:
    inside = {"ai_response": {"data": {}}, name: "inside"}
    assert getattr(said({name: "top", "data": inside}), name) == "top"
    assert getattr(said({name: None, "data": inside}), name) == "inside"
    assert getattr(said({name: "", "data": inside}), name) == "inside"


def test_ai_response_at_the_top_goes_before_data() -> None:
    inside = {"ai_response": {"data": "inside"}}
    assert said({"ai_response": {"data": "top"}, "data": inside}).content == "top"
    assert said({"data": inside}).content == "inside"


def test_the_callback_url_may_come_in_a_header() -> None:
    header = ("x-modelriver-CALLBACK-url", " https://api.modelriver.com/v1/callback/h ")
    assert said(event(callback_url=None), header).callback_url == header[1].strip()
    assert said(FLAT_EVENT, header).callback_url == FLAT_EVENT["callback_url"]
    assert said(event(callback_url=None)).callback_url is None


def test_the_channel_may_come_in_a_header_or_the_callback_url() -> None:
    url = "https://api.modelriver.com/v1/callback/last-one/?x=/no"
    bare = event(channel_id=None, callback_url=url)
    assert said(bare).channel_id == "last-one"
    assert said(bare, ("MR-Channel-Id", "from-header")).channel_id == "from-header"
    assert said(bare, ("MR-Channel-Id", " ")).channel_id == "last-one"
    in_header = ("X-ModelRiver-Callback-Url", "https://h/cb/segment")
    assert said(event(channel_id=None, callback_url=None), in_header).channel_id == "segment"


@pytest.mark.parametrize("url", ["https://[half", "https://host", "https://host/", "//"])
def test_a_callback_url_without_a_segment_gives_no_channel(url: str) -> None:
    assert said(event(channel_id=None, callback_url=url)).channel_id is None


def test_content_falls_back_to_data() -> None:
    assert said(event(ai_response=None, data={"title": "T"})).content == {"title": "T"}
    assert said(event(ai_response={"data": None}, data=["T"])).content == ["T"]
    assert said(event(ai_response={"data": ""}, data=["T"])).content == ""


def test_an_envelope_around_nothing_has_no_content() -> None:
    wrapper = {"type": "task.ai_generated", "event": "e", "callback_url": "https://h/c"}
    assert said({"data": wrapper}).content is None
    assert said({"data": wrapper | {"ai_response": {}, "trace": "x"}}).content is None
    assert said({"data": wrapper | {"title": "T"}}).content == wrapper | {"title": "T"}


CHOICES = [{"message": {"content": "Plain words"}}]


@pytest.mark.parametrize("output", [{"choices": CHOICES}, {"response": {"choices": CHOICES}}])
def test_raw_provider_output_has_text_wherever_it_lies(output: dict[str, Any]) -> None:
    for body in (
        event(ai_response=None, data=output),
        event(ai_response={"data": output}),
        event(ai_response=output),
        {"data": output | {"type": "task.ai_generated", "callback_url": "https://h/c"}},
        event(ai_response=None) | output,
    ):
        assert said(body).text == "Plain words"
    assert said(event(ai_response=output)).content == output
    assert said({"data": output | {"type": "t"}}).content == output | {"type": "t"}


def test_the_first_of_two_places_for_choices_counts() -> None:
    later = {"response": {"choices": [{"message": {"content": "later"}}]}}
    assert said(event(ai_response={"data": {"choices": CHOICES} | later})).text == "Plain words"
    silent = {"choices": [{"message": {"content": None}}]}
    assert said(event(ai_response={"data": silent | later})).text == "later"


def test_structured_output_has_no_text() -> None:
    assert said(event(data={"choices": CHOICES})).text is None


@pytest.mark.parametrize(("answer", "text"), [("Words", "Words"), (4, "4"), ([1], None)])
def test_scalar_output_is_its_own_text(answer: Any, text: str | None) -> None:
    assert said(event(ai_response={"data": answer})).text == text
    assert said(event(ai_response=answer)).content == answer


@pytest.mark.parametrize(
    "choices", [[], {}, "x", [1], [{}], [{"message": 1}], [{"message": {"content": ["x"]}}]]
)
def test_odd_choices_are_passed_over(choices: Any) -> None:
    assert said(event(ai_response={"data": {"choices": choices}})).text is None


def test_model_and_provider_fall_back() -> None:
    used = {"used_model": "um", "used_provider": "up"}
    both = said(event(meta={"model": "m", "provider": "p"} | used))
    assert (both.model, both.provider) == ("m", "p")
    old = said(event(meta=used))
    assert (old.model, old.provider) == ("um", "up")
    told = said(OBSERVABILITY | {"meta": {"model": "m"}})
    assert (told.model, told.provider) == ("m", "openai")


@pytest.mark.parametrize("odd", [None, 3, "x", [1], True])
def test_odd_objects_are_passed_over(odd: Any) -> None:
    webhook = said(FLAT_EVENT | {"meta": odd, "customer_data": odd})
    assert (webhook.model, webhook.provider, webhook.customer_data) == (None, None, {})


def test_scalars_are_text_where_text_is_expected() -> None:
    body = b"""{"type": true, "event": 1.0, "channel_id": 123456789012345678901234567890,
        "callback_url": ["no"], "meta": {"model": 4, "provider": {"no": 1}}, "timestamp": 1.5}"""
    webhook = read(body, ())
    assert (webhook.type, webhook.event, webhook.timestamp) == ("true", "1", "1.5")
    assert webhook.channel_id == "123456789012345678901234567890"
    assert webhook.callback_url is None
    assert (webhook.model, webhook.provider) == ("4", None)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"ai_response": {"error": "quota"}}, "quota"),
        ({"ai_response": {"error": {"message": "quota", "code": 1}}}, "quota"),
        ({"ai_response": {"error": {"code": 1}}}, '{"code":1}'),
        ({"ai_response": {"error": 429, "data": {}}}, "429"),
        ({"ai_response": None, "error": "top"}, "top"),
        ({"ai_response": {"error": "near"}, "error": "far"}, "near"),
        ({"ai_response": None, "status": "ERROR", "message": "why"}, "why"),
        ({"ai_response": {"status": "Failed", "message": "why"}}, "why"),
        ({"ai_response": None, "status": "failed"}, "the workflow failed and did not say why"),
        ({"ai_response": {"error": True}, "message": "why"}, "why"),
    ],
)
def test_the_error_of_a_webhook_without_content(change: dict[str, Any], words: str) -> None:
    assert said(event(**change)).ai_error == words


def test_the_error_inside_an_envelope() -> None:
    wrapper = {"type": "task.ai_generated", "callback_url": "https://h/c"}
    assert said({"data": wrapper | {"error": "inside"}}).ai_error == "inside"
    assert said({"data": wrapper | {"ai_response": {"error": "deep"}}}).ai_error == "deep"


@pytest.mark.parametrize(
    "change",
    [
        {"ai_response": {"data": {"title": "T"}, "error": "partly"}},
        {"ai_response": {"choices": CHOICES}, "error": "partly"},
        {"ai_response": {"data": 0}, "error": "partly"},
        {"ai_response": None},
        {"ai_response": {"error": None}, "status": "success"},
        {"ai_response": {"error": False}},
    ],
)
def test_no_error_where_there_is_content_or_nothing_is_said(change: dict[str, Any]) -> None:
    assert said(event(**change)).ai_error is None


@pytest.mark.parametrize(
    ("hint", "is_test"),
    [
        ({"test_mode": True}, True),
        ({"test_mode": "true"}, True),
        ({"test_mode": False}, False),
        ({"seed_batch": "b1"}, True),
        ({"seed_batch": None}, False),
    ],
)
def test_the_hints_of_a_test(hint: dict[str, Any], is_test: bool) -> None:
    assert said(FLAT_EVENT | hint).test_mode is is_test
    assert said({"data": ENVELOPE["data"] | hint}).test_mode is is_test


def test_lone_surrogates_become_replacement_characters() -> None:
    body = rb"""{"event":"a\ud800","ai_response":{"data":{"\udc00k":["\ud83c","\ud83c\udfac"]}},
        "channel_id":12345678901234567890123}"""
    webhook = read(body, (("x-modelriver-callback-url", "https://h/\udcff"),))
    assert webhook.event == "a\ufffd"
    assert webhook.content == {"\ufffdk": ["\ufffd", "🎬"]}
    assert webhook.channel_id == "12345678901234567890123"
    assert webhook.callback_url == "https://h/\ufffd"
    msgspec.json.encode(webhook)


@pytest.mark.parametrize("number", ["1e400", "-1e400", "1" * 5000])
def test_numbers_beyond_every_double_become_null(number: str) -> None:
    body = f'{{"ai_response":{{"data":{{"n":{number},"m":[1.5,{2**70}]}}}},"event":{number}}}'
    webhook = read(body.encode(), ())
    assert webhook.content == {"n": None, "m": [1.5, 2**70]}
    assert webhook.event is None


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"nonsense",
        b"[]",
        b"1",
        b'"text"',
        b"null",
        b"[1e400]",
        b'"\\ud800"',
        b'{"a":NaN}',
        b'\xef\xbb\xbf{"a":1}',
        b'{"a":"\xff"}',
        b'{"\xff":1}',
        b'{"event":"\xff"}',
        b'{"a":1}x',
    ],
)
def test_what_is_no_webhook(body: bytes) -> None:
    with pytest.raises(NotAWebhook):
        read(body, ())


@pytest.mark.parametrize("depth", [300, 600, 100_000])
@pytest.mark.parametrize("before", [b"", b'"event":"\\ud800",'])
def test_a_nesting_bomb_is_no_webhook(depth: int, before: bytes) -> None:
    for opening, closing in ((b"[", b"]"), (b'{"a":', b"}")):
        bomb = opening * depth + b"1" + closing * depth
        with pytest.raises(NotAWebhook, match="nested too deeply"):
            read(b"{" + before + b'"ai_response":{"data":' + bomb + b"}}", ())


@pytest.mark.parametrize("before", [b"", b'"event":"\\ud800",'])
def test_deep_and_wide_bodies_below_the_limit_are_read(before: bytes) -> None:
    deep = b"[" * 200 + b"1" + b"]" * 200
    wide = b"[" + b",".join([b"[]"] * 1000) + b"]"
    read(b'{"type":"t",' + before + b'"data":[' + deep + b"," + wide + b"]}", ())


finite = st.floats(allow_nan=False, allow_infinity=False)
scalars = st.none() | st.booleans() | st.integers() | finite | st.text()
json_values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
field_names = st.sampled_from(
    [
        "type",
        "event",
        "channel_id",
        "ai_response",
        "data",
        "callback_url",
        "meta",
        "customer_data",
        "status",
        "error",
        "message",
        "choices",
        "response",
        "timestamp",
        "test_mode",
        "model",
    ]
)
fields = st.recursive(
    json_values,
    lambda inner: st.dictionaries(field_names, inner, max_size=6),
    max_leaves=12,
)
some_headers = st.lists(
    st.tuples(st.sampled_from(["mr-channel-id", "X-ModelRiver-Callback-Url"]), st.text()),
    max_size=2,
).map(tuple)


@settings(deadline=None, max_examples=200)
@given(st.dictionaries(field_names, fields, max_size=8), some_headers)
def test_every_object_is_readable_and_can_be_written_again(
    body: dict[str, Any], headers: Headers
) -> None:
    msgspec.json.encode(read(json.dumps(body).encode(), headers))


@given(st.binary(max_size=60) | st.text('{}[]":,\\ud8019e.-aä', max_size=30).map(str.encode))
def test_read_raises_only_not_a_webhook(body: bytes) -> None:
    with contextlib.suppress(NotAWebhook):
        read(body, ())
