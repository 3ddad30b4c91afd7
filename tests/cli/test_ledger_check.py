"""`rivermon doctor --ledger`, as it is typed: what it prints, and how it exits."""

import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from rivermon.simulator.samples import Sample
from tests.cli.terminal import Program, Terminal, environment, run_program
from tests.ledger_check import assert_reconciled

LEDGER = ("doctor", "--ledger")


@pytest.fixture
def copy(stocked: tuple[Path, list[Sample]], tmp_path: Path) -> Path:
    """The stocked database, to be spoilt."""
    with closing(sqlite3.connect(stocked[0])) as source:
        target = tmp_path / "river.db"
        with closing(sqlite3.connect(target)) as spoilt:
            source.backup(spoilt)
    return target


def edit(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute(statement).rowcount == 1
        connection.commit()


def test_a_ledger_that_adds_up(copy: Path, tmp_path: Path) -> None:
    assert_reconciled(copy)
    ran = run_program(*LEDGER, seen=environment(tmp_path))
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert lines[0] == f"The ledger in {copy}"
    assert "    5  recorded" in lines
    assert "    8  of 8 deliveries received" in lines
    assert "    6  of 6 callbacks that were ever owed" in lines
    assert not [line for line in lines if line.startswith("!!")]
    assert re.fullmatch(r"Everything adds up\. \(\d+\.\d s\)", lines[-1])
    table = [line for line in lines if line.startswith("ok")]
    assert len({len(line) for line in table}) == 1, "its columns are aligned"


def test_a_ledger_with_differences(copy: Path, tmp_path: Path) -> None:
    edit(copy, "DELETE FROM delivery WHERE outcome = 'kept'")
    edit(copy, "DELETE FROM ai_content WHERE id = 4")
    ran = run_program(*LEDGER, seen=environment(tmp_path))
    assert (ran.code, ran.err) == (1, "")
    ill = [line for line in ran.out.splitlines() if line.startswith("!!")]
    assert re.fullmatch(r"!!  deliveries received +8 +7", ill[0])
    assert (
        "!!  deliveries received: 8 deliveries were received, but 7 are accounted for. What is "
        "missing was deleted, and not by rivermon;" in ran.out
    )
    assert "!!  deliveries whose record is gone: 1 (id 4). Content that was" in ran.out
    assert re.search(r"\n\nThere are 5 differences\. \(\d+\.\d s\)\n$", ran.out)


def test_a_state_that_somebody_invented_is_counted_apart(copy: Path, terminal: Terminal) -> None:
    edit(copy, "UPDATE callback SET state = 'Odd' || char(27) || '[31m' WHERE id = 1")
    ran = terminal.run(*LEDGER)
    assert ran.code == 1
    assert "\n    1  Odd" in ran.out
    assert "\x1b" not in ran.out
    assert "There are 2 differences." in ran.out


def test_a_damaged_file(copy: Path, terminal: Terminal) -> None:
    with closing(sqlite3.connect(copy)) as connection:
        ((root,),) = connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'by_title'"
        )
        ((size,),) = connection.execute("PRAGMA page_size")
    with copy.open("r+b") as file:
        file.seek((root - 1) * size)
        file.write(b"\xff" * size)
    ran = terminal.run(*LEDGER)
    assert ran.code == 1
    assert "!!  faults in the file itself: SQLite finds the file damaged:" in ran.out
    assert "recorded" not in ran.out, "nothing is counted in it"
    assert "There is one difference." in ran.out


def test_where_there_is_no_database(terminal: Terminal, tmp_path: Path) -> None:
    said = terminal.run(*LEDGER).failed_in_one_line()
    assert said.startswith(f"There is no database at {tmp_path / 'river.db'} yet")


def test_where_the_file_is_another_programs(terminal: Terminal, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "river.db")) as connection:
        connection.execute("CREATE TABLE bookmarks (url TEXT)")
    assert "another program's database" in terminal.run(*LEDGER).failed_in_one_line()


def test_while_another_rivermon_owns_the_database(copy: Path, tmp_path: Path) -> None:
    seen = environment(tmp_path)
    with Program("serve", seen=seen) as program:
        program.url()
        ran = run_program(*LEDGER, "--db", str(copy), seen=seen)
        assert program.process.poll() is None
    assert (ran.code, ran.err) == (0, "")
    assert "Everything adds up." in ran.out


def test_it_changes_nothing(copy: Path, terminal: Terminal, tmp_path: Path) -> None:
    before = tmp_path / "before.db"
    shutil.copy(copy, before)
    assert terminal.run(*LEDGER).code == 0
    assert copy.read_bytes() == before.read_bytes()
