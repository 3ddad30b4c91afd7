"""Writes a record anew whose content the operator changed, inside a transaction it is given.

Does not know what becomes of its callback.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec

from rivermon.core.content import title_and_body_of_edited
from rivermon.store.forgetting import WORDS_OF_RECORD, forget_records, give_record
from rivermon.store.insertion import Execute
from rivermon.store.tables import to_text

_SAID = f"SELECT {WORDS_OF_RECORD} FROM ai_content WHERE id = ?"
_SAY = "UPDATE ai_content SET title = ?, body = ? WHERE id = ?"
_MARK = (
    "INSERT INTO record_mark (record_id, note, edited_at) VALUES (?, '', ?) "
    "ON CONFLICT (record_id) DO UPDATE SET edited_at = excluded.edited_at"
)
_OURS = ("id", "saved_at")
"""What success_body adds to the content."""


class _Sent(msgspec.Struct):
    """The part of a success callback's body that is the content."""

    data: dict[str, Any]


_sent = msgspec.json.Decoder(_Sent)


def edit(
    execute: Execute, record_id: int, data: Mapping[str, Any], before: bytes, at: datetime
) -> None:
    """Have a record show other content, and be found by the words of that alone.

    Args:
        execute: runs one statement in the open transaction.
        record_id: a record that is there.
        data: the content, a JSON object.
        before: the body of the callback that would have brought the content back.
        at: when the operator changed it.
    """
    old = execute(_SAID, (record_id,)).fetchone()
    sent = _sent.decode(before).data
    content = {name: value for name, value in sent.items() if name not in _OURS}
    title, body = title_and_body_of_edited(data, content, old[2])
    forget_records(execute, [old])
    execute(_SAY, (title, body, record_id))
    give_record(execute, (record_id, title, body, *old[3:]))
    execute(_MARK, (record_id, to_text(at)))
