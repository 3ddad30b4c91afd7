"""`rivermon prune`: says what would go, deletes it, and keeps the rest whole."""

import shutil
from pathlib import Path

import pytest

from rivermon.simulator.samples import Sample
from tests.cli.terminal import Program, Terminal, environment, run_program
from tests.ledger_check import assert_reconciled

Stocked = tuple[Path, list[Sample]]


@pytest.fixture
def database(stocked: Stocked, tmp_path: Path) -> Path:
    """A copy of the stocked database: this one may be pruned."""
    copy = tmp_path / "prune" / "river.db"
    copy.parent.mkdir()
    shutil.copy(stocked[0], copy)
    return copy


def test_a_dry_run_says_what_would_go_and_changes_nothing(
    terminal: Terminal, database: Path
) -> None:
    before = database.read_bytes()
    ran = terminal.run("prune", "--older-than", "0.001s", "--dry-run", "--db", str(database))
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Would be deleted: 5 records, 8 deliveries, 6 callbacks, about ")
    assert "kB of content" in ran.out
    assert ran.out.endswith("Nothing was changed.\n")
    assert database.read_bytes() == before


def test_what_goes_is_gone_and_all_still_adds_up(terminal: Terminal, database: Path) -> None:
    ran = terminal.run("prune", "--older-than", "0.001s", "--db", str(database))
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Deleted: 5 records, 8 deliveries, 6 callbacks")
    assert terminal.run("records", "--json", "--db", str(database)).json == []
    assert_reconciled(database)


def test_what_is_young_stays(terminal: Terminal, database: Path) -> None:
    ran = terminal.run("prune", "--older-than", "1d", "--db", str(database))
    assert ran.out.startswith("Deleted: 0 records, 0 deliveries, 0 callbacks")
    assert len(terminal.run("records", "--json", "--db", str(database)).json) == 5


def test_the_settings_say_what_is_kept_when_nobody_does(terminal: Terminal, database: Path) -> None:
    ran = terminal.run("prune", "--dry-run", "--db", str(database), RIVERMON_KEEP_DAYS="30")
    assert ran.out.startswith("Would be deleted: 0 records")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "Everything is kept: name an age or a size"),
        (("--older-than", "soon"), "“soon” is no age. Right are 90d, 12h or 2w."),
        (("--larger-than", "-1"), "“-1” is no size."),
        (("--larger-than", "100k"), "everything would be deleted"),
        (("--older-than", "1d title"), "“1d title” is no age."),
    ],
)
def test_what_it_cannot_go_by_is_said(
    terminal: Terminal, database: Path, arguments: tuple[str, ...], words: str
) -> None:
    ran = terminal.run("prune", *arguments, "--db", str(database))
    assert words in ran.failed_in_one_line()


def test_no_database_is_made_where_there_was_none(terminal: Terminal, tmp_path: Path) -> None:
    nowhere = tmp_path / "nowhere.db"
    terminal.run("prune", "--older-than", "1d", "--db", str(nowhere)).failed_in_one_line()
    assert not nowhere.exists()


def test_it_is_refused_while_rivermon_runs(tmp_path: Path) -> None:
    seen = environment(tmp_path)
    with Program("serve", seen=seen) as serving:
        serving.url()
        ran = run_program("prune", "--older-than", "1d", seen=seen)
    assert "rivermon" in ran.failed_in_one_line()
