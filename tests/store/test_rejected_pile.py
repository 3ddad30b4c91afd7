"""A flood of rejected requests stays bounded, and costs no content."""

import itertools
from pathlib import Path

from rivermon.store.rejected_pile import RejectedPile
from tests.store.desk import Desk, do
from tests.store.drafts import invalid, kept, recorded, rejected
from tests.store.second_look import one, seen

PILE = "SELECT body FROM delivery WHERE outcome = 'rejected' ORDER BY id"


def throw(desk: Desk, pile: RejectedPile, *bodies: bytes) -> None:
    """Reject requests with these bodies."""
    for body in bodies:
        with desk.database.atomic("IMMEDIATE"):
            desk.keep(rejected(body))
            pile.added(desk.execute, len(body))


def bodies(path: Path) -> list[bytes]:
    return [body for (body,) in seen(path, PILE)]


def test_no_more_rows_than_allowed_and_the_oldest_go_first(path: Path, desk: Desk) -> None:
    pile = RejectedPile(most_rows=3)
    throw(desk, pile, *(b"%d" % number for number in range(7)))
    assert bodies(path) == [b"4", b"5", b"6"]


def test_no_more_bytes_than_allowed(path: Path, desk: Desk) -> None:
    pile = RejectedPile(most_bytes=10)
    throw(desk, pile, b"aaaa", b"bbbb", b"cc")
    assert bodies(path) == [b"aaaa", b"bbbb", b"cc"], "ten bytes are allowed"
    throw(desk, pile, b"d")
    assert bodies(path) == [b"bbbb", b"cc", b"d"]
    throw(desk, pile, b"eeeeeeee")
    assert bodies(path) == [b"d", b"eeeeeeee"]


def test_the_newest_stays_even_if_it_alone_is_too_large(path: Path, desk: Desk) -> None:
    pile = RejectedPile(most_bytes=10)
    throw(desk, pile, b"small", b"x" * 50)
    assert bodies(path) == [b"x" * 50]
    throw(desk, pile, b"small")
    assert bodies(path) == [b"small"]


def test_content_is_never_dropped(path: Path, desk: Desk) -> None:
    for draft in (recorded("chan-1"), kept("chan-2"), invalid(), recorded("chan-1")):
        desk.keep(draft)
    pile = RejectedPile(most_rows=1, most_bytes=1)
    throw(desk, pile, *[b"forged"] * 5)
    outcomes = [outcome for (outcome,) in seen(path, "SELECT outcome FROM delivery ORDER BY id")]
    assert outcomes == ["recorded", "kept", "invalid", "duplicate", "rejected"]
    assert one(path, "SELECT count(*) FROM ai_content") == 1


def test_what_was_there_before_is_counted(path: Path, desk: Desk) -> None:
    throw(desk, RejectedPile(), *(b"%d" % number for number in range(5)))
    throw(desk, RejectedPile(most_rows=2), b"new")
    assert bodies(path) == [b"4", b"new"]


def test_a_lowered_bound_drops_more_than_one_helping(path: Path, desk: Desk) -> None:
    throw(desk, RejectedPile(), *[b"x"] * 250)
    throw(desk, RejectedPile(most_rows=4), b"new")
    assert bodies(path) == [b"x", b"x", b"x", b"new"]


def test_what_was_rolled_back_is_not_counted(path: Path, desk: Desk) -> None:
    pile = RejectedPile(most_rows=150)
    throw(desk, pile, *[b"kept"] * 140)
    with desk.database.atomic("IMMEDIATE") as transaction:
        throw(desk, pile, *[b"undone"] * 10)
        transaction.rollback()
    pile.forget()
    throw(desk, pile, *[b"new"] * 10)
    assert bodies(path) == [b"kept"] * 140 + [b"new"] * 10


def test_a_pile_that_somebody_emptied_is_counted_anew(path: Path, desk: Desk) -> None:
    pile = RejectedPile(most_rows=3, most_bytes=30)
    throw(desk, pile, *[b"0123456789"] * 3)
    do(desk.database, "DELETE FROM delivery")
    throw(desk, pile, *(b"%d" % number for number in range(5)))
    assert bodies(path) == [b"2", b"3", b"4"]


def test_every_length_of_flood_ends_within_the_bounds(path: Path, desk: Desk) -> None:
    pile = RejectedPile(most_rows=5, most_bytes=40)
    for size in itertools.islice(itertools.cycle([1, 30, 7, 12, 3]), 60):
        throw(desk, pile, b"x" * size)
        left = bodies(path)
        assert 1 <= len(left) <= 5
        assert sum(map(len, left)) <= 40
