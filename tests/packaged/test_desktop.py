"""The desktop's menu and the login start the packaged program, wherever it lies."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import rivermon
from tests.desktop.launcher_rules import arguments_of, groups_of
from tests.packaged.newcomer import PATIENCE_S, Newcomer, free_port, quiet, until

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="desktop entries are Linux's")


def words_of(entry: Path) -> list[str]:
    """What a desktop runs for an entry."""
    words = arguments_of(groups_of(entry.read_text("utf-8"))["Desktop Entry"]["Exec"])
    # It looks for the first word as a shell does.
    return [shutil.which(words[0], path=os.environ["PATH"]) or words[0], *words[1:]]


def run(
    words: list[str], newcomer: Newcomer, more: dict[str, str]
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        words,
        env=newcomer.seen | more,
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE_S,
        check=False,
    )


def test_the_menu_starts_it_until_it_is_taken_out(newcomer: Newcomer) -> None:
    ran = newcomer.run("integrate")
    assert (ran.code, ran.err) == (0, "")
    entry = newcomer.home / ".local" / "share" / "applications" / "rivermon.desktop"
    icons = newcomer.home / ".local" / "share" / "icons"
    assert [file for file in icons.rglob("rivermon.*") if file.stat().st_size]
    words = words_of(entry)
    assert str(newcomer.program) in words
    started = run([*words, "--version"], newcomer, {})
    assert (started.returncode, started.stderr) == (0, "")
    assert started.stdout == f"rivermon {rivermon.__version__}\n"
    removed = newcomer.run("integrate", "--remove")
    assert (removed.code, removed.err) == (0, "")
    assert not entry.exists()
    assert not list(icons.rglob("rivermon.*"))


def test_the_login_starts_it_while_the_setting_is_on(newcomer: Newcomer) -> None:
    more = {"QT_QPA_PLATFORM": "offscreen", "RIVERMON_PORT": str(free_port())}
    more |= {"RIVERMON_GUIDED": "true", "RIVERMON_START_AT_LOGIN": "true"}
    entry = newcomer.home / ".config" / "autostart" / "rivermon.desktop"
    with newcomer.begin(**more) as window:
        until(entry.exists, window)
        words = words_of(entry)
        assert words[-2:] == [str(newcomer.program), "--hidden"]
        # It finds the first one at work, and leaves it alone.
        second = run(words, newcomer, more)
        assert second.returncode == 0, second
        assert window.stop()[0] == 0
        assert "Traceback" not in window.err
        assert quiet(second.stderr)
