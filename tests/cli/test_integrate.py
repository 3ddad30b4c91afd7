"""`rivermon integrate`: into the desktop's menu and out again, from wherever rivermon is."""

import os
import signal
import subprocess
import sys
import venv
from pathlib import Path
from shutil import which

import pytest

from rivermon.cli.integrate import instead_of_a_menu
from rivermon.desktop.login import start_at_login, starts_at_login
from tests.cli.terminal import Terminal, environment, run_program
from tests.desktop.launcher_rules import arguments_of, groups_of
from tests.desktop.patience import until

BY_HAND = "[Desktop Entry]\nType=Application\nName=Mine\nExec=rivermon serve\n"

pytestmark = pytest.mark.skipif(
    instead_of_a_menu(sys.platform) is not None, reason="this platform has no menu of files"
)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The data folder of whoever sits at the terminal."""
    return tmp_path / "XDG_DATA_HOME"


def _entry(data: Path) -> Path:
    return data / "applications" / "rivermon.desktop"


def _starts(data: Path) -> list[str]:
    return arguments_of(groups_of(_entry(data).read_text("utf-8"))["Desktop Entry"]["Exec"])


def _files(folder: Path) -> dict[Path, bytes]:
    return {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_it_is_in_the_menu_until_it_is_taken_out(terminal: Terminal, data: Path) -> None:
    ran = terminal.run("integrate")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == [
        f"The menu has rivermon now: {_entry(data)}",
        f"It starts {sys.executable}: after moving that, run `rivermon integrate` again.",
    ]
    assert _starts(data) == [sys.executable, "-P", "-m", "rivermon"]
    there = _files(data)
    assert terminal.run("integrate").out == ran.out
    assert _files(data) == there
    removed = terminal.run("integrate", "--remove")
    assert (removed.code, removed.err) == (0, "")
    assert sorted(removed.out.splitlines()) == sorted(f"Removed {file}" for file in there)
    assert _files(data) == {}
    again = terminal.run("integrate", "--remove")
    assert (again.code, again.out) == (0, "The menu has nothing of rivermon's.\n")


def test_it_explains_itself(terminal: Terminal) -> None:
    said = " ".join(terminal.run("integrate", "--help").out.split())
    assert "for this user only" in said
    assert "Examples: rivermon integrate rivermon integrate --remove" in said


def test_qt_is_not_needed_for_it(tmp_path: Path) -> None:
    ran = run_program("integrate", seen=environment(tmp_path))
    assert (ran.code, ran.err) == (0, "")


def test_what_starts_it_at_login_is_removed_too(
    terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "XDG_CONFIG_HOME"))
    start_at_login((sys.executable, "-m", "rivermon", "--hidden"))
    terminal.run("integrate")
    said = terminal.run("integrate", "--remove")
    assert said.code == 0
    assert "rivermon does not start at login any more." in said.out
    assert starts_at_login() is None
    assert "at login" not in terminal.run("integrate", "--remove").out


def test_entries_that_were_written_by_hand_stay(
    terminal: Terminal, tmp_path: Path, data: Path
) -> None:
    at_login = tmp_path / "XDG_CONFIG_HOME" / "autostart" / "rivermon.desktop"
    for file in (_entry(data), at_login):
        file.parent.mkdir(parents=True)
        file.write_text(BY_HAND)
    before = _files(tmp_path)
    assert "rename or delete it" in terminal.run("integrate").failed_in_one_line()
    ran = terminal.run("integrate", "--remove")
    assert (ran.code, ran.err) == (0, "")
    assert [line.partition(" ")[0] for line in ran.out.splitlines()] == [
        str(_entry(data)),
        str(at_login),
    ]
    assert _files(tmp_path) == before


def test_an_icon_that_was_drawn_by_hand_is_told_and_stays(terminal: Terminal, data: Path) -> None:
    icon = data / "icons" / "hicolor" / "scalable" / "apps" / "rivermon.svg"
    icon.parent.mkdir(parents=True)
    icon.write_text("<svg>mine</svg>")
    ran = terminal.run("integrate")
    assert ran.code == 0
    assert f"{icon} was there already and is not rivermon's icon" in ran.out
    terminal.run("integrate", "--remove")
    assert _files(data) == {icon: b"<svg>mine</svg>"}


def test_a_tool_that_is_missing_is_told_and_is_no_failure(
    terminal: Terminal, data: Path, tmp_path: Path
) -> None:
    _entry(data).parent.mkdir(parents=True)
    (_entry(data).parent / "mimeinfo.cache").write_bytes(b"")
    ran = terminal.run("integrate", PATH=str(tmp_path))
    assert ran.code == 0
    assert "There is no update-desktop-database here: " in ran.out
    assert _entry(data).is_file()


def test_what_is_in_the_way_is_one_line(terminal: Terminal, data: Path) -> None:
    data.write_text("")
    assert "cannot be changed" in terminal.run("integrate").failed_in_one_line()


def test_a_rivermon_that_starts_in_its_own_folder_only_is_told_how_to_be_installed(
    terminal: Terminal, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = [sys.executable, "-S", "-m", "rivermon"]  # without what is installed
    monkeypatch.setattr("rivermon.cli.integrate.own_words", lambda: elsewhere)
    said = terminal.run("integrate").failed_in_one_line()
    assert "pip install --editable ." in said
    assert not data.exists()


@pytest.mark.parametrize(
    ("platform", "words"), [("darwin", "Applications folder"), ("win32", "pin it")]
)
def test_elsewhere_it_says_what_to_do_instead(platform: str, words: str) -> None:
    assert words in str(instead_of_a_menu(platform))


@pytest.mark.parametrize("platform", ["linux", "freebsd14", "openbsd7"])
def test_where_menus_are_files_there_is_nothing_to_do_instead(platform: str) -> None:
    assert instead_of_a_menu(platform) is None


class OddPlace:
    """rivermon in a Python of its own, whose path no shell would let through."""

    def __init__(self, tmp_path: Path) -> None:
        self.data = tmp_path / "XDG_DATA_HOME"
        self.database = tmp_path / "river.db"
        folder = tmp_path / "odd 中文 🌊 $HOME `id` \"q\" 'a' \\n 100%f a=b;&"
        venv.create(folder, symlinks=True)
        self.python = folder / "bin" / "python"
        (site_packages,) = folder.glob("lib/*/site-packages")
        ours = [path for path in sys.path if path.endswith("site-packages")]
        lines = "".join(f"import site; site.addsitedir({path!r})\n" for path in ours)
        (site_packages / "ours.pth").write_text(lines, "utf-8")
        self.seen = environment(tmp_path, QT_QPA_PLATFORM="offscreen")
        del self.seen["PYTHONPATH"]

    def run(self, *arguments: str, cwd: str = "/") -> str:
        ran = subprocess.run(
            [self.python, "-m", "rivermon", *arguments],
            env=self.seen,
            cwd=cwd,
            check=True,
            capture_output=True,
            encoding="utf-8",
            timeout=60,
        )
        return ran.stdout

    def processes(self) -> list[int]:
        """Those that run this Python."""
        own = os.fsencode(self.python)
        return [
            int(each.name)
            for each in Path("/proc").iterdir()
            if each.name.isdigit() and own in _command_of(each)
        ]


def _command_of(process: Path) -> list[bytes]:
    try:
        return (process / "cmdline").read_bytes().split(b"\0")
    except (FileNotFoundError, ProcessLookupError):
        return []  # it has ended meanwhile


@pytest.fixture
def odd_place(tmp_path: Path) -> OddPlace:
    return OddPlace(tmp_path)


def test_it_is_started_from_an_odd_place(odd_place: OddPlace) -> None:
    odd_place.run("integrate")
    words = _starts(odd_place.data)
    assert words[-4:] == [str(odd_place.python), "-P", "-m", "rivermon"]
    said = subprocess.run(
        [*words, "--version"], cwd="/", env=odd_place.seen, check=True, capture_output=True
    )
    assert said.stdout.startswith(b"rivermon 0.")


@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="needs /proc")
def test_a_desktops_launcher_opens_the_window_from_an_odd_place(odd_place: OddPlace) -> None:
    if which("gio") is None:
        pytest.skip("GLib's gio is not here")
    odd_place.run("integrate")
    try:
        subprocess.run(
            ["gio", "launch", _entry(odd_place.data)],
            cwd="/",
            env=odd_place.seen,
            check=True,
            timeout=60,
            stdout=subprocess.DEVNULL,
        )
        until(odd_place.database.exists)
        assert len(odd_place.processes()) == 1
    finally:
        for process in odd_place.processes():
            os.kill(process, signal.SIGTERM)
    until(lambda: not odd_place.processes())
