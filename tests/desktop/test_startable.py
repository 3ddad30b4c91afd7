"""Whether a desktop could start rivermon is tried, with nothing of the terminal's."""

import sys
from pathlib import Path

import pytest

from rivermon.desktop.startable import is_startable
from rivermon.packaged import own_words


def test_this_very_rivermon_starts_from_anywhere():
    assert is_startable(own_words())


def test_what_only_the_terminal_knows_does_not_count(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "rivermon_here.py").write_text("print('rivermon 1')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    assert not is_startable((sys.executable, "-m", "rivermon_here"))
    assert is_startable((sys.executable, str(tmp_path / "rivermon_here.py")))


def test_another_program_is_no_rivermon(tmp_path: Path):
    assert not is_startable((sys.executable,))
    assert not is_startable((str(tmp_path / "none"),))
    assert not is_startable((sys.executable, "-c", "print('rivermon 1'); raise SystemExit(3)"))
