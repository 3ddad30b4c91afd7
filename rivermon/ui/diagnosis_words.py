"""A diagnosis of a signature in words: what came, what was signed, what it means, what to do.

Does not look at a signature itself: core/diagnosis.py does.
"""

from PySide6.QtCore import QLocale

from rivermon.core.diagnosis import Diagnosis, SchemeTried, Signed
from rivermon.core.entities import Delivery, Kept, Outcome, Verdict, VerdictWord
from rivermon.core.signature import Refusal
from rivermon.ui.outcome_look import outcome_look
from rivermon.ui.signature_words import advice_words, age_words
from rivermon.ui.translation import translate

_DIGITS = 64


def finding_words(diagnosis: Diagnosis) -> str:
    """What was found, and what it rests on, in a sentence."""
    if diagnosis.finding is not None:
        return _meaning(diagnosis)
    for tried in diagnosis.tried:
        if tried.matches is not None:
            said = translate("DiagnosisWords", "Signed with secret {0}, by the scheme {1}.")
            return said.format(tried.matches, tried.scheme.value)
    return translate("DiagnosisWords", "The signature is right.")


def remedy_words(diagnosis: Diagnosis) -> str:
    """What to do; empty for what is genuine."""
    if diagnosis.finding is None:
        return ""
    return advice_words(Verdict(VerdictWord.INVALID, reason=diagnosis.finding))


def age_sentence(diagnosis: Diagnosis) -> str:
    """How old the request was at its receipt; empty where nothing says so."""
    if diagnosis.age_s is None:
        return ""
    return translate("DiagnosisWords", "{0} at the receipt").format(age_words(diagnosis.age_s))


def since_words(delivery: Delivery, diagnosis: Diagnosis) -> str:
    """What is another thing now than it was at the receipt; empty when nothing is."""
    if delivery.verdict.genuine and diagnosis.finding is not None:
        return translate(
            "DiagnosisWords",
            "It was found genuine when it came. With the secrets and settings of now it is not.",
        )
    if is_redeemable(delivery, diagnosis):
        return translate(
            "DiagnosisWords",
            "It was turned away when it came. With the secrets and settings of now it is genuine: "
            "it can be taken in once more.",
        )
    return ""


def is_redeemable(delivery: Delivery, diagnosis: Diagnosis) -> bool:
    """True for what was refused for its signature and would be taken in now."""
    return delivery.outcome is Outcome.REJECTED and diagnosis.finding is None


def replayed_words(kept: Kept) -> str:
    """What became of a replay."""
    what = outcome_look(kept.outcome).word
    if kept.record_id is None:
        said = translate("DiagnosisWords", "Replayed as delivery {0}: {1}.")
        return said.format(kept.delivery_id, what)
    said = translate("DiagnosisWords", "Replayed as delivery {0}: {1}, record {2}.")
    return said.format(kept.delivery_id, what, kept.record_id)


def header_words(tried: SchemeTried) -> str:
    """The signature header that a scheme needs, as it came."""
    if tried.header is None:
        return translate("DiagnosisWords", "did not come")
    return tried.header


def sent_words(tried: SchemeTried) -> str:
    """What the header says; with what is wrong with it."""
    if tried.sent is None:
        return ""
    if not tried.sent.strip():
        return translate("DiagnosisWords", "nothing: the header is empty")
    return tried.sent


def fault_words(tried: SchemeTried) -> str:
    """What is wrong with the header's text; empty when it is a signature."""
    if not tried.malformed:
        return ""
    count = len((tried.sent or "").strip())
    if count == _DIGITS:
        return translate(
            "DiagnosisWords",
            "This is no signature: those are 64 hexadecimal digits, and other signs are among "
            "these.",
        )
    said = translate(
        "DiagnosisWords",
        "This is no signature: those are 64 hexadecimal digits, here are {0} signs.",
    )
    return said.format(count)


