"""The JSON tree and the headers: Qt's rules, laziness, plain text."""

from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, Qt
from pytestqt.modeltest import ModelTester

from rivermon.ui.headers_tab import HeadersTable
from rivermon.ui.json_tree import BATCH, STRETCH, JsonTree, value_text

VALUE = {"a": 1, "b": [True, None, {"c": "x"}], "d": {}, "e": [], "f": "two\nlines", "g": 1.5}


def opened(tree: JsonTree, parent: QModelIndex | None = None) -> dict[str, Any]:
    """The whole tree as nested dictionaries of what it shows."""
    above = parent if parent is not None else QModelIndex()
    while tree.canFetchMore(above):
        tree.fetchMore(above)
    found: dict[str, Any] = {}
    for at in range(tree.rowCount(above)):
        child = tree.index(at, 0, above)
        inner = opened(tree, child)
        found[child.data()] = inner or tree.index(at, 1, above).data()
    return found


def test_the_tree_keeps_qts_rules(qtmodeltester: ModelTester) -> None:
    tree = JsonTree(VALUE)
    qtmodeltester.check(tree)  # type: ignore[no-untyped-call] # pytest-qt has no types
    opened(tree)
    qtmodeltester.check(tree)  # type: ignore[no-untyped-call] # pytest-qt has no types


def test_the_headers_keep_qts_rules(qtmodeltester: ModelTester) -> None:
    table = HeadersTable((("Host", "a"), ("X-Evil", "<b>bold</b>"), ("Host", "b")))
    qtmodeltester.check(table)  # type: ignore[no-untyped-call] # pytest-qt has no types
    assert "&lt;b&gt;" in table.index(1, 1).data(Qt.ItemDataRole.ToolTipRole)


def test_the_tree_shows_every_value() -> None:
    assert opened(JsonTree(VALUE)) == {
        "a": "1",
        "b": {"0": "true", "1": "null", "2": {"c": "x"}},
        "d": "{ }",
        "e": "[ ]",
        "f": "two lines",
        "g": "1.5",
    }


@pytest.mark.parametrize(("value", "shown"), [("text", "text"), (None, "null"), ({}, "{ }")])
def test_a_single_value_is_one_row(value: Any, shown: str) -> None:
    tree = JsonTree(value)
    assert list(opened(tree).values()) == [shown]


def test_a_long_array_is_made_in_batches() -> None:
    tree = JsonTree({"items": list(range(STRETCH))})
    root = QModelIndex()
    tree.fetchMore(root)
    items = tree.index(0, 0, root)
    assert tree.rowCount(items) == 0
    assert tree.hasChildren(items)
    tree.fetchMore(items)
    assert tree.rowCount(items) == BATCH
    assert tree.canFetchMore(items)
    assert tree.parent(tree.index(BATCH - 1, 1, items)) == items


LONG = 2 * STRETCH + 5


@pytest.mark.parametrize(
    "value", [list(range(LONG)), {f"k{at}": at for at in range(LONG)}], ids=["array", "object"]
)
def test_what_is_longer_lies_in_stretches(value: Any, qtmodeltester: ModelTester) -> None:
    tree = JsonTree({"long": value})
    (stretches,) = opened(tree).values()
    qtmodeltester.check(tree)  # type: ignore[no-untyped-call] # pytest-qt has no types
    assert list(stretches) == ["[0 … 999]", "[1000 … 1999]", "[2000 … 2004]"]
    last = str(LONG - 1) if isinstance(value, list) else f"k{LONG - 1}"
    assert stretches["[2000 … 2004]"][last] == str(LONG - 1)
    assert [len(stretch) for stretch in stretches.values()] == [STRETCH, STRETCH, 5]
    found = tree.index_at((0, LONG - 1))
    assert tree.value_at(found) == LONG - 1
    assert tree.keys_at(found) == ("long", LONG - 1 if isinstance(value, list) else last)
    stretch = tree.parent(found)
    assert tree.keys_at(stretch) == ("long",)
    assert list(tree.value_at(stretch)) == list(value)[2 * STRETCH :]
    assert tree.index(stretch.row(), 1, stretch.parent()).data() in {"[ 5 ]", "{ 5 }"}


def test_a_match_at_the_end_is_there_without_all_that_is_before_it() -> None:
    tree = JsonTree([0] * 1_000_000)
    assert tree.keys_at(tree.index_at((999_999,))) == (999_999,)
    assert tree.rowCount() == 1_000_000 // STRETCH
    assert len(tree._nodes) <= 1 + 2 * STRETCH


def test_a_value_is_copied_as_a_person_would_write_it() -> None:
    assert value_text("as it is") == "as it is"
    assert value_text({"a": [1]}) == '{\n  "a": [\n    1\n  ]\n}'
