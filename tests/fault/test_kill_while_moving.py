"""Killed at any step of moving or restoring, rivermon leaves a whole database where it looks."""

import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

_CHILD = """
import os, signal, sys
from pathlib import Path
from rivermon.store.placing import move, put_in_place

act, steps = sys.argv[1], int(sys.argv[2])
here, other = Path("rivermon.db"), Path("other/rivermon.db")
told = {"os.rename", "os.link", "os.remove"}

def step(event, _):
    global steps
    if event in told:
        if not steps:
            os.kill(os.getpid(), signal.SIGKILL)
        steps -= 1

def settle():
    Path("settings.new").write_text(str(other))
    os.replace("settings.new", "settings")

sys.addaudithook(step)
if act == "restore":
    put_in_place(Path("ready.db"), here)
else:
    move(here, other, settle)
"""
_MOST_STEPS = 20


def _database(file: Path, word: str) -> None:
    with closing(sqlite3.connect(file)) as made, made:
        made.execute("CREATE TABLE t (word)")
        made.execute("INSERT INTO t VALUES (?)", (word,))


def _word_in(file: Path) -> str:
    with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as found:
        ((word,),) = found.execute("SELECT word FROM t")
    return str(word)


def _killed(act: str, steps: int, folder: Path) -> bool:
    child = subprocess.run(
        [sys.executable, "-c", _CHILD, act, str(steps)], cwd=folder, timeout=60, check=False
    )
    assert child.returncode in {0, -signal.SIGKILL}
    return child.returncode != 0


def _laid_out(folder: Path) -> Path:
    (folder / "other").mkdir(parents=True)
    (folder / "settings").write_text("rivermon.db")
    _database(folder / "rivermon.db", "old")
    _database(folder / "ready.db", "restored")
    return folder


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
@pytest.mark.parametrize(("act", "after"), [("restore", "restored"), ("move", "old")])
def test_the_next_start_finds_a_whole_database(act: str, after: str, tmp_path: Path) -> None:
    words = []
    for steps in range(_MOST_STEPS):
        folder = _laid_out(tmp_path / str(steps))
        killed = _killed(act, steps, folder)
        words.append(_word_in(folder / (folder / "settings").read_text()))
        if act == "restore":
            everywhere = {_word_in(file) for file in folder.glob("*.db*")}
            assert everywhere == {"old", "restored"}
        if not killed:
            break
    assert not killed
    assert len(words) > 1
    assert set(words) <= {"old", after}
    assert words[-1] == after
