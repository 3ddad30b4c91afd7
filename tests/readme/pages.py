"""Reads a README: its headings, blocks of commands, tables, links and pictures."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
ENGLISH = ROOT / "README.md"
CHINESE = ROOT / "resources" / "README.zh-CN.md"

_FENCED = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^(#+) (.+)$", re.MULTILINE)
_COMMENT = re.compile(r"\s+# .*$|^# .*$")
_PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)\s]+)\)")
_LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")
_CODE = re.compile(r"`([^`]+)`")
_CELLS = re.compile(r"(?<!\\)\|")

Block = tuple[str, ...]
"""The commands of one block, without their comments."""


class Heading(NamedTuple):
    level: int
    words: str

    @property
    def anchor(self) -> str:
        """What leads to it, as GitHub makes it of a heading."""
        kept = re.sub(r"[^\w\- ]", "", self.words.lower())
        return kept.replace(" ", "-")


def blocks(page: Path, language: str = "sh") -> list[Block]:
    """The page's blocks of commands, in their order."""
    found = _FENCED.findall(page.read_text("utf-8"))
    return [_commands(text) for named, text in found if named == language]


def languages(page: Path) -> set[str]:
    """What the page's blocks are written in."""
    return {named for named, _ in _FENCED.findall(page.read_text("utf-8"))}


def headings(page: Path) -> list[Heading]:
    return [Heading(len(level), words) for level, words in _HEADING.findall(prose(page))]


def pictures(page: Path) -> list[tuple[str, str]]:
    """What each picture shows, and where it is."""
    return _PICTURE.findall(prose(page))


def links(page: Path) -> list[str]:
    return _LINK.findall(prose(page))


def tables(page: Path) -> list[list[list[str]]]:
    """The rows of each table, as cells; the first is its header, the line below it is left out."""
    found: list[list[list[str]]] = []
    inside = False
    for line in prose(page).splitlines():
        if line.startswith("|"):
            if not inside:
                found.append([])
            found[-1].append([cell.strip() for cell in _CELLS.split(line)[1:-1]])
        inside = line.startswith("|")
    return [[table[0], *table[2:]] for table in found]


def table_with(page: Path, first: str) -> list[list[str]]:
    """The rows of the one table in which a row begins with `first`, without its header."""
    (found,) = (table for table in tables(page) if any(row[0] == first for row in table[1:]))
    return found[1:]


def codes(cell: str) -> list[str]:
    """What stands in code within a cell."""
    return _CODE.findall(cell)


def prose(page: Path) -> str:
    """The page without its blocks of commands."""
    return _FENCED.sub("", page.read_text("utf-8"))


def _commands(text: str) -> Block:
    def lines() -> Iterator[str]:
        for line in text.splitlines():
            if command := _COMMENT.sub("", line).strip():
                yield command

    return tuple(lines())
