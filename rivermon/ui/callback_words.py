"""What became of a callback, in the operator's words.

Decides nothing and paints nothing; the time zone is the operator's.
"""

from http import HTTPStatus

from rivermon.core.callback_gate import NO_API_KEY
from rivermon.core.entities import Attempt, CallbackHistory, CallbackKind, CallbackState
from rivermon.ui.moment_words import clock_time
from rivermon.ui.plain_text import one_line
from rivermon.ui.reason_words import reason_words
from rivermon.ui.translation import translate


def callback_sentence(history: CallbackHistory) -> str:
    """Where a callback stands, why, and what comes next."""
    callback = history.callback
    last = history.attempts[-1] if history.attempts else None
    what = attempt_words(last) if last else ""
    match callback.state:
        case CallbackState.SUCCESS:
            return translate("CallbackWords", "ModelRiver has it: {0}.").format(
                what or translate("CallbackWords", "the callback was taken")
            )
        case CallbackState.HELD:
            return _held_words(callback.reason)
        case CallbackState.TIMEOUT:
            said = translate(
                "CallbackWords", "Nothing was taken within the 5 minutes that ModelRiver waits."
            )
            last_words = translate("CallbackWords", "Last: {0}.").format(what) if what else ""
            return f"{said} {last_words}".strip()
        case CallbackState.ERROR:
            why = what or _reason(callback.reason) or translate("CallbackWords", "it was given up")
            said = translate(
                "CallbackWords", "Callback failed: {0}. It will not be tried again by itself."
            )
            return said.format(why)
        case CallbackState.PROGRESS:
            return _progress_words(history, what)


def kind_words(kind: CallbackKind) -> str:
    """What a callback brings."""
    if kind is CallbackKind.ERROR:
        return translate("CallbackWords", "Error callback: says that there will be no content")
    return translate("CallbackWords", "Callback: brings the content back")


def attempt_words(attempt: Attempt) -> str:
    """What one try led to, without a full stop."""
    if attempt.status is None:
        return _reason(attempt.error) or translate("CallbackWords", "there was no answer")
    answered = translate("CallbackWords", "ModelRiver answered {0}").format(
        status_words(attempt.status)
    )
    why = _reason(attempt.error)
    return f"{answered}; {why}" if why else answered


def status_words(status: int) -> str:
    """An HTTP status with what it is called."""
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)


def _held_words(reason: str | None) -> str:
    said = translate("CallbackWords", "Held, not sent: {0}.").format(
        _reason(reason) or translate("CallbackWords", "the host is not allowed")
    )
    if reason == NO_API_KEY:
        return said + " " + translate("CallbackWords", "Enter the API key in Settings.")
    return (
        said
        + " "
        + translate(
            "CallbackWords",
            "The API key travels with a callback, so it goes to allowed hosts only.",
        )
    )


def _progress_words(history: CallbackHistory, what: str) -> str:
    callback = history.callback
    if not what or callback.attempts == 0:
        return translate("CallbackWords", "On its way to ModelRiver.")
    until = clock_time(callback.deadline)[:8]
    if callback.next_attempt_at is None:
        return translate("CallbackWords", "Not taken yet: {0}. Trying again until {1}.").format(
            what, until
        )
    at = clock_time(callback.next_attempt_at)[:8]
    return translate("CallbackWords", "Not taken yet: {0}. Next try at {1}, until {2}.").format(
        what, at, until
    )


def _reason(text: str | None) -> str:
    return reason_words(one_line(text or "").rstrip("."))
