"""Makes text from elsewhere safe to show: nothing in it acts, hides or runs into its neighbours.

Controls and directions become signs that can be seen, invisible marks a blank, stacks of accents
are made low. Pure. Does not know whether it is shown in a window, a terminal or a log.
"""

import json as jsonlib
import re
from unicodedata import category

_CONTROLS = r"\x00-\x1f\x7f-\x9f"
_DIRECTIONS = r"\u202a-\u202e\u2066-\u2069"
# Marks that hide or join what they should not, line separators, and halves of pairs. The joiners
# of emoji and letters (U+200C, U+200D) stay.
_HIDDEN = (
    r"\xad\u061c\u180e\u200b\u200e\u200f\u2028\u2029\u2060-\u2065\u206a-\u206f"
    r"\ud800-\udfff\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"
)
_BLANKS = frozenset("\t\n\r\v\f\x85")
_DIRECTED = frozenset((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
_ANY = re.compile(rf"[{_CONTROLS}{_DIRECTIONS}{_HIDDEN}]")
_BUT_LINES = re.compile(rf"(?:\r(?=\n)|[\x00-\x08\x0b-\x1f\x7f-\x9f{_DIRECTIONS}{_HIDDEN}])")
_UNESCAPED = re.compile(rf"[\x7f-\x9f{_DIRECTIONS}{_HIDDEN}]")
_PERHAPS_A_STACK = re.compile(r"[^\w\s\x00-\x7f]{4,}")
_TAKE_NO_ROOM = frozenset({"Mn", "Me", "Cf"})
_HIGHEST_STACK = 3
_SHOWN = 300
_FEW_CONTROLS = 0x20
_DELETE = 0x7F


def one_line(text: str, limit: int = _SHOWN) -> str:
    """`text` as one line of at most `limit` characters, however long or odd it is."""
    begin = text[: limit * 4]
    if not begin.isascii():
        begin = _low(begin)
    if not begin.isprintable():  # holds for every ordinary text, and is asked in no time
        begin = _ANY.sub(_sign, begin)
    line = " ".join(begin.split())
    if len(line) > limit or len(text) > limit * 4:
        return line[: limit - 1].rstrip() + "…"
    return line


def with_lines(text: str) -> str:
    """`text` with its lines and tabs; whoever shows a long one cuts it first."""
    return _BUT_LINES.sub(_sign, text if text.isascii() else _low(text))


def escaped(json: str) -> str:
    """JSON text that says the same, and in which nothing acts or hides.

    JSON's own rule escapes the lower controls alone (RFC 8259, section 7); terminals also obey
    those from U+0080 on.
    """
    return _UNESCAPED.sub(lambda found: jsonlib.dumps(found[0])[1:-1], json)


def _sign(found: re.Match[str]) -> str:
    mark = found[0]
    number = ord(mark)
    if mark in _BLANKS:
        return " "
    if number < _FEW_CONTROLS:
        return chr(0x2400 + number)  # Unicode's pictures of the controls: ␛ for the escape
    if number == _DELETE:
        return "\u2421"
    return f"⟦U+{number:04X}⟧" if category(mark) == "Cc" or number in _DIRECTED else " "


def _low(text: str) -> str:
    return _PERHAPS_A_STACK.sub(_made_low, text)


def _made_low(found: re.Match[str]) -> str:
    """Leave out the marks that a stack has too many: it would reach over the lines around it."""
    kept, height = [], 0
    for mark in found[0]:
        height = height + 1 if category(mark) in _TAKE_NO_ROOM else 0
        if height <= _HIGHEST_STACK:
            kept.append(mark)
    return "".join(kept)
