"""What of a record is compared, and that even the largest is made ready in time."""

import time

import msgspec
from msgspec.structs import replace

from rivermon.core.comparable import comparable
from rivermon.core.entities import CallbackState, Detail
from rivermon.core.json_difference import difference
from tests.ui.stand_ins import START, detail_of, rejected, row


def brought(payload: object) -> Detail:
    return detail_of(row(5), body="text", payload=msgspec.json.encode(payload))


def test_a_record_is_its_fields_its_content_and_its_callback() -> None:
    made = comparable(brought({"ai_response": {"data": {"a": 1}}}))
    assert list(made) == ["record", "metadata", "content", "callback"]
    assert made["record"]["title"] == "Title 5"
    assert made["content"] == {"a": 1}
    assert made["callback"]["state"] == CallbackState.SUCCESS


def test_what_was_edited_is_compared_as_it_is_called_back() -> None:
    detail = brought({"ai_response": {"data": {"a": 1}}})
    assert detail.record is not None
    (history,) = detail.callbacks
    body = b'{"data": {"a": 2, "id": 5, "saved_at": "2026"}, "task_id": "sqlite_5"}'
    edited = replace(
        detail,
        record=replace(detail.record, edited_at=START),
        callbacks=(replace(history, callback=replace(history.callback, body=body)),),
    )
    assert comparable(edited)["content"] == {"a": 2}


def test_a_delivery_without_a_record_is_compared_too() -> None:
    made = comparable(Detail(delivery=rejected(3, body=b"no json")))
    assert made["delivery"]["outcome"] == "rejected"
    assert made["content"] == "no json"


def test_the_largest_are_compared_in_time() -> None:
    one, other = (brought({"data": {"items": [[]] * 1_700_000, "k": k}}) for k in (1, 2))
    begun = time.perf_counter()
    found = difference(comparable(one), comparable(other))
    assert time.perf_counter() - begun < 2.0
    assert [place.path for place in found.places if place.change.name == "CHANGED"] == [
        ("content", "k")
    ]
