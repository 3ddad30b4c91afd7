"""Whatever way a search goes, it finds what a look at every row would, in the order asked for."""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest

from rivermon.core.filter import parse_path
from rivermon.core.filter_terms import JsonPath
from rivermon.core.listing import NEWEST_FIRST, Query, Sort, SortBy, View
from rivermon.store.database import open_database, open_for_reading
from rivermon.store.orders import ORDERS
from rivermon.store.reader import Reader
from rivermon.store.search import search
from tests.store import filter_texts
from tests.store.found import found, put_together, term_of
from tests.store.ledger_of_many import ASKED_AT, fill
from tests.store.plain_answers import Seen, everything, matches
from tests.store.plain_order import sort_key
from tests.store.regimes import Regime, set_everywhere


def path_of(text: str) -> JsonPath:
    path = parse_path(text)
    assert isinstance(path, JsonPath)
    return path


IN_JSON = [path_of(text) for text in ("data.a.b", "customer.user_id", "data.nowhere[3]")]
SORTS = [(view, by) for view in View for by in (*ORDERS[view], *IN_JSON)]
MORE_THAN_ONE_KEY = {
    (View.RECORDS, SortBy.STATE),
    (View.DELIVERIES, SortBy.VERDICT),
    (View.CALLBACKS, SortBy.STATE),
    (View.CALLBACKS, SortBy.ATTEMPTS),
    (View.CALLBACKS, SortBy.DURATION),
    (View.CALLBACKS, SortBy.ANSWER),
    (View.CALLBACKS, SortBy.EVENT),
    (View.CALLBACKS, SortBy.CHANNEL),
    (View.CALLBACKS, SortBy.TITLE),
}
"""Where rows that are equal in the first key are parted by another one before their ids."""


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("many") / "rivermon.db"


@pytest.fixture(scope="module")
def rows(file: Path) -> dict[View, list[Seen]]:
    database = open_database(file)
    with database.connection_context():
        fill(database)
        return everything(database)


@pytest.fixture(scope="module")
def many(rows: object, file: Path) -> Iterator[Reader]:
    reader = Reader(open_for_reading(file), file)
    yield reader
    reader.close()


