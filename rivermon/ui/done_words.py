"""What was done, in words for the status bar.

Does not do it, and shows nothing.
"""

from collections.abc import Callable

from rivermon.core.entities import Kept
from rivermon.core.retention import Removed
from rivermon.ui.listed_words import listed
from rivermon.ui.operator import Act
from rivermon.ui.outcome_look import outcome_look
from rivermon.ui.translation import PLURAL, translate


def done_words(act: Act, result: object, about: str = "", *, pinned: bool = True) -> str:
    """Say that an act was done.

    Args:
        act: what was asked for.
        result: what the controls returned.
        about: what it was done with, if that was one thing: a record's title, a delivery's id.
        pinned: whether PIN put pins on, rather than taking them off.

    Returns:
        A sentence; empty when there is nothing to say.
    """
    if act is Act.PIN:
        return _pinned(result, pinned=pinned)
    words = _WORDS.get(act)
    return words(result, about) if words is not None else ""


def removed_words(removed: Removed) -> str:
    """Say what was deleted."""
    records, callbacks = removed.records, removed.callbacks
    parts = (
        translate("DoneWords", "%n record(s)", "", PLURAL, records) if records else "",
        _deliveries(removed.deliveries),
        translate("DoneWords", "%n callback(s)", "", PLURAL, callbacks) if callbacks else "",
    )
    named = [part for part in parts if part]
    if not named:
        return translate("DoneWords", "Nothing was deleted.")
    return translate("DoneWords", "Deleted: {0}.").format(listed(named))


def _deliveries(count: int) -> str:
    if count == 1:
        return translate("DoneWords", "1 delivery")
    return translate("DoneWords", "%n deliveries", "", PLURAL, count)


def _sent_again(result: object, about: str) -> str:
    count = _count(result)
    if not count:
        return translate("DoneWords", "Nothing was sent again.")
    if about:
        return translate("DoneWords", "Sent again: {0}").format(about)
    return translate("DoneWords", "%n callback(s) sent again.", "", PLURAL, count)


def _rejected(result: object, about: str) -> str:
    if about and _count(result):
        return translate("DoneWords", "Rejected: {0}").format(about)
    return translate("DoneWords", "Rejected %n.", "", PLURAL, _count(result))


def _approved(result: object, about: str) -> str:
    if about and _count(result):
        return translate("DoneWords", "Approved: {0}").format(about)
    return translate("DoneWords", "Approved %n.", "", PLURAL, _count(result))


def _pinned(result: object, *, pinned: bool) -> str:
    count = _count(result)
    if count == 1:
        return translate("DoneWords", "Pinned.") if pinned else translate("DoneWords", "Unpinned.")
    if pinned:
        return translate("DoneWords", "Pinned %n.", "", PLURAL, count)
    return translate("DoneWords", "Unpinned %n.", "", PLURAL, count)


def _replayed(result: object, about: str) -> str:
    if not isinstance(result, Kept):
        return ""
    outcome = outcome_look(result.outcome).word
    if result.record_id is None:
        return translate(
            "DoneWords", "Delivery {0} was taken in again as delivery {1}: {2}."
        ).format(about, result.delivery_id, outcome)
    return translate(
        "DoneWords", "Delivery {0} was taken in again as delivery {1}: {2}, record {3}."
    ).format(about, result.delivery_id, outcome, result.record_id)


def _count(result: object) -> int:
    return result if isinstance(result, int) else 0


_WORDS: dict[Act, Callable[[object, str], str]] = {
    Act.SEND_AGAIN: _sent_again,
    Act.REJECT: _rejected,
    Act.APPROVE: _approved,
    Act.REPLAY: _replayed,
    Act.WRITE_NOTE: lambda _, __: translate("DoneWords", "The note was kept."),
    Act.DELETE: lambda result, _: removed_words(result) if isinstance(result, Removed) else "",
}
