"""What is known of a delivery's signature: verdict, scheme, secret, age or reason, and what to do.

Does not verify: the verdict is handed in with the delivery.
"""

from rivermon.core.entities import Delivery, Verdict
from rivermon.core.signature import Refusal, age_s
from rivermon.ui.reason_words import reason_words
from rivermon.ui.translation import translate
from rivermon.ui.verdict_look import verdict_look

_MINUTE_S = 60
_HOUR_S = 3600
_LARGEST_AS_SMALLER = 2  # 119 s are said as seconds, 120 s as minutes


def signature_words(delivery: Delivery) -> str:
    """The verdict, and what it rests on (protocol, section 3: which secret matched, and the age).

    The age is that of the timestamp header when the request came; with raw-body it is not signed.
    """
    verdict = delivery.verdict
    parts = [verdict_look(verdict.word).word]
    if verdict.reason:
        parts.append(reason_words(verdict.reason))
    if verdict.scheme is not None:
        parts.append(verdict.scheme.value)
    if verdict.secret is not None:
        parts.append(translate("SignatureWords", "secret {0}").format(verdict.secret))
    age = age_s(delivery.headers, delivery.received_at)
    if age is not None:
        parts.append(age_words(age))
    return " · ".join(parts)


def advice_words(verdict: Verdict) -> str:
    """What to do about a request that was not taken for genuine; empty where nothing is known."""
    advice = {
        Refusal.NO_SIGNATURE: translate(
            "SignatureWords",
            "It is not ModelRiver's, and there is nothing to do. Or a proxy took the header away: "
            "have it pass all headers on.",
        ),
        Refusal.MALFORMED: translate(
            "SignatureWords",
            "It is not ModelRiver's, and there is nothing to do. Or a proxy changed the header: "
            "have it pass all headers on as they are.",
        ),
        Refusal.NO_TIMESTAMP: translate(
            "SignatureWords",
            "It is not ModelRiver's, and there is nothing to do. Or a proxy took the header away: "
            "have it pass all headers on.",
        ),
        Refusal.NO_MATCH: translate(
            "SignatureWords",
            "If ModelRiver sent it, check the webhook secret in Settings: copy the secret of this "
            "webhook from ModelRiver's console.",
        ),
        Refusal.STRIPPED_SECRET: translate(
            "SignatureWords",
            "Enter the secret anew in Settings: the spaces and line ends around it are cut off "
            "there.",
        ),
        Refusal.REFORMATTED_BODY: translate(
            "SignatureWords", "Let the proxy pass the body on as it is."
        ),
        Refusal.TOO_OLD: translate(
            "SignatureWords",
            "RIVERMON_MAX_AGE_S says how old a webhook may be: raise it, or take it away, and "
            "start again. ModelRiver's own tries go on for almost four hours.",
        ),
        Refusal.NO_SECRET: translate(
            "SignatureWords", "Enter the secret from ModelRiver's console in Settings."
        ),
        Refusal.TOO_LARGE: translate(
            "SignatureWords",
            "RIVERMON_MAX_BODY says how many bytes a body may have: raise it and start again. "
            "This body was not kept, but ModelRiver sends it once more.",
        ),
        Refusal.CONTENT_ENCODING: translate(
            "SignatureWords", "Let the proxy pass the body on uncompressed."
        ),
    }
    return next((words for why, words in advice.items() if why == verdict.reason), "")


def age_words(age: float) -> str:
    """An age in seconds as a person says it; one from a clock that is ahead is negative."""
    if age <= -1:
        return translate("SignatureWords", "dated {0} ahead").format(_amount(-age))
    return translate("SignatureWords", "{0} old").format(_amount(max(0.0, age)))


def _amount(seconds: float) -> str:
    if seconds < _LARGEST_AS_SMALLER * _MINUTE_S:
        return translate("SignatureWords", "{0} s").format(int(seconds))
    if seconds < _LARGEST_AS_SMALLER * _HOUR_S:
        return translate("SignatureWords", "{0} min").format(int(seconds // _MINUTE_S))
    return translate("SignatureWords", "{0} h").format(int(seconds // _HOUR_S))
