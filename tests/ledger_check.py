"""Whether a database adds up, asked of the code that `rivermon doctor --ledger` asks."""

from pathlib import Path

from rivermon.core.reconciliation import reconcile
from rivermon.store.reconciliation import take_inventory


def differences(path: Path) -> list[str]:
    """What `rivermon doctor --ledger` would say of the database, a difference each."""
    checks = reconcile(take_inventory(path))
    return [f"{check.about}: {check.words}" for check in checks if not check.well]


def assert_reconciled(path: Path) -> None:
    """Whatever came is accounted for, and its callbacks are."""
    assert differences(path) == []
