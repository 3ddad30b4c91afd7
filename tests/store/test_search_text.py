"""Which words something is found under, on the way into the full-text tables and in questions."""

from collections.abc import Sequence
from typing import Any

import pytest

from rivermon.core.filter_terms import Words
from rivermon.core.listing import Query, View
from rivermon.store.questions import Questions
from rivermon.store.reader import Reader
from rivermon.store.search_text import (
    has_words,
    of_content,
    of_delivery,
    parted,
    phrase,
    unfinished,
)
from rivermon.store.sql import Sql
from tests.store.desk import Desk
from tests.store.drafts import invalid, kept, recorded, rejected, unprocessable
from tests.store.found import found, term_of


def hits(reader: Reader, text: str, view: View = View.RECORDS) -> list[int]:
    return found(reader, Query(view=view, filter=term_of(text)))[::-1]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("river", ["river"]),
        ("退款", ["退", "款"]),
        ("iPhone退款ok", ["iPhone", "退", "款", "ok"]),
        ("東京タワー", ["東", "京", "タ", "ワ", "ー"]),
        ("한글", ["한", "글"]),
        ("𠮷野", ["𠮷", "野"]),
        ("café 😀", ["café", "😀"]),
    ],
)
def test_scripts_without_blanks_are_parted(text: str, words: list[str]) -> None:
    assert parted(text).split() == words


@pytest.mark.parametrize(
    ("text", "before", "begin"),
    [
        ("refu", "", "refu"),
        ("Order REFU", "Order ", "refu"),
        ("Crème brûl", "Crème ", "brul"),
        ("kebab-ca", "kebab-", "ca"),
        ("refund.", "refund.", ""),
        ("refund ", "refund ", ""),
        ("退款", "退款", ""),
        ("order退款", "order退款", ""),
        ("退款 ord", "退款 ", "ord"),
        ("", "", ""),
        ("\ue000x", "", "\ue000x"),
    ],
)
def test_what_may_go_on_is_the_last_word_alone(text: str, before: str, begin: str) -> None:
    assert unfinished(text) == (before, begin)


@pytest.mark.parametrize("text", ["a", "1", "退", "é", "-a-", "\ue000", "²"])
def test_a_letter_or_a_figure_can_be_looked_for(text: str) -> None:
    assert has_words(text)


@pytest.mark.parametrize("text", ["", " ", "-", "😀", '"', "\0", "…", "_"])
def test_signs_alone_cannot(text: str) -> None:
    assert not has_words(text)


def test_a_phrase_holds_no_syntax() -> None:
    assert phrase('say "no" OR\0NEAR') == '"say  no  OR NEAR"'


def test_metadata_gives_its_values_and_not_its_keys() -> None:
    metadata = {
        "key": "value",
        "deep": {"list": ["one", {"two": 2.5}], "yes": True, "nothing": None},
        "退": "款",
    }
    words = of_content("T", "B", "C", None, None, metadata)
    assert words[:5] == ("T", "B", "C", "", "")
    assert words[5].split() == ["value", "one", "2.5", "款"]


def test_metadata_may_be_nested_deeply() -> None:
    deep: dict[str, object] = {"end": "bottom"}
    for _ in range(5000):
        deep = {"a": deep}
    assert of_content("", "", "", None, None, deep)[5] == "bottom"


def test_a_record_gives_all_that_is_read_of_it() -> None:
    words = of_content("T", "B", "C", "e", "c-1", {"user": "u-9"})
    assert words == ("T", "B", "C", "e", "c-1", "u-9")


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ((None, None, None, "not JSON"), ("", "", "", "not JSON")),
        (("task.completed", None, "退-1", None), ("task.completed", "", " 退 -1", "")),
        ((None, "", None, None), None),
    ],
)
def test_a_delivery_gives_what_is_known_of_it(
    columns: tuple[str | None, ...], words: tuple[str, ...] | None
) -> None:
    assert of_delivery(*columns) == words


