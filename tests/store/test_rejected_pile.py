"""A flood of rejected requests stays bounded, and costs no content."""

import asyncio
import itertools
from pathlib import Path

import msgspec
import pytest

from rivermon.core.drafts import DeliveryDraft
from rivermon.core.entities import Headers, Verdict, VerdictWord
from rivermon.store import rejected_pile
from rivermon.store.rejected_pile import RejectedPile
from rivermon.store.store import opened
from tests.ledger_check import assert_reconciled
from tests.store.desk import Desk, do
from tests.store.drafts import arrival, invalid, kept, recorded, rejected
from tests.store.second_look import one, seen
from tests.store.still_clock import StillClock

PILE = "SELECT body FROM delivery WHERE outcome = 'rejected' ORDER BY id"
BARE = len("[]")
"""What a request without headers, path and reason weighs besides its body."""


def bare(body: bytes = b"", headers: Headers = (), path: str = "", why: str = "") -> DeliveryDraft:
    """A rejected request with nothing to it but what is given."""
    came = msgspec.structs.replace(arrival(body=body, headers=headers), path=path)
    verdict = Verdict(VerdictWord.INVALID, reason=why or None)
    return msgspec.structs.replace(rejected(), arrival=came, verdict=verdict)


def throw(desk: Desk, pile: RejectedPile, *bodies: bytes) -> None:
    """Reject bare requests with these bodies."""
    reject(desk, pile, *map(bare, bodies))


def reject(desk: Desk, pile: RejectedPile, *drafts: DeliveryDraft) -> None:
    for draft in drafts:
        with desk.database.atomic("IMMEDIATE"):
            pile.added(desk.execute, desk.keep(draft).delivery_id)


def bodies(path: Path) -> list[bytes]:
    return [body for (body,) in seen(path, PILE)]


def test_no_more_rows_than_allowed_and_the_oldest_go_first(path: Path, desk: Desk) -> None:
    pile = RejectedPile(most_rows=3)
    throw(desk, pile, *(b"%d" % number for number in range(7)))
    assert bodies(path) == [b"4", b"5", b"6"]


def test_no_more_bytes_than_allowed(path: Path, desk: Desk) -> None:
    pile = RejectedPile(most_bytes=10 + 3 * BARE)
    throw(desk, pile, b"aaaa", b"bbbb", b"cc")
    assert bodies(path) == [b"aaaa", b"bbbb", b"cc"], "ten bytes are allowed, and what is bare"
    throw(desk, pile, b"d")
    assert bodies(path) == [b"bbbb", b"cc", b"d"]
    throw(desk, pile, b"e" * 11)
    assert bodies(path) == [b"d", b"e" * 11]


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
    pile = RejectedPile(most_rows=5, most_bytes=40 + BARE)
    for size in itertools.islice(itertools.cycle([1, 30, 7, 12, 3]), 60):
        throw(desk, pile, b"x" * size)
        left = bodies(path)
        assert 1 <= len(left) <= 5
        assert sum(len(body) + BARE for body in left) <= 40 + BARE


@pytest.mark.parametrize(
    "heavy",
    [
        bare(b"x" * 1_000),
        bare(headers=(("x-y", "z" * 990),)),
        bare(headers=(("x-y", "\u00e9" * 495),)),
        bare(path="/" + "p" * 1_000),
        bare(why="w" * 1_000),
        bare(b"x" * 400, headers=(("x-y", "z" * 300),), path="/" + "p" * 300),
    ],
    ids=["body", "headers", "two bytes a letter", "path", "reason", "some of each"],
)  # fmt: skip
def test_all_that_a_stranger_can_make_heavy_is_weighed(
    path: Path, desk: Desk, heavy: DeliveryDraft
) -> None:
    pile = RejectedPile(most_bytes=10_000)
    reject(desk, pile, *[heavy] * 30)
    assert len(bodies(path)) == 9
    reject(desk, RejectedPile(most_bytes=5_000), heavy)
    assert len(bodies(path)) == 4, "whoever counts all of them anew weighs the same"


def test_a_flood_without_bodies_leaves_the_file_within_the_bound(path: Path, desk: Desk) -> None:
    most = 2_000_000
    pile = RejectedPile(most_bytes=most)
    headers = tuple((f"x-flood-{number}", "h" * 8_000) for number in range(4))

    def size() -> int:
        pages = one(path, "PRAGMA page_count") - one(path, "PRAGMA freelist_count")
        return int(pages * one(path, "PRAGMA page_size"))

    empty = size()
    reject(desk, pile, *[bare(headers=headers)] * 200)
    assert len(bodies(path)) == most // 32_100
    assert size() - empty < 1.25 * most


def test_many_at_once_are_counted_once(path: Path, desk: Desk) -> None:
    pile = RejectedPile(most_rows=20)
    for _ in range(3):
        with desk.database.atomic("IMMEDIATE"):
            pile.added(desk.execute, *[desk.keep(bare(b"x")).delivery_id for _ in range(6)])
    assert len(bodies(path)) == 18
    with desk.database.atomic("IMMEDIATE"):
        pile.added(desk.execute, *[desk.keep(bare(b"y")).delivery_id for _ in range(6)])
    assert bodies(path) == [b"x"] * 14 + [b"y"] * 6


@pytest.mark.parametrize("query", [rejected_pile._ALL, rejected_pile._OLDEST])
def test_no_content_is_read_to_find_the_pile(desk: Desk, query: str) -> None:
    (step,) = [row[3] for row in do(desk.database, f"EXPLAIN QUERY PLAN {query}")]
    assert " USING INDEX delivery_" in step


async def test_the_ledger_reconciles_whatever_was_dropped_and_undone(path: Path) -> None:
    pile = RejectedPile(most_rows=7, most_bytes=400)
    async with opened(path, lambda _: None, StillClock(), pile) as store:
        for size in (3, 50, 0, 120):
            orders = [store.keep(bare(b"x" * size)) for _ in range(20)]
            orders.append(store.keep(recorded(f"chan-{size}")))
            orders.append(store.keep(recorded("odd", metadata={"no JSON": object()})))
            orders += [store.keep(rejected(b"%d" % number)) for number in range(4)]
            results = await asyncio.gather(*orders, return_exceptions=True)
            assert [type(result) for result in results].count(TypeError) == 1
    assert one(path, "SELECT number FROM tally WHERE name = 'received'") == 100
    left = one(path, "SELECT count(*) FROM delivery WHERE outcome = 'rejected'")
    assert 1 <= left <= 7
    assert one(path, "SELECT number FROM tally WHERE name = 'dropped'") == 96 - left
    assert one(path, "SELECT count(*) FROM ai_content") == 4
    assert_reconciled(path)
