"""Counts all that has to be equal in a database, and finds what must not be in it.

One read transaction sees one moment, whoever writes meanwhile. Does not judge, and changes nothing.
"""

import sqlite3
from collections.abc import Mapping
from pathlib import Path

import peewee as pw

from rivermon.core.entities import CallbackKind, CallbackState, Outcome
from rivermon.core.ports import StoreUnavailable
from rivermon.core.reconciliation import Documents, Inventory, Odd, Oddity
from rivermon.store.database import open_for_reading
from rivermon.store.failure import WORLD, in_words
from rivermon.store.insertion import Execute
from rivermon.store.owing import NEVER_TAKEN
from rivermon.store.tallies import (
    CALLBACKS_DELETED,
    DELETED,
    DROPPED,
    OWED,
    RECEIVED,
    REPLAYS,
    REPLAYS_DELETED,
    WORDED_DELIVERIES,
    WORDED_RECORDS,
    number,
)

_SHOWN = 5
_SOUND = ["ok"]
# Rows are fetched past peewee, which then does not make its own exceptions of SQLite's.
_NOT_DAMAGE = (pw.OperationalError, sqlite3.OperationalError)
_DAMAGE = (pw.DatabaseError, sqlite3.DatabaseError)
_ROOM_KIB = 256 * 1024
_WITH_WORDS = (
    "coalesce(type, '') || coalesce(event, '') || coalesce(channel_id, '') "
    "|| coalesce(reason, '') != ''"
)


def _listed(words: type[Outcome | CallbackState | CallbackKind]) -> str:
    return ", ".join(f"'{word}'" for word in words)


_QUERIES: Mapping[Oddity, str] = {
    Oddity.OUTCOME_UNKNOWN: (f"SELECT id FROM delivery WHERE outcome NOT IN ({_listed(Outcome)})"),
    Oddity.RECORD_UNBROUGHT: (
        "SELECT id FROM ai_content r WHERE NOT EXISTS "
        "(SELECT 1 FROM delivery d WHERE d.record_id = r.id AND d.outcome = 'recorded')"
    ),
    Oddity.RECORD_BROUGHT_TWICE: (
        "SELECT record_id AS id FROM delivery WHERE record_id IS NOT NULL "
        "AND outcome = 'recorded' GROUP BY record_id HAVING count(*) > 1"
    ),
    Oddity.RECORD_GONE: (
        "SELECT id FROM delivery WHERE record_id IS NULL AND outcome = 'recorded' UNION ALL "
        "SELECT id FROM delivery d WHERE record_id IS NOT NULL "
        "AND NOT EXISTS (SELECT 1 FROM ai_content r WHERE r.id = d.record_id)"
    ),
    Oddity.KEY_TWICE: (
        "SELECT max(id) AS id FROM delivery WHERE dedupe_key IS NOT NULL "
        "GROUP BY dedupe_key HAVING count(*) > 1"
    ),
    Oddity.SUCCESS_NOT_OWED: (
        "SELECT id FROM delivery d WHERE outcome = 'recorded' AND 1 != "
        "(SELECT count(*) FROM callback c WHERE c.delivery_id = d.id AND c.kind = 'success')"
    ),
    # A delivery that was kept owes an error callback at the most, when there was no content.
    Oddity.CALLBACK_ASTRAY: (
        "SELECT c.id FROM callback c LEFT JOIN delivery d ON d.id = c.delivery_id "
        "WHERE d.id IS NULL OR c.record_id IS NOT d.record_id "
        "OR d.outcome NOT IN ('recorded', iif(c.kind = 'success', 'recorded', 'kept'))"
    ),
    Oddity.STATE_UNKNOWN: (
        f"SELECT id FROM callback WHERE state NOT IN ({_listed(CallbackState)}) "
        f"OR kind NOT IN ({_listed(CallbackKind)})"
    ),
    Oddity.NEVER_DUE: (
        "SELECT id FROM callback WHERE state = 'Progress' AND next_attempt_at IS NULL"
    ),
    Oddity.FAILURE_NOT_OWED: (
        "SELECT id FROM callback c WHERE kind = 'success' AND state IN ('Error', 'Timeout') "
        "AND NOT EXISTS (SELECT 1 FROM callback e "
        f"WHERE e.delivery_id = c.delivery_id AND e.kind = 'error') AND {NEVER_TAKEN}"
    ),
    Oddity.TRIES_MISCOUNTED: (
        "SELECT id FROM callback c WHERE attempts != "
        "(SELECT count(*) FROM callback_attempt a WHERE a.callback_id = c.id)"
    ),
    Oddity.TRY_ASTRAY: (
        "SELECT id FROM callback_attempt a "
        "WHERE NOT EXISTS (SELECT 1 FROM callback c WHERE c.id = a.callback_id)"
    ),
    Oddity.SUCCESS_UNPROVEN: (
        "SELECT id FROM callback c WHERE state = 'Success' AND NOT EXISTS "
        "(SELECT 1 FROM callback_attempt a "
        "WHERE a.callback_id = c.id AND a.status BETWEEN 200 AND 299)"
    ),
    Oddity.AWAITING_NOT_HELD: (
        "SELECT id FROM callback WHERE approval = 'waiting' "
        "AND (state != 'Held' OR kind != 'success')"
    ),
    Oddity.UNDECIDED: (
        "SELECT id FROM callback "
        "WHERE (decided_at IS NULL) != (approval IS NULL OR approval = 'waiting')"
    ),
    Oddity.MARK_ASTRAY: (
        "SELECT record_id AS id FROM record_mark m "
        "WHERE NOT EXISTS (SELECT 1 FROM ai_content r WHERE r.id = m.record_id)"
    ),
    Oddity.EDIT_UNSAID: (
        "SELECT id FROM callback c WHERE approval = 'approved with changes' AND NOT EXISTS "
        "(SELECT 1 FROM record_mark m WHERE m.record_id = c.record_id AND m.edited_at IS NOT NULL)"
    ),
}


