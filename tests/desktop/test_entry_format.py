"""Desktop entries are written and read by the specification's rules, whatever a path contains."""

import subprocess
from pathlib import Path
from shutil import which

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rivermon.desktop.entry_format import (
    NotForAnEntry,
    command_line,
    entry_text,
    main_keys,
    words_of,
)
from tests.desktop.launcher_rules import ODD_NAMES, arguments_of, groups_of
from tests.desktop.patience import until

PATHS = st.text(
    st.one_of(
        st.sampled_from(" \t\n\"'\\><~|&;$*?#()`%=fFuU/aé中🌊"),
        st.characters(blacklist_categories=("Cc", "Cs")),
    ),
    min_size=1,
)
ASIDE = ["nice", "-n", "0"]


def _written(words: list[str]) -> str:
    text = entry_text({"Desktop Entry": {"Exec": command_line(words)}})
    assert text.count("\n") == 2
    return text


@given(st.lists(PATHS, min_size=1, max_size=4))
def test_every_command_line_is_read_as_it_was_meant(words: list[str]):
    text = _written(words)
    started = arguments_of(groups_of(text)["Desktop Entry"]["Exec"])
    assert (started[3:] if started[:3] == ASIDE else started) == words
    assert words_of(main_keys(text)["Exec"]) == tuple(words)


@given(PATHS)
def test_every_value_is_read_as_it_was_written(value: str):
    text = entry_text({"Desktop Entry": {"TryExec": value}, "Other": {"TryExec": "no"}})
    assert groups_of(text)["Desktop Entry"]["TryExec"] == value
    assert main_keys(text) == {"TryExec": value}


@pytest.mark.parametrize("name", ODD_NAMES)
def test_glib_starts_what_was_meant(tmp_path: Path, name: str):
    if which("gio") is None:
        pytest.skip("GLib's gio is not here")
    program, said = tmp_path / name / "program", tmp_path / "said"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nprintf "%s\\0" "$0" "$@" >{said}.part\nmv {said}.part {said}\n')
    program.chmod(0o700)
    entry = tmp_path / "entry.desktop"
    command = command_line([str(program), "--hidden", name])
    keys = {"Type": "Application", "Name": "x", "TryExec": str(program), "Exec": command}
    entry.write_text(entry_text({"Desktop Entry": keys}))
    subprocess.run(["gio", "launch", entry], check=True, timeout=30, cwd="/")
    until(said.exists)
    assert said.read_text().split("\0") == [str(program), "--hidden", name, ""]


@pytest.mark.parametrize("value", ["a\x00b", "a\x1bb", "a\x7f", "caf\udce9"])
def test_what_no_entry_can_hold_is_refused(value: str):
    with pytest.raises(NotForAnEntry):
        entry_text({"Desktop Entry": {"TryExec": value}})


@pytest.mark.parametrize("line", ["", "   ", '"open', '"a"b', "'a b'", "a\\ b"])
def test_what_is_no_command_line_is_refused(line: str):
    with pytest.raises(ValueError, match="command line"):
        words_of(line)


def test_codes_for_files_are_left_out():
    assert words_of('editor %U --at "100%%" ""') == ("editor", "--at", "100%", "")


def test_only_the_main_group_is_read():
    text = (
        "# Name=no\n[Other]\nName=no\n\n[Desktop Entry]\nName = yes \n#Name=no\nx\n[More]\nName=no"
    )
    assert main_keys(text) == {"Name": "yes"}
    assert main_keys("") == {}
