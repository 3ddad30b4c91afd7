"""The system's own way to quit ends rivermon, also one that stays when its window is closed."""

import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.parametrize("window", ["open", "closed"])
def test_the_house_is_shut_when_the_system_has_it_quit(tmp_path: Path, window: str) -> None:
    told = subprocess.run(
        (sys.executable, "-m", "tests.story.quit_by_the_system", tmp_path, window),
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    assert told.stdout == "shut\n", told.stderr
    assert told.returncode == 0
