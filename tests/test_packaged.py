"""What a packaged app starts finds the surroundings that the system gave, not the app's own."""

import os
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from rivermon.packaged import give_back_surroundings, is_packaged, own_words, without_console

LIBRARIES = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
# A start of rivermon as PyInstaller has it, and what a program that it starts then sees.
PACKAGED = """
import os, subprocess, sys
sys.frozen, sys.argv = True, ["rivermon", "--version"]
from rivermon.cli import main
try:
    main()
except SystemExit:
    sys.stdout.flush()
seen = "import os, json; print(json.dumps(dict(os.environ)))"
subprocess.run([sys.executable, "-c", seen], check=True)
"""


@pytest.mark.parametrize("name", LIBRARIES)
def test_libraries_are_those_of_before(name: str) -> None:
    environment = {name: "/app/_internal:/usr/own", f"{name}_ORIG": "/usr/own"}
    give_back_surroundings(environment)
    assert environment == {name: "/usr/own"}


@pytest.mark.parametrize("name", LIBRARIES)
def test_there_are_none_where_there_were_none(name: str) -> None:
    environment = {name: "/app/_internal", "HOME": "/home/mira"}
    give_back_surroundings(environment)
    assert environment == {"HOME": "/home/mira"}


def test_another_program_with_qt_loads_its_own_plugins() -> None:
    environment = {"QT_PLUGIN_PATH": "/app/plugins", "QML2_IMPORT_PATH": "/app/qml"}
    give_back_surroundings(environment | {"QT_QPA_PLATFORM": "xcb"})
    give_back_surroundings(environment)
    assert environment == {}


def test_one_more_rivermon_begins_anew() -> None:
    environment = {"_PYI_ARCHIVE_FILE": "/app/rivermon", "_PYI_PARENT_PROCESS_LEVEL": "1"}
    give_back_surroundings(environment)
    assert environment == {}


def test_the_apps_folder_is_not_looked_into_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", "/app/_internal", raising=False)
    environment = {"PATH": os.pathsep.join(("/app/_internal", "/usr/bin", "/app"))}
    give_back_surroundings(environment)
    assert environment["PATH"] == os.pathsep.join(("/usr/bin", "/app"))
    unchanged = {"PATH": "/usr/bin"}
    give_back_surroundings(unchanged)
    assert unchanged == {"PATH": "/usr/bin"}


def test_rivermon_is_started_once_more_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not is_packaged()
    assert own_words() == (sys.executable, "-P", "-m", "rivermon")
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert is_packaged()
    assert own_words() == (sys.executable,)


@pytest.mark.parametrize(
    ("started", "there", "entered"),
    [
        ("rivermon-console.exe", "rivermon.exe", "rivermon.exe"),
        ("python.exe", "pythonw.exe", "pythonw.exe"),
        ("python.exe", "other.exe", "python.exe"),
        ("rivermon", "rivermon.exe", "rivermon"),
    ],
)
def test_no_console_comes_up_beside_a_window(
    tmp_path: Path, started: str, there: str, entered: str
) -> None:
    (tmp_path / there).touch()
    assert without_console(str(tmp_path / started)) == str(tmp_path / entered)


def test_what_a_packaged_rivermon_starts_sees_none_of_it(tmp_path: Path) -> None:
    before = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "LD_LIBRARY_PATH_ORIG": "/usr/own"}
    inside = {"LD_LIBRARY_PATH": str(tmp_path), "QT_PLUGIN_PATH": "/app", "_PYI_SPLASH_IPC": "0"}
    ran = subprocess.run(
        [sys.executable, "-c", PACKAGED],
        env=before | inside,
        capture_output=True,
        timeout=30,
        check=True,
    )
    said, seen = ran.stdout.split(b"\n", 1)
    assert said.startswith(b"rivermon ")
    environment = msgspec.json.decode(seen, type=dict[str, str])
    assert environment["LD_LIBRARY_PATH"] == "/usr/own"
    assert not {"LD_LIBRARY_PATH_ORIG", "QT_PLUGIN_PATH", "_PYI_SPLASH_IPC"} & set(environment)
