"""Writes from when until when something was up, inside a transaction it is given.

Does not know what was up, nor what its being down costs.
"""

from datetime import datetime

from rivermon.core.health import Way
from rivermon.store.insertion import Execute
from rivermon.store.owing import Told
from rivermon.store.tables import to_text

_UP = (
    "INSERT INTO uptime (what, began_at, until_at) VALUES (?, ?, ?) "
    "ON CONFLICT (what, began_at) DO UPDATE SET until_at = max(until_at, excluded.until_at)"
)


def note_up(execute: Execute, what: Way, since: datetime, until: datetime) -> tuple[None, Told]:
    """Keep that something was up from `since` to `until`; the same `since` is prolonged."""
    execute(_UP, (what, to_text(since), to_text(until)))
    return None, []
