"""Tries whether a desktop could start rivermon: from anywhere, and with nothing of the terminal's.

Does not know what it is started for.
"""

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

_PATIENCE_S = 60.0


def is_startable(words: Sequence[str]) -> bool:
    """True if `words` start a rivermon from the root folder: it says its version.

    Args:
        words: the program and the arguments before its own.
    """
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in {"PYTHONPATH", "PYTHONHOME"}
    }
    try:
        said = subprocess.run(  # noqa: S603 - rivermon itself, and no shell
            [*words, "--version"],
            cwd=Path("/"),
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_PATIENCE_S,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return said.returncode == 0 and said.stdout.startswith(b"rivermon ")
