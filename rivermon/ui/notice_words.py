"""A notice in words: a title that says what happened, and a text that says what to do.

What comes from elsewhere is one short line without markup: notification servers read some.
Does not decide when a notice is due.
"""

from rivermon.core.notice import Notice, NoticeKind
from rivermon.ui.plain_text import one_line
from rivermon.ui.reason_words import reason_sentence
from rivermon.ui.translation import PLURAL, translate

_LONGEST = 160
# The body of a desktop notification may be read as markup (Desktop Notifications Specification,
# "Markup"), and how it could be escaped differs from one system to the next.
_HARMLESS = str.maketrans({"<": "‹", ">": "›", "&": "＆"})  # noqa: RUF001 - that is the point


def kind_words(kind: NoticeKind) -> str:
    """What a kind of notices is about, for a list of kinds."""
    match kind:
        case NoticeKind.CALLBACKS:
            return translate("NoticeWords", "Failed callbacks")
        case NoticeKind.SIGNATURES:
            return translate("NoticeWords", "Refused webhooks")
        case NoticeKind.STORE:
            return translate("NoticeWords", "Trouble with the database")
        case NoticeKind.PUBLIC:
            return translate("NoticeWords", "Trouble with the public address")
        case NoticeKind.SILENCE:
            return translate("NoticeWords", "Unusual silence")
        case NoticeKind.APPROVAL:
            return translate("NoticeWords", "Content that waits for approval")


def notice_title(notice: Notice) -> str:
    """What happened, in a few words."""
    match notice.kind:
        case NoticeKind.CALLBACKS:
            return _callbacks(notice.count)
        case NoticeKind.SIGNATURES:
            return _signatures(notice.count)
        case NoticeKind.STORE:
            return translate("NoticeWords", "The database is in trouble")
        case NoticeKind.PUBLIC:
            return translate("NoticeWords", "The public address is down")
        case NoticeKind.SILENCE:
            minutes = notice.minutes
            return translate("NoticeWords", "No webhook for %Ln min", "", PLURAL, minutes)
        case NoticeKind.APPROVAL:
            return _approval(notice.count)


def notice_text(notice: Notice) -> str:
    """What it means and what to do; plain text of one line."""
    match notice.kind:
        case NoticeKind.CALLBACKS:
            return _first_of(notice, translate("NoticeWords", "Click to see why."))
        case NoticeKind.SIGNATURES:
            said = translate(
                "NoticeWords", "If ModelRiver sent it, check the webhook secret in Settings."
            )
            return _first_of(notice, said)
        case NoticeKind.STORE:
            return _reason(notice) or translate("NoticeWords", "No webhook is taken in until then.")
        case NoticeKind.PUBLIC:
            return _reason(notice) or translate("NoticeWords", "No webhook can come in by it.")
        case NoticeKind.SILENCE:
            return _usual(notice.usual_per_hour)
        case NoticeKind.APPROVAL:
            return _waiting(notice)


def hidden_title() -> str:
    """The title of what is said when the window is closed for the first time."""
    return translate("NoticeWords", "rivermon goes on listening")


def hidden_text() -> str:
    """Where rivermon is while its window is closed, and how it is ended."""
    return translate(
        "NoticeWords",
        "Click its icon to open the window. Quit, in the icon's menu, ends it.",
    )


def _callbacks(count: int) -> str:
    if count == 1:
        return translate("NoticeWords", "A callback failed")
    return translate("NoticeWords", "%Ln callbacks failed", "", PLURAL, count)


def _signatures(count: int) -> str:
    if count == 1:
        return translate("NoticeWords", "A webhook was refused")
    return translate("NoticeWords", "%Ln webhooks were refused", "", PLURAL, count)


def _approval(count: int) -> str:
    if count == 1:
        return translate("NoticeWords", "Content waits for your approval")
    return translate("NoticeWords", "%Ln records wait for your approval", "", PLURAL, count)


def _first_of(notice: Notice, said: str) -> str:
    reason = _reason(notice)
    if not reason:
        return said
    if notice.count == 1:
        return translate("NoticeWords", "{0} {1}").format(reason, said)
    return translate("NoticeWords", "The first: {0} {1}").format(reason, said)


def _waiting(notice: Notice) -> str:
    title = _harmless(notice.detail)
    said = translate("NoticeWords", "ModelRiver waits for 5 minutes.")
    if not title:
        return said
    if notice.count == 1:
        return translate("NoticeWords", "{0}. {1}").format(title, said)
    return translate("NoticeWords", "The first: {0}. {1}").format(title, said)


def _usual(per_hour: int) -> str:
    usual = translate("NoticeWords", "Usually %Ln come in an hour.", "", PLURAL, per_hour)
    said = translate("NoticeWords", "Check that ModelRiver still sends them here.")
    return translate("NoticeWords", "{0} {1}").format(usual, said)


def _reason(notice: Notice) -> str:
    return _harmless(reason_sentence(notice.detail)) if notice.detail.strip() else ""


def _harmless(text: str) -> str:
    return one_line(text, _LONGEST).translate(_HARMLESS)
