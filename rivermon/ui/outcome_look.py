"""How the outcome of a delivery looks, and what it means in the operator's words.

The words are those that a filter knows after `status:`. Does not decide, and does not paint.
"""

from rivermon.core.entities import Delivery, Outcome
from rivermon.ui.assets import Icon
from rivermon.ui.reason_words import reason_sentence, reason_words
from rivermon.ui.state_look import Look
from rivermon.ui.theme import Tone
from rivermon.ui.translation import translate


def outcome_look(outcome: Outcome) -> Look:
    """The look of an outcome."""
    match outcome:
        case Outcome.RECORDED:
            return Look(Icon.CHECK, translate("OutcomeLook", "Recorded"), Tone.GOOD)
        case Outcome.DUPLICATE:
            return Look(Icon.DOT, translate("OutcomeLook", "Duplicate"), Tone.QUIET)
        case Outcome.KEPT:
            return Look(Icon.DOT, translate("OutcomeLook", "Kept"), Tone.QUIET)
        case Outcome.REJECTED:
            return Look(Icon.CROSS, translate("OutcomeLook", "Rejected"), Tone.BAD)
        case Outcome.INVALID:
            return Look(Icon.CROSS, translate("OutcomeLook", "Invalid"), Tone.BAD)


def outcome_words(delivery: Delivery) -> str:
    """What became of a delivery, and why, in a sentence or two."""
    said = _meaning(delivery.outcome)
    why = delivery.reason or (delivery.verdict.reason if delivery.failed else None)
    return f"{said}\n{reason_words(why)}" if why else said


def outcome_sentences(delivery: Delivery) -> tuple[str, ...]:
    """What became of a delivery, and why, unless its verdict says that already."""
    why = delivery.reason
    said = _meaning(delivery.outcome)
    return (said, reason_sentence(why)) if why and why != delivery.verdict.reason else (said,)


def _meaning(outcome: Outcome) -> str:
    match outcome:
        case Outcome.RECORDED:
            return translate("OutcomeLook", "Its content was stored as a record.")
        case Outcome.DUPLICATE:
            return translate(
                "OutcomeLook", "The same webhook had come before. It was not stored a second time."
            )
        case Outcome.KEPT:
            return translate(
                "OutcomeLook", "It was kept as it came; it brought no content to make a record of."
            )
        case Outcome.REJECTED:
            return translate("OutcomeLook", "It was turned away, and nothing of it was used.")
        case Outcome.INVALID:
            return translate("OutcomeLook", "Its signature is right, but its body cannot be read.")
