"""From each schema version to the next, inside a transaction that is already open.

Does not open, copy or stamp the file.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec
import peewee as pw

from rivermon.core.entities import Headers, Outcome
from rivermon.core.sent_time import sent_at
from rivermon.core.webhook import NotAWebhook, read
from rivermon.store import search_text
from rivermon.store.ids_used import use_no_id_twice
from rivermon.store.indexes import FINDING
from rivermon.store.insertion import Execute
from rivermon.store.tables import (
    Callback,
    ContentText,
    Delivery,
    DeliveryText,
    RecordMark,
    Tally,
    Uptime,
    to_text,
)
from rivermon.store.tallies import (
    DROPPED,
    OWED,
    RECEIVED,
    WORDED_DELIVERIES,
    WORDED_RECORDS,
    count,
    mark,
)

Migration = Callable[[pw.SqliteDatabase], None]
Row = Sequence[Any]
_PAGE = 1000
_headers = msgspec.json.Decoder(Headers)


def find_anything(database: pw.SqliteDatabase) -> None:
    """1 to 2: the words, and the columns that the window finds and sorts by.

    The indexes wait for the last step: they hold columns that come later.
    """
    execute: Execute = database.execute_sql
    for statement in (
        "ALTER TABLE delivery ADD COLUMN size INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE delivery ADD COLUMN sent_at TEXT",
        "ALTER TABLE delivery ADD COLUMN skew_ms REAL",
        "ALTER TABLE callback ADD COLUMN answered INTEGER",
        "DROP INDEX by_event",
        "DROP INDEX by_channel",
        "DROP INDEX delivery_channel_id",
        "DROP INDEX callback_owed",
        "DROP INDEX callback_held",
        "UPDATE delivery SET size = length(body)",
        "UPDATE callback SET answered = (SELECT a.status FROM callback_attempt a "
        "WHERE a.callback_id = callback.id ORDER BY a.id DESC LIMIT 1)",
    ):
        execute(statement, ())
    with database.bind_ctx((ContentText, DeliveryText)):
        database.create_tables((ContentText, DeliveryText))
    _fill_content_text(execute)
    _fill_delivery_text(execute)
    _fill_sent_times(execute)


def count_what_came(database: pw.SqliteDatabase) -> None:
    """2 to 3: the tally of all that came, and how far words are in the full-text tables.

    It begins with what is there: all has its words.
    """
    execute: Execute = database.execute_sql
    execute("DROP INDEX delivery_dedupe_key", ())
    with database.bind_ctx((Tally, Delivery)):
        database.create_tables((Tally, Delivery))  # the table is there, an index is not
    # SQLite counts along the shortest index, without reading the deliveries.
    (there,) = execute("SELECT count(*) FROM delivery", ()).fetchone()
    count(execute, RECEIVED, there)
    count(execute, DROPPED, 0)
    for table, name in (("ai_content", WORDED_RECORDS), ("delivery", WORDED_DELIVERIES)):
        (last,) = execute(f"SELECT coalesce(max(id), 0) FROM {table}", ()).fetchone()
        mark(execute, name, last)


def let_the_operator_act(database: pw.SqliteDatabase) -> None:
    """3 to 4: replays, approvals, the operator's marks, uptimes, and the tallies of what goes.

    No row is written anew: columns are added at the end, and an index takes the place of another.
    """
    execute: Execute = database.execute_sql
    for statement in (
        'ALTER TABLE delivery ADD COLUMN "replay_of" INTEGER',
        'ALTER TABLE callback ADD COLUMN "approval" TEXT',
        'ALTER TABLE callback ADD COLUMN "decided_at" TEXT',
        "DROP INDEX IF EXISTS delivery_received_at",
        "DROP INDEX IF EXISTS callback_received_at",
        # The first rivermon of schema 3 had not parted it yet.
        "DROP INDEX IF EXISTS delivery_dedupe_key",
    ):
        execute(statement, ())
    use_no_id_twice(execute, Delivery, Callback)
    with database.bind_ctx((Delivery, RecordMark, Uptime)):
        database.create_tables((Delivery, RecordMark, Uptime))  # of deliveries an index, if at all
    for statement in FINDING:
        execute(statement, ())
    (there,) = execute("SELECT count(*) FROM callback", ()).fetchone()
    count(execute, OWED, there)


MIGRATIONS: Mapping[int, Migration] = {
    1: find_anything,
    2: count_what_came,
    3: let_the_operator_act,
}
"""From each schema version to the next; version 1 is the first there was."""


def _fill_content_text(execute: Execute) -> None:
    columns = "id, title, body, category, event_name, channel_id, metadata"
    for row in _rows(execute, f"SELECT {columns} FROM ai_content WHERE id > ?"):
        title, body, category, event, channel, metadata = row[1:]
        words = search_text.of_content(
            title, body, category, event, channel, msgspec.json.decode(metadata)
        )
        execute(
            "INSERT INTO content_text (rowid, title, body, category, event, channel, metadata) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            (row[0], *words),
        )


def _fill_delivery_text(execute: Execute) -> None:
    columns = "id, type, event, channel_id, reason"
    query = f"SELECT {columns} FROM delivery WHERE record_id IS NULL AND id > ?"
    for row in _rows(execute, query):
        words = [search_text.parted(word or "") for word in row[1:]]
        if any(words):  # as for one that comes today
            execute(
                "INSERT INTO delivery_text (rowid, type, event, channel, reason) "
                "VALUES (?, ?, ?, ?, ?)",
                (row[0], *words),
            )


def _fill_sent_times(execute: Execute) -> None:
    columns = "id, received_at, headers, body, outcome"
    for row in _rows(execute, f"SELECT {columns} FROM delivery WHERE id > ?"):
        sent = _sent_at(_headers.decode(row[2]), bytes(row[3]), row[4])
        if sent is not None:
            skew = datetime.fromisoformat(row[1]) - sent
            execute(
                "UPDATE delivery SET sent_at = ?, skew_ms = ? WHERE id = ?",
                (to_text(sent), skew.total_seconds() * 1000, row[0]),
            )


def _sent_at(headers: Headers, body: bytes, outcome: str) -> datetime | None:
    if outcome in {Outcome.REJECTED, Outcome.INVALID}:  # nobody vouches for what it says
        return sent_at(None, headers)
    try:
        return sent_at(read(body, headers).timestamp, headers)
    except NotAWebhook:
        return sent_at(None, headers)


def _rows(execute: Execute, query: str) -> Iterator[Row]:
    """All rows of a query with one place, for the last id, a page at a time."""
    last = 0
    while page := execute(f"{query} ORDER BY id LIMIT {_PAGE}", (last,)).fetchall():
        yield from page
        last = page[-1][0]
