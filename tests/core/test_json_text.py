"""JSON read and laid out for the eye, whatever somebody sends."""

import gc
import json
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rivermon.core.json_text import NotJson, laid_out, read_json

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(JSON)
def test_what_is_laid_out_says_the_same(value: Any) -> None:
    text = laid_out(value)
    assert text is not None
    assert read_json(text.encode()) == value


def test_numbers_stay_as_they_were_written() -> None:
    text = '{"a":1.0,"b":[1e3]}'
    made = laid_out(read_json(text.encode()), text)
    assert made == '{\n  "a": 1.0,\n  "b": [\n    1e3\n  ]\n}'


@pytest.mark.parametrize("body", [b"", b"\xff", b"{", b"[" * 100_000, b'{"a":1}x'])
def test_what_is_no_json_says_so(body: bytes) -> None:
    with pytest.raises(NotJson):
        read_json(body)
    assert gc.isenabled()


def test_the_worst_of_five_megabytes_is_read_and_laid_out_in_time() -> None:
    body = b"[" + b"[]," * 1_700_000 + b"[]]"
    begun = time.perf_counter()
    value = read_json(body)
    assert laid_out(value, body.decode()) is not None
    assert time.perf_counter() - begun < 2.0


def test_blanks_without_end_are_not_written() -> None:
    deep = "[" * 400 + "1," * 500_000 + "1" + "]" * 400
    assert laid_out(json.loads(deep), deep) is None
