"""Caches that are there are brought up to date, none is begun, and what fails does no harm."""

import os
import subprocess
from pathlib import Path
from shutil import which

import pytest

from rivermon.desktop.caches import refresh

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64"/>'


class Folders:
    """A data folder with what caches are about, and a PATH of its own."""

    def __init__(self, tmp_path: Path) -> None:
        self.applications = tmp_path / "data 🌊" / "applications"
        self.theme = tmp_path / "data 🌊" / "icons" / "hicolor"
        self.tools = tmp_path / "bin"
        self.noted = tmp_path / "noted"
        for folder in (self.applications, self.theme / "scalable" / "apps", self.tools):
            folder.mkdir(parents=True)
        os.utime(self.theme, (0, 0))

    def tool(self, name: str, code: int = 0) -> None:
        """A tool that notes what it was called with."""
        file = self.tools / name
        file.write_text(f'#!/bin/sh\nprintf "%s\\n" "{name}" "$@" >>{self.noted}\nexit {code}\n')
        file.chmod(0o700)

    def cached(self) -> None:
        (self.theme / "icon-theme.cache").write_bytes(b"")
        (self.applications / "mimeinfo.cache").write_bytes(b"")

    def refresh(self) -> list[str]:
        return list(refresh(self.applications, self.theme))


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folders:
    made = Folders(tmp_path)
    monkeypatch.setenv("PATH", str(made.tools))
    return made


def test_where_there_is_no_cache_the_theme_is_only_made_newer(folders: Folders):
    folders.tool("gtk-update-icon-cache")
    folders.tool("update-desktop-database")
    assert folders.refresh() == []
    assert not folders.noted.exists()
    assert folders.theme.stat().st_mtime > 0
    assert sorted(each.name for each in folders.theme.iterdir()) == ["scalable"]


@pytest.mark.parametrize("icon_tool", ["gtk-update-icon-cache", "gtk4-update-icon-cache"])
def test_caches_that_are_there_are_brought_up_to_date(folders: Folders, icon_tool: str):
    folders.cached()
    folders.tool(icon_tool)
    folders.tool("update-desktop-database")
    assert folders.refresh() == []
    assert folders.noted.read_text().splitlines() == [
        *(icon_tool, "--quiet", "--force", "--ignore-theme-index", str(folders.theme)),
        *("update-desktop-database", "--quiet", str(folders.applications)),
    ]


def test_tools_that_are_missing_or_fail_are_told(folders: Folders):
    folders.cached()
    folders.tool("update-desktop-database", code=3)
    absent, failed = folders.refresh()
    assert absent.startswith("There is no gtk-update-icon-cache here: ")
    assert failed.startswith("update-desktop-database failed ")
    assert "exit status 3" in failed


def test_a_folder_that_is_not_there_is_none_of_its_business(tmp_path: Path):
    assert list(refresh(tmp_path / "applications", tmp_path / "hicolor")) == []
    assert list(tmp_path.iterdir()) == []


def test_gtks_own_tool_takes_the_new_icon_in(tmp_path: Path):
    tool = which("gtk-update-icon-cache")
    if tool is None:
        pytest.skip("gtk-update-icon-cache is not here")
    folders = Folders(tmp_path)
    cache, icon = folders.theme / "icon-theme.cache", folders.theme / "scalable/apps/rivermon.svg"
    icon.with_name("other.svg").write_bytes(SVG)
    subprocess.run([tool, "--ignore-theme-index", "--force", folders.theme], check=True)
    icon.write_bytes(SVG)
    assert b"rivermon" not in cache.read_bytes()
    assert folders.refresh() == []
    assert b"rivermon" in cache.read_bytes()
