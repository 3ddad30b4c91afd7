"""The Payload tab: finding, copying, three ways to see a body, and none that freezes."""

import time

import msgspec
import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QPlainTextEdit
from pytestqt.qtbot import QtBot

from rivermon.core.filter_path import parse_path
from rivermon.core.filter_terms import JsonPath, Root
from rivermon.ui.appearance import Appearance
from rivermon.ui.payload_mode import Mode
from rivermon.ui.payload_tab import PayloadTab
from rivermon.ui.payload_tree import PayloadTree, SearchField
from tests.ui.detail_stage import click, copied_by, segment, words

BODY = msgspec.json.encode(
    {
        "type": "task.ai_generated",
        "ai_response": {"data": {"title": "Arrival", "tags": ["film", "Ship"], "odd key": 1}},
        "customer_data": {"user": "anna"},
        "meta": {"model": "shipwright"},
    }
)


@pytest.fixture
def tab(qtbot: QtBot, appearance: Appearance) -> PayloadTab:
    made = PayloadTab(appearance)
    qtbot.addWidget(made)
    made.resize(420, 700)
    with qtbot.waitExposed(made):
        made.show()
    made.show_body(BODY)
    return made


def the_tree(tab: PayloadTab) -> PayloadTree:
    (found,) = tab.findChildren(PayloadTree)
    return found


def field(tab: PayloadTab) -> SearchField:
    (found,) = tab.findChildren(SearchField)
    return found


def current(tab: PayloadTab) -> tuple[str, str]:
    index = the_tree(tab).tree.currentIndex()
    return str(index.siblingAtColumn(0).data()), str(index.siblingAtColumn(1).data())


def at(tab: PayloadTab, *keys: str) -> QModelIndex:
    model = the_tree(tab).tree.model()
    index = QModelIndex()
    for key in keys:
        while model.canFetchMore(index):
            model.fetchMore(index)
        rows = (model.index(row, 0, index) for row in range(model.rowCount(index)))
        index = next(child for child in rows if child.data() == key)
    return index


