"""How a table is arranged, as text and back; what cannot be read is as good as nothing."""

import pytest

from rivermon.core.filter_terms import JsonPath, Root
from rivermon.core.listing import Sort, SortBy
from rivermon.ui.column_layout import ColumnLayout, from_text, to_text
from rivermon.ui.ledger_header import Section

YEAR = JsonPath(Root.DATA, ("films", 0, "year"))
WHOLE = ColumnLayout(
    sections=(Section("time", shown=True, width=146), Section("json:data.year", shown=False)),
    paths=(YEAR, JsonPath(Root.CUSTOMER, ("user id", "größe"))),
    by="title",
    descending=False,
)


def test_a_layout_comes_back_as_it_was() -> None:
    assert from_text(to_text(WHOLE)) == WHOLE
    assert from_text(to_text(ColumnLayout())) == ColumnLayout()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "null",
        "[]",
        '{"sections": 3}',
        '{"sections": [{"key": "time"}]}',
        '{"paths": [{"root": "moon", "steps": []}]}',
        '{"descending": "yes"}',
        "\udc80",
    ],
)
def test_what_cannot_be_read_is_the_first_layout(text: str) -> None:
    assert from_text(text) == ColumnLayout()


def test_an_older_layout_that_says_less_is_read() -> None:
    read = from_text('{"by": "title", "something": 1}')
    assert (read.by, read.sections, read.descending) == ("title", (), True)


def test_the_order_is_one_of_a_column_that_there_is() -> None:
    columns = {str(by): Sort(by) for by in (SortBy.TITLE, YEAR)}
    assert WHOLE.sort(columns) == Sort(SortBy.TITLE, descending=False)
    assert ColumnLayout(by=str(YEAR)).sort(columns) == Sort(YEAR)
    assert ColumnLayout(by="mood").sort(columns) is None
    assert ColumnLayout().sort(columns) is None
