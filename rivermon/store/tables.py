"""The tables, as peewee models; private to this room.

Moments are text, ISO 8601 in UTC with microseconds, so that they sort as they read and anybody who
opens the file understands them.
"""

from datetime import UTC, datetime
from typing import Any

import peewee as pw
from playhouse.sqlite_ext import FTS5Model, SearchField

SCHEMA_VERSION = 4
APPLICATION_ID = 0x7269766D  # "rivm", so that `file` and a later rivermon know whose file this is


def to_text(moment: datetime) -> str:
    """A UTC moment in the one width in which text sorts like time."""
    if moment.tzinfo is not UTC:
        moment = moment.astimezone(UTC)
    # A third of what strftime takes, and each webhook brings six moments.
    return moment.isoformat(timespec="microseconds").removesuffix("+00:00") + "Z"


class MomentField(pw.TextField):
    """A UTC moment, stored as text."""

    def db_value(self, value: datetime | None) -> str | None:
        """From Python to SQLite."""
        return None if value is None else to_text(value)

    def python_value(self, value: str | None) -> datetime | None:
        """From SQLite to Python."""
        return None if value is None else datetime.fromisoformat(value)


class AiContent(pw.Model):
    """The generated content; the guide's `aiContent` table.

    An id is never used twice, even after a deletion: ModelRiver knows it as the task_id.
    """

    id = pw.AutoField(constraints=[pw.SQL("AUTOINCREMENT")])
    title = pw.TextField()
    body = pw.TextField()
    category = pw.TextField()
    metadata = pw.TextField()
    channel_id = pw.TextField(null=True)
    event_name = pw.TextField(null=True)
    source = pw.TextField()
    created_at = MomentField()

    class Meta:
        """The guide's indexes follow below, under the guide's names."""

        table_name = "ai_content"


class Delivery(pw.Model):
    """Every request that came in, with its verdict and what became of it.

    An id is never used twice: whoever watches looks for what is newer than the last one.
    """

    id = pw.AutoField(constraints=[pw.SQL("AUTOINCREMENT")])
    received_at = MomentField()
    remote = pw.TextField()
    path = pw.TextField()
    headers = pw.TextField()
    body = pw.BlobField()
    type = pw.TextField(null=True)
    event = pw.TextField(null=True)
    channel_id = pw.TextField(null=True)
    verdict = pw.TextField()
    scheme = pw.TextField(null=True)
    secret = pw.IntegerField(null=True)
    reason = pw.TextField(null=True)
    outcome = pw.TextField()
    status = pw.IntegerField()
    duration_ms = pw.FloatField()
    record_id = pw.IntegerField(null=True)
    redeliveries = pw.IntegerField()
    size = pw.IntegerField()
    sent_at = MomentField(null=True)
    skew_ms = pw.FloatField(null=True)
    dedupe_key = pw.TextField(null=True)
    replay_of = pw.IntegerField(null=True)

    class Meta:
        """Finding a record's deliveries; the other indexes follow below."""

        table_name = "delivery"
        indexes = ((("record_id",), False),)


class Callback(pw.Model):
    """What is, or was, owed to ModelRiver for a delivery. An id is never used twice."""

    id = pw.AutoField(constraints=[pw.SQL("AUTOINCREMENT")])
    record_id = pw.IntegerField(null=True)
    delivery_id = pw.IntegerField()
    kind = pw.TextField()
    url = pw.TextField()
    state = pw.TextField()
    body = pw.BlobField()
    attempts = pw.IntegerField()
    next_attempt_at = MomentField(null=True)
    deadline = MomentField()
    received_at = MomentField()
    duration_ms = pw.FloatField(null=True)
    reason = pw.TextField(null=True)
    answered = pw.IntegerField(null=True)
    approval = pw.TextField(null=True)
    decided_at = MomentField(null=True)

    class Meta:
        """One of each kind for a delivery; a record's callbacks."""

        table_name = "callback"
        indexes = ((("delivery_id", "kind"), True), (("record_id", "kind"), False))


class CallbackAttempt(pw.Model):
    """One try at a callback."""

    id = pw.AutoField()
    callback_id = pw.IntegerField(index=True)
    started_at = MomentField()
    duration_ms = pw.FloatField()
    status = pw.IntegerField(null=True)
    answer = pw.TextField()
    error = pw.TextField(null=True)

    class Meta:
        """Named as the field says it."""

        table_name = "callback_attempt"


class RecordMark(pw.Model):
    """The operator's marks on a record, if there are any; most records have none.

    Apart from ai_content, so that what comes in is written as it always was.
    """

    record_id = pw.IntegerField(primary_key=True)
    pinned_at = MomentField(null=True)
    note = pw.TextField(default="")
    edited_at = MomentField(null=True)

    class Meta:
        """The indexes of each mark follow below."""

        table_name = "record_mark"


class Uptime(pw.Model):
    """From when until when something lasted; see core.health.Way."""

    id = pw.AutoField()
    what = pw.TextField()
    began_at = MomentField()
    until_at = MomentField()

    class Meta:
        """What goes on is found by when it began."""

        table_name = "uptime"
        indexes = ((("what", "began_at"), True),)


class Tally(pw.Model):
    """What was counted since the file was made, rows that are gone again among it."""

    name = pw.TextField(primary_key=True)
    number = pw.IntegerField()

    class Meta:
        """A handful of rows, found by name."""

        table_name = "tally"
        without_rowid = True


_WORDS_ALONE = {
    "content": "",
    "columnsize": 0,
    "tokenize": "unicode61 remove_diacritics 2",
}


class ContentText(FTS5Model):  # type: ignore[misc] # playhouse has no types
    """The words of a record, under the record's id.

    Only the words are kept, not the text: that stands in ai_content already.
    """

    title = SearchField()
    body = SearchField()
    category = SearchField()
    event = SearchField()
    channel = SearchField()
    metadata = SearchField()

    class Meta:
        """Words without their accents; nothing is ranked, so no sizes are kept."""

        table_name = "content_text"
        options = _WORDS_ALONE


class DeliveryText(FTS5Model):  # type: ignore[misc] # playhouse has no types
    """The words of a delivery that made no record, under the delivery's id."""

    type = SearchField()
    event = SearchField()
    channel = SearchField()
    reason = SearchField()

    class Meta:
        """The same as for records."""

        table_name = "delivery_text"
        options = _WORDS_ALONE


AiContent.add_index(AiContent.index(AiContent.created_at, name="by_creation"))
# What was rejected is found by an index that holds nothing else.
Delivery.add_index(
    Delivery.index(Delivery.id, where=(Delivery.outcome == "rejected"), name="delivery_rejected")
)
# The others are found by their channels; see known_keys.
Delivery.add_index(
    Delivery.index(
        Delivery.dedupe_key,
        unique=True,
        where=Delivery.channel_id.is_null() & Delivery.dedupe_key.is_null(False),  # noqa: FBT003
        name="delivery_key_without_channel",
    )
)

TABLES: tuple[type[Any], ...] = (
    AiContent,
    Delivery,
    Callback,
    CallbackAttempt,
    RecordMark,
    Uptime,
    Tally,
    ContentText,
    DeliveryText,
)
