"""Notices are grouped by kind, the most serious first, and at most one a minute is due."""

from datetime import timedelta

from rivermon.core.listing import View
from rivermon.core.notice import Notice, NoticeKind
from rivermon.core.notice_pile import GATHER, MOST_ROWS, PAUSE, NoticePile
from tests.core.fake_clock import START

ALL = frozenset(NoticeKind)
CALLBACKS, SIGNATURES, STORE = NoticeKind.CALLBACKS, NoticeKind.SIGNATURES, NoticeKind.STORE


def failed(row_id: int, why: str = "") -> Notice:
    return Notice(kind=CALLBACKS, row_id=row_id, detail=why)


def refused(row_id: int) -> Notice:
    return Notice(kind=SIGNATURES, row_id=row_id)


def broken(why: str = "") -> Notice:
    return Notice(kind=STORE, detail=why)


def pile_of(*notices: Notice) -> NoticePile:
    pile = NoticePile()
    for notice in notices:
        pile.add(START, notice)
    return pile


def test_nothing_is_due_while_nothing_happened() -> None:
    pile = NoticePile()
    assert pile.due is None
    assert pile.take(START + PAUSE, ALL) is None


def test_more_of_a_kind_is_waited_for() -> None:
    pile = pile_of(failed(7, "answered 404"))
    pile.add(START + GATHER / 2, failed(8, "answered 500"))
    assert pile.due == START + GATHER
    assert pile.take(START + GATHER - timedelta(milliseconds=1), ALL) is None
    assert pile.take(START + GATHER, ALL) == Notice(
        kind=CALLBACKS, count=2, view=View.CALLBACKS, row_id=7, detail="answered 404"
    )
    assert pile.due is None


def test_the_next_one_is_a_minute_later_and_counts_from_zero() -> None:
    pile = pile_of(failed(1))
    told_at = START + GATHER
    assert pile.take(told_at, ALL) is not None
    for number in range(2, 7):
        pile.add(told_at + timedelta(seconds=number), failed(number))
    assert pile.due == told_at + PAUSE
    assert pile.take(told_at + PAUSE - timedelta(seconds=1), ALL) is None
    notice = pile.take(told_at + PAUSE, ALL)
    assert notice is not None
    assert (notice.count, notice.row_id) == (5, 2)


def test_after_a_quiet_minute_a_notice_waits_for_its_kind_alone() -> None:
    pile = pile_of(failed(1))
    pile.take(START + GATHER, ALL)
    later = START + 2 * PAUSE
    pile.add(later, failed(2))
    assert pile.due == later + GATHER


def test_the_most_serious_kind_is_first_and_the_others_wait() -> None:
    pile = pile_of(refused(1), refused(2), failed(3), broken("the disk is full"))
    at, kinds = START + GATHER, []
    while (notice := pile.take(at, ALL)) is not None:
        kinds.append((notice.kind, notice.count))
        at += PAUSE
    assert kinds == [(STORE, 1), (CALLBACKS, 1), (SIGNATURES, 2)]


def test_no_kind_waits_for_ever() -> None:
    pile, at, kinds = NoticePile(), START, []
    for number in range(12):
        for each in (broken(), failed(number), refused(number)):
            pile.add(at, each)
        at += PAUSE
        notice = pile.take(at, ALL)
        assert notice is not None
        kinds.append(notice.kind)
    assert {STORE, CALLBACKS, SIGNATURES} == set(kinds[:8])
    assert kinds.count(STORE) > kinds.count(SIGNATURES)


def test_a_row_is_counted_once() -> None:
    pile = pile_of(failed(7), failed(7), failed(7))
    notice = pile.take(START + GATHER, ALL)
    assert notice is not None
    assert notice.count == 1


def test_what_is_mended_is_not_told() -> None:
    pile = pile_of(failed(7, "first"), failed(8, "second"))
    pile.take_back(CALLBACKS, 7)
    pile.take_back(CALLBACKS, 99)
    pile.take_back(SIGNATURES, 8)
    notice = pile.take(START + GATHER, ALL)
    assert notice is not None
    assert (notice.count, notice.row_id, notice.detail) == (1, 8, "second")


def test_when_all_is_mended_nothing_is_due() -> None:
    pile = pile_of(failed(7), broken())
    pile.take_back(CALLBACKS, 7)
    pile.forget(STORE)
    assert pile.due is None
    pile.add(START + PAUSE, failed(8))
    assert pile.due == START + PAUSE + GATHER
    pile.clear()
    assert pile.due is None


def test_kinds_that_are_off_are_let_go() -> None:
    pile = pile_of(broken(), failed(7))
    notice = pile.take(START + GATHER, {CALLBACKS.value})
    assert notice is not None
    assert notice.kind is CALLBACKS
    assert pile.due is None
    pile.add(START + GATHER, failed(8))
    assert pile.take(START + 2 * PAUSE, ()) is None
    assert pile.due is None


def test_a_flood_is_counted_without_being_remembered() -> None:
    pile = pile_of(*(refused(number) for number in range(MOST_ROWS + 500)))
    notice = pile.take(START + GATHER, ALL)
    assert notice is not None
    assert (notice.count, notice.row_id) == (MOST_ROWS + 500, 0)


def test_a_trouble_has_no_row_to_open() -> None:
    notice = pile_of(broken("the disk is full"), broken("once more")).take(START + GATHER, ALL)
    assert notice == Notice(kind=STORE, count=2, detail="the disk is full")
