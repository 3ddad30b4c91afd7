"""Writes from when until when something lasted, inside a transaction it is given.

Does not know what lasted, nor what that costs.
"""

from datetime import datetime

from rivermon.core.health import Way
from rivermon.store.insertion import Execute
from rivermon.store.owing import Told
from rivermon.store.tables import to_text

_LASTED = (
    "INSERT INTO uptime (what, began_at, until_at) VALUES (?, ?, ?) "
    "ON CONFLICT (what, began_at) DO UPDATE SET until_at = max(until_at, excluded.until_at)"
)


def note_lasting(
    execute: Execute, what: Way, since: datetime, until: datetime
) -> tuple[None, Told]:
    """Keep that something lasted from `since` to `until`; the same `since` is prolonged."""
    execute(_LASTED, (what, to_text(since), to_text(until)))
    return None, []
