"""The settings as they stand while rivermon runs: changed in the window, kept in the file.

A change takes effect when whoever lives by it is told, and the file is replaced whole. Does not
know what a setting is for.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from msgspec.structs import replace

from rivermon.core.private_files import why_not_to_use
from rivermon.core.whole_file import in_place_of
from rivermon.setting_values import BadSetting, checked
from rivermon.settings import Settings

Hear = Callable[[Settings], None]


class Chosen:
    """The settings now, and the one way to change them."""

    def __init__(
        self,
        settings: Settings,
        file: Path | None,
        overridden: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        """Begin with `settings`.

        Args:
            settings: as they were put together at the start.
            file: the settings file that changes are written to; None keeps them to this run.
            overridden: which settings a flag or a variable sets, and the name of that.
        """
        self._settings = settings
        self._file = file
        self._overridden = overridden
        self._listeners: list[Hear] = []

    @property
    def settings(self) -> Settings:
        """The settings as they stand."""
        return self._settings

    @property
    def file(self) -> Path | None:
        """The settings file; None where changes are not kept."""
        return self._file

    @property
    def overridden(self) -> Mapping[str, str]:
        """Which settings a flag or a variable set at the start; it wins at the next one, too."""
        return self._overridden

    def on_change(self, hear: Hear) -> Callable[[], None]:
        """Have `hear` called with the settings after every change; the result ends that."""
        self._listeners.append(hear)

        def end() -> None:
            if hear in self._listeners:
                self._listeners.remove(hear)

        return end

    def change(self, **values: Any) -> None:
        """Change some settings, write them to the file, and tell everybody.

        Raises:
            BadSetting: a value cannot be had, or the file cannot be written; nothing is changed.
        """
        read = {name: checked(name, value, name) for name, value in values.items()}
        if self._file is not None:
            _write(self._file, read)
        self._settings = replace(self._settings, **read)
        for hear in tuple(self._listeners):
            hear(self._settings)


def _write(file: Path, values: dict[str, Any]) -> None:
    """Change values in the file and leave the rest of it, comments too, as it is."""
    import tomlkit  # noqa: PLC0415 - no window has to wait for what only a change needs

    from rivermon.settings_text import template, with_values  # noqa: PLC0415 - likewise

    try:
        _put(file, with_values(_read(file) or template(), values))
    except (OSError, UnicodeDecodeError, tomlkit.exceptions.TOMLKitError) as failure:
        why = getattr(failure, "strerror", None) or failure
        raise BadSetting(f"The settings file {file} cannot be written: {why}.") from failure


def _read(file: Path) -> str:
    try:
        with file.open(encoding="utf-8") as opened:
            if (reason := why_not_to_use(f"The settings file {file}", opened.fileno())) is not None:
                raise BadSetting(reason)
            return opened.read()
    except FileNotFoundError:
        return ""


def _put(file: Path, text: str) -> None:
    """Put a whole file in the place of the old one, or leave that as it was.

    A link stays a link: what it leads to is another file then.
    """
    file = file.resolve()
    file.parent.mkdir(parents=True, exist_ok=True)
    with in_place_of(file) as opened:
        opened.write(text.encode())
