"""What is wrong, in a sentence: what happened, what it means, what to do.

Does not decide which trouble is shown.
"""

from enum import StrEnum

from PySide6.QtCore import QCoreApplication

from rivermon.core.feed import Trouble
from rivermon.ui.plain_text import one_line


class Remedy(StrEnum):
    """What a banner's button does."""

    NONE = "none"
    LISTEN_AGAIN = "listen again"
    ALLOW_HOST = "allow host"


SERIOUS = {Trouble.STORE, Trouble.NO_SECRET, Trouble.PORT}
"""Troubles that stop rivermon's work; the others stop a part of it."""


def trouble_sentence(trouble: Trouble, detail: str) -> str:
    """The sentence of a trouble; `detail` comes from elsewhere and is shortened."""
    why = one_line(detail, 240).rstrip(".")
    match trouble:
        case Trouble.STORE:
            said = _tr("Until then no webhook is taken in; ModelRiver sends them again.")
            return f"{why or _tr('The database is not available')}. {said}"
        case Trouble.NO_SECRET | Trouble.NO_API_KEY:
            return _what_is_missing(trouble)
        case Trouble.PORT:
            return f"{why or _tr('rivermon is not listening')}. {not_listening()}"
        case Trouble.SET_ASIDE:
            return f"{why or _tr('The database was damaged, and a new one was begun')}."
        case Trouble.HOST_HELD:
            said = _tr("Callbacks to {0} are held, because the API key goes to allowed hosts only.")
            return said.format(why or _tr("an unknown host"))
        case Trouble.REJECTED:
            said = _tr("If ModelRiver sent it, check MODELRIVER_WEBHOOK_SECRET.")
            return _join(_tr("A webhook was refused"), why, said)
        case Trouble.CONTENT:
            said = _tr("ModelRiver is told so.")
            return _join(_tr("A webhook's content could not be processed"), why, said)


def _what_is_missing(trouble: Trouble) -> str:
    if trouble is Trouble.NO_SECRET:
        return _tr(
            "No webhook secret is set, so every webhook is refused. Set "
            "MODELRIVER_WEBHOOK_SECRET to the secret from ModelRiver's console and start again."
        )
    return _tr(
        "No API key is set, so no callback can leave and clients wait in vain. Set "
        "MODELRIVER_API_KEY and start again."
    )


def not_listening() -> str:
    """What it means that the listener is down."""
    return _tr("No webhook can come in until then.")


def remedy_of(trouble: Trouble) -> Remedy:
    """What can be done about a trouble by a button."""
    return {
        Trouble.PORT: Remedy.LISTEN_AGAIN,
        Trouble.HOST_HELD: Remedy.ALLOW_HOST,
    }.get(trouble, Remedy.NONE)


def _join(what: str, why: str, then: str) -> str:
    return f"{what}: {why}. {then}" if why else f"{what}. {then}"


def _tr(text: str) -> str:
    return QCoreApplication.translate("TroubleWords", text)
