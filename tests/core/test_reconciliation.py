"""What is equal is well; what is not is said in words, with what it means."""

from typing import Any

import pytest

from rivermon.core.entities import CallbackState, Outcome
from rivermon.core.reconciliation import (
    Check,
    Documents,
    Inventory,
    Odd,
    Oddity,
    accounted,
    reconcile,
)

HEALTHY: dict[str, Any] = {
    "received": 1_040,
    "dropped": 5,
    "deleted": 20,
    "outcomes": {
        Outcome.RECORDED: 1_000,
        Outcome.DUPLICATE: 11,
        Outcome.KEPT: 4,
        Outcome.REJECTED: 2,
        Outcome.INVALID: 1,
    },
    "replays": 7,
    "replays_deleted": 4,
    "replayed": {Outcome.DUPLICATE: 3},
    "redeliveries": 8,
    "records": 1_000,
    "states": {CallbackState.SUCCESS: 998, CallbackState.ERROR: 2, CallbackState.HELD: 1},
    "owed": 1_015,
    "callbacks_deleted": 14,
    "callbacks": 1_001,
    "successes_owed": 1_000,
    "tries_counted": 1_100,
    "tries": 1_100,
    "record_words": Documents(1_000, 1_000, 1_000),
    "delivery_words": Documents(6, 6, 7),
}


def ill(**odd: Any) -> list[Check]:
    return [check for check in reconcile(Inventory(**(HEALTHY | odd))) if not check.well]


def test_what_adds_up_is_well() -> None:
    checks = reconcile(Inventory(**HEALTHY))
    assert all(check.well and check.expected == check.found for check in checks)
    assert len({check.about for check in checks}) == len(checks) == 11 + len(Oddity)


def test_nothing_at_all_adds_up() -> None:
    assert all(check.well for check in reconcile(Inventory()))


def test_all_that_came_is_accounted_for() -> None:
    assert accounted(Inventory(**HEALTHY)) == 1_040


@pytest.mark.parametrize(
    ("odd", "said"),
    [
        ({"received": 1_041}, "1,041 deliveries were received, but 1,040 are accounted for. "),
        ({"dropped": 4}, "1,040 deliveries were received, but 1,039 are accounted for. "),
        ({"deleted": 21}, "1,040 deliveries were received, but 1,041 are accounted for. "),
        ({"replays": 8}, "8 deliveries were replayed, but 7 replays are accounted for. "),
        ({"owed": 1_016}, "1,016 callbacks were owed, but 1,015 are accounted for. "),
        ({"records": 999}, "1,000 deliveries were recorded, but 999 records are there. "),
        ({"redeliveries": 9}, "9 redeliveries are counted on what came first, but 8 duplicates"),
        ({"successes_owed": 1}, "1,000 deliveries were recorded, but 1 callbacks with content"),
        (
            {"callbacks": 1_002, "owed": 1_016},
            "1,002 callbacks are there, but 1,001 are in a state that",
        ),
        ({"tries": 1_099}, "1,100 tries are counted on the callbacks, but 1,099 are kept. "),
        (
            {"record_words": Documents(999, 1_000, 1_000)},
            "The table of words has 999 entries where 1,000 should be. ",
        ),
        (
            {"delivery_words": Documents(8, 6, 7)},
            "The table of words has 8 entries where 6 should be. ",
        ),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_a_sum_that_is_not_right_is_said_in_words(odd: dict[str, Any], said: str) -> None:
    (check,) = ill(**odd)
    assert check.expected != check.found
    assert check.words is not None
    assert check.words.startswith(said)
    assert len(check.words) > len(said) + 20, "and what it means"


def test_an_entry_for_what_has_no_word_is_no_difference() -> None:
    assert ill(delivery_words=Documents(7, 6, 7)) == []


@pytest.mark.parametrize("oddity", Oddity)
def test_every_oddity_is_told_with_its_rows_and_its_meaning(oddity: Oddity) -> None:
    (check,) = ill(oddities={oddity: Odd(1, (7,))})
    assert (check.about, check.expected, check.found) == (oddity.value, 0, 1)
    assert check.words is not None
    assert check.words.startswith("1 (id 7). ")
    assert any(advice in check.words for advice in ("report it", "Send them again", "restore"))


def test_only_the_first_rows_are_named() -> None:
    (check,) = ill(oddities={Oddity.KEY_TWICE: Odd(1_234, (1, 2, 3, 4, 5))})
    assert check.words is not None
    assert check.words.startswith("1,234 (ids 1, 2, 3, 4, 5, …). ")
    (check,) = ill(oddities={Oddity.KEY_TWICE: Odd(2, (4, 9))})
    assert check.words is not None
    assert check.words.startswith("2 (ids 4, 9). ")


def test_in_a_damaged_file_nothing_else_is_looked_at() -> None:
    (check,) = ill(
        damage=("Page 7 is never used",), received=1, oddities={Oddity.KEY_TWICE: Odd(1)}
    )
    assert check.words is not None
    assert check.words.startswith("SQLite finds the file damaged: Page 7 is never used. ")
    assert check.words.endswith("`rivermon repair`.")
