"""Whatever is typed, if the filter box takes it then the store answers it."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from rivermon.core.filter import BadFilter, parse, parse_path
from rivermon.core.filter_terms import AtPath, Field, JsonPath, Root
from rivermon.core.filter_values import KNOWN_WORDS
from rivermon.core.listing import NEWEST_FIRST, Query, Sort, SortBy, View, terms_of
from rivermon.store.database import open_database, open_for_reading
from rivermon.store.reader import Reader
from tests.store.found import found
from tests.store.ledger_of_many import ASKED_AT, fill
from tests.store.regimes import Regime

SORTS = (NEWEST_FIRST, Sort(SortBy.TIME, False), Sort(SortBy.EVENT), Sort(SortBy.DURATION, False))
SIGNS = "()-:\"'*,.[]<>=\\%_^+{}&|~$@#\0\t\n"
TOKENS = (
    *(f"{field}:" for field in Field),
    *(f"{root}." for root in Root),
    *sorted({word for words in KNOWN_WORDS.values() for word in words}),
    *('"', '""', "(", ")", "-", "NOT ", " AND ", " OR ", " ", ",", ":", "*", "..", "[0]", "[1]."),
    *("<", ">", "<=", ">=", "=", "1", "20", "1.5", "1e17", "1e308", "99999999", "2h", "10k"),
    *("a", "a.b", "items", "title", "user_id", "plan", "refund", "refu", "退款", "Åse", "😀"),
    *('."odd key"', '."a""', '.""', "\\", '\\"', "NEAR", "NEAR(", "^", "+", "{", "}", "''", ";"),
    *("200", "4xx", "400..499", "true", "null", "none", "\0", "\ue000", "\U0001e900", "%", "_"),
)
texts = st.one_of(
    st.text(max_size=40),
    st.text(alphabet=st.sampled_from(SIGNS + "ab1退é"), max_size=30),
    st.lists(st.sampled_from(TOKENS), max_size=12).map("".join),
    st.lists(st.sampled_from(TOKENS), max_size=8).map(" ".join),
    st.builds(
        "{}{}{}".format,
        st.sampled_from([f"{name}:" for name in (*Field, "data.a", 'data."a b"', "customer.x[2]")]),
        st.sampled_from(["", "<", ">=", '"']),
        st.text(max_size=12),
    ),
)
patient = settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    path: Path = tmp_path_factory.mktemp("any") / "rivermon.db"
    database = open_database(path)
    with database.connection_context():
        fill(database)
    reader = Reader(open_for_reading(path), path)
    yield reader
    reader.close()


def ask_everything(reader: Reader, query: Query, now: datetime = ASKED_AT) -> None:
    """Ask all that a table asks; what is found is what matches."""
    ids = found(reader, query, now)
    assert sorted(reader.matching(query, range(1, 300), now)) == sorted(ids)
    assert list(reader.newer(query, 0, now)) == sorted(ids)
    lines = reader.lines(query, ids[:9])
    assert [line.row.id for line in lines] == ids[:9]
    assert all(len(line.values) == len(query.paths) for line in lines)


def ask_for(reader: Reader, text: str, sorts: Sequence[Sort] = SORTS) -> None:
    term = parse(text)
    if isinstance(term, BadFilter):
        return
    paths = tuple(each.path for each in terms_of(term) if isinstance(each, AtPath))
    for view in View:
        for sort in sorts:
            ask_everything(reader, Query(view=view, filter=term, sort=sort, paths=paths))


@pytest.mark.parametrize("regime", [Regime.LISTED, Regime.WALKED, Regime.AS_IT_COMES])
@patient
@example('data."":1')
@example('data."a\\"b":1')
@example('customer."".x:"\0"')
@example('customer.plan:"{"')
@example("customer.x:\U0001e900")
@example('"\U0001e900"')
@example("\ue000")
@example('"NEAR(a b)"')
@example("refund*")
@example("age:<999999999999999999w")
@example("size:>99999999999999999999999999")
@example("data.a[999999999]:1")
@example("event:\0*")
@example("data.a.b:\0*")
@example("attempts:>99999999999999999999")
@given(text=texts)
def test_what_can_be_typed_can_be_searched(
    many: Reader, monkeypatch: pytest.MonkeyPatch, regime: Regime, text: str
) -> None:
    with monkeypatch.context() as patch:
        regime.set(patch)
        ask_for(many, text)


@patient
@example('data.""')
@example('data."a\\"b"')
@example('customer."\0"')
@example("data.a[0][1].b")
@given(path=st.one_of(texts, texts.map("data.{}".format), texts.map('customer."{}"'.format)))
def test_a_column_of_any_path_can_be_shown_and_sorted_by(many: Reader, path: str) -> None:
    place = parse_path(path)
    if not isinstance(place, JsonPath):
        return
    for view in View:
        for descending in (True, False):
            sort = Sort(place, descending)
            ask_everything(many, Query(view=view, sort=sort, paths=(place,)))


@pytest.mark.parametrize("joint", [" ", " OR ", " -"])
@pytest.mark.parametrize(
    "term", ["refund", "退款", "event:a", "status:failed", "customer.a:b", "data.a.b:1", "age:<1h"]
)
def test_as_many_terms_as_the_box_takes_can_be_searched(
    many: Reader, term: str, joint: str
) -> None:
    terms = [f"{term}{number}" if term.isalpha() else term for number in range(100)]
    text = joint.join(terms)
    assert not isinstance(parse(text[:2000]), BadFilter)
    ask_for(many, text[:2000].rpartition(joint)[0] if len(text) > 2000 else text, SORTS[:1])


def test_parentheses_as_deep_as_the_box_takes_can_be_searched(many: Reader) -> None:
    inner = "refund OR -(data.a.b:1 customer.a:b)"
    for sign in ("", "-"):
        text = (
            f"{sign}(a OR {sign}(b {sign}(c OR {sign}({inner.replace('(', '').replace(')', '')}))))"
        )
        assert not isinstance(parse(text), BadFilter)
        ask_for(many, text)
