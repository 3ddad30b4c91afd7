"""Has the window look and speak as the settings say, from the moment they are changed.

Does not know who changes them.
"""

from collections.abc import Callable

from rivermon.chosen import Chosen
from rivermon.settings import Settings
from rivermon.ui.appearance import Appearance
from rivermon.ui.language import LanguageChoice
from rivermon.ui.theme import SchemeChoice


def follow(chosen: Chosen, appearance: Appearance) -> Callable[[], None]:
    """Have `appearance` follow the settings; the result ends that."""

    def wear(settings: Settings) -> None:
        appearance.choose(SchemeChoice(settings.theme))
        appearance.scale_text(settings.text_size)
        appearance.language.choose(LanguageChoice(settings.language))

    return chosen.on_change(wear)
