"""With a million rows no search may walk through a table that an index could have spared it."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

import pytest

from rivermon.core.filter_terms import Field
from rivermon.core.listing import Query, Sort, View
from rivermon.store.database import open_database, open_for_reading
from rivermon.store.orders import ORDERS
from rivermon.store.search import search
from tests.store.explained import Explained, ExplainingReader
from tests.store.found import found, term_of
from tests.store.ledger_of_many import ASKED_AT, fill
from tests.store.regimes import Regime, set_everywhere

FILTERS = (
    "",
    "refund",
    '"customer asked"',
    "退款",
    "event:order_created",
    "event:art*",
    "type:task.ai_generated",
    "category:news",
    "channel:chan-3",
    "model:gpt-5",
    "provider:open*",
    "status:failed",
    "status:rejected",
    "status:200",
    "callback:success",
    "callback:none",
    "verified:valid",
    "verified:raw-body",
    "age:<2h",
    "size:>10",
    "attempts:>1",
    "duration:>1s",
    "-refund",
    "-status:failed",
    "-callback:success",
    "is:pinned",
    "is:noted,edited",
    "is:held",
    "is:replay",
    "is:again",
    "note:river",
    "-is:pinned",
    "refund OR event:order_created",
    "refund status:failed size:>10",
)
SORTS = [
    (view, Sort(by, descending))
    for view in View
    for by in ORDERS[view]
    for descending in (True, False)
]
PAGE = 61


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ExplainingReader]:
    path: Path = tmp_path_factory.mktemp("plans") / "rivermon.db"
    database = open_database(path)
    with database.connection_context():
        fill(database)
    reader = ExplainingReader(open_for_reading(path), path)
    yield reader
    reader.close()


def explained(reader: ExplainingReader, ask: Callable[[], object]) -> Sequence[Explained]:
    """The statements that a question led to."""
    reader.statements.clear()
    ask()
    assert reader.statements
    return tuple(reader.statements)


def walks(statements: Sequence[Explained]) -> list[tuple[str, Sequence[str]]]:
    return [(each.sql, each.steps) for each in statements if each.walks]


@pytest.mark.parametrize("regime", [Regime.LISTED, Regime.WALKED, Regime.LISTED_AT_LAST])
@pytest.mark.parametrize(
    ("view", "sort"), SORTS, ids=[f"{view} {sort.by} {sort.descending}" for view, sort in SORTS]
)
def test_no_search_walks_through_a_table(
    many: ExplainingReader,
    monkeypatch: pytest.MonkeyPatch,
    regime: Regime,
    view: View,
    sort: Sort,
) -> None:
    regime.set(monkeypatch)
    walked = []
    for text in FILTERS:
        query = Query(view=view, filter=term_of(text), sort=sort)
        statements = explained(many, partial(found, many, query))
        walked += [(text, *each) for each in walks(statements)]
    assert walked == []


def lists_words(statement: Explained) -> bool:
    """True where a short list of records with the words is sorted, rather than an index walked."""
    return any(step.startswith("SCAN content_text VIRTUAL TABLE") for step in statement.steps)


@pytest.mark.parametrize("common", [0, 100_000])
@pytest.mark.parametrize(
    ("view", "sort"), SORTS, ids=[f"{view} {sort.by} {sort.descending}" for view, sort in SORTS]
)
def test_the_first_page_comes_as_the_index_has_it(
    many: ExplainingReader,
    monkeypatch: pytest.MonkeyPatch,
    common: int,
    view: View,
    sort: Sort,
) -> None:
    Regime.WALKED.set(monkeypatch)
    set_everywhere(monkeypatch, "FIRST_PAGE", PAGE)
    set_everywhere(monkeypatch, "_COMMON", common)
    set_everywhere(monkeypatch, "_COMMON_PHRASE", common)
    for text in FILTERS:
        query = Query(view=view, filter=term_of(text), sort=sort)
        statements = explained(many, partial(next, search(many.ask, query, ASKED_AT)))
        if query.by_time:
            pages = [each for each in statements if "ORDER BY" in each.sql]
        else:
            pages = [each for each in statements if each.values and each.values[-1] == PAGE]
        assert pages, text
        assert not [each.steps for each in pages if each.sorts and not lists_words(each)], text


@pytest.mark.parametrize("view", View)
def test_nor_does_a_row_that_is_read_or_judged(many: ExplainingReader, view: View) -> None:
    for text in FILTERS:
        query = Query(view=view, filter=term_of(text))
        for ask in (
            partial(many.lines, query, [1, 2, 3]),
            partial(many.matching, query, [1, 2, 3], ASKED_AT),
            partial(many.newer, query, 100, ASKED_AT),
        ):
            assert walks(explained(many, ask)) == [], text
    assert walks(explained(many, lambda: many.failed(view, [1, 2, 3]))) == []


@pytest.mark.parametrize("view", View)
def test_new_rows_are_looked_for_beyond_the_last_one_alone(
    many: ExplainingReader, view: View
) -> None:
    for text in FILTERS:
        query = Query(view=view, filter=term_of(text))
        statements = explained(many, partial(many.newer, query, 100, ASKED_AT))
        steps = statements[-1].steps
        assert steps[0] == "SEARCH v USING INTEGER PRIMARY KEY (rowid>?)", (text, steps)


@pytest.mark.parametrize(
    "field", [Field.EVENT, Field.TYPE, Field.CATEGORY, Field.CHANNEL, Field.MODEL, Field.PROVIDER]
)
def test_values_are_looked_up_one_by_one(many: ExplainingReader, field: Field) -> None:
    for begin in ("", "a"):
        statements = explained(many, partial(many.values_seen, field, begin, 5))
        for each in statements:
            (step,) = each.steps
            assert step.startswith("SEARCH") and "INDEX" in step, step  # noqa: PT018 - one thought
