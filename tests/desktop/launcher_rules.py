"""Reads a desktop entry as a launcher does: step by step as the specification says, and as GLib."""

from pathlib import Path
from shutil import which

STRING_ESCAPES = {"s": " ", "n": "\n", "t": "\t", "r": "\r", "\\": "\\"}
ESCAPED_IN_QUOTES = '"`$\\'
RESERVED = " \t\n\"'\\><~|&;$*?#()`"
ODD_NAMES = (
    "plain",
    "two words",
    " blanks around ",
    "quo\"te and apos'trophe",
    "do$HOME",
    "back`id`tick",
    "back\\slash\\n",
    "100% %f %U %%",
    "a=b",
    "a=b 5%",
    "new\nline\tand tab",
    "中文 🌊 ünï",
    "~;&|<>#(x)*?![]{}",
)


def groups_of(text: str) -> dict[str, dict[str, str]]:
    """Every group with its keys, their values unescaped; a second one of either is an error."""
    groups: dict[str, dict[str, str]] = {}
    keys: dict[str, str] = {}
    for line in text.split("\n"):
        if line.startswith("["):
            assert line.endswith("]")
            assert line[1:-1] not in groups
            keys = groups.setdefault(line[1:-1], {})
        elif line and not line.startswith("#"):
            key, mark, value = line.partition("=")
            assert mark
            assert key not in keys
            keys[key] = _string(value)
    return groups


def arguments_of(command: str) -> list[str]:
    """What is executed for the (unescaped) value of Exec when no file is opened."""
    arguments: list[str] = []
    at = 0
    while at < len(command):
        if command[at] == " ":
            at += 1
            continue
        word, at = _quoted(command, at + 1) if command[at] == '"' else _unquoted(command, at)
        assert at == len(command) or command[at] == " ", f"quoted in part: {command!r}"
        arguments.append(_without_field_codes(word))
    program = arguments[0]
    assert "=" not in program
    assert "%" not in program, "GLib looks for the program before it reads field codes"
    return arguments


def validator() -> Path | None:
    """desktop-file-validate, of desktop-file-utils; None where it is not installed."""
    found = which("desktop-file-validate")
    return Path(found) if found else None


def _string(value: str) -> str:
    marks = iter(value.lstrip(" "))
    return "".join(STRING_ESCAPES[next(marks)] if mark == "\\" else mark for mark in marks)


def _quoted(command: str, at: int) -> tuple[str, int]:
    made = []
    while command[at] != '"':
        if command[at] == "\\":
            at += 1
            assert command[at] in ESCAPED_IN_QUOTES
        else:
            assert command[at] not in "`$", "to be escaped inside quotes"
        made.append(command[at])
        at += 1
    return "".join(made), at + 1


def _unquoted(command: str, at: int) -> tuple[str, int]:
    end = command.find(" ", at)
    word = command[at:] if end < 0 else command[at:end]
    assert not set(word) & set(RESERVED), f"to be quoted: {word!r}"
    return word, at + len(word)


def _without_field_codes(word: str) -> str:
    made, marks = [], iter(word)
    for mark in marks:
        if mark == "%":
            assert next(marks) == "%", f"a field code: {word!r}"
        made.append(mark)
    return "".join(made)
