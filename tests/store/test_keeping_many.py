"""Many deliveries in one transaction: each ends as if it had been kept alone."""

from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rivermon.core.drafts import DeliveryDraft
from rivermon.core.entities import Kept, Outcome
from rivermon.core.feed import CallbackOwed, DeliveryStored, Fact, RecordStored
from rivermon.store.database import open_database
from rivermon.store.keeping import keep
from tests.store.desk import COMMITTED, Desk
from tests.store.drafts import NOON, invalid, kept, recorded, rejected, unprocessable
from tests.store.second_look import seen

# Every size of statement alone, the steps between them, and more than the largest.
COUNTS = [0, 1, 2, 3, 7, 8, 15, 31, 32, 33, 64, 95, 130]
ORDERED = "SELECT {} FROM {} ORDER BY id"


def keep_all(desk: Desk, drafts: list[DeliveryDraft]) -> list[tuple[Kept, list[Fact]]]:
    with desk.database.atomic("IMMEDIATE"):
        return keep(desk.execute, drafts, now=COMMITTED, monotonic_s=lambda: 0.003)


@pytest.mark.parametrize("count", COUNTS)
def test_each_record_belongs_to_its_delivery_and_its_callback(
    count: int, path: Path, desk: Desk
) -> None:
    drafts = [recorded(f"chan-{number}", title=f"Title {number}") for number in range(count)]
    made = keep_all(desk, drafts)
    assert [result.outcome for result, _ in made] == [Outcome.RECORDED] * count
    rows = seen(
        path,
        "SELECT delivery.id, ai_content.id, ai_content.title, delivery.channel_id, "
        "callback.body ->> '$.data.title', callback.body ->> '$.data.id' "
        "FROM delivery JOIN ai_content ON delivery.record_id = ai_content.id "
        "JOIN callback ON delivery_id = delivery.id ORDER BY delivery.id",
    )
    assert rows == [
        (result.delivery_id, result.record_id, f"Title {n}", f"chan-{n}", f"Title {n}",
         result.record_id)
        for n, (result, _) in enumerate(made)
    ]  # fmt: skip


def test_the_facts_of_each_are_about_it(desk: Desk) -> None:
    made = keep_all(desk, [recorded(f"chan-{number}") for number in range(40)])
    for result, told in made:
        stored, row, owed = told
        assert isinstance(stored, DeliveryStored)
        assert isinstance(row, RecordStored)
        assert isinstance(owed, CallbackOwed)
        assert stored.delivery.id == owed.callback.delivery_id == result.delivery_id
        assert stored.delivery.record_id == row.row.id == owed.callback.record_id
        assert stored.delivery.channel_id == row.row.channel_id


def test_a_key_that_comes_twice_at_once_is_recorded_once(path: Path, desk: Desk) -> None:
    first, second, third = (result for result, _ in keep_all(desk, [recorded()] * 3))
    assert first.outcome is Outcome.RECORDED
    assert [second.outcome, third.outcome] == [Outcome.DUPLICATE] * 2
    assert second.record_id == third.record_id == first.record_id
    redelivered = "SELECT redeliveries FROM delivery WHERE outcome = 'recorded'"
    assert seen(path, redelivered) == [(2,)]


def test_an_empty_number_writes_nothing(path: Path, desk: Desk) -> None:
    assert keep_all(desk, []) == []
    assert seen(path, "SELECT count(*) FROM delivery") == [(0,)]


DRAFTS = st.one_of(
    st.integers(0, 5).map(lambda number: recorded(f"chan-{number}")),
    st.integers(0, 5).map(lambda number: kept(f"chan-{number}")),
    st.integers(0, 5).map(lambda number: unprocessable(f"chan-{number}")),
    st.just(rejected()),
    st.just(invalid()),
)
TABLES = {
    "delivery": "received_at, headers, body, type, event, channel_id, verdict, reason, outcome, "
    "status, redeliveries, size, dedupe_key",
    "ai_content": "title, body, category, metadata, channel_id, created_at",
    "callback": "kind, url, state, attempts, deadline, received_at, reason",
}


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(drafts=st.lists(DRAFTS, max_size=45))
def test_together_or_one_by_one_the_same_rows_are_there(
    drafts: list[DeliveryDraft], tmp_path_factory: pytest.TempPathFactory
) -> None:
    outcomes = []
    contents = []
    for one_by_one in (True, False):
        path = tmp_path_factory.mktemp("kept") / "rivermon.db"
        database = open_database(path)
        with database.connection_context():
            desk = Desk(database)
            if one_by_one:
                outcomes.append([desk.keep(each).outcome for each in drafts])
            else:
                outcomes.append([result.outcome for result, _ in keep_all(desk, drafts)])
        contents.append(
            {name: Counter(seen(path, ORDERED.format(columns, name)))
             for name, columns in TABLES.items()}
        )  # fmt: skip
    assert outcomes[0] == outcomes[1]
    assert contents[0] == contents[1]


def test_how_long_each_took_is_counted_from_its_own_start(desk: Desk) -> None:
    drafts = [recorded("a", started_s=0.001), recorded("b", started_s=0.002)]
    stored = [told[0] for _, told in keep_all(desk, drafts)]
    took = [fact.delivery.duration_ms for fact in stored if isinstance(fact, DeliveryStored)]
    assert took == pytest.approx([2.0, 1.0])


def test_the_moment_of_the_commit_is_that_of_all(path: Path, desk: Desk) -> None:
    drafts = [recorded(f"chan-{n}", received_at=NOON + timedelta(milliseconds=n)) for n in range(3)]
    keep_all(desk, drafts)
    assert len(seen(path, "SELECT DISTINCT created_at FROM ai_content")) == 1
    assert len(seen(path, "SELECT DISTINCT received_at FROM delivery")) == 3
