"""What a field's value may be completed to: every value once, in the alphabet's order."""

import pytest

from rivermon.core.filter_terms import Field
from rivermon.store.reader import Reader
from tests.store.desk import Desk
from tests.store.drafts import kept, recorded, rejected


def test_values_begin_as_was_typed(desk: Desk, reader: Reader) -> None:
    for event in ("order_created", "order_shipped", "refund.done", "Order.Odd"):
        desk.keep(recorded(f"c-{event}", event=event))
    assert reader.values_seen(Field.EVENT, "ord", 9) == [
        "Order.Odd",
        "order_created",
        "order_shipped",
    ]
    assert reader.values_seen(Field.EVENT, "ORDER_", 9) == ["order_created", "order_shipped"]
    assert reader.values_seen(Field.EVENT, "x", 9) == []


def test_each_value_is_named_once_and_no_more_than_asked_for(desk: Desk, reader: Reader) -> None:
    for number in range(12):
        desk.keep(recorded(f"c-{number}", event=f"e-{number % 4}"))
    assert reader.values_seen(Field.EVENT, "", 9) == ["e-0", "e-1", "e-2", "e-3"]
    assert reader.values_seen(Field.EVENT, "", 2) == ["e-0", "e-1"]
    assert reader.values_seen(Field.EVENT, "e-3", 9) == ["e-3"]
    assert reader.values_seen(Field.EVENT, "", 0) == []


def test_values_that_differ_in_case_alone_are_named_once(desk: Desk, reader: Reader) -> None:
    for number, event in enumerate(("News", "news", "NEWS", "newsletter")):
        desk.keep(recorded(f"c-{number}", event=event))
    seen = reader.values_seen(Field.EVENT, "n", 9)
    assert [value.lower() for value in seen] == ["news", "newsletter"]


def test_each_text_field_has_its_values(desk: Desk, reader: Reader) -> None:
    desk.keep(recorded("chan-9"))
    desk.keep(kept("std-9"))
    desk.keep(rejected())
    assert reader.values_seen(Field.TYPE, "", 9) == ["task.ai_generated", "task.completed"]
    assert reader.values_seen(Field.CATEGORY, "", 9) == ["geography"]
    assert reader.values_seen(Field.CHANNEL, "", 9) == ["chan-9", "std-9"]
    assert reader.values_seen(Field.MODEL, "", 9) == ["gpt-5"]
    assert reader.values_seen(Field.PROVIDER, "O", 9) == ["openai"]


@pytest.mark.parametrize(
    "field",
    [Field.STATUS, Field.VERIFIED, Field.CALLBACK, Field.AGE, Field.SIZE, Field.ATTEMPTS],
)
def test_other_fields_have_none(desk: Desk, reader: Reader, field: Field) -> None:
    desk.keep(recorded())
    assert reader.values_seen(field, "", 9) == []


def test_what_is_too_long_to_be_typed_is_passed_over(desk: Desk, reader: Reader) -> None:
    for event in ("a" * 300, "ab", "b" * 200):
        desk.keep(recorded(f"c-{event[:3]}", event=event))
    assert reader.values_seen(Field.EVENT, "", 9) == ["ab", "b" * 200]


@pytest.mark.parametrize("begin", ["退", "Å", "%", "'", "\0", "😀", "\U0010ffff"])
def test_any_sign_may_be_typed(desk: Desk, reader: Reader, begin: str) -> None:
    desk.keep(recorded("c-1", event="退款"))
    desk.keep(recorded("c-2", event="Åse"))
    expected = {"退": ["退款"], "Å": ["Åse"]}
    assert reader.values_seen(Field.EVENT, begin, 9) == expected.get(begin, [])


def test_a_model_that_is_no_text_is_no_value_to_type(desk: Desk, reader: Reader) -> None:
    desk.keep(recorded("c-1", metadata={"ai_model": 7}))
    desk.keep(recorded("c-2", metadata={"ai_model": None}))
    desk.keep(recorded("c-3", metadata={"ai_model": "m"}))
    assert reader.values_seen(Field.MODEL, "", 9) == ["m"]
