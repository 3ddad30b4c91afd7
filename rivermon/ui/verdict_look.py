"""How a verdict on a signature looks: ModelRiver's three words, each with an icon and a tone.

Does not verify, and does not paint.
"""

from rivermon.core.entities import VerdictWord
from rivermon.ui.assets import Icon
from rivermon.ui.state_look import Look
from rivermon.ui.theme import Tone
from rivermon.ui.translation import translate


def verdict_look(word: VerdictWord) -> Look:
    """The look of a verdict."""
    match word:
        case VerdictWord.VALID:
            return Look(Icon.CHECK, translate("VerdictLook", "Valid"), Tone.GOOD)
        case VerdictWord.INVALID:
            return Look(Icon.CROSS, translate("VerdictLook", "Invalid"), Tone.BAD)
        case VerdictWord.NOT_VERIFIED:
            return Look(Icon.DOT, translate("VerdictLook", "Not Verified"), Tone.QUIET)
