"""How a callback's state looks: its icon, its word and its tone, in ModelRiver's vocabulary.

Does not paint, and does not know the time: it is handed in.
"""

from datetime import datetime

import msgspec

from rivermon.core.entities import Callback, CallbackRow, CallbackState, Delivery
from rivermon.core.listing import Row
from rivermon.ui.assets import Icon
from rivermon.ui.theme import Tone
from rivermon.ui.translation import translate


class Look(msgspec.Struct, frozen=True):
    """An icon, a word and a tone: never a colour alone."""

    icon: Icon
    word: str
    tone: Tone


def state_look(
    state: CallbackState,
    attempts: int,
    deadline: datetime | None,
    now: datetime,
    *,
    awaiting: bool = False,
) -> Look:
    """The look of a callback's state; what waits for a retry or for approval shows the time left.

    With `awaiting` it waits for the operator.
    """
    if awaiting and deadline is not None and (left := _left(deadline, now)):
        return Look(Icon.HAND, translate("StateLook", "Waits {0}").format(left), Tone.WAITING)
    if state is CallbackState.PROGRESS and deadline is not None:
        left = _left(deadline, now)
        if not left:
            return Look(Icon.HOURGLASS, translate("StateLook", "Late"), Tone.WAITING)
        if attempts > 0:
            return Look(
                Icon.HOURGLASS, translate("StateLook", "Retry {0}").format(left), Tone.WAITING
            )
    return _settled(state)


def callback_look(callback: Callback, now: datetime) -> Look:
    """The look of a callback among others: whatever is owed shows the time it has left."""
    left = _left(callback.deadline, now)
    if left and callback.state is CallbackState.HELD and not callback.awaiting:
        return Look(Icon.HAND, translate("StateLook", "Held {0}").format(left), Tone.QUIET)
    if left and callback.state is CallbackState.PROGRESS and callback.attempts == 0:
        return Look(Icon.CIRCLING, translate("StateLook", "Progress {0}").format(left), Tone.BUSY)
    return state_look(
        callback.state,
        callback.attempts,
        callback.deadline,
        now,
        awaiting=callback.awaiting,
    )


def waits(row: Row) -> bool:
    """True when what a table shows of a row changes with the time alone."""
    match row:
        case CallbackRow(callback=callback):
            return callback.state in {CallbackState.PROGRESS, CallbackState.HELD}
        case Delivery():
            return False
    return row.awaiting or is_waiting(row.state, row.attempts)


def is_waiting(state: CallbackState | None, attempts: int) -> bool:
    """True when the look changes with the time alone."""
    return state is CallbackState.PROGRESS and attempts > 0


def _left(deadline: datetime, now: datetime) -> str:
    left_s = int((deadline - now).total_seconds())
    return f"{left_s // 60}:{left_s % 60:02}" if left_s > 0 else ""


def _settled(state: CallbackState) -> Look:
    match state:
        case CallbackState.PROGRESS:
            return Look(Icon.CIRCLING, translate("StateLook", "Progress"), Tone.BUSY)
        case CallbackState.SUCCESS:
            return Look(Icon.CHECK, translate("StateLook", "Success"), Tone.GOOD)
        case CallbackState.ERROR:
            return Look(Icon.CROSS, translate("StateLook", "Error"), Tone.BAD)
        case CallbackState.TIMEOUT:
            return Look(Icon.CROSS, translate("StateLook", "Timeout"), Tone.BAD)
        case CallbackState.HELD:
            return Look(Icon.HAND, translate("StateLook", "Held"), Tone.QUIET)