def take_inventory(path: Path) -> Inventory:
    """Count what is in the database at `path`, which another rivermon may own.

    SQLite's own check of the file looks every row up in every index.

    Raises:
        StoreRefused: there is none, or it is of another schema, or another program's.
        StoreUnavailable: it cannot be read.
    """
    database = open_for_reading(path)
    execute: Execute = database.execute_sql
    try:
        with database.connection_context():
            execute(f"PRAGMA cache_size = -{_ROOM_KIB}", ())
            execute("BEGIN", ())  # ends with the connection: in a damaged file even COMMIT fails
            damage = _damage(execute)
            return Inventory(damage=damage) if damage else _counted(execute)
    except WORLD as failure:
        raise StoreUnavailable(in_words(path, failure)) from failure


def _damage(execute: Execute) -> tuple[str, ...]:
    said: list[str] = []
    try:
        said += (str(row[0]) for row in execute("PRAGMA integrity_check", ()).fetchall())
        # SQLite before 3.44 does not look into the tables of words.
        execute("SELECT count(*) FROM content_words", ()).fetchone()
    except _NOT_DAMAGE:
        raise
    except _DAMAGE as failure:
        said.append(str(failure))
    return () if said == _SOUND else tuple(line for line in said if line not in _SOUND)


def _counted(execute: Execute) -> Inventory:
    records = _number(execute, "SELECT count(*) FROM ai_content")
    return Inventory(
        received=number(execute, RECEIVED),
        dropped=number(execute, DROPPED),
        deleted=number(execute, DELETED),
        replays=number(execute, REPLAYS),
        replays_deleted=number(execute, REPLAYS_DELETED),
        replayed=_by(
            execute,
            "SELECT outcome, count(*) FROM delivery WHERE replay_of IS NOT NULL GROUP BY outcome",
        ),
        owed=number(execute, OWED),
        callbacks_deleted=number(execute, CALLBACKS_DELETED),
        outcomes=_by(execute, "SELECT outcome, count(*) FROM delivery GROUP BY outcome"),
        redeliveries=_number(execute, "SELECT coalesce(sum(redeliveries), 0) FROM delivery"),
        records=records,
        states=_by(execute, "SELECT state, count(*) FROM callback GROUP BY state"),
        callbacks=_number(execute, "SELECT count(*) FROM callback"),
        successes_owed=_number(execute, "SELECT count(*) FROM callback WHERE kind = 'success'"),
        tries_counted=_number(execute, "SELECT coalesce(sum(attempts), 0) FROM callback"),
        tries=_number(execute, "SELECT count(*) FROM callback_attempt"),
        record_words=_words_of_records(execute),
        delivery_words=_words_of_deliveries(execute),
        oddities={oddity: _odd(execute, query) for oddity, query in _QUERIES.items()},
    )


def _number(execute: Execute, query: str) -> int:
    return int(execute(query, ()).fetchone()[0])


def _words_of_records(execute: Execute) -> Documents:
    worded = number(execute, WORDED_RECORDS)
    query = f"SELECT count(*) FROM ai_content WHERE id <= {worded}"
    records = _number(execute, query)
    return Documents(_documents(execute, "content_text"), records, records)


def _words_of_deliveries(execute: Execute) -> Documents:
    worded = number(execute, WORDED_DELIVERIES)
    query = f"SELECT count(*) FROM delivery WHERE record_id IS NULL AND id <= {worded}"
    others = _number(execute, query)
    wordless = _number(execute, f"{query} AND NOT ({_WITH_WORDS})")
    # The first rivermon gave an entry to those without a word as well.
    return Documents(_documents(execute, "delivery_text"), others - wordless, others)


def _by(execute: Execute, query: str) -> Mapping[str, int]:
    return {str(word): int(number) for word, number in execute(query, ()).fetchall()}


def _odd(execute: Execute, query: str) -> Odd:
    counted = f"SELECT id, count(*) OVER () FROM ({query}) ORDER BY id LIMIT {_SHOWN}"
    rows = execute(counted, ()).fetchall()
    return Odd(int(rows[0][1]), tuple(int(row[0]) for row in rows)) if rows else Odd()


def _documents(execute: Execute, table: str) -> int:
    """How many documents a table of words holds.

    It keeps no rows that could be counted, but their number: the first of the integers in its
    averages record (https://www.sqlite.org/fts5.html, section "FTS5 data structures").
    """
    row = execute(f"SELECT block FROM {table}_data WHERE id = 1", ()).fetchone()
    return _first_varint(bytes(row[0])) if row and row[0] else 0


def _first_varint(block: bytes) -> int:
    """SQLite's integer of one to nine bytes, the highest bit of each saying that more follow."""
    number = 0
    for place, byte in enumerate(block[:9]):
        if place == 8:  # noqa: PLR2004 - the ninth byte is a whole one
            return number << 8 | byte
        number = number << 7 | byte & 0x7F
        if byte < 0x80:  # noqa: PLR2004
            break
    return number