@pytest.fixture(params=Regime, ids=lambda regime: regime.name.lower())
def regime(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Regime:
    chosen: Regime = request.param
    chosen.set(monkeypatch)
    return chosen


def in_order(ids: Sequence[int], rows: Sequence[Seen], sort: Sort) -> bool:
    """True when each row may stand before the next."""
    by_id = {seen.id: seen for seen in rows}
    keys = [sort_key(by_id[row_id], sort.by) for row_id in ids]
    if sort.descending:
        return all(first >= second for first, second in pairwise(keys))
    return all(first <= second for first, second in pairwise(keys))


@pytest.mark.parametrize("text", filter_texts.ALL)
def test_it_finds_what_a_look_at_every_row_would(
    many: Reader, rows: dict[View, list[Seen]], regime: Regime, text: str
) -> None:
    term = term_of(text)
    for view in View:
        expected = [seen.id for seen in rows[view] if matches(term, seen, ASKED_AT)]
        for by in (SortBy.TIME, SortBy.EVENT, SortBy.DURATION):
            for descending in (True, False):
                query = Query(view=view, filter=term, sort=Sort(by, descending))
                assert sorted(found(many, query)) == expected, query
        assert found(many, Query(view=view, filter=term)) == expected[::-1]


@pytest.mark.parametrize("text", filter_texts.ALL)
def test_rows_are_judged_one_by_one_as_they_are_searched(
    many: Reader, rows: dict[View, list[Seen]], text: str
) -> None:
    term = term_of(text)
    for view in View:
        query = Query(view=view, filter=term)
        expected = [seen.id for seen in rows[view] if matches(term, seen, ASKED_AT)]
        ids = [seen.id for seen in rows[view]]
        assert sorted(many.matching(query, ids, ASKED_AT)) == expected
        some = [*ids[::3], 10**6]
        assert sorted(many.matching(query, some, ASKED_AT)) == sorted({*expected} & {*some})
        assert many.newer(query, 0, ASKED_AT) == expected
        assert many.newer(query, 60, ASKED_AT) == [row_id for row_id in expected if row_id > 60]


@pytest.mark.parametrize("text", filter_texts.ALL)
def test_every_filter_parts_some_rows_from_others(rows: dict[View, list[Seen]], text: str) -> None:
    term = term_of(text)
    answers = {matches(term, seen, ASKED_AT) for view in View for seen in rows[view]}
    finds, leaves_out = text not in filter_texts.FRUITLESS, bool(text)
    assert (True in answers, False in answers) == (finds, leaves_out)


@pytest.mark.parametrize(("view", "by"), SORTS, ids=str)
def test_the_order_is_the_one_that_was_asked_for(
    many: Reader, rows: dict[View, list[Seen]], regime: Regime, view: View, by: SortBy | JsonPath
) -> None:
    for text in filter_texts.SOME:
        term = term_of(text)
        expected = [seen.id for seen in rows[view] if matches(term, seen, ASKED_AT)]
        for descending in (True, False):
            sort = Sort(by, descending)
            ids = found(many, Query(view=view, filter=term, sort=sort))
            assert sorted(ids) == expected, text
            without_record = (view, by) == (View.CALLBACKS, SortBy.TITLE)
            last = [seen.id for seen in rows[view] if without_record and not seen.record]
            assert in_order([row_id for row_id in ids if row_id not in last], rows[view], sort)
            assert sorted(ids[len(ids) - len({*ids} & {*last}) :]) == sorted({*ids} & {*last})


@pytest.mark.parametrize(("view", "by"), SORTS, ids=str)
def test_rows_that_are_equal_stand_in_the_order_of_their_ids(
    many: Reader, rows: dict[View, list[Seen]], view: View, by: SortBy | JsonPath
) -> None:
    by_id = {seen.id: seen for seen in rows[view]}
    for descending in (True, False):
        ids = found(many, Query(view=view, sort=Sort(by, descending)))
        equal = [
            (first, second)
            for first, second in pairwise(ids)
            if sort_key(by_id[first], by) == sort_key(by_id[second], by)
        ]
        if (view, by) not in MORE_THAN_ONE_KEY:
            assert all((first > second) is descending for first, second in equal)


@pytest.mark.parametrize(("view", "by"), SORTS, ids=str)
def test_every_way_of_searching_gives_the_same_order(
    many: Reader, monkeypatch: pytest.MonkeyPatch, view: View, by: SortBy | JsonPath
) -> None:
    for text in filter_texts.SOME:
        for descending in (True, False):
            query = Query(view=view, filter=term_of(text), sort=Sort(by, descending))
            answers = []
            for regime in Regime:
                regime.set(monkeypatch)
                answers.append(found(many, query))
            assert all(answer == answers[0] for answer in answers), query


@pytest.mark.parametrize(("view", "by"), SORTS, ids=str)
def test_the_other_way_round_it_is_the_same_order_backwards(
    many: Reader, regime: Regime, view: View, by: SortBy | JsonPath
) -> None:
    if (view, by) == (View.CALLBACKS, SortBy.TITLE):
        pytest.skip("callbacks without a record are the last either way")
    down, up = (found(many, Query(view=view, sort=Sort(by, way))) for way in (True, False))
    assert down == up[::-1]


def test_common_words_are_found_whichever_way(
    many: Reader, rows: dict[View, list[Seen]], regime: Regime, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_everywhere(monkeypatch, "_COMMON", 3)
    set_everywhere(monkeypatch, "_COMMON_PHRASE", 3)
    for text in ('"refund"', '"customer asked"', "退款", '"secret"', '-"refund"', '"refund" 退款'):
        term = term_of(text)
        for view in View:
            expected = [seen.id for seen in rows[view] if matches(term, seen, ASKED_AT)]
            for sort in (NEWEST_FIRST, Sort(SortBy.EVENT), Sort(SortBy.DURATION, False)):
                query = Query(view=view, filter=term, sort=sort)
                assert sorted(found(many, query)) == expected, query


def test_an_order_that_a_view_does_not_know_is_its_first_one(many: Reader) -> None:
    assert SortBy.SKEW not in ORDERS[View.RECORDS]
    for descending in (True, False):
        odd = Query(view=View.RECORDS, sort=Sort(SortBy.SKEW, descending))
        known = Query(view=View.RECORDS, sort=Sort(SortBy.TIME, descending))
        assert found(many, odd) == found(many, known)


def test_the_first_piece_is_the_beginning_of_the_answer(
    many: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    Regime.LISTED_AT_LAST.set(monkeypatch)
    ask = partial(search, many.ask, now=ASKED_AT)
    for view in View:
        for text in ("", "refund", "age:<3h"):
            for sort in (NEWEST_FIRST, Sort(SortBy.EVENT)):
                pieces = list(ask(query=Query(view=view, filter=term_of(text), sort=sort)))
                first = list(pieces[0].ids)
                assert put_together(pieces)[: len(first)] == first


@pytest.mark.parametrize("view", View)
def test_an_empty_database_answers_at_once(reader: Reader, regime: Regime, view: View) -> None:
    for text in filter_texts.SOME:
        for sort in (NEWEST_FIRST, Sort(SortBy.EVENT), Sort(IN_JSON[0])):
            query = Query(view=view, filter=term_of(text), sort=sort)
            assert found(reader, query) == []
            assert reader.newer(query, 0, ASKED_AT) == []
            assert reader.matching(query, [1, 2], ASKED_AT) == []