def test_return_goes_from_match_to_match_and_round(tab: PayloadTab, qtbot: QtBot) -> None:
    tree = the_tree(tab).tree
    tree.setFocus()
    QTest.keyClick(tree, Qt.Key.Key_Slash)
    assert field(tab).hasFocus()
    QTest.keyClicks(field(tab), "ship")
    qtbot.waitUntil(lambda: "1 of 2" in words(tab))
    assert current(tab) == ("1", "Ship")
    QTest.keyClick(field(tab), Qt.Key.Key_Return)
    assert current(tab) == ("model", "shipwright")
    assert "2 of 2" in words(tab)
    QTest.keyClick(field(tab), Qt.Key.Key_Return)
    assert current(tab) == ("1", "Ship")
    QTest.keyClick(field(tab), Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert current(tab) == ("model", "shipwright")
    QTest.keyClick(field(tab), Qt.Key.Key_Escape)
    assert tree.hasFocus()
    assert field(tab).text() == ""


def test_return_does_not_wait_for_the_typing_to_end(tab: PayloadTab) -> None:
    field(tab).setText("TITLE")
    QTest.keyClick(field(tab), Qt.Key.Key_Return)
    assert current(tab) == ("title", "Arrival")
    field(tab).setText("nowhere")
    QTest.keyClick(field(tab), Qt.Key.Key_Return)
    assert "Not found" in words(tab)


def test_a_search_goes_on_in_the_next_body(tab: PayloadTab, qtbot: QtBot) -> None:
    field(tab).setText("b2")
    qtbot.waitUntil(lambda: "Not found" in words(tab))
    tab.show_body(b'{"a": [1, {"b2": null}]}')
    qtbot.waitUntil(lambda: "1 of 1" in words(tab))
    assert current(tab) == ("b2", "null")


def test_what_lies_deep_in_a_long_list_is_found(tab: PayloadTab, qtbot: QtBot) -> None:
    tab.show_body(msgspec.json.encode({"items": [*range(100_000), "needle"]}))
    field(tab).setText("needle")
    qtbot.waitUntil(lambda: "1 of 1" in words(tab), timeout=10_000)
    assert current(tab) == ("100000", "needle")


@pytest.mark.parametrize(
    ("keys", "path"),
    [
        (("ai_response", "data", "tags", "1"), "data.tags[1]"),
        (("ai_response", "data", "odd key"), 'data."odd key"'),
        (("customer_data", "user"), "customer.user"),
        (("meta", "model"), "model"),
    ],
)
def test_a_path_is_copied_as_a_filter_names_it(
    tab: PayloadTab, keys: tuple[str, ...], path: str
) -> None:
    tree = the_tree(tab).tree
    tree.setCurrentIndex(at(tab, *keys))
    tree.setFocus()
    QTest.keyClick(
        tree, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    assert QGuiApplication.clipboard().text() == path
    if path.startswith(("data", "customer")):
        assert isinstance(parse_path(path), JsonPath)
    if keys[0] == "customer_data":
        assert parse_path(path) == JsonPath(Root.CUSTOMER, ("user",))


def test_the_menu_copies_value_and_path(tab: PayloadTab, qtbot: QtBot) -> None:
    tree = the_tree(tab).tree
    index = at(tab, "ai_response", "data", "tags")
    tree.setCurrentIndex(index)
    spot: QPoint = tree.visualRect(index).center()
    tree.customContextMenuRequested.emit(spot)
    (menu,) = the_tree(tab).findChildren(QMenu)
    value, path = menu.actions()
    assert (value.text(), path.text()) == ("Copy value", "Copy path")
    value.trigger()
    assert msgspec.json.decode(QGuiApplication.clipboard().text()) == ["film", "Ship"]
    path.trigger()
    assert QGuiApplication.clipboard().text() == "data.tags"
    menu.close()


def test_pretty_lays_the_body_out_and_keeps_its_numbers(tab: PayloadTab) -> None:
    tab.show_body(b'{"a":1.0,"b":[1e3]}')
    click(segment(tab, "Pretty"))
    assert '{\n  "a": 1.0,\n  "b": [\n    1e3\n  ]\n}' in words(tab)
    assert copied_by(tab, "Copy what is shown").startswith('{\n  "a"')
    click(segment(tab, "Raw"))
    assert copied_by(tab, "Copy what is shown") == '{"a":1.0,"b":[1e3]}'


def test_the_way_to_see_stays_and_a_large_body_comes_as_it_came(
    tab: PayloadTab, qtbot: QtBot
) -> None:
    click(segment(tab, "Pretty"))
    tab.show_body(msgspec.json.encode({"items": list(range(250_000))}))
    assert segment(tab, "Raw").isChecked()
    assert "This body is large" in words(tab)
    assert tab.mode is Mode.PRETTY
    begun = time.perf_counter()
    click(segment(tab, "Pretty"))
    assert time.perf_counter() - begun < 1.0
    assert "This body is large" not in words(tab)
    assert '  "items": [\n    0,' in words(tab)
    tab.show_body(BODY)
    assert segment(tab, "Pretty").isChecked()
    tab.choose(Mode.TREE)
    assert the_tree(tab).isVisible()


def test_blanks_without_end_are_not_laid_out(tab: PayloadTab) -> None:
    deep = "[" * 400 + "1," * 400_000 + "1" + "]" * 400
    tab.show_body(deep.encode())
    click(segment(tab, "Pretty"))
    assert "This body is nested too deeply to be laid out." in words(tab)
    (raw,) = [edit for edit in tab.findChildren(QPlainTextEdit) if edit.isVisible()]
    assert raw.toPlainText().startswith("[[[")
    assert copied_by(tab, "Copy what is shown") == deep
