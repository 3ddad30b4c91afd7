"""The tables, as peewee models; private to this room.

Moments are text, ISO 8601 in UTC with microseconds, so that they sort as they read and anybody who
opens the file understands them.
"""

from datetime import UTC, datetime
from typing import Any

import peewee as pw

SCHEMA_VERSION = 1
APPLICATION_ID = 0x7269766D  # "rivm", so that `file` and a later rivermon know whose file this is


def to_text(moment: datetime) -> str:
    """A UTC moment in the one width in which text sorts like time."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


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
    """Every request that came in, with its verdict and what became of it."""

    id = pw.AutoField()
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
    dedupe_key = pw.TextField(null=True, unique=True)

    class Meta:
        """Finding a record's delivery, a channel's deliveries, and the oldest rejected ones."""

        table_name = "delivery"
        indexes = ((("record_id",), False), (("channel_id",), False))


class Callback(pw.Model):
    """What is, or was, owed to ModelRiver for a delivery."""

    id = pw.AutoField()
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


AiContent.add_index(AiContent.index(AiContent.channel_id, name="by_channel"))
AiContent.add_index(AiContent.index(AiContent.event_name, name="by_event"))
AiContent.add_index(AiContent.index(AiContent.created_at, name="by_creation"))
# What is owed, and what was rejected, are found by indexes that hold nothing else.
Callback.add_index(
    Callback.index(Callback.deadline, where=(Callback.state == "Progress"), name="callback_owed")
)
Callback.add_index(
    Callback.index(Callback.deadline, where=(Callback.state == "Held"), name="callback_held")
)
Delivery.add_index(
    Delivery.index(Delivery.id, where=(Delivery.outcome == "rejected"), name="delivery_rejected")
)

TABLES: tuple[type[Any], ...] = (AiContent, Delivery, Callback, CallbackAttempt)
