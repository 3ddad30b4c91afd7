"""The switch of the login: the desktop's entry first, then the setting; both as they should be."""

import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from rivermon.chosen import Chosen
from rivermon.controls import CannotBeDone
from rivermon.controls.at_login import renew_at_login, start_at_login
from rivermon.desktop.login import LoginNotChanged, starts_at_login
from rivermon.desktop.login import start_at_login as enter
from rivermon.packaged import own_words
from rivermon.setting_values import BadSetting
from rivermon.settings import Settings, load

WORDS = (*own_words(), "--hidden")
ELSEWHERE = ("/opt/older/rivermon", "--hidden")

pytestmark = pytest.mark.skipif(
    sys.platform in {"darwin", "win32"}, reason="would change what this user's login starts"
)


@pytest.fixture
def entry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the desktop looks for what it starts."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "desktop"))
    return tmp_path / "desktop" / "autostart" / "rivermon.desktop"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config" / "settings.toml"


def _chosen(file: Path, *, on: bool) -> Chosen:
    return Chosen(Settings(start_at_login=on), file)


def _kept(file: Path) -> bool:
    return load({}, {"RIVERMON_SETTINGS": str(file)}).start_at_login


def _in_the_way(file: Path) -> None:
    """Have a folder where a file is to be."""
    file.mkdir(parents=True)


def _switch_off(entry: Path) -> None:
    """As a desktop's own settings do."""
    entry.write_text(entry.read_text() + "Hidden=true\n")


def _by_hand(entry: Path) -> None:
    entry.parent.mkdir(parents=True)
    entry.write_text("[Desktop Entry]\nType=Application\nName=Mine\nExec=true\n")


def _text(file: Path) -> str:
    """What stands in it; nothing where there is no file."""
    return file.read_text() if file.exists() else ""


def _which(file: Path) -> tuple[int, int]:
    """Which file it is, and of when."""
    found = file.stat()
    return found.st_ino, found.st_mtime_ns


def _started() -> Sequence[str] | None:
    return starts_at_login()


@pytest.mark.usefixtures("entry")
async def test_it_is_switched_on_and_off(file: Path):
    chosen = _chosen(file, on=False)
    await start_at_login(chosen, wanted=True)
    assert _started() == WORDS
    assert chosen.settings.start_at_login is _kept(file) is True
    await start_at_login(chosen, wanted=False)
    assert _started() is None
    assert chosen.settings.start_at_login is _kept(file) is False


async def test_flags_are_for_one_run(entry: Path, file: Path):
    flags = Chosen(Settings(db="/tmp/other.db", port=9), file, {"db": "--db", "port": "--port"})
    await start_at_login(flags, wanted=True)
    assert _started() == WORDS
    assert "--db" not in _text(entry)


async def test_what_the_desktop_refuses_is_not_kept(entry: Path, file: Path):
    chosen = _chosen(file, on=False)
    _in_the_way(entry)
    with pytest.raises(LoginNotChanged):
        await start_at_login(chosen, wanted=True)
    assert not chosen.settings.start_at_login
    assert _text(file) == ""


@pytest.mark.usefixtures("entry")
@pytest.mark.parametrize("wanted", [True, False])
async def test_what_cannot_be_kept_is_taken_back(file: Path, *, wanted: bool):
    chosen = _chosen(file, on=not wanted)
    if not wanted:
        enter(WORDS)
    _in_the_way(file)
    with pytest.raises(BadSetting, match="cannot be written"):
        await start_at_login(chosen, wanted=wanted)
    assert _started() == (None if wanted else WORDS)
    assert chosen.settings.start_at_login is not wanted


async def test_a_demo_touches_nothing(entry: Path):
    with pytest.raises(CannotBeDone, match="--demo"):
        await start_at_login(Chosen(Settings(), None), wanted=True)
    assert _text(entry) == ""


async def test_switching_it_on_here_wins_over_what_the_desktop_switched_off(
    entry: Path, file: Path
):
    enter(WORDS)
    _switch_off(entry)
    await start_at_login(_chosen(file, on=False), wanted=True)
    assert _started() == WORDS


# At a start of the window


@pytest.mark.usefixtures("entry")
@pytest.mark.parametrize("before", [None, ELSEWHERE, WORDS])
async def test_the_entry_leads_to_this_rivermon(file: Path, before: Sequence[str] | None):
    if before is not None:
        enter(before)
    assert await renew_at_login(_chosen(file, on=True)) == ""
    assert _started() == WORDS
    assert _text(file) == ""


async def test_what_leads_here_already_is_not_written_again(entry: Path, file: Path):
    enter(WORDS)
    before = _which(entry)
    assert await renew_at_login(_chosen(file, on=True)) == ""
    assert _which(entry) == before


@pytest.mark.usefixtures("entry")
async def test_where_it_is_not_wanted_the_entry_is_left_alone(file: Path):
    enter(ELSEWHERE)
    assert await renew_at_login(_chosen(file, on=False)) == ""
    assert _started() == ELSEWHERE


async def test_the_desktops_word_wins_and_the_setting_says_so(entry: Path, file: Path):
    chosen = _chosen(file, on=True)
    enter(WORDS)
    _switch_off(entry)
    assert await renew_at_login(chosen) == ""
    assert _started() is None
    assert "Hidden=true" in _text(entry)
    assert chosen.settings.start_at_login is _kept(file) is False


async def test_why_it_cannot_be_written_is_told(
    entry: Path, file: Path, caplog: pytest.LogCaptureFixture
):
    chosen = _chosen(file, on=True)
    _by_hand(entry)
    said = await renew_at_login(chosen)
    assert "was not made by rivermon" in said
    assert said in caplog.text
    assert chosen.settings.start_at_login


@pytest.mark.usefixtures("entry")
async def test_two_at_once_end_as_the_setting_has_it(file: Path):
    chosen = _chosen(file, on=True)
    await asyncio.gather(renew_at_login(chosen), renew_at_login(chosen))
    assert _started() == WORDS
