"""Lists one thing after the other in one line, as the language does that is on.

Does not know what the things are.
"""

from collections.abc import Iterable

from rivermon.ui.translation import translate


def listed(parts: Iterable[str]) -> str:
    """The parts that say something, in their order."""
    return translate("Lists", ", ").join(part for part in parts if part)
