"""How soon a window stands is measured from outside, and a program that fails is no measurement."""

import os
import sys
from pathlib import Path

import pytest

from resources.package.measuring import NotStarted, forget, size_of, start_to_window

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the programs here are scripts")


def a_program(at: Path, text: str) -> Path:
    program = at / "program"
    program.write_text(f"#!{sys.executable}\nimport time\n{text}\n", "utf-8")
    program.chmod(0o755)
    return program


def test_the_time_until_the_line_is_taken_and_not_until_the_end(tmp_path: Path) -> None:
    text = "print('window shown after x', flush=True); time.sleep(2); print('All is well.')"
    assert 0 < start_to_window(a_program(tmp_path, text), "shown after") < 2


@pytest.mark.parametrize(
    "text", ["print('All is well.')", "print('shown after x', flush=True); raise SystemExit(1)"]
)
def test_what_fails_is_told_with_its_words(tmp_path: Path, text: str) -> None:
    with pytest.raises(NotStarted, match=r"well|shown"):
        start_to_window(a_program(tmp_path, text), "shown after")


def test_a_link_takes_no_room(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"x" * 1000)
    (tmp_path / "link").symlink_to("file")
    assert size_of(tmp_path) == 1000


def test_files_are_whole_after_they_were_forgotten(tmp_path: Path) -> None:
    content = os.urandom(100_000)
    (tmp_path / "file").write_bytes(content)
    assert forget(tmp_path) == sys.platform.startswith("linux")
    assert (tmp_path / "file").read_bytes() == content
