"""In which table does a field stand, and how does one come from there to the ids of a view?

Each table has its own letter: a record's is `r`, a delivery's `d`, a callback's `c`, a mark's `m`.
Does not know what is looked for.
"""

from collections.abc import Mapping
from typing import NamedTuple

from rivermon.core.filter_terms import Field, Trait
from rivermon.core.listing import View
from rivermon.store import expressions
from rivermon.store.expressions import of


class Way(NamedTuple):
    """How to come from a table to the ids of a view."""

    ids: str
    source: str
    also: str = ""
    windowed: bool = False


WAYS: dict[tuple[View, str], Way] = {
    (View.RECORDS, "ai_content"): Way("r.id", "ai_content r", windowed=True),
    (View.RECORDS, "delivery"): Way("d.record_id", "delivery d", "AND +d.outcome = 'recorded'"),
    (View.RECORDS, "callback"): Way("c.record_id", "callback c", "AND +c.kind = 'success'"),
    (View.DELIVERIES, "delivery"): Way("d.id", "delivery d", windowed=True),
    (View.DELIVERIES, "ai_content"): Way(
        "d.id", "ai_content r CROSS JOIN delivery d ON d.record_id = r.id"
    ),
    (View.DELIVERIES, "callback"): Way("c.delivery_id", "callback c"),
    (View.CALLBACKS, "callback"): Way("c.id", "callback c", windowed=True),
    (View.CALLBACKS, "delivery"): Way(
        "c.id", "delivery d CROSS JOIN callback c ON c.delivery_id = d.id"
    ),
    (View.CALLBACKS, "ai_content"): Way(
        "c.id", "ai_content r CROSS JOIN callback c ON c.record_id = r.id"
    ),
    (View.RECORDS, "record_mark"): Way("m.record_id", "record_mark m", windowed=True),
    (View.DELIVERIES, "record_mark"): Way(
        "d.id", "record_mark m CROSS JOIN delivery d ON d.record_id = m.record_id"
    ),
    (View.CALLBACKS, "record_mark"): Way(
        "c.id", "record_mark m CROSS JOIN callback c ON c.record_id = m.record_id"
    ),
}
# An index that holds nothing but what is marked is used only for these very words.
TRAITS: Mapping[str, tuple[str, str, bool]] = {
    Trait.PINNED: ("record_mark", "m.pinned_at IS NOT NULL", True),
    Trait.NOTED: ("record_mark", "m.note != ''", True),
    Trait.EDITED: ("record_mark", "m.edited_at IS NOT NULL", True),
    Trait.AWAITING: ("callback", "c.approval = 'waiting'", False),
    Trait.REPLAY: ("delivery", "d.replay_of IS NOT NULL", False),
    Trait.AGAIN: ("delivery", "d.outcome = 'duplicate'", True),
}
"""Where a trait stands, the condition, and whether its index is in the order of the ids."""

ANYWHERE: dict[Field, tuple[str, str]] = {
    Field.EVENT: ("delivery", "d.event"),
    Field.CHANNEL: ("delivery", "d.channel_id"),
    Field.TYPE: ("delivery", "d.type"),
    Field.SIZE: ("delivery", "d.size"),
    Field.CATEGORY: ("ai_content", "r.category"),
    Field.MODEL: ("ai_content", of("r", expressions.MODEL)),
    Field.PROVIDER: ("ai_content", of("r", expressions.PROVIDER)),
    Field.ATTEMPTS: ("callback", "c.attempts"),
    Field.DURATION: ("callback", "c.duration_ms"),
    Field.AGE: ("delivery", "d.received_at"),
}
COLUMNS: dict[tuple[View, Field], tuple[str, str]] = {
    (View.RECORDS, Field.EVENT): ("ai_content", "r.event_name"),
    (View.RECORDS, Field.CHANNEL): ("ai_content", "r.channel_id"),
    (View.RECORDS, Field.AGE): ("ai_content", "r.created_at"),
    (View.DELIVERIES, Field.DURATION): ("delivery", "d.duration_ms"),
    (View.CALLBACKS, Field.AGE): ("callback", "c.received_at"),
}
WORD_COLUMNS = (
    ("callback", "c.state"),
    ("delivery", "d.outcome"),
    ("delivery", "d.verdict"),
    ("delivery", "d.scheme"),
)
ANSWERED: dict[View, tuple[str, str]] = {
    View.RECORDS: ("callback", "c.answered"),
    View.DELIVERIES: ("delivery", "d.status"),
    View.CALLBACKS: ("callback", "c.answered"),
}
