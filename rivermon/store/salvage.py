"""Brings what can be read of a damaged database into another one, each thing once.

Rows keep their ids where those are free. What is there already, by the key that tells a redelivery,
stays as it is. All of it is one transaction. Does not know how damage is read around, nor what is
made of the gaps that lost rows leave.
"""

import sqlite3
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import msgspec
import peewee as pw

from rivermon.store.damaged_table import DamagedTable, Row
from rivermon.store.failure import WORLD
from rivermon.store.ids_used import ids_used
from rivermon.store.insertion import Execute
from rivermon.store.known_keys import Key, known_key
from rivermon.store.salvage_gaps import Gaps
from rivermon.store.salvaged_marks import bring_mark, bring_uptime, mark_edited
from rivermon.store.salvaged_rows import (
    ATTEMPTS,
    CALLBACKS,
    MAKES_NO_SENSE,
    Renumbered,
    attempt_values,
    callback_values,
    delivery_values,
    insert_delivery,
    insert_record,
    record_values,
)
from rivermon.store.tallies import OWED, RECEIVED, REPLAYS, count
from rivermon.store.wording import word_all
from rivermon.store.working_copy import working_copy

_RECORD_OF = "SELECT id, record_id FROM delivery WHERE id = ?"
_THE_SAME = (
    "SELECT id, record_id FROM delivery WHERE received_at = ? AND outcome = ? AND remote = ? "
    "AND path = ? AND body = ?"
)
_BROUGHT_BY = "SELECT id FROM delivery WHERE record_id = ? AND outcome = 'recorded'"
_OWED = "SELECT 1 FROM callback WHERE delivery_id = ? AND kind = ?"
_TRIES = ("SELECT max(id) FROM callback_attempt", "SELECT sum(attempts) FROM callback")
_USUAL_TRIES = 4
_KNOWN = 0  # no row has this id


class Salvaged(msgspec.Struct, frozen=True):
    """What came of it, by tables: rows brought over, rows made up for lost ones, ids not read.

    `known` are deliveries that were there already, `lost` the tables of which nothing is left.
    """

    brought: Mapping[str, int]
    made_up: Mapping[str, int]
    unread: Mapping[str, Sequence[tuple[int, int]]]
    known: int
    lost: Sequence[str]

    @property
    def whole(self) -> bool:
        """True when everything could be read."""
        return not self.lost and not any(self.unread.values())


def salvage(source: Path, target: pw.SqliteDatabase) -> Salvaged:
    """Bring what can be read of the file at `source` into `target`.

    Args:
        source: a damaged database; neither it nor its log is changed.
        target: a sound one, connected.

    Raises:
        OSError, peewee.DatabaseError: `source` cannot be copied, or `target` not written; nothing
            was brought over.
    """
    execute: Execute = target.execute_sql
    with working_copy(source) as connection, target.atomic("IMMEDIATE"):
        return _Salvage(connection, source, execute).all()


