"""Which deliveries brought the same webhook? By the record that it made, or by what the key says.

A redelivery does not name what it repeats: it shares its record, or where there is none, channel,
type and event, or where there is no channel, the body (protocol, section 4). Does not know who
asks.
"""

from collections.abc import Iterable

from rivermon.store.sql import Sql, joined, marks, sequence

_SAME_KEY = (
    # Without regard to case for the index, with it for the rule; a body stands in for a channel.
    "{other}.channel_id COLLATE NOCASE IS {one}.channel_id COLLATE NOCASE "
    "AND {other}.channel_id IS {one}.channel_id AND {other}.type IS {one}.type "
    "AND {other}.event IS {one}.event AND {other}.record_id IS NULL AND {one}.record_id IS NULL "
    "AND ({one}.channel_id IS NOT NULL OR {other}.body = {one}.body)"
)


_BY_RECORD = (
    "SELECT f.id AS first, d.id AS id FROM delivery f CROSS JOIN delivery d "
    "ON d.record_id = f.record_id AND +d.outcome = 'duplicate' WHERE f.id IN "
)
_BY_KEY = (
    "SELECT f.id, d.id FROM delivery f CROSS JOIN delivery d ON "
    + _SAME_KEY.format(one="f", other="d")
    + " AND +d.outcome = 'duplicate' WHERE +f.outcome IN ('kept', 'duplicate') AND f.id IN "
)
_REPLAYED = "SELECT d.replay_of, d.id FROM delivery d WHERE d.replay_of IN "


def again_of(delivery_ids: Iterable[int]) -> Sql:
    """A query for pairs of ids, each once: deliveries, and others that brought the same again."""
    listed = marks(delivery_ids)
    pairs = (sequence(query, listed) for query in (_BY_RECORD, _BY_KEY, _REPLAYED))
    return joined(" UNION ", pairs).framed("SELECT first, id FROM (", ") WHERE id != first")


FIRST_OF = (
    "SELECT f.id FROM delivery d CROSS JOIN delivery f ON "
    + _SAME_KEY.format(one="d", other="f")
    + " AND f.dedupe_key IS NOT NULL WHERE d.id = ? AND +d.outcome = 'duplicate' UNION ALL "
    "SELECT f.id FROM delivery d CROSS JOIN delivery f ON f.record_id = d.record_id "
    "AND +f.outcome = 'recorded' WHERE d.id = ? AND +d.outcome = 'duplicate' LIMIT 1"
)
"""The delivery that one with an id, asked for twice, repeats; none where it repeats none."""
