import json
import random
import uuid

import pytest

from rivermon.core.entities import Layout, Scheme
from rivermon.simulator.chinese_topics import CHINESE_TOPICS
from rivermon.simulator.samples import Sample, WebhookType, sample, text_sample
from rivermon.simulator.signed_sample import signed_samples
from rivermon.simulator.topics import TOPICS
from tests.simulator.conftest import NOW, SECRET

BASE = "http://127.0.0.1:8766"
EVERY_EVENT = [topic.event for topic in TOPICS]


def make(
    layout: Layout, *, event: str | None = None, seed: int = 1, base: str | None = BASE
) -> Sample:
    return sample(random.Random(seed), event=event, layout=layout, callback_base=base, now=NOW)


@pytest.mark.parametrize("event", EVERY_EVENT)
@pytest.mark.parametrize("layout", list(Layout))
def test_every_layout_of_every_event_is_an_object_of_about_a_kilobyte(layout, event):
    for seed in range(20):
        made = make(layout, event=event, seed=seed)
        assert 800 <= len(made.body) <= 2000
        assert isinstance(json.loads(made.body), dict)


def test_the_same_seed_makes_the_same_sample():
    assert make(Layout.FLAT_EVENT, seed=5) == make(Layout.FLAT_EVENT, seed=5)
    assert make(Layout.FLAT_EVENT, seed=5) != make(Layout.FLAT_EVENT, seed=6)


def test_a_flat_event_has_the_documented_fields():
    made = make(Layout.FLAT_EVENT, event="new_movie_suggestion")
    body = json.loads(made.body)
    assert body["type"] == made.type == WebhookType.AI_GENERATED
    assert body["event"] == made.event == "new_movie_suggestion"
    assert body["channel_id"] == made.channel_id
    assert uuid.UUID(made.channel_id).version == 4
    assert body["callback_url"] == made.callback_url == f"{BASE}/v1/callback/{made.channel_id}"
    assert body["callback_required"] is True
    assert body["customer_data"]["category"] == "movies"
    assert body["customer_data"]["user_id"].startswith("user_")
    assert {"title", "description", "year", "director"} <= set(body["ai_response"]["data"])
    tokens = body["meta"]["tokens"]
    assert tokens["prompt"] + tokens["completion"] == tokens["total"]
    assert {"model", "provider", "duration_ms"} <= set(body["meta"])
    assert body["timestamp"] == "2026-03-14T15:09:26.535Z"
    assert made.expects_callback


def test_a_standard_webhook_has_neither_event_nor_callback():
    made = make(Layout.FLAT_STANDARD)
    body = json.loads(made.body)
    assert made.type is WebhookType.COMPLETED
    assert body["type"] == "task.completed"
    assert {"workflow", "status", "data", "customer_data", "timestamp"} <= set(body)
    assert {"provider", "model", "tokens", "duration_ms", "attempts"} <= set(body["meta"])
    assert "event" not in body
    assert "callback_url" not in body
    assert not made.expects_callback


def test_an_envelope_holds_the_event_inside_its_data():
    made = make(Layout.ENVELOPE, event="new_chat")
    body = json.loads(made.body)
    assert set(body) == {"channel_id", "timestamp", "data"}
    assert body["timestamp"] == str(int(NOW.timestamp()))
    assert set(body["data"]) == {"type", "event", "ai_response", "callback_url", "usage"}
    assert body["data"]["callback_url"] == made.callback_url
    assert made.expects_callback


def test_the_observability_example_wraps_raw_output():
    made = make(Layout.OBSERVABILITY)
    data = json.loads(made.body)["data"]
    assert data["channel_id"] == made.channel_id
    assert made.channel_id.startswith("ch_")
    assert {"request_id", "model", "provider", "response"} <= set(data)
    assert {"choices", "usage"} <= set(data["response"])
    assert not made.expects_callback


@pytest.mark.parametrize("event", EVERY_EVENT)
def test_unstructured_output_is_text_in_choices(event):
    made = text_sample(random.Random(2), event=event, callback_base=BASE, now=NOW)
    body = json.loads(made.body)
    assert body["callback_url"] == made.callback_url
    assert "\n\n" in body["data"]["choices"][0]["message"]["content"]
    assert "ai_response" not in body["data"]
    assert 800 <= len(made.body) <= 2000
    assert made.expects_callback


def test_chinese_goes_out_as_it_is_written():
    text = make(Layout.FLAT_EVENT, event=CHINESE_TOPICS[0].event).body.decode()
    assert "旅行" in text
    assert "\\u" not in text


def test_an_event_of_the_operators_own_keeps_its_name():
    made = make(Layout.FLAT_EVENT, event="horoscope_ready")
    assert json.loads(made.body)["event"] == made.event == "horoscope_ready"


@pytest.mark.parametrize("layout", [Layout.FLAT_EVENT, Layout.ENVELOPE])
def test_without_a_base_nobody_is_called_back(layout):
    made = make(layout, base=None)
    assert made.callback_url is None
    assert not made.expects_callback
    assert b"callback_url" not in made.body


def test_a_base_may_end_in_a_slash():
    made = make(Layout.FLAT_EVENT, base=f"{BASE}/")
    assert made.callback_url == f"{BASE}/v1/callback/{made.channel_id}"


@pytest.mark.parametrize("scheme", list(Scheme))
def test_a_stream_is_signed_and_never_repeats_a_channel(scheme):
    stream = signed_samples(
        random.Random(3), count=200, scheme=scheme, secret=SECRET, callback_base=BASE
    )
    made = list(stream)
    assert len({webhook.sample.channel_id for webhook in made}) == 200
    assert len({webhook.sample.event for webhook in made}) == len(TOPICS)
    name = "mr-signature" if scheme is Scheme.RAW_BODY else "X-ModelRiver-Signature"
    assert all(len(webhook.headers[name]) == 64 for webhook in made)


def test_an_endless_stream_goes_on():
    stream = signed_samples(
        random.Random(3), count=None, scheme=Scheme.RAW_BODY, secret=SECRET, event="new_chat"
    )
    assert {next(stream).sample.event for _ in range(10)} == {"new_chat"}
