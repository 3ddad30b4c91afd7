"""Starts a program at login on Windows: a value under the user's Run key.

https://learn.microsoft.com/windows/win32/setupapi/run-and-runonce-registry-keys. Knows the registry
as functions that are handed in. Does not know what is started.
"""

import re
import subprocess
from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

from rivermon.desktop.not_changed import LoginNotChanged, LoginSwitchedOff

RUN = r"Software\Microsoft\Windows\CurrentVersion\Run"
# Where the task manager and the settings keep what the user has switched off; an odd first byte
# says off (https://github.com/electron/electron/pull/24494).
APPROVED = r"Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run"
VALUE = "rivermon"

_LONGEST = 260
_READ, _WRITE = 0x20019, 0x20006  # KEY_READ, KEY_WRITE
_PIECE = re.compile(r'(\\*)(")|([ \t]+)|(\\+|[^\\ \t"]+)')


class Registry(Protocol):
    """What is used of the module winreg, as it names it."""

    HKEY_CURRENT_USER: int
    REG_SZ: int

    def CreateKeyEx(  # noqa: N802
        self, key: int, sub_key: str, reserved: int, access: int, /
    ) -> AbstractContextManager[Any]:
        """Open a key, having made it if there was none."""
        ...

    def OpenKey(  # noqa: N802
        self, key: int, sub_key: str, reserved: int, access: int, /
    ) -> AbstractContextManager[Any]:
        """Open a key; FileNotFoundError if there is none."""
        ...

    def QueryValueEx(self, key: Any, name: str, /) -> tuple[Any, int]:  # noqa: N802
        """A value and its type; FileNotFoundError if there is none."""
        ...

    def SetValueEx(  # noqa: N802
        self, key: Any, value_name: str, reserved: Any, kind: int, value: Any, /
    ) -> None:
        """Set a value."""
        ...

    def DeleteValue(self, key: Any, value: str, /) -> None:  # noqa: N802
        """Delete a value; FileNotFoundError if there is none."""
        ...


class WindowsLogin:
    """The value in one registry."""

    def __init__(self, registry: Registry) -> None:
        """Keep the value in `registry`: winreg, or what behaves so."""
        self._registry = registry

    def start(self, words: Sequence[str]) -> None:
        """Set the value.

        Raises:
            LoginSwitchedOff: the user has switched it off.
            LoginNotChanged: it cannot be set.
        """
        line = subprocess.list2cmdline(words)
        if len(line.encode("utf-16-le", "surrogatepass")) // 2 > _LONGEST:
            raise LoginNotChanged(
                f"Windows starts no command of more than {_LONGEST} characters at login, and "
                f"rivermon's is longer ({line}): move rivermon to a folder with a shorter path, "
                "then try again."
            )
        if self._switched_off():
            raise LoginSwitchedOff(
                "Windows' own settings (Startup apps) keep rivermon from starting at login: switch "
                "it on there, or here off and on again."
            )
        reg = self._registry
        try:
            with reg.CreateKeyEx(reg.HKEY_CURRENT_USER, RUN, 0, _WRITE) as key:
                reg.SetValueEx(key, VALUE, 0, reg.REG_SZ, line)
        except OSError as failure:
            raise _refused(failure) from failure

    def stop(self) -> None:
        """Delete the value, and what Windows has noted about it.

        Raises:
            LoginNotChanged: it cannot be deleted.
        """
        try:
            for sub_key in (RUN, APPROVED):
                self._delete(sub_key)
        except OSError as failure:
            raise _refused(failure) from failure

    def started(self) -> Sequence[str] | None:
        """What the value starts; None where it starts nothing."""
        line = self._value(RUN)
        if not isinstance(line, str) or self._switched_off():
            return None
        return words_of(line) or None

    def _switched_off(self) -> bool:
        noted = self._value(APPROVED)
        return isinstance(noted, bytes) and noted[:1] != b"" and noted[0] % 2 == 1

    def _value(self, sub_key: str) -> Any:
        reg = self._registry
        try:
            with reg.OpenKey(reg.HKEY_CURRENT_USER, sub_key, 0, _READ) as key:
                return reg.QueryValueEx(key, VALUE)[0]
        except OSError:
            return None  # what is not there, or may not be read, says nothing

    def _delete(self, sub_key: str) -> None:
        reg = self._registry
        try:
            with reg.OpenKey(reg.HKEY_CURRENT_USER, sub_key, 0, _WRITE) as key:
                reg.DeleteValue(key, VALUE)
        except FileNotFoundError:
            return  # as it should be


def words_of(line: str) -> tuple[str, ...]:
    """A program and its arguments, as Windows' programs take a command line apart.

    https://learn.microsoft.com/cpp/c-language/parsing-c-command-line-arguments: backslashes are
    themselves, but before a quotation mark each two are one, and one left over makes the mark part
    of the word.
    """
    words: list[str] = []
    word: list[str] = []
    inside = begun = False
    for slashes, mark, blank, other in _PIECE.findall(line):
        if mark:
            begun = True
            word.append("\\" * (len(slashes) // 2))
            if len(slashes) % 2:
                word.append('"')
            else:
                inside = not inside
        elif blank and not inside:
            if begun:
                words.append("".join(word))
            word, begun = [], False
        else:
            begun = True
            word.append(blank or other)
    if begun:
        words.append("".join(word))
    return tuple(words)


def _refused(failure: OSError) -> LoginNotChanged:
    return LoginNotChanged(
        f"Windows' registry cannot be changed ({failure.strerror or failure}): HKEY_CURRENT_USER\\"
        f"{RUN} is where it says what starts at login. An administrator may have forbidden that."
    )
