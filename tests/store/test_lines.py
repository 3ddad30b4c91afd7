"""Rows as a table shows them, by their ids; and which of them failed."""

from array import array

import msgspec
import pytest

from rivermon.core.entities import CallbackRow, CallbackState, Delivery, Outcome, RecordRow
from rivermon.core.filter import parse_path
from rivermon.core.filter_terms import JsonPath
from rivermon.core.listing import Query, View
from rivermon.store.reader import Reader
from tests.store.desk import COMMITTED, Desk, do
from tests.store.drafts import NOON, invalid, kept, recorded, rejected, unprocessable


def path_of(text: str) -> JsonPath:
    path = parse_path(text)
    assert isinstance(path, JsonPath)
    return path


def values(reader: Reader, view: View, row_id: int, *texts: str) -> tuple[str | None, ...]:
    query = Query(view=view, paths=tuple(map(path_of, texts)))
    (line,) = reader.lines(query, [row_id])
    return line.values


def test_rows_come_in_the_order_of_their_ids_as_asked(desk: Desk, reader: Reader) -> None:
    for number in range(5):
        desk.keep(recorded(f"c-{number}"))
    for view in View:
        lines = reader.lines(Query(view=view), array("q", [3, 1, 5]))
        assert [line.row.id for line in lines] == [3, 1, 5]


def test_what_is_gone_is_left_out(desk: Desk, reader: Reader) -> None:
    for _ in range(3):
        desk.keep(rejected())
    do(desk.database, "DELETE FROM delivery WHERE id = 2")
    query = Query(view=View.DELIVERIES)
    assert [line.row.id for line in reader.lines(query, [3, 2, 1, 99])] == [3, 1]
    assert reader.lines(query, []) == []


def test_a_record_is_shown_with_its_success_callback(desk: Desk, reader: Reader) -> None:
    desk.keep(recorded("c-1", title="Bends"))
    desk.settle(1, CallbackState.ERROR)
    (line,) = reader.lines(Query(view=View.RECORDS), [1])
    row = line.row
    assert isinstance(row, RecordRow)
    assert (row.title, row.category, row.channel_id) == ("Bends", "geography", "c-1")
    assert (row.model, row.provider) == ("gpt-5", "openai")
    assert (row.state, row.attempts, row.created_at) == (CallbackState.ERROR, 1, COMMITTED)


def test_a_delivery_is_shown_without_headers_and_body(desk: Desk, reader: Reader) -> None:
    draft = msgspec.structs.replace(kept("std-1"), sent_at=NOON)
    desk.keep(draft)
    (line,) = reader.lines(Query(view=View.DELIVERIES), [1])
    row = line.row
    assert isinstance(row, Delivery)
    assert (row.outcome, row.type, row.channel_id) == (Outcome.KEPT, "task.completed", "std-1")
    assert (row.size, row.sent_at, row.skew_ms) == (len(draft.arrival.body), NOON, 0.0)
    assert (row.headers, row.body) == ((), b"")


def test_a_callback_is_shown_with_what_it_is_about(desk: Desk, reader: Reader) -> None:
    desk.keep(recorded("c-1", title="Bends"))
    desk.keep(unprocessable("un-1"))
    desk.settle(1, CallbackState.SUCCESS)
    first, second = (line.row for line in reader.lines(Query(view=View.CALLBACKS), [1, 2]))
    assert isinstance(first, CallbackRow)
    assert isinstance(second, CallbackRow)
    assert (first.title, first.channel_id, first.event) == ("Bends", "c-1", "article.written")
    assert (first.callback.answered, first.callback.body) == (200, b"")
    assert (second.title, second.channel_id) == (None, "un-1")


def test_values_of_every_kind_are_read_from_json(desk: Desk, reader: Reader) -> None:
    data = {
        "text": "Ångström 😀",
        "number": 1.5,
        "whole": 12,
        "yes": True,
        "nothing": None,
        "list": [1, {"b": 2}],
        "odd key": "odd",
        "7": "seven",
    }
    desk.keep(recorded(data=data, metadata={"user": {"id": "u-1"}}))
    places = {
        "data.text": "Ångström 😀",
        "data.number": "1.5",
        "data.whole": "12",
        "data.nothing": None,
        "data.missing": None,
        "data.list": '[1,{"b":2}]',
        "data.list[1].b": "2",
        "data.list.1.b": "2",
        "data.list[9]": None,
        'data."odd key"': "odd",
        'data."7"': "seven",
        'data."a\\"b"': None,
        "customer.user.id": "u-1",
    }
    for view in (View.RECORDS, View.CALLBACKS):
        assert values(reader, view, 1, *places) == tuple(places.values())


@pytest.mark.parametrize(
    "body",
    [
        b'{"customer_data": {"u": "me"}, "ai_response": {"data": {"a": 1}}}',
        b'{"data": {"customer_data": {"u": "me"}, "ai_response": {"data": {"a": 1}}}}',
    ],
)
def test_a_deliverys_values_are_found_in_each_layout(
    desk: Desk, reader: Reader, body: bytes
) -> None:
    desk.keep(recorded(body=body))
    assert values(reader, View.DELIVERIES, 1, "customer.u", "data.a") == ("me", "1")


@pytest.mark.parametrize("body", [b"", b"[1, 2", b"\xff\xfe", b"\x00{}", b"null", b"[" * 5000])
def test_a_body_that_says_nothing_has_no_values(desk: Desk, reader: Reader, body: bytes) -> None:
    desk.keep(rejected(body))
    assert values(reader, View.DELIVERIES, 1, "customer.u", "data.a") == (None, None)


def test_what_has_no_record_has_no_customer(desk: Desk, reader: Reader) -> None:
    desk.keep(unprocessable())
    assert values(reader, View.CALLBACKS, 1, "customer.u", "data.a") == (None, None)


def test_those_that_failed_are_named(desk: Desk, reader: Reader) -> None:
    for number in range(3):
        desk.keep(recorded(f"c-{number}"))
    for draft in (rejected(), invalid(), kept()):
        desk.keep(draft)
    desk.settle(1, CallbackState.ERROR)
    desk.settle(2, CallbackState.SUCCESS)
    desk.settle(3, CallbackState.TIMEOUT)
    everyone = range(1, 20)
    assert sorted(reader.failed(View.RECORDS, everyone)) == [1, 3]
    assert sorted(reader.failed(View.DELIVERIES, everyone)) == [4, 5]
    assert sorted(reader.failed(View.CALLBACKS, everyone)) == [1, 3]
    assert reader.failed(View.RECORDS, [2]) == []
    for view in View:
        lines = reader.lines(Query(view=view), everyone)
        failed = [line.row.id for line in lines if line.row.failed]
        assert failed == sorted(reader.failed(view, everyone))


def test_many_rows_can_be_asked_for_at_once(desk: Desk, reader: Reader) -> None:
    desk.keep(recorded())
    query = Query(view=View.RECORDS)
    everyone = array("q", range(1, 200_001))
    assert [line.row.id for line in reader.lines(query, everyone)] == [1]
    assert list(reader.matching(query, everyone, NOON)) == [1]
    assert reader.failed(View.RECORDS, everyone) == []
