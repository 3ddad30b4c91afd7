"""Counts how webhooks and callbacks fared: over a span in steps, and since the file was made.

All is counted in SQLite, in indexes that hold what is counted: none of the rows is read but those
that failed, for why they did. Does not know what is good or bad, nor who asks.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from typing import NamedTuple

import msgspec

from rivermon.core.causes import OTHER, causes
from rivermon.core.downtime import Stretch, gaps, seconds_within
from rivermon.core.entities import CallbackState, Outcome
from rivermon.core.health import Health, Losses, Pace, Quantiles, Span, Step, Way
from rivermon.store import tallies
from rivermon.store.id_lists import Ask
from rivermon.store.sql import Sql, sequence
from rivermon.store.tables import to_text

MOST_CAUSES = 12
_MOST_REASONS = 5_000
_HOURS = 24
_HOUR = timedelta(hours=1)

# A replay did not come from ModelRiver; an error callback says only what another one came to.
_DELIVERIES = "delivery INDEXED BY delivery_time"
_GENUINE = "replay_of IS NULL"
_CALLBACKS = "callback INDEXED BY callback_time"
_OF_CONTENT = "kind = 'success'"

_IN_STEPS = (
    "WITH step AS MATERIALIZED (SELECT key AS n, json_extract(value, '$[0]') AS begins, "
    "json_extract(value, '$[1]') AS ends FROM json_each(?)) "
)
_IN_STEP = "received_at >= begins AND received_at < ends"
_BETWEEN = "received_at >= ? AND received_at < ?"

_EVERYTHING = """
    SELECT 'tally', name, number FROM tally
    UNION ALL SELECT 'outcome', outcome, count(*) FROM delivery GROUP BY outcome
    UNION ALL SELECT 'replay', outcome, count(*) FROM delivery INDEXED BY delivery_replay
        WHERE replay_of IS NOT NULL GROUP BY outcome
    UNION ALL SELECT 'state', state, count(*) FROM callback GROUP BY state
