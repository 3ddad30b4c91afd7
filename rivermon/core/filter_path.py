"""Reads a place in JSON as it is typed: `customer.user_id`, `data.items[0]."odd key"`.

Does not know what is looked for there.
"""

import re

from rivermon.core.filter_lexer import BadFilter, Wrong, meant, quoted, shown
from rivermon.core.filter_terms import JsonPath, Root

LONGEST = 2000
"""Characters of a filter or a path that are read at all."""

EXAMPLE = "data.items[0].title"
_ROOT = re.compile(r"[^.\[]*")
_POSITION = re.compile(r"\[([0-9]+)\]")
_KEY = re.compile(r'[^\s."\[\]():]+')
# No list is longer than nine figures can count: such a key is an object's, and so is 007.
_COUNT = re.compile(r"0|[1-9][0-9]{0,8}")


def parse_path(text: str) -> JsonPath | BadFilter:
    """Read a path: a root, and keys and array positions below it.

    Keys are parted by dots; one with blanks, dots or signs stands in quotes. A key of figures alone
    is an array position, unless it stands in quotes; `items[0]` is the same as `items.0`.

    Returns:
        The path, or what is wrong with it. Never raises.
    """
    try:
        check_readable(text)
        stripped = text.strip()
        return path_at(stripped, text.index(stripped))
    except Wrong as wrong:
        return wrong.bad


def path_at(text: str, offset: int) -> JsonPath:
    """The same for a path that stands at `offset` in a longer text.

    Raises:
        Wrong: with positions in the longer text.
    """
    name = (_ROOT.match(text) or [""])[0]
    root = _root(name, offset)
    keys: list[str | int] = []
    at = len(name)
    while at < len(text):
        key, at = _step(text, at, offset)
        keys.append(key)
    if not keys:
        reason = f"Say which place in “{root}” is meant, such as {root}.title."
        raise Wrong(reason, offset, offset + len(text))
    return JsonPath(root, tuple(keys))


def check_readable(text: str) -> None:
    """Refuse what is too long to be read, or could not be looked for anywhere.

    Raises:
        Wrong: at what is too much, or at half a character.
    """
    if len(text) > LONGEST:
        reason = f"This is longer than the {LONGEST} characters that are read. Shorten it."
        raise Wrong(reason, LONGEST, len(text))
    for at, sign in enumerate(text):
        if "\ud800" <= sign <= "\udfff":
            raise Wrong("This is half a character only. Delete it and type it anew.", at, at + 1)


def _root(name: str, offset: int) -> Root:
    try:
        return Root(name.lower())
    except ValueError:
        guess = meant(name, tuple(Root))
        reason = f"A path begins with “customer” or “data”, such as {EXAMPLE}.{guess}"
        raise Wrong(reason, offset, offset + len(name)) from None


def _step(text: str, at: int, offset: int) -> tuple[str | int, int]:
    """The key or position that stands here, and where the next one begins."""
    if position := _POSITION.match(text, at):
        return _counted(position[1]), position.end()
    if text.startswith("[", at):
        reason = f"Between square brackets stands a position, counted from 0, such as {EXAMPLE}."
        raise Wrong(reason, offset + at, offset + len(text))
    if not text.startswith(".", at):
        reason = f"A dot is missing before {shown(text[at:])}, such as in {EXAMPLE}."
        raise Wrong(reason, offset + at, offset + len(text))
    return _key(text, at + 1, offset)


def _key(text: str, at: int, offset: int) -> tuple[str | int, int]:
    if text.startswith('"', at):
        piece = quoted(text, at)
        if not piece.closed:
            raise Wrong(
                "The key's closing quotation mark is missing.", offset + at, offset + at + 1
            )
        return piece.text, piece.end
    key = _KEY.match(text, at)
    if key is None:
        reason = f"A key is missing after the dot, such as in {EXAMPLE}."
        raise Wrong(
            f'{reason} Put an odd key in quotes: data."odd key".', offset + at - 1, offset + at
        )
    return _counted(key[0]), key.end()


def _counted(key: str) -> str | int:
    return int(key) if _COUNT.fullmatch(key) else key
