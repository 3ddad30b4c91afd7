"""Both READMEs lead where they say, and tell the same."""

import re
from pathlib import Path

import pytest

from tests.readme.pages import (
    CHINESE,
    ENGLISH,
    ROOT,
    blocks,
    headings,
    languages,
    links,
    pictures,
    tables,
)

PAGES = pytest.mark.parametrize("page", [ENGLISH, CHINESE], ids=["English", "Chinese"])
SAME_IN_BOTH = re.compile(r"`[^`]+`|Ctrl\+(?:Shift\+)?[A-Z]|\d+(?:[.,]\d+)*(?: ms| MB)?")
OPTION = re.compile(r"--[a-z-]+")


@PAGES
def test_every_picture_is_there_is_kept_and_is_described(page: Path) -> None:
    kept = (ROOT / ".gitignore").read_text("utf-8").splitlines()
    for shows, place in pictures(page):
        file = (page.parent / place).resolve()
        assert file.is_file(), place
        assert f"!/{file.relative_to(ROOT).as_posix()}" in kept
        assert len(shows) > 5


def test_every_picture_that_is_kept_is_shown() -> None:
    folder = "!/resources/screenshots/"
    lines = (ROOT / ".gitignore").read_text("utf-8").splitlines()
    kept = {line.removeprefix(folder) for line in lines if line.startswith(folder)}
    shown = {Path(place).name for page in (ENGLISH, CHINESE) for _, place in pictures(page)}
    assert shown == kept


@PAGES
def test_every_link_leads_somewhere(page: Path) -> None:
    anchors = [heading.anchor for heading in headings(page)]
    assert len(set(anchors)) == len(anchors)
    for link in links(page):
        if link.startswith("#"):
            assert link.removeprefix("#") in anchors
        elif "://" not in link:
            assert (page.parent / link).resolve().is_file(), link


def test_each_leads_to_the_other_in_its_first_line() -> None:
    for page, other in ((ENGLISH, CHINESE), (CHINESE, ENGLISH)):
        first = page.read_text("utf-8").splitlines()[0]
        (place,) = re.findall(r"\]\((\S+)\)", first)
        assert (page.parent / place).resolve() == other


def test_both_tell_the_same_in_the_same_order() -> None:
    def shape(page: Path) -> object:
        rows = [[len(row) for row in table] for table in tables(page)]
        return [heading.level for heading in headings(page)], rows, len(pictures(page))

    assert shape(CHINESE) == shape(ENGLISH)


def test_both_have_the_same_code_keys_and_figures_in_their_tables() -> None:
    def said(page: Path) -> list[list[str]]:
        rows = (row for table in tables(page) for row in table)
        return [SAME_IN_BOTH.findall(" ".join(row)) for row in rows]

    assert said(CHINESE) == said(ENGLISH)


@PAGES
def test_every_row_has_as_many_cells_as_its_table(page: Path) -> None:
    for table in tables(page):
        assert {len(row) for row in table} == {len(table[0])}, table[0]


@PAGES
def test_folded_parts_are_closed(page: Path) -> None:
    text = page.read_text("utf-8")
    assert text.count("<details><summary>") == text.count("</summary>") == text.count("</details>")


@PAGES
def test_what_is_not_run_is_for_windows_and_says_so(page: Path) -> None:
    assert languages(page) == {"sh", "powershell"}
    said = {
        ENGLISH: ("Neither has been tried", "not tried yet"),
        CHINESE: ("尚无人试用", "尚未试用"),
    }
    text = page.read_text("utf-8")
    folded = re.findall(r"<details>.*?</details>", text, re.DOTALL)
    windows = [part for part in folded if "```powershell" in part]
    assert len(windows) == len(blocks(page, "powershell"))
    for part, words in zip(windows, said[page], strict=True):
        assert words in part


def test_what_is_not_run_names_what_there_is() -> None:
    program = (ROOT / "rivermon" / "cli" / "options.py").read_text("utf-8")
    commands = [line for block in blocks(ENGLISH, "powershell") for line in block]
    ours = [line for line in commands if "rivermon" in line]
    assert len(ours) == 3
    for line in ours:
        assert all(f'"{option}"' in program for option in OPTION.findall(line)), line
    (installs,) = (line for line in commands if "pip install" in line)
    assert "-c constraints.txt" in installs
    assert (ROOT / "constraints.txt").is_file()
    assert "\ntest = [" in (ROOT / "pyproject.toml").read_text("utf-8")
