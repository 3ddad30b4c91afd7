"""What rivermon puts on the disk is its user's alone; what another put there is refused."""

import logging
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest

from rivermon.core.ports import StoreRefused
from rivermon.setting_values import BadSetting
from rivermon.settings import Settings, load
from rivermon.store.database import open_database, open_for_reading
from rivermon.store.ownership import owned
from rivermon.ui.window_memory import Kept, WindowMemory, memory_in
from tests.cli.terminal import SECRET, Program, environment, run_program
from tests.hostile.posted import event, post
from tests.store.test_migration import add_language, translate_titles

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
NEEDS_ROOT = pytest.mark.skipif(
    sys.platform != "win32" and os.geteuid() != 0, reason="only root can give files away"
)
EACH_UMASK = pytest.mark.parametrize("umask", [0o000, 0o022], ids=["umask 000", "umask 022"])
SOMEBODY = 54_321


@contextmanager
def under(umask: int) -> Iterator[None]:
    before = os.umask(umask)
    try:
        yield
    finally:
        os.umask(before)


def modes_below(folder: Path) -> dict[str, str]:
    """The modes of all that is in a folder, by name."""
    return {
        str(path.relative_to(folder)): oct(stat.S_IMODE(path.lstat().st_mode))
        for path in sorted(folder.rglob("*"))
    }


def private(path: Path) -> bool:
    wanted = 0o700 if path.is_dir() else 0o600
    return stat.S_IMODE(path.stat().st_mode) == wanted


