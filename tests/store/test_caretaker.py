"""What becomes of a damaged file whose name cannot be changed while it is open."""

import sqlite3
from pathlib import Path

import pytest

from rivermon.core.ports import StoreUnavailable
from rivermon.store import caretaker
from rivermon.store.caretaker import Caretaker, opened_soundly
from rivermon.store.set_aside import were_set_aside


def _held(path: Path) -> Path:
    raise PermissionError(13, "another program has it open", str(path))


def _damage() -> sqlite3.DatabaseError:
    damage = sqlite3.DatabaseError("malformed")
    damage.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
    return damage


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "r.db"


@pytest.fixture
def looking_after(path: Path) -> Caretaker:
    database, _ = opened_soundly(path)
    caretaker = Caretaker(database, path)
    caretaker.connect()
    return caretaker


def test_it_says_so_and_the_next_start_sets_it_aside(
    path: Path, looking_after: Caretaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    damage = _damage()
    with monkeypatch.context() as windows:
        windows.setattr(caretaker, "set_aside", _held)
        for _ in range(2):
            with pytest.raises(StoreUnavailable, match=r"damaged, and cannot be renamed .* again"):
                looking_after.mend(damage)
    assert not list(were_set_aside(path))
    looking_after.close()
    with path.open("r+b") as file:
        file.seek(100)
        file.write(b"\xff" * 8_000)
    opened_soundly(path)
    assert len(list(were_set_aside(path))) == 1


def test_it_is_set_aside_as_soon_as_that_can_be_done(
    path: Path, looking_after: Caretaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    damage = _damage()
    with monkeypatch.context() as windows:
        windows.setattr(caretaker, "set_aside", _held)
        with pytest.raises(StoreUnavailable) as refused:
            looking_after.mend(damage)
    assert looking_after.mend(refused.value)
    assert len(list(were_set_aside(path))) == 1
    looking_after.close()
