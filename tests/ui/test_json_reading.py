"""A JSON object that is typed: what is wrong with it, and where."""

import json

import pytest

from rivermon.ui.json_changes import loss_words
from rivermon.ui.json_reading import LONGEST, BadJson, GoodJson, read_object, written


@pytest.mark.parametrize(
    ("text", "line", "column", "words"),
    [
        ("", 1, 1, "there is nothing"),
        ("  \n ", 2, 2, "there is nothing"),
        ("[1, 2]", 1, 1, "this is a list"),
        ("\n  12", 2, 3, "this is a single value"),
        ('{"a": 1,}', 1, 9, "a comma too many before the }"),
        ('{\n  "a": [1,\n ]\n}', 3, 2, "a comma too many before the ]"),
        ('{"a" 1}', 1, 6, "a colon is missing"),
        ('{\n  "a": 1\n  "b": 2\n}', 3, 3, "a comma, or the end"),
        ("{a: 1}", 1, 2, 'a key in "quotes"'),
        ("{'a': 1}", 1, 2, '"straight quotes"'),
        ('{"a": “x”}', 1, 7, '"straight quotes"'),
        ('{"a": "x\ny"}', 1, 9, "the line ends within a text"),
        ('{"a": "x\ty"}', 1, 9, "write \\t"),
        ('{"a": "x\x01y"}', 1, 9, "invisible sign"),
        ('{"a": "x', 1, 7, 'no " at its end'),
        ('{"a": "\\q"}', 1, 8, "\\ cannot stand before this"),
        ('{"a": "\\u12"}', 1, 9, "\\ cannot stand before this"),
        ('{"a": tru}', 1, 7, "a value must stand here"),
        ('{"a": 1', 1, 8, "something that was opened is not closed"),
        ('{"a": 1} x', 1, 10, "the object ends before this"),
        ('{"a": NaN}', 1, 7, "NaN is not a JSON value"),
        ('{"b": "1e999",\n "a": -1e999}', 2, 7, "the number -1e999 is too large"),
        ('{"a":\n ' + "9" * 5000 + "}", 2, 2, "is too large"),
        ('{"a": "\\ud83d"}', 1, 8, "half of a pair"),
        ('{"a": "\\ud83d\\ude00 \\ude00"}', 1, 21, "half of a pair"),
        ("[" * 100_000, 1, 1, "too many levels"),
        ('{"a": ' * 400 + "1" + "}" * 401, 1, 2802, "the object ends before this"),
        ("x" * (LONGEST + 1), 1, 1, "over 1 MB"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(
    text: str, line: int, column: int, words: str
) -> None:
    read = read_object(text)
    assert isinstance(read, BadJson)
    assert (read.line, read.column) == (line, column)
    assert words in read.words


def test_every_way_to_break_an_object_is_said_in_words_of_our_own() -> None:
    whole = json.dumps({"a": [1, -2.5e3, {"b": None}], 'c"': "é\\u00e9\n", "d": {}}, indent=1)
    for place in range(len(whole)):
        for sign in ("", '"', "{", "]", ",", ":", "\\", "x", "\n", "0"):
            broken = whole[:place] + sign + whole[place + 1 :]
            read = read_object(broken)
            if isinstance(read, BadJson):
                assert 1 <= read.line <= broken.count("\n") + 1
                assert 1 <= read.column <= len(broken.split("\n")[read.line - 1]) + 1
                assert "Expecting" not in read.words
            else:
                assert read.value == json.loads(broken)


def test_a_key_that_stands_twice_is_told() -> None:
    read = read_object('{"a": 1, "b": {"c": 1, "c": 2}, "a": 3}')
    assert isinstance(read, GoodJson)
    assert read.value == {"a": 3, "b": {"c": 2}}
    assert read.twice == ("c", "a")


def test_what_is_written_hides_nothing_and_reads_the_same() -> None:
    value: dict[str, object] = {
        "a": "x\u202ey\xa0z\u2028\ufeff\ufdd0",
        "é": [1, 2.5, True, None, {}],
        "b": "😀",
    }
    text = written(value)
    assert "😀" in text
    assert "é" in text
    for sign in "\u202e\xa0\u2028\ufeff\ufdd0":
        assert sign not in text
    read = read_object(text)
    assert isinstance(read, GoodJson)
    assert read.value == value


@pytest.mark.parametrize(
    ("after", "said"),
    [
        ({"title": "y", "year": 2.5, "cast": ["z"], "more": 1}, ""),
        ({"title": "x", "cast": ["a", "b"]}, "Removed: year."),
        ({"title": 1, "year": 2016, "cast": []}, "Another type: title (a number, was a text)."),
        ({"title": "x", "year": True, "cast": [None]}, "year (true or false, was a number)"),
        ({"title": "x", "year": 1, "cast": [None]}, "cast[0] (null, was a text)"),
    ],
)
def test_what_is_lost_is_said(after: dict[str, object], said: str) -> None:
    words = loss_words({"title": "x", "year": 2016, "cast": ["a", "b"]}, after)
    assert said in words
    assert bool(words) is bool(said)


def test_only_a_few_losses_are_named() -> None:
    words = loss_words({f"key{n}": {"a": n} for n in range(10)}, {})
    assert words.startswith("Removed: key0, key1, key2 and 7 more")
