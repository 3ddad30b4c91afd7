"""Looks at the window that `rivermon` builds, without changing when anything is imported.

Does not know what is looked for.
"""

import sys
import time
from collections.abc import Callable, Mapping
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from types import ModuleType
from typing import Any, NamedTuple


class Built(NamedTuple):
    """A window, what it was handed, and when its program was loaded (on the clock of monotonic)."""

    window: Any
    handed: Mapping[str, Any]
    loaded_s: float


Look = Callable[[Built], None]


def when_the_window_is_built(look: Look) -> None:
    """Have `look` called with each window before it is shown."""
    sys.meta_path.insert(0, _OnceLoaded(look))


class _OnceLoaded(MetaPathFinder):
    """Puts itself between the composition root and the window as soon as the root is loaded."""

    def __init__(self, look: Look) -> None:
        self._look = look

    def find_spec(self, name: str, *_: Any) -> ModuleSpec | None:
        if name != "rivermon.moving_in":
            return None
        sys.meta_path.remove(self)
        spec = find_spec(name)
        assert spec is not None
        assert spec.loader is not None
        execute = spec.loader.exec_module

        def executed(module: ModuleType) -> None:
            execute(module)
            self._look_over(module)

        spec.loader.exec_module = executed  # type: ignore[method-assign]
        return spec

    def _look_over(self, root: Any) -> None:
        build, loaded_s = root.MainWindow, time.monotonic()

        def watched(**handed: Any) -> Any:
            window = build(**handed)
            self._look(Built(window, handed, loaded_s))
            return window

        root.MainWindow = watched
