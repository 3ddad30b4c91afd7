"""Counts the callbacks that came: in all, per channel, and which channels were called back twice.

Bounded: the oldest channels are forgotten first. Does not know HTTP.
"""

from collections import OrderedDict, deque

import msgspec

from rivermon.core.entities import CallbackKind

_TASK_IDS_KEPT = 8
_REPEATS_KEPT = 1000


class TakenCallback(msgspec.Struct, frozen=True, kw_only=True):
    """One callback as it came, and how it was answered.

    `nth` counts the well-formed callbacks of its channel from 1; it is 0, and `kind` None, for one
    that was refused (no key, malformed). `status` is None when it got no answer.
    """

    channel: str
    nth: int
    kind: CallbackKind | None
    task_id: str | None
    status: int | None
    body: bytes

    @property
    def accepted(self) -> bool:
        """True when it was well-formed and answered with a 2xx."""
        return self.kind is not None and self.status in range(200, 300)


class ChannelTally(msgspec.Struct, frozen=True, kw_only=True):
    """The callbacks of one channel.

    `came` counts the well-formed ones, `successes` and `errors` those of them that were accepted.
    `task_ids` are the different ones, at most eight, in the order they came.
    """

    came: int = 0
    successes: int = 0
    errors: int = 0
    task_ids: tuple[str, ...] = ()

    @property
    def settled(self) -> bool:
        """True when a callback of the channel was accepted."""
        return self.successes + self.errors > 0


class CallbackTally:
    """All callbacks so far.

    `total` counts every one that came, `accepted` those answered with a 2xx, `refused` those
    without the right key or malformed, `settled` the channels with an accepted one. `repeated`
    counts successes that were accepted although their channel had one; `repeats` are the latest
    such channels. A channel that was forgotten and comes again counts as a new one.
    """

    def __init__(self, remember: int) -> None:
        self.total = self.accepted = self.refused = self.settled = self.repeated = 0
        self.repeats: deque[str] = deque(maxlen=_REPEATS_KEPT)
        self._channels: OrderedDict[str, ChannelTally] = OrderedDict()
        self._remember = remember

    def channel(self, channel: str) -> ChannelTally:
        """What is known of one channel; all zero for an unknown one."""
        return self._channels.get(channel, ChannelTally())

    def channels(self) -> dict[str, ChannelTally]:
        """Every channel that is remembered, oldest first."""
        return dict(self._channels)

    def refuse(self) -> None:
        """Count one that was not a proper callback."""
        self.total += 1
        self.refused += 1

    def come(self, channel: str, task_id: str | None) -> int:
        """Count one well-formed callback, before its answer; returns its number in its channel."""
        self.total += 1
        before = self.channel(channel)
        task_ids = before.task_ids
        if task_id is not None and task_id not in task_ids and len(task_ids) < _TASK_IDS_KEPT:
            task_ids = (*task_ids, task_id)
        came = before.came + 1
        self._channels[channel] = msgspec.structs.replace(before, came=came, task_ids=task_ids)
        if len(self._channels) > self._remember:
            self._channels.popitem(last=False)
        return came

    def answered(self, callback: TakenCallback) -> None:
        """Count what a callback's answer made of it."""
        if not callback.accepted:
            return
        self.accepted += 1
        before = self.channel(callback.channel)
        self.settled += not before.settled
        if callback.kind is CallbackKind.ERROR:
            after = msgspec.structs.replace(before, errors=before.errors + 1)
        else:
            after = msgspec.structs.replace(before, successes=before.successes + 1)
            if before.successes:
                self.repeated += 1
                self.repeats.append(callback.channel)
        self._channels[callback.channel] = after
