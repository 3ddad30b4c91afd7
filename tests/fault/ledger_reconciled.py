"""Has the real `rivermon doctor --ledger` reconcile a database, in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

_PATIENCE_S = 60.0


def ledger_reconciled(database: Path) -> None:
    """Fail, with what the doctor said, unless every count in `database` adds up."""
    environment = {
        **os.environ,
        "HOME": str(database.parent),
        "XDG_CONFIG_HOME": str(database.parent),
        "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
        "RIVERMON_DB": str(database),
    }
    done = subprocess.run(
        [sys.executable, "-m", "rivermon", "doctor", "--ledger"],
        env=environment,
        capture_output=True,
        text=True,
        timeout=_PATIENCE_S,
        check=False,
    )
    assert done.returncode == 0, f"doctor --ledger: {done.returncode}\n{done.stdout}{done.stderr}"
