"""freedesktop.org's desktops start it at login by an entry, until the user says otherwise."""

import os
from functools import partial
from pathlib import Path

import pytest

from rivermon.desktop.login_freedesktop import FreedesktopLogin
from rivermon.desktop.not_changed import LoginNotChanged, LoginNotOurs, LoginSwitchedOff
from tests.desktop.launcher_rules import ODD_NAMES, arguments_of, groups_of

WORDS = ("/opt/river mon/rivermon", "--hidden")
BY_HAND = "[Desktop Entry]\nType=Application\nName=Mine\nExec=rivermon serve\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the entry is; its folder is not there yet."""
    return tmp_path / "config" / "autostart" / "rivermon.desktop"


def _login(file: Path) -> FreedesktopLogin:
    return FreedesktopLogin(file.parent)


def _written(file: Path, text: str) -> FreedesktopLogin:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    return _login(file)


def test_it_is_started_until_it_is_not(file: Path):
    login = _login(file)
    assert login.started() is None
    login.stop()
    login.start(WORDS)
    assert arguments_of(groups_of(file.read_text())["Desktop Entry"]["Exec"]) == list(WORDS)
    assert login.started() == WORDS
    login.start(("/elsewhere/rivermon", "--hidden"))
    assert login.started() == ("/elsewhere/rivermon", "--hidden")
    login.stop()
    assert list(file.parent.iterdir()) == []
    assert login.started() is None


@pytest.mark.parametrize("name", ODD_NAMES)
def test_any_path_is_started_as_it_is(file: Path, name: str):
    _login(file).start((f"/{name}/rivermon", "--hidden"))
    assert _login(file).started() == (f"/{name}/rivermon", "--hidden")


@pytest.mark.parametrize("name", ["a\x1bb", "caf\udce9"])
def test_what_no_entry_can_hold_is_refused(file: Path, name: str):
    with pytest.raises(LoginNotChanged, match="simpler name"):
        _login(file).start((f"/{name}/rivermon",))
    assert not file.exists()


@pytest.mark.parametrize("off", ["Hidden=true", "X-GNOME-Autostart-enabled=false"])
def test_what_the_user_switched_off_stays_off(file: Path, off: str):
    login = _login(file)
    login.start(WORDS)
    kept = "\n".join(
        line for line in file.read_text().splitlines() if not line.startswith("X-GNOME")
    )
    switched_off = f"{kept}\n{off}\n"
    file.write_text(switched_off)
    assert login.started() is None
    with pytest.raises(LoginSwitchedOff, match="off and on again"):
        login.start(WORDS)
    assert file.read_text() == switched_off
    login.stop()
    login.start(WORDS)
    assert login.started() == WORDS


def test_an_entry_that_was_written_by_hand_stays(file: Path):
    login = _written(file, BY_HAND)
    assert login.started() == ("rivermon", "serve")
    for change in (partial(login.start, WORDS), partial(login.stop)):
        with pytest.raises(LoginNotOurs, match="rename or delete"):
            change()
    assert file.read_text() == BY_HAND


@pytest.mark.parametrize("text", ["", "[Desktop Entry]\n", '[Desktop Entry]\nExec="open\n'])
def test_an_entry_that_starts_nothing(file: Path, text: str):
    assert _written(file, text).started() is None


def test_an_entry_that_cannot_be_read_starts_nothing(file: Path):
    file.parent.mkdir(parents=True)
    file.write_bytes(b"[Desktop Entry]\nExec=caf\xe9\n")
    assert _login(file).started() is None
    file.unlink()
    os.mkfifo(file)
    assert _login(file).started() is None


def test_a_link_is_replaced_and_never_followed(file: Path, tmp_path: Path):
    login = _login(file)
    login.start(WORDS)
    elsewhere = file.rename(tmp_path / "elsewhere.desktop")
    file.symlink_to(elsewhere)
    before = elsewhere.read_text()
    login.start(("/new/rivermon",))
    assert not file.is_symlink()
    file.unlink()
    file.symlink_to(elsewhere)
    login.stop()
    assert not file.is_symlink()
    assert elsewhere.read_text() == before


def test_what_is_in_the_way_is_told_in_words(file: Path):
    file.parent.parent.mkdir()
    file.parent.write_text("")
    with pytest.raises(LoginNotChanged, match=r"cannot be changed.*then try again") as failed:
        _login(file).start(WORDS)
    assert str(file) in str(failed.value)
    file.parent.unlink()
    file.mkdir(parents=True)
    for change in (partial(_login(file).start, WORDS), partial(_login(file).stop)):
        with pytest.raises(LoginNotChanged, match="cannot be changed"):
            change()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_to_is_told_in_words(file: Path):
    file.parent.mkdir(parents=True)
    file.parent.chmod(0o500)
    with pytest.raises(LoginNotChanged, match="Permission denied"):
        _login(file).start(WORDS)
