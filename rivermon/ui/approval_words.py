"""The approval gate in words: how long it still waits, what happens then, and who decided.

Decides nothing; the time zone is the operator's.
"""

from datetime import datetime, timedelta

from rivermon.core.approval import BEFORE_THE_END, Approval, Undecided
from rivermon.core.entities import Callback, CallbackState
from rivermon.ui.moment_words import clock_time
from rivermon.ui.translation import translate


def time_left(deadline: datetime, now: datetime) -> str:
    """Minutes and seconds until the window closes, such as 4:05; 0:00 when it has."""
    left_s = max(0, (deadline - now) // timedelta(seconds=1))
    return f"{left_s // 60}:{left_s % 60:02}"


def waiting_words(callback: Callback, undecided: Undecided | None, now: datetime) -> str:
    """Until when a callback can be decided about, and what happens if nobody does.

    Args:
        callback: waits for the operator.
        undecided: the rule for what nobody decides about; None where it is not known.
        now: the time.
    """
    if callback.deadline <= now:
        return translate(
            "ApprovalWords",
            "The 5 minutes are over: ModelRiver has stopped waiting, and may not take it any more.",
        )
    by = callback.deadline - BEFORE_THE_END
    until = translate("ApprovalWords", "ModelRiver waits until {0}.")
    if by <= now:
        rule = translate("ApprovalWords", "Nobody decided in time, so the rule does now: {0}.")
        return rule.format(rule_words(undecided))
    rule = translate("ApprovalWords", "If nobody decides by {0}: {1}.")
    said = rule.format(clock_time(by)[:8], rule_words(undecided))
    return f"{until.format(clock_time(callback.deadline)[:8])} {said}"


def rule_words(undecided: Undecided | None) -> str:
    """What becomes of content that nobody decided about, without a full stop."""
    match undecided:
        case Undecided.SEND:
            return translate("ApprovalWords", "it is sent as it is")
        case Undecided.REJECT:
            return translate("ApprovalWords", "it is rejected, and ModelRiver is told so")
        case Undecided.LAPSE:
            return translate("ApprovalWords", "nothing is sent, and ModelRiver times out")
    return translate("ApprovalWords", "what the approval rules say")


def approval_words(callback: Callback) -> str:
    """Who or what decided about a callback that was held for approval, and when.

    Empty for one that never was.
    """
    said = _decision_words(callback)
    if callback.decided_at is None or not said:
        return said
    with_time = translate("ApprovalWords", "{0} (at {1})")
    return with_time.format(said, clock_time(callback.decided_at)[:8])


def _decision_words(callback: Callback) -> str:
    match callback.approval:
        case None:
            return ""
        case Approval.WAITING:
            return translate("ApprovalWords", "Held until somebody approves or rejects it")
        case Approval.APPROVED:
            return translate("ApprovalWords", "Approved by the operator")
        case Approval.EDITED:
            return translate("ApprovalWords", "Approved with changes by the operator")
        case Approval.REJECTED:
            return translate("ApprovalWords", "Rejected by the operator")
        case Approval.BY_RULE:
            return translate("ApprovalWords", "Nobody decided in time: sent by the rule")
        case Approval.LAPSED:
            return _lapsed_words(callback.state)


def _lapsed_words(state: CallbackState) -> str:
    if state is CallbackState.ERROR:
        return translate("ApprovalWords", "Nobody decided in time: rejected by the rule")
    return translate("ApprovalWords", "Nobody decided in time: nothing was sent")