"""
_LAST = (
    f"SELECT received_at FROM {_DELIVERIES} WHERE {_GENUINE} AND outcome != 'rejected' "
    "ORDER BY received_at DESC LIMIT 1"
)


class _Timed(NamedTuple):
    """Rows that took their time: where they are, and which of them count."""

    table: str
    which: str


_ANSWERED = _Timed(_DELIVERIES, _GENUINE)
_CALLED_BACK = _Timed(_CALLBACKS, f"{_OF_CONTENT} AND duration_ms IS NOT NULL")


def health(ask: Ask, span: Span, now: datetime) -> Health:
    """How webhooks and callbacks fared in the time before `now`; see core.health.Health.

    Args:
        ask: runs a query and gives all its rows.
        span: how far back.
        now: the end of it.
    """
    begins = span.begins(now)
    edges = [*begins, begins[-1] + span.step]
    whole = (edges[0], edges[-1])
    steps = list(_steps(ask, edges))
    down = gaps(_stretches(ask, Way.LISTENER), now)
    return Health(
        span=span,
        until=now,
        steps=tuple(
            msgspec.structs.replace(step, down_s=seconds_within(down, step.begin, end))
            for step, end in zip(steps, edges[1:], strict=True)
        ),
        causes=causes(_reasons(ask, whole), MOST_CAUSES),
        answer=_quantiles(ask, _ANSWERED, whole),
        callback=_quantiles(ask, _CALLED_BACK, whole),
        down_s=seconds_within(down, *whole),
    )


def losses(ask: Ask, now: datetime) -> Losses:
    """Where everything that ever came is, seen in one moment; see core.health.Losses."""
    counted: dict[str, dict[str, int]] = {"tally": {}, "outcome": {}, "replay": {}, "state": {}}
    # One statement: whoever writes meanwhile writes after all of it.
    for what, name, number in ask(Sql(_EVERYTHING)):
        counted[what][name] = number
    tally, replays = counted["tally"], counted["replay"]
    ups = _stretches(ask, Way.LISTENER)
    return Losses(
        received=tally.get(tallies.RECEIVED, 0),
        outcomes={
            outcome: counted["outcome"].get(outcome, 0) - replays.get(outcome, 0)
            for outcome in Outcome
        },
        dropped=tally.get(tallies.DROPPED, 0),
        deleted=tally.get(tallies.DELETED, 0),
        replays=tally.get(tallies.REPLAYS, 0),
        owed=tally.get(tallies.OWED, 0),
        states={state: counted["state"].get(state, 0) for state in CallbackState},
        owed_deleted=tally.get(tallies.CALLBACKS_DELETED, 0),
        since=min((begin for begin, _ in ups), default=None),
        down_s=_seconds(gaps(ups, now)),
        public_down_s=_seconds(_stretches(ask, Way.PUBLIC_DOWN)),
    )


def pace(ask: Ask, now: datetime) -> Pace:
    """When the last webhook came, and how many usually come; rejected requests are none."""
    last = ask(Sql(_LAST))
    hours = [now - _HOUR * back for back in range(_HOURS, -1, -1)]
    counted = ask(
        Sql(
            f"{_IN_STEPS} SELECT count(*) FROM step CROSS JOIN {_DELIVERIES} ON {_IN_STEP} "
            f"WHERE {_GENUINE} AND outcome != 'rejected' GROUP BY n",
            (_as_json(hours),),
        )
    )
    usual = sum(row[0] for row in counted) / len(counted) if counted else 0.0
    return Pace(last_at=datetime.fromisoformat(last[0][0]) if last else None, usual_per_hour=usual)


def _steps(ask: Ask, edges: Sequence[datetime]) -> Iterator[Step]:
    outcomes = _counted(ask, edges, _DELIVERIES, "outcome", _GENUINE)
    states = _counted(ask, edges, _CALLBACKS, "state", _OF_CONTENT)
    for n, (begin, end) in enumerate(pairwise(edges)):
        came, owed = outcomes.get(n, {}), states.get(n, {})
        yield Step(
            begin=begin,
            outcomes={outcome: came[outcome] for outcome in Outcome if outcome in came},
            callbacks={state: owed[state] for state in CallbackState if state in owed},
            answer=_quantiles(ask, _ANSWERED, (begin, end)) if came else None,
            callback=_quantiles(ask, _CALLED_BACK, (begin, end)) if owed else None,
        )


def _counted(
    ask: Ask, edges: Sequence[datetime], table: str, by: str, which: str
) -> Mapping[int, Mapping[str, int]]:
    found: dict[int, dict[str, int]] = {}
    rows = ask(
        Sql(
            f"{_IN_STEPS} SELECT n, {by}, count(*) FROM step CROSS JOIN {table} ON {_IN_STEP} "
            f"WHERE {which} GROUP BY n, {by}",
            (_as_json(edges),),
        )
    )
    for n, word, number in rows:
        found.setdefault(n, {})[word] = number
    return found


def _quantiles(ask: Ask, timed: _Timed, between: Stretch) -> Quantiles | None:
    """The least time that half, and 99 of 100, did not exceed."""
    where = _where(timed.table, timed.which, between)
    ((total,),) = ask(sequence("SELECT count(*)", where))
    if not total:
        return None
    # Each from its nearer end: SQLite sorts no more than it has to skip (eight times as quick as
    # ranking all of them, for 99 of 100).
    p50 = _nth(ask, where, "", (total + 1) // 2 - 1)
    p99 = _nth(ask, where, "DESC", total - (total * 99 + 99) // 100)
    # Rows may have been deleted in between.
    return None if p50 is None or p99 is None else Quantiles(p50, p99)


def _nth(ask: Ask, where: Sql, order: str, skipped: int) -> float | None:
    rest = Sql(f"ORDER BY duration_ms {order} LIMIT 1 OFFSET ?", (skipped,))
    found = ask(sequence("SELECT duration_ms", where, rest))
    return float(found[0][0]) if found else None


def _reasons(ask: Ask, between: Stretch) -> Iterator[tuple[str, int]]:
    for table, which in (
        (_DELIVERIES, f"{_GENUINE} AND outcome IN ('rejected', 'invalid')"),
        (_CALLBACKS, f"{_OF_CONTENT} AND state IN ('Error', 'Timeout')"),
    ):
        grouped = Sql("GROUP BY reason ORDER BY count(*) DESC LIMIT ?", (_MOST_REASONS + 1,))
        where = _where(table, which, between)
        found = ask(sequence("SELECT reason, count(*)", where, grouped))
        yield from ((reason or OTHER, number) for reason, number in found[:_MOST_REASONS])
        if len(found) > _MOST_REASONS:
            ((total,),) = ask(sequence("SELECT count(*)", where))
            yield OTHER, total - sum(number for _, number in found[:_MOST_REASONS])


def _where(table: str, which: str, between: Stretch) -> Sql:
    begin, end = between
    return Sql(f"FROM {table} WHERE {_BETWEEN} AND {which}", (to_text(begin), to_text(end)))


def _seconds(stretches: Sequence[Stretch]) -> float:
    return sum((end - begin).total_seconds() for begin, end in stretches)


def _stretches(ask: Ask, way: Way) -> Sequence[Stretch]:
    rows = ask(Sql("SELECT began_at, until_at FROM uptime WHERE what = ?", (way.value,)))
    return [(datetime.fromisoformat(begin), datetime.fromisoformat(end)) for begin, end in rows]


def _as_json(edges: Sequence[datetime]) -> str:
    moments = [to_text(edge) for edge in edges]
    pairs = list(pairwise(moments))
    return msgspec.json.encode(pairs).decode()
