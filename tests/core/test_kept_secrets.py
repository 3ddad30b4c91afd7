"""Several labelled secrets in one entry of a keyring, and the entries of before."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rivermon.core.held_secrets import LabelledSecret
from rivermon.core.kept_secrets import UnreadableEntry, read, tidied, written

LABELLED = (LabelledSecret("whsec_one", "the shop"), LabelledSecret("whsec_two", "旧的"))
TEXT = st.text().map(str.strip)


def test_secrets_are_kept_with_their_labels_in_their_order() -> None:
    assert read(written(LABELLED)) == LABELLED


@pytest.mark.parametrize(
    "secret", ['whsec "quoted"', "with a blank", "[{", "密钥", "\\", "whsec_'"]
)
def test_any_secret_comes_back_as_it_was(secret: str) -> None:
    assert read(written([LabelledSecret(secret)])) == (LabelledSecret(secret),)


@given(st.lists(st.tuples(TEXT.filter(bool), TEXT), min_size=1, unique_by=lambda pair: pair[0]))
def test_whatever_is_kept_is_read(pairs: list[tuple[str, str]]) -> None:
    secrets = tuple(LabelledSecret(*pair) for pair in pairs)
    assert read(written(secrets)) == secrets


@pytest.mark.parametrize("entry", ["one two", " one\ntwo ", "one\t two"])
def test_an_entry_of_before_there_were_labels_is_read(entry: str) -> None:
    assert read(entry) == (LabelledSecret("one"), LabelledSecret("two"))


@pytest.mark.parametrize("entry", ["[", "[]", "{", '"quoted"', "123", "null"])
def test_a_secret_that_is_json_by_chance_is_a_secret(entry: str) -> None:
    assert read(entry) == (LabelledSecret(entry),)


@pytest.mark.parametrize("entry", ["", " ", "\n"])
def test_an_empty_entry_has_none(entry: str) -> None:
    assert read(entry) == ()


@pytest.mark.parametrize("damage", [written(LABELLED)[:-5], '[{"label": "x"}]', '[{"secret": 5}]'])
def test_a_damaged_entry_is_told_without_what_is_in_it(damage: str) -> None:
    with pytest.raises(UnreadableEntry) as told:
        read(damage)
    assert "whsec" not in str(told.value)


def test_entries_may_be_written_by_hand() -> None:
    assert read('\n[{"secret": " one "}, {"secret": "", "label": "none"}, {"secret": "one"}]') == (
        LabelledSecret("one"),
    )


def test_what_is_the_same_but_for_blanks_is_one_secret_and_the_first_label_stays() -> None:
    doubled = [LabelledSecret(" a ", " first "), LabelledSecret("b"), LabelledSecret("a", "second")]
    assert tidied(doubled) == (LabelledSecret("a", "first"), LabelledSecret("b"))
