"""Which headers are shown with a mask."""

import pytest

from rivermon.core.credentials import MASK, masked, redacted


@pytest.mark.parametrize(
    "name",
    [
        "Authorization",
        "PROXY-AUTHORIZATION",
        "Cookie",
        "Set-Cookie",
        "X-Api-Key",
        "x_api_key",
        "Cf-Access-Client-Secret",
        "Cf-Access-Jwt-Assertion",
        "X-Forwarded-Access-Token",
        "X-Amz-Security-Token",
    ],
)
def test_credentials_are_masked(name: str) -> None:
    assert masked(((name, "Basic Y2FuYXJ5"),)) == ((name, MASK),)


@pytest.mark.parametrize(
    "name",
    ["mr-signature", "X-ModelRiver-Signature", "X-ModelRiver-Timestamp", "Content-Type", "Host"],
)
def test_what_a_signature_is_looked_into_with_is_not(name: str) -> None:
    assert masked(((name, "value"),)) == ((name, "value"),)


def test_order_and_repetition_stay() -> None:
    headers = (("A", "1"), ("Cookie", "x"), ("A", "2"))
    assert masked(headers) == (("A", "1"), ("Cookie", MASK), ("A", "2"))


@pytest.mark.parametrize("name", ["mr-signature", "X-ModelRiver-Signature", "Authorization"])
def test_what_leaves_goes_without_its_signature(name: str) -> None:
    headers = (("Host", "here"), (name, "b1946ac9"))
    assert redacted(headers) == (("Host", "here"), (name, MASK))
