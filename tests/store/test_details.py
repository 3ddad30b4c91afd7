"""Everything about many rows at once: as about each by itself, and with few questions."""

from pathlib import Path

import peewee as pw
import pytest

from rivermon.core.entities import Outcome
from rivermon.core.listing import View
from rivermon.store.database import open_for_reading
from rivermon.store.details import MOST_AGAIN
from rivermon.store.reader import Reader
from tests.store.desk import Desk, do
from tests.store.drafts import kept, recorded, rejected, replayed, unprocessable
from tests.store.explained import ExplainingReader
from tests.store.ledger_of_many import fill


def ids_of(database: pw.SqliteDatabase, view: View) -> list[int]:
    table = {View.RECORDS: "ai_content", View.DELIVERIES: "delivery", View.CALLBACKS: "callback"}
    return [row_id for (row_id,) in do(database, f"SELECT id FROM {table[view]} ORDER BY id")]


@pytest.mark.parametrize("view", View)
def test_many_are_as_each_by_itself(
    database: pw.SqliteDatabase, reader: Reader, view: View
) -> None:
    fill(database)
    ids = ids_of(database, view)[::-1]
    each = [reader.detail(view, row_id) for row_id in ids]
    assert reader.details(view, [*ids, 9_999]) == each
    assert len(ids) > 50


@pytest.mark.parametrize("view", View)
def test_many_cost_as_many_questions_as_one(
    path: Path, database: pw.SqliteDatabase, view: View
) -> None:
    fill(database)
    reader = ExplainingReader(open_for_reading(path), path)
    ids = ids_of(database, view)
    counts = []
    for some in (ids[:1], ids[:60]):
        reader.statements.clear()
        reader.details(view, some)
        assert not [each.steps for each in reader.statements if each.walks]
        counts.append(len(reader.statements))
    reader.close()
    assert counts[1] <= counts[0] + 1, counts
    assert counts[1] <= 8


def again(reader: Reader, delivery_id: int) -> list[int]:
    detail = reader.detail(View.DELIVERIES, delivery_id)
    assert detail is not None
    assert all(each.body == b"" for each in detail.again)
    return [each.id for each in detail.again]


def test_what_brought_the_same_again_is_told_oldest_first(desk: Desk, reader: Reader) -> None:
    desk.keep(recorded("chan-1"))
    desk.keep(recorded("chan-2"))
    desk.keep(recorded("chan-1", body=b"another"))
    desk.keep(replayed(recorded("chan-1"), of=1))
    assert (again(reader, 1), again(reader, 2)) == ([3, 4], [])
    assert again(reader, 3) == [4], "the others, seen from one of them"
    detail = reader.detail(View.RECORDS, 1)
    assert detail is not None
    assert [(each.outcome, each.replay_of) for each in detail.again] == [
        (Outcome.DUPLICATE, None),
        (Outcome.DUPLICATE, 1),
    ]


def test_without_a_record_the_key_tells(desk: Desk, reader: Reader) -> None:
    for draft in (kept("a"), kept("A"), kept("a"), unprocessable("a"), rejected(), rejected()):
        desk.keep(draft)
    desk.keep(unprocessable("a"))
    assert [again(reader, row_id) for row_id in range(1, 8)] == [[3], [], [], [7], [], [], []]


def test_a_rejected_one_tells_what_its_replay_became(desk: Desk, reader: Reader) -> None:
    desk.keep(rejected())
    made = desk.keep(replayed(recorded(), of=1))
    assert again(reader, 1) == [made.delivery_id]
    assert again(reader, made.delivery_id) == []


def test_of_very_many_the_first_hundred(desk: Desk, reader: Reader) -> None:
    for _ in range(MOST_AGAIN + 6):
        desk.keep(recorded())
    assert again(reader, 1) == list(range(2, MOST_AGAIN + 2))


def test_the_records_of_rows_each_once_in_their_order(desk: Desk, reader: Reader) -> None:
    for draft in (recorded("b"), rejected(), recorded("a"), recorded("b"), unprocessable("u")):
        desk.keep(draft)
    assert reader.records_of(View.DELIVERIES, [4, 3, 2, 1, 5, 99]) == [1, 2]
    assert reader.records_of(View.CALLBACKS, [3, 2, 1]) == [2, 1]
    assert reader.records_of(View.RECORDS, [2, 7, 1, 2]) == [2, 1]
    assert reader.records_of(View.RECORDS, []) == []
