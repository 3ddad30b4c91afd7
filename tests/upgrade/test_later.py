"""An older folder opened long after, repaired, or brought back as a back-up."""

from pathlib import Path

import pytest

from rivermon.store.backing_up import brought
from rivermon.store.database import open_database
from tests.ledger_check import assert_reconciled
from tests.store.second_look import one
from tests.upgrade.older_folder import OlderFolder, lost, rows

TABLES = ("ai_content", "delivery", "callback", "callback_attempt")


@pytest.fixture
def older(request: pytest.FixtureRequest, tmp_path: Path) -> OlderFolder:
    return OlderFolder(request.param, tmp_path / "home")


@pytest.mark.parametrize("older", [1, 4], indirect=True)
def test_what_modelriver_no_longer_waits_for_is_a_timeout(
    older: OlderFolder, tmp_path: Path
) -> None:
    before = rows(older.before(tmp_path / "before"), "callback")
    owed = {row["id"] for row in before if row["state"] == "Progress"}
    with older.served():
        pass
    now = {row["id"]: row for row in rows(older.database, "callback")}
    assert len(owed) == 4
    assert {now[each]["state"] for each in owed} == {"Timeout"}
    assert all(now[row["id"]]["body"] == row["body"] for row in before)
    assert_reconciled(older.database)


@pytest.mark.parametrize("older", [1, 3], indirect=True)
def test_a_sound_one_is_found_sound_by_repair(older: OlderFolder) -> None:
    ended = older.run("repair")
    assert ended.code == 0, ended.err
    assert f"as it was before, it is kept as {older.copies()[0]}" in ended.err
    assert "There is nothing to repair" in ended.out
    assert_reconciled(older.database)


@pytest.mark.parametrize("older", [1, 3], indirect=True)
def test_the_copy_that_was_kept_can_be_restored_and_brought_in(older: OlderFolder) -> None:
    with older.served():
        pass
    (copy,) = older.copies()
    ready = brought(copy, older.database, lambda *_: None, lambda: True)
    assert ready is not None
    assert one(ready, "PRAGMA user_version") == older.schema
    open_database(ready)
    assert_reconciled(ready)
    assert not any(lost(copy, ready, table) for table in TABLES)
    older.database.unlink()
    ended = older.run("repair", str(copy))
    assert ended.code == 0, ended.err
    assert "everything could be read" in ended.out
    assert not any(lost(copy, older.database, table) for table in TABLES)
    assert_reconciled(older.database)
