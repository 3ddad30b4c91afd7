"""ModelRiver's own timestamp, in whichever form it comes."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rivermon.core.sent_time import sent_at

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-01T12:00:00Z",
        "2026-03-01T12:00:00.000000Z",
        "2026-03-01T13:00:00+01:00",
        "2026-03-01T12:00:00",
        " 2026-03-01 12:00:00 ",
        "1772366400",
        "1772366400000",
        "1772366400.0",
    ],
)
def test_every_form_is_the_same_moment(text: str) -> None:
    assert sent_at(text, ()) == NOON


def test_the_body_comes_before_the_headers() -> None:
    headers = (("X-ModelRiver-Timestamp", "1772366400"),)
    assert sent_at("2026-03-01T11:59:59Z", headers) == NOON.replace(hour=11, minute=59, second=59)
    assert sent_at(None, headers) == NOON
    assert sent_at("yesterday", (("mr-timestamp", "1772366400"),)) == NOON


@pytest.mark.parametrize("text", ["", "soon", "nan", "inf", "-1", "1e300", "12", "0001-01-01"])
def test_what_is_no_moment_is_none(text: str) -> None:
    assert sent_at(text, ()) is None


@given(st.text())
def test_no_text_raises(text: str) -> None:
    moment = sent_at(text, (("mr-timestamp", text),))
    assert moment is None or moment.tzinfo is UTC