@EACH_UMASK
def test_all_that_a_serving_rivermon_makes_is_its_users(umask: int, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    database = home / "not" / "yet" / "there" / "river.db"
    data = home / "data" / "of" / "mine"
    seen = environment(tmp_path, RIVERMON_DB=str(database), XDG_DATA_HOME=str(data))
    with under(umask), Program("serve", seen=seen) as program:
        url = program.url()
        assert post(url, event("ch-1", "https://evil.example/cb"), SECRET) == 200
        assert post(url, event("ch-2", "https://evil.example/cb"), "whsec_forged") == 401
        while_open = modes_below(home)
        assert program.stop()[0] == 0
    for modes in (while_open, modes_below(home)):
        loose = {name: mode for name, mode in modes.items() if mode not in ("0o600", "0o700")}
        assert loose == {}
    names = {Path(name).name for name in while_open}
    assert {"river.db", "river.db-wal", "river.db-shm", "river.db.lock", "rivermon.log"} <= names
    assert all(private(path) for path in home.rglob("*"))


@EACH_UMASK
def test_the_copy_before_a_renewal_is_its_users(umask: int, tmp_path: Path) -> None:
    path = tmp_path / "made" / "river.db"
    with under(umask):
        open_database(path, migrations={}, version=1).close()
        steps = {1: add_language, 2: translate_titles}
        open_database(path, migrations=steps, version=3).close()
    names = [each.name for each in path.parent.iterdir()]
    assert any("schema1" in name for name in names)
    assert all(private(each) for each in (path.parent, *path.parent.iterdir()))


@EACH_UMASK
def test_what_is_set_aside_and_salvaged_is_its_users(umask: int, tmp_path: Path) -> None:
    path = tmp_path / "made" / "river.db"
    seen = environment(tmp_path, RIVERMON_DB=str(path))
    with under(umask):
        open_database(path).close()
        with path.open("r+b") as file:
            file.write(bytes(4096))
        with Program("serve", seen=seen) as program:
            assert post(program.url(), event("ch-1", "https://evil.example/cb"), SECRET) == 200
            program.stop()
        repaired = run_program("repair", seen=seen)
    assert "-damaged-" in repaired.out
    names = [each.name for each in path.parent.iterdir()]
    assert any("damaged" in name for name in names)
    loose = {name: mode for name, mode in modes_below(path.parent).items() if mode != "0o600"}
    assert loose == {}


@EACH_UMASK
def test_what_the_window_remembers_is_its_users(umask: int, tmp_path: Path) -> None:
    file = tmp_path / "config" / "rivermon" / "window.ini"
    with under(umask):
        memory = WindowMemory(memory_in(file))
        for tab in range(3):
            memory.keep(Kept.TAB, tab)
            memory.write()
    assert "tab-2=2" in file.read_text("utf-8")
    assert private(file)
    assert private(file.parent)
    assert private(file.parent.parent)


def test_a_memory_that_cannot_be_kept_keeps_no_window_shut(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    with caplog.at_level(logging.WARNING):
        memory = WindowMemory(memory_in(tmp_path / "file" / "window.ini"))
    assert memory.number(Kept.TAB) == 0
    assert "cannot be kept" in caplog.text


@EACH_UMASK
def test_a_lock_alone_makes_private_folders(umask: int, tmp_path: Path) -> None:
    with under(umask), owned(tmp_path / "a" / "b" / "river.db"):
        made = sorted(tmp_path.rglob("*"))
    assert [each.name for each in made] == ["a", "b", "river.db.lock"]
    assert all(private(each) for each in made)


def test_a_database_that_others_could_read_is_closed_to_them(tmp_path: Path) -> None:
    path = tmp_path / "river.db"
    open_database(path).close()
    path.chmod(0o644)
    open_database(path).close()
    assert private(path)


def test_folders_that_were_there_keep_their_modes(tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir(mode=0o755)
    open_database(tmp_path / "shared" / "river.db").close()
    assert stat.S_IMODE((tmp_path / "shared").stat().st_mode) == 0o755


@NEEDS_ROOT
@pytest.mark.parametrize("ending", ["", "-wal", "-shm", "-journal"])
def test_another_users_database_is_refused(ending: str, tmp_path: Path) -> None:
    path = tmp_path / "river.db"
    open_database(path).close()
    planted = path.with_name(path.name + ending)
    planted.touch(mode=0o600)
    os.chown(planted, SOMEBODY, SOMEBODY)
    for open_it in (open_database, open_for_reading):
        with pytest.raises(StoreRefused) as refused:
            open_it(path)
        assert str(planted) in str(refused.value)
        assert f"belongs to another user (number {SOMEBODY})" in str(refused.value)


@pytest.mark.parametrize("mode", [0o602, 0o666])
def test_a_database_that_others_may_write_is_refused(mode: int, tmp_path: Path) -> None:
    path = tmp_path / "river.db"
    open_database(path).close()
    path.chmod(mode)
    for open_it in (open_database, open_for_reading):
        with pytest.raises(StoreRefused, match="may be written by other users"):
            open_it(path)
    assert stat.S_IMODE(path.stat().st_mode) == mode


def settings_at(tmp_path: Path) -> Path:
    file = tmp_path / "settings.toml"
    file.write_text('port = 9000\ncallback_hosts = ["evil.example"]\n', "utf-8")
    return file


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o444])
def test_settings_that_others_may_only_read_are_used(mode: int, tmp_path: Path) -> None:
    file = settings_at(tmp_path)
    file.chmod(mode)
    assert load({}, {"RIVERMON_SETTINGS": str(file)}).port == 9000


@pytest.mark.parametrize("mode", [0o606, 0o666, 0o602])
def test_settings_that_others_may_write_are_refused(mode: int, tmp_path: Path) -> None:
    file = settings_at(tmp_path)
    file.chmod(mode)
    with pytest.raises(BadSetting, match="may be written by other users"):
        load({}, {"RIVERMON_SETTINGS": str(file)})


@NEEDS_ROOT
def test_another_users_settings_are_refused(tmp_path: Path) -> None:
    file = settings_at(tmp_path)
    os.chown(file, SOMEBODY, SOMEBODY)
    with pytest.raises(BadSetting) as refused:
        load({}, {"RIVERMON_SETTINGS": str(file)})
    assert str(file) in str(refused.value)
    assert "chown" in str(refused.value)
    link = tmp_path / "mine.toml"
    link.symlink_to(file)
    with pytest.raises(BadSetting, match="belongs to another user"):
        load({}, {"RIVERMON_SETTINGS": str(link)})


@NEEDS_ROOT
def test_a_group_that_is_not_this_users_own_may_not_write(tmp_path: Path) -> None:
    file = settings_at(tmp_path)
    os.chown(file, 0, SOMEBODY)
    file.chmod(0o664)
    with pytest.raises(BadSetting, match="may be written by other users"):
        load({}, {"RIVERMON_SETTINGS": str(file)})


@NEEDS_ROOT
@pytest.mark.parametrize("command", ["serve", "records", "doctor"])
def test_a_command_says_whose_it_is_in_one_line(command: str, tmp_path: Path) -> None:
    file = settings_at(tmp_path)
    os.chown(file, SOMEBODY, SOMEBODY)
    ran = run_program(command, seen=environment(tmp_path, RIVERMON_SETTINGS=str(file)))
    assert f"{file} belongs to another user" in ran.failed_in_one_line()


@NEEDS_ROOT
def test_a_serve_on_another_users_database_says_so_and_ends(tmp_path: Path) -> None:
    path = tmp_path / "river.db"
    open_database(path).close()
    before = path.read_bytes()
    os.chown(path, SOMEBODY, SOMEBODY)
    ran = run_program("serve", seen=environment(tmp_path))
    assert "belongs to another user" in ran.failed_in_one_line()
    assert path.read_bytes() == before


def test_the_defaults_need_no_file_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert load({}, {}) == Settings()
