"""A tunnel's program is found where it usually is, and does not get what is not for it."""

import os
import shutil
from pathlib import Path

import pytest

from rivermon.net.program_search import distributions, found, search_path, surroundings


@pytest.fixture
def program(tmp_path: Path) -> Path:
    file = tmp_path / "my-tunnel"
    file.write_text("#!/bin/sh\n")
    file.chmod(0o755)
    return file


def test_a_program_is_found_in_path_and_by_its_whole_name(program: Path):
    assert found("my-tunnel", {"PATH": str(program.parent)}) == str(program)
    assert found(str(program), {}) == str(program)
    assert found("my-tunnel", {"PATH": "/nowhere"}) is None
    program.chmod(0o644)
    assert found(str(program), {}) is None


def test_what_lies_in_the_current_folder_is_not_taken_for_it_on_windows(
    program: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(program.parent)
    around = {"PATH": "/nowhere"}
    assert shutil.which(program.name, path=f"/nowhere{os.pathsep}.") == f"./{program.name}"
    assert found(program.name, around, "win32") is None
    assert found(f"./{program.name}", around, "win32") == f"./{program.name}"
    elsewhere = tmp_path / "bin" / program.name
    elsewhere.parent.mkdir()
    shutil.copy(program, elsewhere)
    assert found(program.name, {"PATH": str(elsewhere.parent)}, "win32") == str(elsewhere)


def test_the_home_folders_sign_is_understood(program: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("HOME", str(program.parent))
    assert found("~/my-tunnel", {}) == str(program)


@pytest.mark.parametrize(
    ("system", "place"),
    [("darwin", "/opt/homebrew/bin"), ("darwin", "/usr/local/bin"), ("linux", "/snap/bin")],
)
def test_places_that_a_bundles_path_lacks_are_looked_into(system: str, place: str):
    folders = search_path({"PATH": "/usr/bin:/bin"}, system).split(os.pathsep)
    assert folders[:2] == ["/usr/bin", "/bin"]
    assert place in folders
    assert len(folders) == len(set(folders))


def test_windows_places_stand_in_variables():
    around = {"PATH": r"C:\Windows", "APPDATA": r"C:\Users\me\AppData\Roaming"}
    path = search_path(around, "win32")
    assert r"C:\Users\me\AppData\Roaming\npm" in path
    assert "${" not in path


def test_secrets_stay_with_rivermon_and_the_key_goes_to_modelrivers_program_alone():
    around = {"MODELRIVER_WEBHOOK_SECRET": "a", "MODELRIVER_API_KEY": "b", "HOME": "/home/me"}
    assert set(surroundings(around, with_api_key=False)) == {"HOME", "PATH", "PYTHONUNBUFFERED"}
    assert surroundings(around, with_api_key=True)["MODELRIVER_API_KEY"] == "b"
    assert "MODELRIVER_WEBHOOK_SECRET" not in surroundings(around, with_api_key=True)


@pytest.mark.skipif(not Path("/etc/os-release").exists(), reason="it has no /etc/os-release")
def test_the_distribution_is_known():
    assert distributions()
