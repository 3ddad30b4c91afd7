"""Texts that a model could be made to write, to act where they are shown; `{url}` would be fetched.

Each is put into every field that is shown. Does not know where.
"""

import re
import unicodedata
from typing import Any

MARKUP = (
    '<b>bold</b><img src="{url}/a.png"><a href="{url}">x</a><script src="{url}/b.js"></script>'
    '<link rel=stylesheet href="{url}/c.css"><h1>&lt;{{0}}&amp;</h1> &nbsp; %s %n'
)
SHORT = {
    "markup": MARKUP,
    "a table of markup": '<!DOCTYPE html><html><body background="{url}/d.png"><table><tr><td>x',
    "markdown images": "![alt]({url}/e.png) [link]({url}) ![](file:///etc/passwd)",
    "resources": "qrc:/x :/icons/x.svg file:///etc/passwd data:image/png;base64,AAAA {url}",
    "colours": "\x1b[31mred\x1b[0m \x1b[2J\x1b[H\x1b[1A\x1b[2K",
    "a title and a clipboard": "\x1b]0;owned\x07 \x1b]52;c;aGFja2Vk\x07",
    "a terminal's link": "\x1b]8;;{url}\x1b\\click\x1b]8;;\x1b\\",
    "C1 controls": "\x9b31m \x9d0;owned\x9c \x90x\x9c \x85 \x8d",
    "returns": "harmless\rFAKE LINE\r\n2026-01-01 ERROR forged\x0b\x0c\x08\x08\x08",
    "bell and NUL": "\x07\x07\x00 \x00 \x7f\x1a",
    "override": "invoice\u202efdp.exe \u202dx\u202c",
    "isolates": "\u2066a\u2067b\u2068c",
    "embeddings": "\u202aa\u202bb",
    "invisible": "pa\u200bss\u2060wo\u00adrd\ufeff\u180e\u2028next\u2029",
    "tags": "hi\U000e0001\U000e0068\U000e0069\U000e007f",
    "stacked": "Z" + "\u0335\u0321\u0353\u0489" * 60 + "algo",
    "Thai stack": "\u0e01" + "\u0e47" * 80,
    "Hebrew": "\u05d0\u05d1\u05d2 (123) \u05d3 % 456",
    "formulas": '=HYPERLINK("{url}") +1 -1 @SUM(1)',
    "accelerators": "&File && %1 %2 {{}} {{0}} {{x}}",
}
"""Short ones, with which every field is filled."""

LONG: dict[str, dict[str, Any]] = {
    "a title of one line": {"title": "x" * 2_000_000},
    "a body of one line": {"body": "y" * 2_400_000},
    "a million lines": {"body": "a\n" * 1_000_000},
    "a million empty lines": {"body": "\n" * 1_000_000},
    "words": {"body": "lorem ipsum " * 200_000},
    "tabs": {"body": "\t" * 500_000, "title": "\t" * 10_000},
    "stacks": {"body": ("Z" + "\u0335\u0321\u0353" * 20 + " ") * 15_000},
    "one stack": {"body": "Z" + "\u0335" * 500_000, "title": "Z" + "\u0335" * 100_000},
    "Hebrew and Latin": {"body": "a\u05d0" * 300_000, "title": "a\u05d0" * 500},
    "Hebrew words": {"body": "\u05d0b " * 200_000},
    "Chinese": {"body": "\u5b57" * 500_000, "title": "\u5b57" * 3_000},
    "emoji": {"body": "\U0001f469\u200d\U0001f469\u200d\U0001f467 " * 40_000},
    "directions": {"body": "\u202e\u2067a" * 200_000, "title": "\u202e" * 5_000},
    "escapes": {"body": "\x1b[31m" * 300_000},
    "a category": {"category": "c" * 2_000_000},
    "an event": {"event": "e" * 2_000_000},
    "a model": {"model": "m" * 1_000_000, "provider": "p" * 1_000_000},
    "a key": {"customer": {"k" * 2_000_000: "v"}},
    "many keys": {"customer": {f"key {number}": number for number in range(60_000)}},
    "many values": {"things": list(range(300_000))},
}
"""Long ones, by the field that they are in; none is larger than a webhook may be."""


def deep(levels: int) -> Any:
    """Objects in arrays in objects."""
    value: Any = "the bottom"
    for level in range(levels):
        value = {"k": value} if level % 2 else [value]
    return value


LONG["deep"] = {"deep": deep(90), "customer": {"deep": deep(90)}}

_DIRECTIONS = re.compile("[\u202a-\u202e\u2066-\u2069]")


def acts(text: str) -> list[str]:
    """What in a shown text could act or hide: controls but line breaks and tabs, directions."""
    controls = [
        f"U+{ord(mark):04X}"
        for mark in text
        if mark not in "\n\t" and unicodedata.category(mark) in {"Cc", "Zl", "Zp", "Cs"}
    ]
    hidden = [f"U+{ord(mark):04X}" for mark in text if mark in "\u200b\u2060\ufeff\u00ad"]
    return controls + hidden + _DIRECTIONS.findall(text)
