"""The packaged program over an older version's data, and another build in its place."""

import json
import shutil
from pathlib import Path

import pytest

from tests.ledger_check import assert_reconciled
from tests.packaged.newcomer import LINUX, Newcomer
from tests.store.second_look import seen
from tests.upgrade.callbacks_taken import CallbacksTaken
from tests.upgrade.older_folder import PATIENCE_S, OlderFolder, lost, rows

pytestmark = pytest.mark.skipif(not LINUX, reason="the older folders lie as Linux has them")

SHOWN = ("title", "body", "category", "event_name", "channel_id", "model", "created_at", "metadata")
NAMES = ("MODELRIVER_WEBHOOK_SECRET", "MODELRIVER_API_KEY")


@pytest.fixture
def older(newcomer: Newcomer) -> OlderFolder:
    return OlderFolder(1, newcomer.home)


def given(older: OlderFolder) -> dict[str, str]:
    """What the operator had set; the rest is where every user has it."""
    more = {name: older.environment[name] for name in NAMES}
    if hosts := older.environment.get("RIVERMON_CALLBACK_HOSTS"):
        more["RIVERMON_CALLBACK_HOSTS"] = hosts
    return {**more, "RIVERMON_PORT": "0"}


def served_once(newcomer: Newcomer, older: OlderFolder) -> None:
    with newcomer.begin("serve", **given(older)) as serving:
        serving.url()
        code, _ = serving.stop()
    assert code == 0, serving.err


def test_all_that_the_oldest_left_is_there(
    newcomer: Newcomer, older: OlderFolder, tmp_path: Path
) -> None:
    with CallbacksTaken() as taken:
        older.call_to(taken.host)
        before = older.before(tmp_path / "before")
        owed = [row for row in rows(before, "callback") if row["state"] == "Progress"]
        with newcomer.begin("serve", **given(older)) as serving:
            serving.url()
            for row in owed:
                path = row["url"].removeprefix(f"http://{taken.host}")
                assert taken.wait_for(path, PATIENCE_S) == [row["body"]]
            assert serving.stop()[0] == 0
    for table in ("ai_content", "delivery", "callback_attempt"):
        assert not lost(before, older.database, table)
    assert not lost(before, older.database, "callback", "state != 'Progress'")
    ran = newcomer.run("records", "--json", "--limit", "1000")
    now = {row["id"]: row for row in json.loads(ran.out)}
    for row in older.said("records"):
        assert {name: now[row["id"]][name] for name in SHOWN} == {name: row[name] for name in SHOWN}
    assert "奶茶" in newcomer.run("export", "records", "--filter", "奶茶").out
    assert newcomer.run("doctor", "--ledger").code == 0
    assert seen(older.database, "PRAGMA integrity_check") == [("ok",)]
    assert_reconciled(older.database)
    (copy,) = older.copies()
    assert not lost(before, copy, "delivery")


def test_another_build_takes_the_programs_place_and_the_data_stay(
    newcomer: Newcomer, older: OlderFolder, package: Path, odd_place: Path
) -> None:
    mine = odd_place / "Programs" / "rivermon"
    shutil.copytree(package, mine, symlinks=True)
    owner = Newcomer(mine, newcomer.home)
    served_once(owner, older)
    kept = {table: rows(older.database, table) for table in ("ai_content", "delivery", "callback")}
    settings = (older.config / "settings.toml").read_bytes()
    shutil.rmtree(mine)
    assert older.is_renewed, "nothing of the data lies in the program's folder"
    shutil.copytree(package, mine, symlinks=True)
    served_once(owner, older)
    assert {table: rows(older.database, table) for table in kept} == kept
    assert (older.config / "settings.toml").read_bytes() == settings
    assert len(older.copies()) == 1
