"""One rivermon at a time."""

from pathlib import Path

import pytest

from rivermon.core.ports import StoreInUse, StoreRefused, StoreUnavailable
from rivermon.store.ownership import owned
from tests.store.child import child

IN_USE = "Another rivermon is using the database"


def test_a_second_owner_is_refused(path: Path) -> None:
    with (
        owned(path),
        pytest.raises(StoreRefused, match=rf"{IN_USE} .*: close it.* --db"),
        owned(path),
    ):
        pytest.fail("two owners")


def test_each_database_has_its_own_owner(tmp_path: Path) -> None:
    with owned(tmp_path / "one.db"), owned(tmp_path / "two.db"):
        pass


def test_it_is_free_again_once_released(path: Path) -> None:
    for _ in range(2):
        with owned(path):
            pass


def test_it_is_free_again_after_a_failure_inside(path: Path) -> None:
    with pytest.raises(KeyError), owned(path):
        raise KeyError
    with owned(path):
        pass


def test_it_is_free_again_after_the_owner_was_killed(path: Path) -> None:
    with child("own", path) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "owned\n"
        with pytest.raises(StoreRefused, match=IN_USE), owned(path):
            pytest.fail("two owners")
        other.kill()
        other.wait(10)
        with owned(path):
            pass


def test_a_folder_that_cannot_be_made_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").touch()
    path = tmp_path / "notes.txt" / "rivermon.db"
    with pytest.raises(StoreUnavailable, match="its folder is a file"), owned(path):
        pytest.fail("owned a file's inside")


def test_it_is_held_again_after_the_lock_file_was_removed(path: Path) -> None:
    with owned(path) as owner:
        path.with_name(f"{path.name}.lock").unlink()
        owner.renew()
        with pytest.raises(StoreInUse), owned(path):
            pytest.fail("two owners")


def test_whoever_was_faster_after_it_was_removed_keeps_it(path: Path) -> None:
    with owned(path) as owner:
        path.with_name(f"{path.name}.lock").unlink()
        with owned(path), pytest.raises(StoreInUse):
            owner.renew()
        owner.renew()


def test_renewing_what_is_there_changes_nothing(path: Path) -> None:
    with owned(path) as owner:
        owner.renew()
        with pytest.raises(StoreInUse), owned(path):
            pytest.fail("two owners")
