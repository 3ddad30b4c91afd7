from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fault.ledger_reconciled import ledger_reconciled


@pytest.fixture
def reconciled(tmp_path: Path) -> Iterator[None]:
    """Have the ledger of the test's house reconciled when the house is closed."""
    yield
    ledger_reconciled(tmp_path / "rivermon.db")
