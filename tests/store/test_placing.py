"""Where database files are: moved to another folder, or replaced by a restored one."""

from collections.abc import Callable
from pathlib import Path

import pytest

from rivermon.core.ports import RivermonError
from rivermon.store.placing import NoPlace, move, new_place, put_in_place
from tests.fault.store_story import as_root, small_disk


def files(folder: Path) -> dict[str, str]:
    return {each.name: each.read_text() for each in folder.iterdir() if each.is_file()}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A database with a log, and one that was set aside; what is in them does not matter here."""
    folder = tmp_path / "old"
    folder.mkdir()
    (folder / "river.db").write_text("rows")
    (folder / "river.db-wal").write_text("log")
    (folder / "river-damaged-20260301T120000Z.db").write_text("damaged")
    (folder / "other.txt").write_text("other")
    return folder / "river.db"


def settle() -> None:
    """Nobody looks anywhere."""


def test_all_that_belongs_to_it_is_moved(path: Path, tmp_path: Path) -> None:
    to = new_place(path, tmp_path / "new" / "deep")
    seen: list[bool] = []
    move(path, to, lambda: seen.append(path.exists() and to.exists()))
    assert seen == [True], "there is never a moment without it"
    assert files(tmp_path / "old") == {"other.txt": "other"}
    assert files(to.parent) == {
        "river.db": "rows",
        "river.db-wal": "log",
        "river-damaged-20260301T120000Z.db": "damaged",
    }
    assert to.parent.stat().st_mode & 0o777 == 0o700


@as_root
def test_it_is_moved_to_another_disk(path: Path, tmp_path: Path) -> None:
    before = files(path.parent)
    with small_disk(tmp_path / "disk", 80 * 1024):
        to = new_place(path, tmp_path / "disk")
        move(path, to, settle)
        assert files(to.parent) == {name: text for name, text in before.items() if name[0] == "r"}
        assert all(each.stat().st_mode & 0o777 == 0o600 for each in to.parent.iterdir())
        assert files(path.parent) == {"other.txt": "other"}


@as_root
def test_a_disk_that_is_too_small_is_refused_or_left_as_it_was(path: Path, tmp_path: Path) -> None:
    path.write_bytes(b"x" * 600_000)
    with small_disk(tmp_path / "disk", 256):
        with pytest.raises(NoPlace, match="not room enough"):
            new_place(path, tmp_path / "disk")
        with pytest.raises(NoPlace, match="No space left"):
            move(path, tmp_path / "disk" / "river.db", settle)
        assert files(tmp_path / "disk") == {}
    assert path.stat().st_size == 600_000
    assert (path.parent / "river-damaged-20260301T120000Z.db").exists()


def test_if_nobody_would_look_there_nothing_is_moved(path: Path, tmp_path: Path) -> None:
    before = files(path.parent)

    def refuse() -> None:
        raise RivermonError("the settings cannot be written")

    with pytest.raises(RivermonError, match="settings"):
        move(path, new_place(path, tmp_path / "new"), refuse)
    assert files(path.parent) == before
    assert files(tmp_path / "new") == {}


def _same(path: Path) -> Path:
    return path.parent


def _linked(path: Path) -> Path:
    (path.parent.parent / "link").symlink_to(path.parent)
    return path.parent.parent / "link"


def _taken(path: Path) -> Path:
    (path.parent.parent / "taken").mkdir()
    (path.parent.parent / "taken" / "river.db-wal").touch()
    return path.parent.parent / "taken"


def _no_folder(path: Path) -> Path:
    return path


@pytest.mark.parametrize(
    ("folder", "words"),
    [
        (_same, "already"),
        (_linked, "already"),
        (_taken, "choose another folder"),
        (_no_folder, "cannot be used"),
    ],
)
def test_where_it_cannot_go_is_said(folder: Callable[[Path], Path], words: str, path: Path) -> None:
    before = files(path.parent)
    with pytest.raises(NoPlace, match=words):
        new_place(path, folder(path))
    assert files(path.parent) == before


def test_what_was_there_is_kept_beside_what_takes_its_place(path: Path) -> None:
    ready = path.with_name(".river.db.restored")
    ready.write_text("restored")
    aside = put_in_place(ready, path)
    assert aside.name.startswith("river-replaced-")
    assert files(path.parent) == {
        "river.db": "restored",
        aside.name: "rows",
        f"{aside.name}-wal": "log",
        "river-damaged-20260301T120000Z.db": "damaged",
        "other.txt": "other",
    }


def test_what_cannot_take_its_place_changes_nothing(path: Path) -> None:
    before = files(path.parent)
    with pytest.raises(NoPlace, match="The database is as it was"):
        put_in_place(path.with_name("not there"), path)
    assert files(path.parent) == before
