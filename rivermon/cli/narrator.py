"""Tells each fact as a line of text, for `serve --demo` and `serve --print`.

What came from outside is printed with its control characters made visible: they could repaint a
terminal, or write to its clipboard.
"""

import errno
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import TextIO

from rivermon.core.entities import Callback, CallbackKind, CallbackState
from rivermon.core.feed import (
    CallbackChanged,
    DeliveryStored,
    Fact,
    Listening,
    PublicWayChanged,
    RecordStored,
    Trouble,
    TroubleBegan,
    TroubleEnded,
)
from rivermon.core.tunnel import PublicWay, TunnelState
from rivermon.core.visible_text import one_line

_TROUBLES = {
    Trouble.NO_SECRET: "No webhook secret is configured, so every webhook is answered 503: set "
    "MODELRIVER_WEBHOOK_SECRET and start again.",
    Trouble.NO_API_KEY: "No API key is configured, so no callback is sent: set "
    "MODELRIVER_API_KEY and start again.",
    Trouble.HOST_HELD: "Callbacks to {} are held, for it is not an allowed host: add it to "
    "RIVERMON_CALLBACK_HOSTS if it is yours.",
    Trouble.REJECTED: "A webhook was rejected: {}.",
    Trouble.CONTENT: "A webhook could not be processed: {}",
    Trouble.MOVED: "The public address is another one now: enter {} at ModelRiver, which still has "
    "the old one.",
    Trouble.STORE: "{}",
    Trouble.SET_ASIDE: "{}.",
}

_LONGEST_REASON = 400
# Who read it went away: a pipe, or a terminal that was closed.
_GONE = frozenset({errno.EPIPE, errno.EIO})


def plain(text: str, most: int = 200) -> str:
    """Foreign text on one line, its control characters made visible, `most` characters at most."""
    return one_line(text, most)


class Narrator:
    """Prints facts, one line each.

    The addresses are always told, the public one with how it fares, and trouble once each time it
    begins; webhooks, records and callbacks only when `everything` is wanted.
    """

    def __init__(
        self, *, everything: bool, out: TextIO | None = None, err: TextIO | None = None
    ) -> None:
        self._everything = everything
        self._out = out or sys.stdout
        self._err = err or sys.stderr
        self._troubles: set[tuple[Trouble, str]] = set()
        self._way = (TunnelState.OFF, "", "")

    def __call__(self, facts: Sequence[Fact]) -> None:
        """Print a batch, and flush it: somebody is watching."""
        with _while_read(self._out):
            for fact in facts:
                self._tell(fact)
            self._out.flush()

    def _tell(self, fact: Fact) -> None:
        if isinstance(fact, Listening):
            print(f"listening on {fact.url}", file=self._out)
        elif isinstance(fact, PublicWayChanged):
            self._public_way(fact.way)
        elif isinstance(fact, TroubleBegan):
            self._trouble(fact)
        elif isinstance(fact, TroubleEnded):
            self._troubles = {told for told in self._troubles if told[0] is not fact.trouble}
        elif self._everything and (line := _line(fact)):
            print(line, file=self._out)

    def _public_way(self, way: PublicWay) -> None:
        told = (way.state, way.url, way.reason)
        if told != self._way:
            self._way = told
            print(_way_line(way), file=self._out)

    def _trouble(self, fact: TroubleBegan) -> None:
        told = (fact.trouble, fact.detail)
        if told in self._troubles or fact.trouble not in _TROUBLES:
            return
        self._troubles.add(told)
        sentence = _TROUBLES[fact.trouble].format(plain(fact.detail))
        with _while_read(self._err):
            print(f"rivermon: {sentence}", file=self._err, flush=True)


@contextmanager
def _while_read(stream: TextIO) -> Iterator[None]:
    try:
        yield
    except OSError as failure:
        if failure.errno not in _GONE:
            raise
        _silence(stream)


def _silence(out: TextIO) -> None:
    """Let what is still written to `out` vanish: nobody reads it any more (`… --demo | head`)."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, out.fileno())
    os.close(nowhere)


def _way_line(way: PublicWay) -> str:
    """The public address, how it fares, and why."""
    said = [f"public address {way.url}".rstrip(), f"({way.state})"]
    if way.reason:
        said.append(plain(way.reason, _LONGEST_REASON))
    return " ".join(said)


def _line(fact: Fact) -> str | None:
    if isinstance(fact, DeliveryStored):
        delivery = fact.delivery
        said = [delivery.outcome, delivery.type or "", delivery.event or "", delivery.reason or ""]
        words = " ".join(plain(word) for word in said if word)
        took = f"{delivery.status} in {delivery.duration_ms:.1f} ms"
        return f"{_time(delivery.received_at)}  webhook   {words}  ({took})"
    if isinstance(fact, RecordStored):
        row = fact.row
        title = plain(row.title, 60)
        return f"{_time(row.created_at)}  record    #{row.id} {title} [{plain(row.category, 40)}]"
    if isinstance(fact, CallbackChanged):
        return _callback_line(fact)
    return None


def _callback_line(fact: CallbackChanged) -> str:
    callback, attempt = fact.callback, fact.attempt
    moment = attempt.started_at if attempt else callback.decided_at or callback.received_at
    words = [_whose(callback), callback.state]
    if attempt is None and callback.approval is not None:
        words.append(_decided(callback))
    elif attempt is not None:
        answered = f"answered {attempt.status}" if attempt.status else attempt.error or "no answer"
        words.append(
            f"attempt {callback.attempts}: {plain(answered)}, {attempt.duration_ms:.0f} ms"
        )
    elif callback.reason:
        words.append(plain(callback.reason))
    if callback.state is CallbackState.PROGRESS and callback.next_attempt_at and attempt:
        words.append(f"again at {_time(callback.next_attempt_at)}")
    return f"{_time(moment)}  callback  {'  '.join(words)}"


def _decided(callback: Callback) -> str:
    """How one stands that was held for approval; a reason is told with it."""
    if callback.awaiting:
        return f"{plain(callback.reason or '')} until {_time(callback.deadline)}"
    reason, how = callback.reason or "", callback.approval or ""
    if how in reason:
        return plain(reason)
    return f"{how}: {plain(reason)}" if reason else how


def _whose(callback: Callback) -> str:
    what = "" if callback.kind is CallbackKind.SUCCESS else " (processing_failed)"
    return f"#{callback.record_id or '-'}{what}"


def _time(moment: datetime) -> str:
    local = moment.astimezone()
    return f"{local:%H:%M:%S}.{local.microsecond // 1000:03d}"
