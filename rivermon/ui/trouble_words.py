"""What is wrong, in a sentence: what happened, what it means, what to do.

Does not decide which trouble is shown.
"""

from enum import StrEnum

from rivermon.core.feed import Trouble
from rivermon.ui.plain_text import one_line
from rivermon.ui.reason_words import reason_sentence, reason_words
from rivermon.ui.translation import translate

_LONGEST = 240


class Remedy(StrEnum):
    """What a banner's button does."""

    NONE = "none"
    LISTEN_AGAIN = "listen again"
    TRY_PUBLIC_WAY = "try the public way"
    ALLOW_HOST = "allow host"
    SETTINGS = "settings"


SERIOUS = {Trouble.STORE, Trouble.NO_SECRET, Trouble.PORT, Trouble.PUBLIC}
"""Troubles that stop rivermon's work; the others stop a part of it."""


def trouble_sentence(trouble: Trouble, detail: str) -> str:
    """The sentence of a trouble; `detail` comes from elsewhere and is shortened."""
    match trouble:
        case Trouble.STORE | Trouble.PORT | Trouble.SET_ASIDE:
            return _of_the_house(trouble, detail)
        case Trouble.PUBLIC | Trouble.MOVED:
            return _of_the_public_way(trouble, detail)
        case Trouble.NO_SECRET | Trouble.NO_API_KEY:
            return _what_is_missing(trouble)
        case Trouble.HOST_HELD:
            host = one_line(detail.rstrip("."), _LONGEST)
            said = translate(
                "TroubleWords",
                "Callbacks to {0} are held, because the API key goes to allowed hosts only.",
            )
            return said.format(host or translate("TroubleWords", "an unknown host"))
        case Trouble.REJECTED | Trouble.CONTENT:
            return _of_a_webhook(trouble, detail)


def not_listening() -> str:
    """What it means that the listener is down."""
    return translate("TroubleWords", "No webhook can come in until then.")


def remedy_of(trouble: Trouble) -> Remedy:
    """What can be done about a trouble by a button."""
    return {
        Trouble.PORT: Remedy.LISTEN_AGAIN,
        Trouble.PUBLIC: Remedy.TRY_PUBLIC_WAY,
        Trouble.HOST_HELD: Remedy.ALLOW_HOST,
        Trouble.NO_SECRET: Remedy.SETTINGS,
        Trouble.NO_API_KEY: Remedy.SETTINGS,
    }.get(trouble, Remedy.NONE)


def _of_the_house(trouble: Trouble, detail: str) -> str:
    why = _reason(detail)
    if trouble is Trouble.SET_ASIDE:
        damaged = translate("TroubleWords", "The database was damaged, and a new one was begun")
        return translate("TroubleWords", "{0}.").format(why or damaged)
    if trouble is Trouble.PORT:
        what = why or translate("TroubleWords", "rivermon is not listening")
        return translate("TroubleWords", "{0}. {1}").format(what, not_listening())
    what = why or translate("TroubleWords", "The database is not available")
    said = translate(
        "TroubleWords", "Until then no webhook is taken in; ModelRiver sends them again."
    )
    return translate("TroubleWords", "{0}. {1}").format(what, said)


def _of_the_public_way(trouble: Trouble, detail: str) -> str:
    if trouble is Trouble.MOVED:
        said = translate(
            "TroubleWords",
            "The public address is another one now, and ModelRiver still has the old one: enter "
            "{0} there.",
        )
        return said.format(one_line(detail, _LONGEST))
    what = translate("TroubleWords", "The public address is down: no webhook can come in by it.")
    if not detail.strip():
        return what
    return translate("TroubleWords", "{0} {1}").format(what, _sentence(detail))


def _of_a_webhook(trouble: Trouble, detail: str) -> str:
    why = _reason(detail)
    if trouble is Trouble.REJECTED:
        what = translate("TroubleWords", "A webhook was refused")
        said = translate(
            "TroubleWords", "If ModelRiver sent it, check the webhook secret in Settings."
        )
    else:
        what = translate("TroubleWords", "A webhook's content could not be processed")
        said = translate("TroubleWords", "ModelRiver is told so.")
    if not why:
        return translate("TroubleWords", "{0}. {1}").format(what, said)
    return translate("TroubleWords", "{0}: {1}. {2}").format(what, why, said)


def _reason(detail: str) -> str:
    return one_line(reason_words(detail.rstrip(".")), _LONGEST)


def _sentence(detail: str) -> str:
    return one_line(reason_sentence(detail), _LONGEST)


def _what_is_missing(trouble: Trouble) -> str:
    if trouble is Trouble.NO_SECRET:
        return translate(
            "TroubleWords",
            "No webhook secret is set, so every webhook is refused. Enter the one from "
            "ModelRiver's console in Settings.",
        )
    return translate(
        "TroubleWords",
        "No API key is set, so no callback can leave and clients wait in vain. Enter it in "
        "Settings.",
    )
