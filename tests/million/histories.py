"""What became of a callback: its attempts, decided by the outbox's own rules.

Chance and time are handed in. Does not know what the callback carries, or who stores it.
"""

import random
from enum import Enum, auto
from typing import NamedTuple

from rivermon.core.callback import WINDOW, after_attempt
from rivermon.core.callback_gate import CallbackGate
from rivermon.core.entities import CallbackState, Reply
from tests.million.moments import SECOND, micros_of, moment_of
from tests.million.webhooks import FOREIGN_HOST, HOST

WINDOW_US = int(WINDOW.total_seconds()) * SECOND
_TAKEN = ('{"success":true}', '{"success":true,"message":"Callback received"}', '{"ok":true}')
_GATE = CallbackGate([HOST], has_api_key=True)
_SERVER_TROUBLE = (
    Reply(status=503, answer='{"error":"Service unavailable"}'),
    Reply(status=500, answer='{"error":"Internal server error"}'),
    Reply(status=429, answer='{"error":"Too many requests"}'),
    Reply(status=502, answer="<html>Bad gateway</html>"),
    Reply(error="no answer within 20 s"),
    Reply(error="the connection was closed before an answer"),
    Reply(error=f"no connection to {HOST}:443 (Connection refused)"),
)
_FINAL = (
    Reply(status=404, answer='{"error":"Unknown channel"}'),
    Reply(status=404, answer='{"error":"Unknown channel"}'),
    Reply(status=404, answer='{"error":"Channel is closed"}'),
    Reply(status=401, answer='{"error":"Invalid API key"}'),
    Reply(status=422, answer='{"error":"data is required"}'),
    Reply(status=301, answer=""),
)


class Fate(Enum):
    """What is to become of a callback."""

    TAKEN = auto()
    REFUSED = auto()
    TOO_LATE = auto()
    WAITING = auto()
    HELD = auto()


class Try(NamedTuple):
    """One attempt: its start in microseconds since 1970, and what came of it."""

    started: int
    duration_ms: float
    reply: Reply


class History(NamedTuple):
    """A callback as it stands after its attempts; moments in microseconds since 1970."""

    state: CallbackState
    tries: tuple[Try, ...]
    next_attempt: int | None = None
    reason: str | None = None


def history(rng: random.Random, fate: Fate, *, received: int, owed: int) -> History:
    """Live through a callback.

    Args:
        rng: the only source of chance.
        fate: how it is to end.
        received: the webhook's receipt, microseconds since 1970.
        owed: since when the callback may leave, the same.
    """
    start = owed + 400 + int(4000 * rng.random())
    if fate is Fate.TAKEN and rng.random() < 0.94:
        return History(CallbackState.SUCCESS, (_taken(rng, start),))
    if fate is Fate.HELD:
        refusal = _GATE.refusal(f"https://{FOREIGN_HOST}/")
        return History(CallbackState.HELD, (), reason=refusal.reason if refusal else None)
    return _lived(rng, fate, received=received, start=start)


def _lived(rng: random.Random, fate: Fate, *, received: int, start: int) -> History:
    troubled = {Fate.TAKEN: rng.choice((1, 1, 1, 2, 2, 3, 4)), Fate.REFUSED: rng.randrange(3) // 2}
    most = troubled.get(fate, 1 if fate is Fate.WAITING else 99)
    # Who asks for a minute's patience is tried five times at the most before the window closes.
    patience_s = 60.0 + 60.0 * rng.random() if fate is Fate.TOO_LATE else None
    patience_s = 140.0 if fate is Fate.WAITING else patience_s
    deadline = moment_of(received + WINDOW_US)
    tries: list[Try] = []
    while True:
        if len(tries) < most:
            made = _failed(rng, start, rng.choice(_SERVER_TROUBLE))
        elif fate is Fate.REFUSED:
            made = _failed(rng, start, rng.choice(_FINAL))
        else:
            made = _taken(rng, start)
        tries.append(made)
        reply = Reply(status=made.reply.status, error=made.reply.error, retry_after_s=patience_s)
        decision = after_attempt(
            reply,
            attempt=len(tries),
            now=moment_of(start + int(made.duration_ms * 1000)),
            deadline=deadline,
            jitter=rng.random(),
        )
        planned = decision.next_attempt_at
        if planned is None or fate is Fate.WAITING:
            planned_us = None if planned is None else micros_of(planned)
            return History(decision.state, tuple(tries), planned_us, decision.reason)
        start = micros_of(planned) + int(3000 * rng.random())


def _taken(rng: random.Random, start: int) -> Try:
    answer = _TAKEN[int(3 * rng.random())]
    return Try(start, rng.lognormvariate(4.5, 0.6), Reply(status=200, answer=answer))


def _failed(rng: random.Random, start: int, reply: Reply) -> Try:
    if reply.error is not None and reply.error.startswith("no answer"):
        return Try(start, 20_000 + 5 * rng.random(), reply)
    return Try(start, rng.lognormvariate(5.0, 0.8), reply)
