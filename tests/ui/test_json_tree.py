"""The JSON tree and the headers: Qt's rules, laziness, plain text."""

from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, Qt
from pytestqt.modeltest import ModelTester

from rivermon.ui.headers_tab import HeadersTable
from rivermon.ui.json_tree import BATCH, JsonTree, value_text

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
    tree = JsonTree({"items": list(range(1_000_000))})
    root = QModelIndex()
    tree.fetchMore(root)
    items = tree.index(0, 0, root)
    assert tree.rowCount(items) == 0
    assert tree.hasChildren(items)
    tree.fetchMore(items)
    assert tree.rowCount(items) == BATCH
    assert tree.canFetchMore(items)
    assert tree.parent(tree.index(BATCH - 1, 1, items)) == items


def test_a_value_is_copied_as_a_person_would_write_it() -> None:
    assert value_text("as it is") == "as it is"
    assert value_text({"a": [1]}) == '{\n  "a": [\n    1\n  ]\n}'
