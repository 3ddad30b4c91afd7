"""How the outcome of a delivery looks, and what it means in the operator's words.

The words are those that a filter knows after `status:`. Does not decide, and does not paint.
"""

from PySide6.QtCore import QCoreApplication

from rivermon.core.entities import Delivery, Outcome
from rivermon.ui.assets import Icon
from rivermon.ui.state_look import Look
from rivermon.ui.theme import Tone


def outcome_look(outcome: Outcome) -> Look:
    """The look of an outcome."""
    match outcome:
        case Outcome.RECORDED:
            return Look(Icon.CHECK, _tr("Recorded"), Tone.GOOD)
        case Outcome.DUPLICATE:
            return Look(Icon.DOT, _tr("Duplicate"), Tone.QUIET)
        case Outcome.KEPT:
            return Look(Icon.DOT, _tr("Kept"), Tone.QUIET)
        case Outcome.REJECTED:
            return Look(Icon.CROSS, _tr("Rejected"), Tone.BAD)
        case Outcome.INVALID:
            return Look(Icon.CROSS, _tr("Invalid"), Tone.BAD)


def outcome_words(delivery: Delivery) -> str:
    """What became of a delivery, and why, in a sentence or two."""
    said = _meaning(delivery.outcome)
    why = delivery.reason or (delivery.verdict.reason if delivery.failed else None)
    return f"{said}\n{why}" if why else said


def _meaning(outcome: Outcome) -> str:
    match outcome:
        case Outcome.RECORDED:
            return _tr("Its content was stored as a record.")
        case Outcome.DUPLICATE:
            return _tr("The same webhook had come before. It was not stored a second time.")
        case Outcome.KEPT:
            return _tr("It was kept as it came; it brought no content to make a record of.")
        case Outcome.REJECTED:
            return _tr("It was turned away, and nothing of it was used.")
        case Outcome.INVALID:
            return _tr("Its signature is right, but its body cannot be read.")


def _tr(text: str) -> str:
    return QCoreApplication.translate("OutcomeLook", text)
