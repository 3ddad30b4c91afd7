"""This machine's own way to start it at login."""

import sys
from pathlib import Path

import pytest

from rivermon.desktop.login import not_at_login, start_at_login, starts_at_login

WORDS = ("/opt/rivermon/rivermon", "--hidden")

pytestmark = pytest.mark.skipif(
    sys.platform in {"darwin", "win32"}, reason="would change what this user's login starts"
)


def test_the_entry_is_where_this_users_desktop_looks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    start_at_login(WORDS)
    assert (tmp_path / "config" / "autostart" / "rivermon.desktop").is_file()
    assert starts_at_login() == WORDS
    not_at_login()
    assert starts_at_login() is None


@pytest.mark.parametrize("named", ["", "relative/folder"])
def test_without_a_folder_that_is_named_it_is_the_usual_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named: str
):
    monkeypatch.setenv("XDG_CONFIG_HOME", named)
    monkeypatch.setenv("HOME", str(tmp_path))
    start_at_login(WORDS)
    assert (tmp_path / ".config" / "autostart" / "rivermon.desktop").is_file()
