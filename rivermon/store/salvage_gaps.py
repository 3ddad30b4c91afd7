"""Closes the gaps that lost rows leave, so that the ledger adds up and nothing is stored twice.

A delivery holds what ModelRiver sent, from which its record and its callback can be made again.
What only a record is left of gets a delivery in its place, which says so. Works on the sound
database.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import msgspec

from rivermon.core.callback import WINDOW, failure_body, success_body
from rivermon.core.content import Unprocessable, dedupe_key, draft
from rivermon.core.drafts import RecordDraft
from rivermon.core.entities import (
    EVENT_TYPE,
    CallbackKind,
    CallbackState,
    Headers,
    Layout,
    Outcome,
    VerdictWord,
    Webhook,
)
from rivermon.core.webhook import NotAWebhook, read
from rivermon.store.damaged_table import Row
from rivermon.store.insertion import Execute
from rivermon.store.known_keys import Key, known_key
from rivermon.store.rows import moment
from rivermon.store.salvaged_rows import ATTEMPTS, CALLBACKS, insert_delivery, insert_record
from rivermon.store.tables import to_text

LOST = "salvaged: what ModelRiver sent could not be read any more"
_ANSWER_LOST = "salvaged: what it was answered could not be read any more"
_CALLBACK_LOST = "What became of the callback with the content could not be read any more."

_DUPLICATES = (
    "SELECT id, record_id, headers, body, replay_of, channel_id, type, event FROM delivery "
    "WHERE outcome = 'duplicate' ORDER BY id"
)
_BY_CHANNEL = (
    "SELECT id FROM delivery WHERE channel_id = ? COLLATE NOCASE AND channel_id = ? "
    "AND type IS ? AND event IS ? AND dedupe_key IS NOT NULL ORDER BY id LIMIT 1"
)
_BY_RECORD = "SELECT id FROM delivery WHERE record_id = ? AND outcome = 'recorded'"
_PROMOTE = "UPDATE delivery SET outcome = ?, dedupe_key = ?, reason = NULL WHERE id = ?"
_WITHOUT_RECORD = (
    "SELECT id, record_id, received_at, headers, body FROM delivery d WHERE outcome = 'recorded' "
    "AND NOT EXISTS (SELECT 1 FROM ai_content r WHERE r.id = d.record_id)"
)
_NOT_OWED = (
    "SELECT d.id, d.record_id, d.received_at, d.headers, d.body, r.title, r.body, r.created_at, "
    "m.edited_at FROM delivery d JOIN ai_content r ON r.id = d.record_id "
    "LEFT JOIN record_mark m ON m.record_id = r.id WHERE d.outcome = 'recorded' "
    "AND NOT EXISTS (SELECT 1 FROM callback c WHERE c.delivery_id = d.id AND c.kind = 'success')"
)
_NOT_TOLD = (
    "SELECT delivery_id, record_id, received_at, url, deadline FROM callback c "
    "WHERE kind = 'success' AND state IN ('Error', 'Timeout') AND NOT EXISTS "
    "(SELECT 1 FROM callback e WHERE e.delivery_id = c.delivery_id AND e.kind = 'error')"
)
_UNPROVEN = (
    "SELECT id, received_at, iif(answered BETWEEN 200 AND 299, answered, 200) FROM callback c "
    "WHERE state = 'Success' AND NOT EXISTS (SELECT 1 FROM callback_attempt a "
    "WHERE a.callback_id = c.id AND a.status BETWEEN 200 AND 299)"
)
_RECOUNT = (
    "UPDATE callback SET attempts = (SELECT count(*) FROM callback_attempt a "
    "WHERE a.callback_id = callback.id) WHERE attempts != (SELECT count(*) FROM callback_attempt a "
    "WHERE a.callback_id = callback.id)"
)
_MAKE_DUE = (
    "UPDATE callback SET next_attempt_at = deadline "
    "WHERE state = 'Progress' AND next_attempt_at IS NULL"
)
_headers = msgspec.json.Decoder(Headers)


class Gaps:
    """What is missing in one database; `made_up` counts, by tables, what was put in its place."""

    def __init__(self, execute: Execute) -> None:
        self._execute = execute
        self.made_up: Counter[str] = Counter()

    def promote_orphans(self) -> None:
        """Have a redelivery stand for what it repeated, where that is lost; count the others."""
        repeated: Counter[int] = Counter()
        for row_id, record_id, headers, body, replay_of, *said in self._all(_DUPLICATES):
            webhook = _read(headers, body)
            key = None if webhook is None else dedupe_key(webhook, body)
            first = self._first(key, record_id, said)
            if first is not None:
                repeated[first] += replay_of is None
            elif key is not None:
                outcome = Outcome.KEPT if record_id is None else Outcome.RECORDED
                self._execute(_PROMOTE, (outcome, key, row_id))
        self._execute("UPDATE delivery SET redeliveries = 0 WHERE redeliveries != 0", ())
        for first, times in repeated.items():
            self._execute("UPDATE delivery SET redeliveries = ? WHERE id = ?", (times, first))

    def has_key_of(self, record: Row) -> bool:
        """True when a webhook is there that a record may have come from."""
        key = _key_of(record)
        known = None if key is None else known_key(self._execute, Key(key, record["channel_id"]))
        return known is not None

    def stand_in(self, record: Row, record_id: int, row_id: int) -> None:
        """Write a delivery for a record whose own is lost; a redelivery finds it."""
        delivery = {
            "received_at": record["created_at"],
            "remote": "",
            "path": "",
            "headers": "[]",
            "body": b"",
            "type": EVENT_TYPE,
            "event": record["event_name"],
            "channel_id": record["channel_id"],
            "verdict": VerdictWord.VALID,
            "scheme": None,
            "secret": None,
            "reason": LOST,
            "outcome": Outcome.RECORDED,
            "status": 200,
            "duration_ms": 0.0,
            "redeliveries": 0,
            "size": 0,
            "sent_at": None,
            "skew_ms": None,
            "dedupe_key": _key_of(record),
            "replay_of": None,
        }
        insert_delivery(self._execute, row_id, record_id, delivery)
        self.made_up["delivery"] += 1

    def restore_records(self) -> None:
        """Make lost records again, from what ModelRiver sent."""
        for row_id, record_id, received_at, headers, body in self._all(_WITHOUT_RECORD):
            made = _drafted(headers, body)
            if made is None:  # it made one once
                self._execute("UPDATE delivery SET outcome = 'kept' WHERE id = ?", (row_id,))
                continue
            record = {
                "title": made.title,
                "body": made.body,
                "category": made.category,
                "metadata": msgspec.json.encode(made.metadata).decode(),
                "channel_id": made.channel_id,
                "event_name": made.event_name,
                "source": "modelriver",
                "created_at": received_at,
            }
            insert_record(self._execute, record_id, record)
            self.made_up["ai_content"] += 1

    def restore_callbacks(self) -> None:
        """Owe lost callbacks again: what is too late for them is decided when they are due."""
        for row in self._all(_NOT_OWED):
            delivery_id, record_id, received_at, headers, body, title, text, *times = row
            created_at, edited_at = times
            webhook, made = _read(headers, body), _drafted(headers, body)
            # What the operator changed must not go back as it came.
            as_it_came = made is not None and edited_at is None
            data = made.data if made and as_it_came else {"title": title, "description": text}
            url = (webhook.callback_url if webhook else None) or ""
            content = success_body(record_id, data, moment(created_at))
            deadline = to_text(moment(received_at) + WINDOW)
            kind = CallbackKind.SUCCESS
            self._owe(kind, (record_id, delivery_id), url, content, deadline, received_at)
        for delivery_id, record_id, received_at, url, deadline in self._all(_NOT_TOLD):
            content = failure_body(_CALLBACK_LOST)
            kind = CallbackKind.ERROR
            self._owe(kind, (record_id, delivery_id), url, content, deadline, received_at)
        for callback_id, received_at, status in self._all(_UNPROVEN):
            ATTEMPTS.one(self._execute, (callback_id, received_at, 0.0, status, "", _ANSWER_LOST))
            self.made_up["callback_attempt"] += 1
        self._execute(_RECOUNT, ())
        self._execute(_MAKE_DUE, ())

    def _owe(
        self,
        kind: CallbackKind,
        of: tuple[int | None, int],
        url: str,
        body: bytes,
        deadline: str,
        received_at: str,
    ) -> None:
        row = (*of, kind, url, CallbackState.PROGRESS, body, 0, received_at, deadline, received_at)
        (last,) = self._execute("SELECT coalesce(max(id), 0) FROM callback", ()).fetchone()
        CALLBACKS.one(self._execute, (last + 1, *row, *(None,) * 5))
        self.made_up["callback"] += 1

    def _first(
        self, key: str | None, record_id: int | None, said: Sequence[str | None]
    ) -> int | None:
        """The delivery that one repeats; `said` are its channel, type and event."""
        channel, kind, event = said
        first = None if key is None else known_key(self._execute, Key(key, channel))
        if first is not None:
            return first
        if record_id is not None:
            found = self._execute(_BY_RECORD, (record_id,)).fetchone()
        else:  # its key may be of an older making
            found = self._execute(_BY_CHANNEL, (channel, channel, kind, event)).fetchone()
        return None if found is None else int(found[0])

    def _all(self, query: str) -> list[tuple[Any, ...]]:
        return list(self._execute(query, ()).fetchall())


def _read(headers: str, body: bytes) -> Webhook | None:
    try:
        return read(bytes(body), _headers.decode(headers))
    except NotAWebhook:
        return None


def _drafted(headers: str, body: bytes) -> RecordDraft | None:
    webhook = _read(headers, body)
    try:
        return None if webhook is None else draft(webhook)
    except Unprocessable:
        return None


def _key_of(record: Row) -> str | None:
    """The key of the webhook that brought a record, where its channel tells."""
    if record["channel_id"] is None:
        return None
    webhook = Webhook(
        layout=Layout.FLAT_EVENT,
        channel_id=record["channel_id"],
        type=EVENT_TYPE,
        event=record["event_name"],
    )
    return dedupe_key(webhook, b"")
