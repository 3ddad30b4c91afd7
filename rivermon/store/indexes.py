"""What the window finds and sorts by, and what is counted over time: the indexes as statements.

Those that a table cannot be without are beside it, in tables.py. Does not know who asks.
"""

from rivermon.store import expressions
from rivermon.store.expressions import in_index


def _index(name: str, table: str, *columns: str) -> str:
    return f"CREATE INDEX IF NOT EXISTS {name} ON {table} ({', '.join(columns)})"


def _of_marked(name: str, table: str, column: str, marked: str) -> str:
    # Holds nothing but what is marked: whoever keeps what comes in does not write it.
    return f"{_index(name, table, column)} WHERE {marked}"


def _by_word(name: str, table: str, expression: str) -> str:
    return _index(name, table, f"{in_index(expression)} COLLATE NOCASE")


def _of_callback(name: str, expression: str) -> str:
    # With the record's id and the kind, the Records view sorts by it without reading the callbacks.
    return _index(name, "callback", in_index(expression), "record_id", "kind")


FINDING = (
    # The words of all records, a row for each: what a word that is being typed may become.
    "CREATE VIRTUAL TABLE IF NOT EXISTS content_words USING fts5vocab(content_text, row)",
    _by_word("by_title", "ai_content", expressions.TITLE),
    _by_word("by_category", "ai_content", "category"),
    _by_word("by_event", "ai_content", "event_name"),
    _by_word("by_channel", "ai_content", "channel_id"),
    _by_word("by_model", "ai_content", expressions.MODEL),
    _by_word("by_provider", "ai_content", expressions.PROVIDER),
    _by_word("delivery_type", "delivery", "type"),
    _by_word("delivery_event", "delivery", "event"),
    _by_word("delivery_channel_id", "delivery", "channel_id"),
    _index("delivery_verdict", "delivery", "verdict", in_index(expressions.SIGNED)),
    _index("delivery_scheme", "delivery", "scheme"),
    _index("delivery_outcome", "delivery", "outcome"),
    _index("delivery_status", "delivery", "status"),
    _index("delivery_duration", "delivery", "duration_ms"),
    _index("delivery_skew", "delivery", "skew_ms"),
    _index("delivery_size", "delivery", "size"),
    _index("delivery_redeliveries", "delivery", "redeliveries"),
    # Also what is owed, and what is held, by their deadlines.
    _index("callback_state", "callback", "state", "deadline", "record_id", "kind"),
    _of_callback("callback_attempts", "attempts"),
    _of_callback("callback_duration", "duration_ms"),
    _of_callback("callback_answered", "answered"),
    _index("callback_deadline", "callback", "deadline"),
    _index("callback_kind", "callback", "kind"),
    _index("callback_reason", "callback", "reason"),
    _index("callback_host", "callback", in_index(expressions.HOST)),
    _of_callback("callback_urgency", expressions.URGENCY),
    # With all that is counted over time, so that no row has to be read for it.
    _index("delivery_time", "delivery", "received_at", "outcome", "duration_ms", "replay_of"),
    _index("callback_time", "callback", "received_at", "kind", "state", "duration_ms"),
    _of_marked("callback_awaiting", "callback", "deadline", "approval = 'waiting'"),
    _of_marked("delivery_replay", "delivery", "replay_of", "replay_of IS NOT NULL"),
    _of_marked("mark_pinned", "record_mark", "record_id", "pinned_at IS NOT NULL"),
    _of_marked("mark_noted", "record_mark", "record_id", "note != ''"),
    _of_marked("mark_edited", "record_mark", "record_id", "edited_at IS NOT NULL"),
)
"""What the window finds and sorts by; indexes on words do not mind case."""