class _Salvage:
    """One salvage; the tables are brought in the order in which their rows need each other."""

    def __init__(self, connection: sqlite3.Connection, source: Path, execute: Execute) -> None:
        used = ids_used(connection.execute, source)
        highest = {
            "delivery": used.delivery,
            "ai_content": used.record,
            "callback": used.callback,
            "callback_attempt": _highest_try(connection, used.callback),
        }
        self._tables = {name: DamagedTable(connection, name, end) for name, end in highest.items()}
        self._marks = DamagedTable(connection, "record_mark", used.record, key="record_id")
        self._uptimes = DamagedTable(connection, "uptime", _highest_id(connection, "uptime"))
        self._execute = execute
        self._deliveries = Renumbered(execute, "delivery", used.delivery)
        self._records = Renumbered(execute, "ai_content", used.record)
        self._callbacks = Renumbered(execute, "callback", used.callback)
        self._known_records: set[int] = set()
        self._known_as: dict[int, int] = {}
        self._brought: Counter[str] = Counter()
        self._known = 0
        self._replays = 0

    def all(self) -> Salvaged:
        gaps = Gaps(self._execute)
        word_all(self._execute)  # so that what comes with a lower id is known to need its own
        lost = [name for name, table in self._tables.items() if not table.is_there]
        self._bring("delivery", self._bring_delivery)
        gaps.promote_orphans()
        self._bring("ai_content", lambda row: self._bring_record(row, gaps))
        gaps.restore_records()
        self._bring("callback", self._bring_callback)
        self._bring("callback_attempt", self._bring_attempt)
        self._bring_what_older_ones_lack()
        gaps.restore_callbacks()
        word_all(self._execute)
        made_up = gaps.made_up
        deliveries = self._brought["delivery"] + made_up["delivery"]
        count(self._execute, RECEIVED, deliveries - self._replays)
        count(self._execute, REPLAYS, self._replays)
        count(self._execute, OWED, self._brought["callback"] + made_up["callback"])
        unread = {name: table.unread for name, table in self._tables.items()}
        return Salvaged(dict(self._brought), dict(made_up), unread, self._known, lost)

    def _bring_what_older_ones_lack(self) -> None:
        """The operator's marks and the uptimes, where the file has them."""
        for table in (self._marks, self._uptimes):
            if table.is_there:
                self._tables[table.name] = table
        if self._marks.is_there:
            self._bring("record_mark", self._bring_mark)
        if self._uptimes.is_there:
            self._bring("uptime", lambda row: bring_uptime(self._execute, row))
        mark_edited(self._execute)

    def _bring_mark(self, row: Row) -> bool:
        return bring_mark(self._execute, row, self._records.of(row["record_id"]))

    def _bring(self, name: str, bring: Callable[[Row], bool]) -> None:
        table = self._tables[name]
        for row in table.rows() if table.is_there else ():
            try:
                self._brought[name] += bring(row)
            except MAKES_NO_SENSE:
                table.give_up(row)

    def _bring_delivery(self, row: Row) -> bool:
        values = delivery_values(row)
        known = self._known_delivery(row)
        if known is not None:
            self._known += 1
            self._deliveries.note(row["id"], _KNOWN)
            self._known_as[row["id"]] = known[0]
            if row["record_id"] is not None and known[1] is not None:
                self._records.note(row["record_id"], known[1])
                self._known_records.add(row["record_id"])
            return False
        record = row["record_id"]
        record_id = None if record is None else self._records.give(record)
        if values["replay_of"] is not None:
            first = values["replay_of"]
            values["replay_of"] = self._known_as.get(first) or self._deliveries.give(first)
            self._replays += 1
        insert_delivery(self._execute, self._deliveries.give(row["id"]), record_id, values)
        return True

    def _known_delivery(self, row: Row) -> tuple[int, int | None] | None:
        if row["dedupe_key"] is not None:
            first = known_key(self._execute, Key(row["dedupe_key"], row["channel_id"]))
            found = self._execute(_RECORD_OF, (first,)).fetchone()
        else:
            same = (row[name] for name in ("received_at", "outcome", "remote", "path", "body"))
            found = self._execute(_THE_SAME, tuple(same)).fetchone()
        return None if found is None else (found[0], found[1])

    def _bring_record(self, row: Row, gaps: Gaps) -> bool:
        values = record_values(row)
        if row["id"] in self._known_records:
            return False
        known = self._records.of(row["id"])
        unbrought = known is None or self._execute(_BROUGHT_BY, (known,)).fetchone() is None
        if unbrought and gaps.has_key_of(row):
            return False  # ModelRiver sent it again meanwhile
        record_id = self._records.give(row["id"])
        insert_record(self._execute, record_id, values)
        if unbrought:
            gaps.stand_in(row, record_id, self._deliveries.fresh())
        return True

    def _bring_callback(self, row: Row) -> bool:
        delivery_id = self._deliveries.of(row["delivery_id"])
        if delivery_id == _KNOWN:
            return False
        record = row["record_id"]
        record_id = None if record is None else self._records.of(record)
        if delivery_id is None and record_id is not None:
            found = self._execute(_BROUGHT_BY, (record_id,)).fetchone()
            delivery_id = found[0] if found else None
        if delivery_id is None or (record is not None and record_id is None):
            raise ValueError("nobody owes it")
        values = callback_values(row, delivery_id, record_id)
        if self._execute(_OWED, (delivery_id, row["kind"])).fetchone() is not None:
            return False
        CALLBACKS.one(self._execute, (self._callbacks.give(row["id"]), *values))
        return True

    def _bring_attempt(self, row: Row) -> bool:
        callback_id = self._callbacks.of(row["callback_id"])
        if callback_id is None:
            return False
        ATTEMPTS.one(self._execute, attempt_values(row, callback_id))
        return True


def _highest_id(connection: sqlite3.Connection, table: str) -> int:
    """The highest id of a table that can be read to its end; 0 of any other."""
    with suppress(*WORLD):
        return int(connection.execute(f"SELECT max(id) FROM {table}").fetchone()[0] or 0)
    return 0


def _highest_try(connection: sqlite3.Connection, callbacks: int) -> int:
    """The highest id of an attempt, or as many as the callbacks say there were."""
    for query in _TRIES:
        with suppress(*WORLD):
            (highest,) = connection.execute(query).fetchone()
            return int(highest or 0)
    return _USUAL_TRIES * callbacks