def signed_words(tried: SchemeTried) -> str:
    """Which bytes the scheme signs of this request, and how many they are."""
    known = {
        Signed.BODY: translate("DiagnosisWords", "the body as it came"),
        Signed.DATA: translate(
            "DiagnosisWords", "the timestamp, a full stop, and the body's data as it came"
        ),
        Signed.REWRITTEN_DATA: translate(
            "DiagnosisWords",
            "the timestamp, a full stop, and the body's data as JavaScript writes it",
        ),
        Signed.STAMPED_BODY: translate(
            "DiagnosisWords", "the timestamp, a full stop, and the body as it came"
        ),
        Signed.NO_TIMESTAMP: translate(
            "DiagnosisWords", "nothing: there is no X-ModelRiver-Timestamp header"
        ),
        Signed.NO_DATA: translate("DiagnosisWords", "nothing: the body has no “data”"),
        Signed.NOT_READ: translate("DiagnosisWords", "not known: the body was not read"),
    }
    words = next((words for signed, words in known.items() if signed == tried.signed), tried.signed)
    if tried.size is None:
        return words
    size = QLocale().toString(tried.size)
    return translate("DiagnosisWords", "{0} ({1} bytes)").format(words, size)


def expected_words(number: int, beginning: str) -> str:
    """What one secret gives."""
    if not beginning:
        return translate("DiagnosisWords", "secret {0} is blank and never used").format(number)
    return translate("DiagnosisWords", "{0} with secret {1}").format(beginning, number)


def scheme_state(tried: SchemeTried) -> str:
    """Whether a scheme fits, in a word or two."""
    if tried.matches is not None:
        return translate("DiagnosisWords", "Matches secret {0}").format(tried.matches)
    if tried.header is None:
        return translate("DiagnosisWords", "Not used")
    if not any(tried.expected):
        return translate("DiagnosisWords", "Not compared")
    return translate("DiagnosisWords", "Does not match")


def _meaning(diagnosis: Diagnosis) -> str:
    secret = diagnosis.nearly
    meanings = {
        Refusal.NO_SIGNATURE: translate(
            "DiagnosisWords",
            "There is no signature header: neither mr-signature nor X-ModelRiver-Signature came.",
        ),
        Refusal.MALFORMED: translate(
            "DiagnosisWords", "A signature header came, but what it says is no signature."
        ),
        Refusal.NO_TIMESTAMP: translate(
            "DiagnosisWords",
            "X-ModelRiver-Signature came without X-ModelRiver-Timestamp. The timestamp is part of "
            "what is signed, so nothing can be compared.",
        ),
        Refusal.NO_MATCH: translate(
            "DiagnosisWords",
            "The signature is well-formed, but no configured secret gives it for these bytes: "
            "another secret was used, or the request was changed on its way.",
        ),
        Refusal.STRIPPED_SECRET: translate(
            "DiagnosisWords",
            "Secret {0} has spaces or line ends in it. Without them the signature would match.",
        ).format(secret),
        Refusal.REFORMATTED_BODY: translate(
            "DiagnosisWords",
            "The signature is that of the same JSON in another format, with secret {0}: something "
            "on the way, such as a proxy, rewrote the body.",
        ).format(secret),
        Refusal.TOO_OLD: translate(
            "DiagnosisWords", "The signature is right, but the request was too old when it came."
        ),
        Refusal.NO_SECRET: translate(
            "DiagnosisWords",
            "No webhook secret is configured, so no signature can be checked.",
        ),
        Refusal.TOO_LARGE: translate(
            "DiagnosisWords",
            "The body was larger than rivermon takes. It was not read, and not compared.",
        ),
        Refusal.CONTENT_ENCODING: translate(
            "DiagnosisWords",
            "The body was compressed or encoded. Signatures are those of plain bodies: it was not "
            "read, and not compared.",
        ),
    }
    found = (words for why, words in meanings.items() if why == diagnosis.finding)
    return next(found, diagnosis.finding or "")
