"""Writes and reads desktop entries: groups of keys, and the command line in one of them.

https://specifications.freedesktop.org/desktop-entry-spec/latest/. Does not know what an entry is
for, nor where it is.
"""

import re
from collections.abc import Mapping, Sequence

MAIN_GROUP = "Desktop Entry"

_BLANKS = " \t\r"
_ESCAPES = {"\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_UNESCAPED = {"s": " ", "n": "\n", "t": "\t", "r": "\r", "\\": "\\"}
# The rest of the controls may not stand in a value at all, and half a pair is no UTF-8.
_NOT_TO_BE_WRITTEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_PLAIN = re.compile(r"[A-Za-z0-9_@%+:,./-]+")
_TO_ESCAPE = re.compile(r'(["`$\\])')
_WORD = re.compile(r'[ \t\n]*(?:"((?:[^"\\]|\\.)*)"|([^\s"\'\\]+))(?=[ \t\n]|$)', re.DOTALL)
_FIELD_CODE = re.compile("%(.)", re.DOTALL)

# A program's name may hold no "=", says the specification; and with "%" in it, GLib and KIO look
# for it before they make one of two. What stands behind another program is spared both.
_NOT_FIRST = frozenset("%=")
_INSTEAD = ("nice", "-n", "0")


class NotForAnEntry(ValueError):
    """A value has characters in it that no desktop entry can hold."""


def entry_text(groups: Mapping[str, Mapping[str, str]]) -> str:
    """An entry with these groups and their keys, in this order.

    Raises:
        NotForAnEntry: a value cannot be written.
    """
    return "\n".join(
        f"[{group}]\n" + "".join(f"{key}={_escaped(value)}\n" for key, value in keys.items())
        for group, keys in groups.items()
    )


def main_keys(text: str) -> dict[str, str]:
    """The keys of an entry's main group; empty where it has none."""
    keys: dict[str, str] = {}
    inside = False
    for line in text.split("\n"):
        if line.startswith("["):
            inside = line.strip(_BLANKS) == f"[{MAIN_GROUP}]"
        elif inside and not line.startswith("#") and "=" in line:
            key, _, value = line.partition("=")
            keys[key.strip(_BLANKS)] = _unescaped(value.strip(_BLANKS))
    return keys


def command_line(words: Sequence[str]) -> str:
    """A program and its arguments as the key Exec has them, before the value is escaped."""
    first = _INSTEAD if _NOT_FIRST & set(words[0]) else ()
    return " ".join(_quoted(word) for word in (*first, *words))


def words_of(line: str) -> tuple[str, ...]:
    """The program and the arguments that the value of Exec says, without what is for files.

    Raises:
        ValueError: it says nothing that a desktop could start.
    """
    words: list[str] = []
    at = 0
    while line[at:].strip(" \t\n"):
        found = _WORD.match(line, at)
        if found is None:
            raise ValueError(f"no command line: {line!r}")
        quoted, plain = found.groups()
        word = _FIELD_CODE.sub(_expanded, plain or re.sub(r"\\(.)", r"\1", quoted, flags=re.DOTALL))
        if word or plain is None:
            words.append(word)
        at = found.end()
    if not words:
        raise ValueError("an empty command line")
    return tuple(words[len(_INSTEAD) :] if words[: len(_INSTEAD)] == list(_INSTEAD) else words)


def _quoted(word: str) -> str:
    word = word.replace("%", "%%")
    return word if _PLAIN.fullmatch(word) else '"' + _TO_ESCAPE.sub(r"\\\1", word) + '"'


def _expanded(found: re.Match[str]) -> str:
    return "%" if found[1] == "%" else ""


def _escaped(value: str) -> str:
    if (bad := _NOT_TO_BE_WRITTEN.search(value)) is not None:
        raise NotForAnEntry(f"{value!r} has {bad[0]!r} in it")
    value = "".join(_ESCAPES.get(mark, mark) for mark in value)
    return re.sub("^ | $", r"\\s", value)


def _unescaped(value: str) -> str:
    return re.sub(r"\\(.)", lambda found: _UNESCAPED.get(found[1], found[0]), value)
