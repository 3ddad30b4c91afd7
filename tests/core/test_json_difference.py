"""What differs between two JSON values: nothing invented, nothing lost, and bounded."""

import copy
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rivermon.core.json_difference import (
    MOST,
    Change,
    Difference,
    Path,
    Place,
    difference,
    differing,
)

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | st.text("ab", max_size=3),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("xyz", max_size=2), inner),
    max_leaves=12,
)


def told(before: Any, after: Any) -> list[tuple[str, Path]]:
    found = difference(before, after).places
    return [(str(place.change), place.path) for place in found if place.change is not Change.SAME]


def test_fields_are_added_removed_changed_and_the_same() -> None:
    found = difference({"a": 1, "b": 2, "c": {"d": [1]}}, {"a": 1, "c": {"d": [2]}, "e": 3})
    assert found.places == (
        Place(("a",), Change.SAME, 1, 1),
        Place(("b",), Change.REMOVED, 2),
        Place(("c", "d", 0), Change.CHANGED, 1, 2),
        Place(("e",), Change.ADDED, None, 3),
    )
    assert [found.count(change) for change in Change] == [1, 1, 1, 1]


def test_an_element_put_in_makes_nothing_else_differ() -> None:
    assert told(["a", "b", "c"], ["a", "new", "b", "c"]) == [("+", (1,))]
    assert told(["a", "b", "c"], ["b", "c"]) == [("\N{MINUS SIGN}", (0,))]
    assert told([{"x": 1}, {"x": 2}], [{"x": 1}, {"x": 3}]) == [("≠", (1, "x"))]


@pytest.mark.parametrize(
    ("before", "after", "same"),
    [
        (1, True, False),
        (0, False, False),
        ([1], [True], False),
        ({"a": {"b": 0}}, {"a": {"b": False}}, False),
        (1, 1.0, True),
        ("1", 1, False),
        (None, {}, False),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}, True),
    ],
)
def test_equal_is_what_json_takes_for_equal(before: Any, after: Any, *, same: bool) -> None:
    assert (told(before, after) == []) is same


@given(JSON)
def test_a_value_does_not_differ_from_itself(value: Any) -> None:
    assert told(value, copy.deepcopy(value)) == []


def put(value: Any, place: Place) -> Any:
    """The value with one place changed as it is told."""
    if not place.path:
        return place.after
    within = value
    for key in place.path[:-1]:
        within = within[key]
    within[place.path[-1]] = place.after
    return value


@given(st.dictionaries(st.text("xyz", max_size=2), JSON), st.dictionaries(st.text("xyz"), JSON))
def test_objects_of_the_same_shape_become_the_other_by_what_is_told(
    before: dict[str, Any], after: dict[str, Any]
) -> None:
    found: Difference = difference(before, after)
    made = copy.deepcopy(before)
    top = [place for place in found.places if len(place.path) == 1]
    for place in top:
        if place.change is Change.REMOVED:
            del made[str(place.path[0])]
        else:
            put(made, place)
    deeper = {place.path[0] for place in found.places if len(place.path) > 1}
    assert {key: made[key] for key in made if key not in deeper} == {
        key: after[key] for key in after if key not in deeper
    }
    assert deeper <= before.keys() & after.keys()


@given(JSON, JSON)
def test_both_ways_tell_as_much(before: Any, after: Any) -> None:
    there, back = difference(before, after), difference(after, before)
    assert (told(before, after) == []) is (told(after, before) == [])
    if not isinstance(before, list) and not isinstance(after, list):
        assert len(there.places) > 0
        assert len(back.places) > 0


@given(st.text("ab"), st.text("ab"))
def test_the_differing_part_is_all_that_differs(before: str, after: str) -> None:
    one, other = differing(before, after)
    assert before[: one.start] == after[: other.start]
    assert before[one.stop :] == after[other.stop :]
    assert one.start <= one.stop
    assert other.start <= other.stop
    if before == after:
        assert one.start == one.stop == other.stop


def test_huge_values_are_told_in_part_and_in_time() -> None:
    one, other = "x" * 1_000_000 + "a", "x" * 1_000_000 + "b"
    begun = time.perf_counter()
    found = difference(
        {"items": list(range(200_000)), "text": one},
        {"items": list(range(1, 200_001)), "text": other},
    )
    assert differing(one, other)[0] == slice(1_000_000, 1_000_001)
    assert time.perf_counter() - begun < 2.0
    assert found.cut
    assert len(found.places) == MOST


def test_what_is_the_same_takes_no_room_from_what_differs() -> None:
    before = list(range(10_000))
    found = difference({"items": before, "z": 1}, {"items": [*before[:-1], "last"], "z": 2})
    assert [place.path for place in found.places if place.change is Change.CHANGED] == [
        ("items", 9_999),
        ("z",),
    ]
    assert found.count(Change.SAME) == MOST
    assert found.cut


def test_arrays_within_arrays_take_no_longer_for_each_level() -> None:
    sides: list[Any] = []
    for end in "ab":
        value: Any = [end]
        for level in range(190):
            value = [value, level, "x" * 20_000]
        sides.append(value)
    begun = time.perf_counter()
    assert told(*sides) == [("≠", (0,) * 191)]
    assert time.perf_counter() - begun < 0.75


def test_what_is_nested_too_deeply_is_told_as_a_whole() -> None:
    before: Any = 1
    after: Any = 2
    for _ in range(400):
        before, after = [before], [after]
    ((change, path),) = told(before, after)
    assert change == "≠"
    assert len(path) == 200
