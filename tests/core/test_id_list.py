"""Ids by place and places by id, however they came."""

from array import array

from hypothesis import given
from hypothesis import strategies as st

from rivermon.core.id_list import IdList

IDS = st.lists(st.integers(1, 60), unique=True, max_size=30)


def listed(ids: IdList) -> list[int]:
    return [ids[place] for place in range(len(ids))]


def falling(*parts: list[int]) -> IdList:
    ids = IdList(newest_first=True)
    for part in parts:
        for row_id in part:
            if ids.place_of(row_id) is None:
                ids.insert(ids.place_for(row_id), [row_id])
    return ids


@given(below=IDS, later=IDS)
def test_the_newest_come_first_in_whatever_order_they_are_put_in(
    below: list[int], later: list[int]
) -> None:
    ids = IdList(newest_first=True)
    ids.extend(array("q", sorted(below, reverse=True)))
    for row_id in later:
        if ids.place_of(row_id) is None:
            ids.insert(ids.place_for(row_id), [row_id])
    expected = sorted({*below, *later}, reverse=True)
    assert listed(ids) == expected
    assert [ids.place_of(row_id) for row_id in expected] == list(range(len(expected)))
    assert ids.place_of(61) is None
    assert ids.newest() == max(expected, default=0)


@given(below=IDS, above=IDS, first=st.integers(0, 60), count=st.integers(1, 9))
def test_what_is_taken_out_is_gone_and_the_rest_stays(
    below: list[int], above: list[int], first: int, count: int
) -> None:
    ids = IdList(newest_first=False)
    ids.extend(array("q", below))
    ids.insert(0, [100 + row_id for row_id in above])
    before = [100 + row_id for row_id in above] + below
    assert listed(ids) == before
    if first < len(before):
        last = min(first + count, len(before)) - 1
        ids.remove(first, last)
        del before[first : last + 1]
    assert listed(ids) == before
    assert [ids.place_of(row_id) for row_id in before] == list(range(len(before)))
    assert ids.part(-3, 4) == before[:5]


@given(data=st.data(), below=IDS)
def test_any_place_can_be_put_into(data: st.DataObject, below: list[int]) -> None:
    ids = IdList(newest_first=False)
    ids.extend(array("q", below[:10]))
    ids.insert(0, [200, 201])
    before = [200, 201, *below[:10]]
    place = data.draw(st.integers(0, len(before)))
    ids.insert(place, [300, 301])
    before[place:place] = [300, 301]
    assert listed(ids) == before


@given(old=IDS, new=IDS)
def test_a_change_is_one_piece_taken_out_and_one_put_in(old: list[int], new: list[int]) -> None:
    ids = IdList(newest_first=False)
    ids.extend(array("q", old))
    place, out, into = ids.change_to(array("q", new))
    if out:
        ids.remove(place, place + out - 1)
    ids.insert(place, new[place : place + into])
    assert listed(ids) == new


def test_a_change_leaves_alone_what_is_the_same() -> None:
    ids = falling([9, 8, 7, 6], [10])
    assert ids.change_to(array("q", [10, 9, 8, 7, 6])) == (5, 0, 0)
    assert ids.change_to(array("q", [11, 10, 9, 8, 7, 6])) == (0, 0, 1)
    assert ids.change_to(array("q", [10, 9, 7, 6])) == (2, 1, 0)
    assert ids.change_to(array("q", [10, 9, 8, 5, 7, 6])) == (3, 0, 1)
