"""From when until when something lasted: prolonged as long as it goes on, over restarts."""

from datetime import timedelta
from pathlib import Path

from rivermon.core.health import Way
from rivermon.store.store import SqliteStore
from tests.store.drafts import NOON
from tests.store.second_look import seen

MINUTE = timedelta(minutes=1)
ALL = "SELECT what, began_at, until_at FROM uptime ORDER BY id"


async def test_the_same_beginning_is_prolonged(path: Path, store: SqliteStore) -> None:
    for minutes in (1, 3, 2):
        await store.note_lasting(Way.LISTENER, NOON, NOON + minutes * MINUTE)
    began, until = "2026-03-01T12:00:00.250000Z", "2026-03-01T12:03:00.250000Z"
    assert seen(path, ALL) == [("listener", began, until)]


async def test_another_beginning_or_another_way_is_another_row(
    path: Path, store: SqliteStore
) -> None:
    await store.note_lasting(Way.LISTENER, NOON, NOON + MINUTE)
    await store.note_lasting(Way.PUBLIC_DOWN, NOON, NOON + MINUTE)
    await store.note_lasting(Way.LISTENER, NOON + 2 * MINUTE, NOON + 3 * MINUTE)
    assert [row[0] for row in seen(path, ALL)] == ["listener", "public address down", "listener"]