def test_beginnings_are_found_from_three_letters_on(desk: Desk, reader: Reader) -> None:
    for number, title in enumerate(("A refund", "It was refunded", "Refuse it", "re do")):
        desk.keep(recorded(f"c-{number}", title=title))
    assert hits(reader, "refu") == [1, 2, 3]
    assert hits(reader, "refund") == [1, 2]
    assert hits(reader, '"refund"') == [1]
    assert hits(reader, "re") == [4]
    assert hits(reader, "was refu") == [2]
    assert hits(reader, "refu it") == [2, 3]


def test_words_stand_for_themselves_and_a_phrase_for_its_order(desk: Desk, reader: Reader) -> None:
    desk.keep(recorded("c-1", title="The river bends slowly"))
    desk.keep(recorded("c-2", title="It bends the river"))
    assert hits(reader, "river bends") == [1, 2]
    assert hits(reader, '"river bends"') == [1]


def test_case_and_accents_do_not_count(desk: Desk, reader: Reader) -> None:
    desk.keep(recorded("c-1", title="CRÈME Brûlée, Ångström"))
    for text in ("creme", "CREME", "crème", "brul", "BRÛL", '"crème brulee"', "ångstr", "angstrom"):
        assert hits(reader, text) == [1], text


def test_chinese_is_found_wherever_it_stands(desk: Desk, reader: Reader) -> None:
    desk.keep(recorded("c-1", title="您的退款通知已发送"))
    desk.keep(recorded("c-2", title="退 税", metadata={"note": "款式"}))
    assert hits(reader, "退") == [1, 2]
    assert hits(reader, "退款") == [1]
    assert hits(reader, "退款通") == [1]
    assert hits(reader, "款通知") == [1]
    assert hits(reader, '"通知已发送"') == [1]
    assert hits(reader, "款退") == []


def test_metadata_event_and_channel_are_found(desk: Desk, reader: Reader) -> None:
    desk.keep(recorded("channel-77", event="order_shipped", metadata={"a": ["deep", {"b": "x9y"}]}))
    for text in ("channel-77", "77", "order_shipped", "shipped", "deep", "x9y", "openai"):
        assert hits(reader, text) == [1], text
    for text in ("ai_model", "metadata", "b"):
        assert hits(reader, text) == [], text


def test_a_delivery_without_a_record_is_found_by_what_is_known_of_it(
    desk: Desk, reader: Reader
) -> None:
    for draft in (rejected(), invalid(), kept("std-5"), unprocessable("un-5", why="quota gone")):
        desk.keep(draft)
    assert hits(reader, "configured secret", View.DELIVERIES) == [1]
    assert hits(reader, "JSON", View.DELIVERIES) == [2]
    assert hits(reader, "task.completed", View.DELIVERIES) == [3]
    assert hits(reader, "quota", View.DELIVERIES) == [4]
    assert hits(reader, "quota", View.CALLBACKS) == [1]
    assert hits(reader, "quota") == []


def test_what_comes_again_is_found_like_the_first(desk: Desk, reader: Reader) -> None:
    for _ in range(2):
        desk.keep(kept("std-5"))
        desk.keep(recorded("c-1", title="Twice told"))
    assert hits(reader, "std-5", View.DELIVERIES) == [1, 3]
    assert hits(reader, "twice told", View.DELIVERIES) == [2, 4]
    assert hits(reader, "twice told") == [1]


def test_a_word_is_looked_up_once_for_a_search(desk: Desk, reader: Reader) -> None:
    desk.keep(recorded(title="A refund refunded"))
    asked: list[str] = []

    def ask(sql: Sql) -> Sequence[Sequence[Any]]:
        asked.append(sql.text)
        return reader.ask(sql)

    questions = Questions(ask)
    term = Words("refu")
    assert questions.of(term) == '"refu" OR "refund" OR "refunded"'
    told = len(asked)
    assert questions.of(term) == '"refu" OR "refund" OR "refunded"'
    assert len(asked) == told
    assert questions.of(Words("-")) is None


def test_no_more_forms_are_looked_for_than_a_question_bears(desk: Desk, reader: Reader) -> None:
    words = " ".join(f"abc{number}" for number in range(500))
    desk.keep(recorded(title=words))
    asked = Questions(reader.ask).of(Words("abc"))
    assert asked is not None
    assert 10 < asked.count(" OR ") < 100
    assert hits(reader, "abc") == [1]
