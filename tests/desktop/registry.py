"""A registry in memory that answers as the module winreg does."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

KEY_READ, KEY_WRITE = 0x20019, 0x20006
_KEY_SET_VALUE, _KEY_QUERY_VALUE = 0x0002, 0x0001


class OpenedKey:
    def __init__(self, values: dict[str, tuple[Any, int]], access: int) -> None:
        self.values, self.access = values, access
        self.closed = False

    def allow(self, right: int) -> dict[str, tuple[Any, int]]:
        assert not self.closed
        if not self.access & right:
            raise PermissionError(5, "Access is denied")
        return self.values


class MemoryRegistry:
    """The keys below HKEY_CURRENT_USER; names are found whatever their case, as on Windows."""

    HKEY_CURRENT_USER = 0x80000001
    REG_SZ, REG_BINARY = 1, 3

    def __init__(self) -> None:
        self.keys: dict[str, dict[str, tuple[Any, int]]] = {}
        self.forbidden = False
        self.opened: list[OpenedKey] = []

    @contextmanager
    def CreateKeyEx(  # noqa: N802
        self, key: int, sub_key: str, reserved: int, access: int, /
    ) -> Iterator[OpenedKey]:
        self._allow(key, reserved)
        self.keys.setdefault(sub_key.lower(), {})
        with self.OpenKey(key, sub_key, reserved, access) as opened:
            yield opened

    @contextmanager
    def OpenKey(  # noqa: N802
        self, key: int, sub_key: str, reserved: int, access: int, /
    ) -> Iterator[OpenedKey]:
        self._allow(key, reserved)
        if sub_key.lower() not in self.keys:
            raise FileNotFoundError(2, "The system cannot find the file specified")
        opened = OpenedKey(self.keys[sub_key.lower()], access)
        self.opened.append(opened)
        try:
            yield opened
        finally:
            opened.closed = True

    def QueryValueEx(self, key: OpenedKey, name: str, /) -> tuple[Any, int]:  # noqa: N802
        values = key.allow(_KEY_QUERY_VALUE)
        if name.lower() not in values:
            raise FileNotFoundError(2, "The system cannot find the file specified")
        return values[name.lower()]

    def SetValueEx(  # noqa: N802
        self, key: OpenedKey, value_name: str, reserved: Any, kind: int, value: Any, /
    ) -> None:
        assert isinstance(value, str if kind == self.REG_SZ else bytes)
        key.allow(_KEY_SET_VALUE)[value_name.lower()] = (value, kind)

    def DeleteValue(self, key: OpenedKey, value: str, /) -> None:  # noqa: N802
        values = key.allow(_KEY_SET_VALUE)
        if value.lower() not in values:
            raise FileNotFoundError(2, "The system cannot find the file specified")
        del values[value.lower()]

    def _allow(self, key: int, reserved: int) -> None:
        assert (key, reserved) == (self.HKEY_CURRENT_USER, 0)
        if self.forbidden:
            raise PermissionError(5, "Access is denied")
