"""The formats of an export: JSON Lines, one JSON array, CSV that a spreadsheet opens safely.

Pure: from rows to bytes, a piece at a time. Does not know the file.
"""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import Any

import msgspec

from rivermon.core.exported import Exported

_json = msgspec.json.Encoder()
# What a spreadsheet takes for the beginning of a formula, in both widths
# (https://owasp.org/www-community/attacks/CSV_Injection).
_FORMULA = tuple("=+-@\uff1d\uff0b\uff0d\uff20")
_BLANKS = "\t\r\n\v\f \u00a0\ufeff"
_BOM = "\ufeff".encode()


class Format(StrEnum):
    """The formats; the value is the file's ending."""

    JSON_LINES = "jsonl"
    JSON = "json"
    CSV = "csv"


class Pieces(msgspec.Struct, frozen=True):
    """How a format begins, how rows follow (`first` for the first ones), and how it ends."""

    begin: bytes
    rows: Callable[[Sequence[Exported], bool], bytes]
    end: Callable[[bool], bytes]


def pieces(wanted: Format, names: Sequence[str]) -> Pieces:
    """How rows with these names are written.

    Args:
        wanted: the format.
        names: the columns of a CSV; JSON has the names in its rows.

    Returns:
        `rows` is handed some rows and whether they are the first; `end` whether there were none.
    """
    match wanted:
        case Format.JSON_LINES:
            return Pieces(b"", lambda rows, _first: _json.encode_lines(rows), lambda _empty: b"")
        case Format.JSON:
            return Pieces(b"[", _array_part, lambda empty: b"]\n" if empty else b"\n]\n")
        case Format.CSV:
            # The mark tells spreadsheets that the text is UTF-8: Chinese would be spoiled.
            begin = _BOM + _lines([names])
            return Pieces(begin, lambda rows, _first: _lines(_cells(rows, names)), lambda _: b"")


def safe_cell(text: str) -> str:
    """Text that a spreadsheet takes for text: an apostrophe before what would be a formula."""
    begin = text.lstrip(_BLANKS)[:1]
    if begin in _FORMULA or text[:1] in ("\t", "\r", "\n"):
        return f"'{text}"
    return text


def _array_part(rows: Sequence[Exported], first: bool) -> bytes:  # noqa: FBT001 - a part's place
    written = b",\n".join(map(_json.encode, rows))
    return (b"\n" if first else b",\n") + written if rows else b""


def _cells(rows: Sequence[Mapping[str, Any]], names: Sequence[str]) -> list[list[str]]:
    return [[_cell(row.get(name)) for name in names] for row in rows]


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return safe_cell(value.replace("\0", ""))
    return _json.encode(value).decode()


def _lines(rows: Sequence[Sequence[str]]) -> bytes:
    """Lines of CSV as RFC 4180 has them."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue().encode("utf-8", "replace")
