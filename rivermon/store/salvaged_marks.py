"""Brings the operator's marks and the uptimes of a damaged database into a sound one.

What is there already stays as it is. Raises what is in MAKES_NO_SENSE for a row that rivermon
cannot have written. Does not know where the rows come from.
"""

from rivermon.core.health import Way
from rivermon.store import rows
from rivermon.store.damaged_table import Row
from rivermon.store.insertion import Execute
from rivermon.store.tables import to_text

_MARK = (
    "INSERT INTO record_mark (record_id, pinned_at, note, edited_at) VALUES (?, ?, ?, ?) "
    "ON CONFLICT (record_id) DO NOTHING"
)
_IS_THERE = "SELECT 1 FROM ai_content WHERE id = ?"
_UP = (
    "INSERT INTO uptime (what, began_at, until_at) VALUES (?, ?, ?) "
    "ON CONFLICT (what, began_at) DO UPDATE SET until_at = max(until_at, excluded.until_at) "
    "WHERE excluded.until_at > until_at"
)

_EDITED = (
    "INSERT INTO record_mark (record_id, note, edited_at) "
    "SELECT record_id, '', decided_at FROM callback c WHERE approval = 'approved with changes' "
    "AND EXISTS (SELECT 1 FROM ai_content r WHERE r.id = c.record_id) "
    "ON CONFLICT (record_id) DO UPDATE SET edited_at = coalesce(edited_at, excluded.edited_at)"
)


def mark_edited(execute: Execute) -> None:
    """Mark the records as edited of which their callbacks tell that."""
    execute(_EDITED, ())


def bring_mark(execute: Execute, row: Row, record_id: int | None) -> bool:
    """Mark a record as it was marked there, unless it is gone or has marks of its own.

    Args:
        execute: runs one statement in the open transaction.
        row: a row of record_mark, by its columns' names.
        record_id: the record's id here, if it is here.
    """
    if not isinstance(row["note"], str):
        raise TypeError("a note is text")
    moments = [_checked(row[name]) for name in ("pinned_at", "edited_at")]
    if record_id is None or execute(_IS_THERE, (record_id,)).fetchone() is None:
        return False
    values = (record_id, moments[0], row["note"], moments[1])
    return bool(execute(_MARK, values).rowcount)


def bring_uptime(execute: Execute, row: Row) -> bool:
    """Keep that something was up, or for how much longer."""
    values = (Way(row["what"]), _checked(row["began_at"]), _checked(row["until_at"]))
    return bool(execute(_UP, values).rowcount)


def _checked(moment: str | None) -> str | None:
    return None if moment is None else to_text(rows.moment(moment))
