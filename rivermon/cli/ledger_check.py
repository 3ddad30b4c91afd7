"""`rivermon doctor --ledger`: prints whether all that came is accounted for, sum by sum.

Changes nothing. Does not know SQL, nor what must be equal.
"""

import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from rivermon.cli.narrator import plain
from rivermon.core.entities import CallbackState, Outcome
from rivermon.core.reconciliation import Check, Inventory, accounted, came, reconcile
from rivermon.store.reconciliation import take_inventory

_LONGEST = 2000


def check_ledger(path: Path) -> bool:
    """Print the sums of the database at `path`, and each difference in words.

    Returns:
        True when there is no difference.

    Raises:
        StoreRefused: there is no database of this rivermon.
        StoreUnavailable: it cannot be read.
    """
    started_s = time.monotonic()
    inventory = take_inventory(path)
    took_s = time.monotonic() - started_s
    checks = reconcile(inventory)
    print(f"The ledger in {path}")
    if not inventory.damage:
        _print_sums(inventory)
    _print_checks(checks)
    ill = [check for check in checks if not check.well]
    for check in ill:
        print(f"\n!!  {check.about}: {plain(check.words or '', _LONGEST)}")
    print(f"\n{_verdict(len(ill))} ({took_s:.1f} s)")
    return not ill


def _verdict(differences: int) -> str:
    if not differences:
        return "Everything adds up."
    return (
        "There is one difference." if differences == 1 else f"There are {differences} differences."
    )


def _print_sums(inventory: Inventory) -> None:
    lines = list(_deliveries(inventory))
    lines += [("", 0), *_callbacks(inventory)]
    width = max(len(f"{number:,}") for _, number in lines)
    print()
    for name, number in lines:
        print(f"    {number:>{width},}  {plain(name)}" if name else "")


def _deliveries(inventory: Inventory) -> Iterator[tuple[str, int]]:
    for outcome in Outcome:
        yield outcome, came(inventory, outcome)
    for odd in sorted(inventory.outcomes.keys() - set(Outcome)):
        yield odd, inventory.outcomes[odd]
    yield "dropped, rejected ones that made room", inventory.dropped
    yield "deleted, by hand, age or size", inventory.deleted
    yield f"of {inventory.received:,} deliveries received", accounted(inventory)
    if inventory.replays:
        there = sum(inventory.replayed.values())
        yield f"replays, of {inventory.replays:,} that the operator made", there


def _callbacks(inventory: Inventory) -> Iterator[tuple[str, int]]:
    for state in CallbackState:
        yield state, inventory.states.get(state, 0)
    for odd in sorted(inventory.states.keys() - set(CallbackState)):
        yield odd, inventory.states[odd]
    yield "deleted with what they were owed for", inventory.callbacks_deleted
    there = inventory.callbacks + inventory.callbacks_deleted
    yield f"of {inventory.owed:,} callbacks that were ever owed", there


def _print_checks(checks: Sequence[Check]) -> None:
    numbers = [(f"{check.expected:,}", f"{check.found:,}") for check in checks]
    name = max(len(check.about) for check in checks)
    should = max(len("should be"), *(len(expected) for expected, _ in numbers))
    found = max(len("found"), *(len(number) for _, number in numbers))
    print(f"\n    {'':<{name}}  {'should be':>{should}}  {'found':>{found}}")
    for check, (expected, number) in zip(checks, numbers, strict=True):
        mark = "ok" if check.well else "!!"
        print(f"{mark}  {check.about:<{name}}  {expected:>{should}}  {number:>{found}}")
