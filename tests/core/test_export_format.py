"""An export in each format: read back by the standard library, and harmless in a spreadsheet."""

import csv
import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rivermon.core.export_format import Format, pieces, safe_cell

ROWS: list[dict[str, Any]] = [
    {"id": 2, "title": "盗梦空间, the “film”", "data": {"year": 2010}, "note": "two\nlines"},
    {"id": 1, "title": None, "data": None, "note": ""},
]
NAMES = ("id", "title", "data", "note")


def written(wanted: Format, *pages: list[dict[str, Any]]) -> bytes:
    parts = pieces(wanted, NAMES)
    text = parts.begin
    for place, page in enumerate(pages):
        text += parts.rows(page, place == 0)
    return text + parts.end(not pages)


@pytest.mark.parametrize("pages", [(ROWS,), ([ROWS[0]], [ROWS[1]])], ids=["one page", "two"])
def test_each_format_can_be_read_back(pages: tuple[list[dict[str, Any]], ...]) -> None:
    assert json.loads(written(Format.JSON, *pages)) == ROWS
    lines = written(Format.JSON_LINES, *pages).decode().splitlines()
    assert list(map(json.loads, lines)) == ROWS
    text = written(Format.CSV, *pages).decode("utf-8-sig")
    read = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [row["id"] for row in read] == ["2", "1"]
    assert read[0]["title"] == ROWS[0]["title"]
    assert json.loads(read[0]["data"]) == {"year": 2010}
    assert read[0]["note"] == "two\nlines"
    assert read[1]["title"] == read[1]["data"] == ""


def test_nothing_is_an_empty_array_a_header_alone_and_no_line() -> None:
    assert json.loads(written(Format.JSON)) == []
    assert written(Format.JSON_LINES) == b""
    assert written(Format.CSV).decode("utf-8-sig") == "id,title,data,note\r\n"


@pytest.mark.parametrize(
    "text",
    [
        '=HYPERLINK("http://evil.example","x")',
        "+1+cmd|' /C calc'!A0",
        "-2+3",
        "@SUM(A1)",
        "\uff1d1+1",
        "  =1+1",
        "\t=1+1",
        "\r=1",
        "\n@x",
        "\ufeff=1",
        "\u00a0=1",
    ],
)
def test_no_cell_begins_a_formula(text: str) -> None:
    row = written(Format.CSV, [{"title": text}]).decode("utf-8-sig").split("\r\n", 1)[1]
    (read,) = csv.reader(io.StringIO(row, newline=""))
    assert read[1] == f"'{text}"


@pytest.mark.parametrize("text", ["", "a=b", "1", "2010-07-16", "“quoted”", "中文", "{}"])
def test_ordinary_text_is_left_alone(text: str) -> None:
    assert safe_cell(text) == text


@given(st.lists(st.dictionaries(st.sampled_from(NAMES), st.text()), min_size=1, max_size=4))
def test_any_text_makes_the_same_number_of_rows_and_cells(rows: list[dict[str, str]]) -> None:
    text = written(Format.CSV, rows).decode("utf-8-sig")
    read = list(csv.reader(io.StringIO(text, newline="")))
    assert len(read) == len(rows) + 1
    assert all(len(row) == len(NAMES) for row in read)
    assert not any(cell.lstrip().startswith(("=", "+", "-", "@")) for row in read for cell in row)
