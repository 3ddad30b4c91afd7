"""The API key goes to allowed hosts only, however the URL is dressed up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rivermon.core.callback_gate import (
    DEFAULT_HOST,
    NO_API_KEY,
    NOT_A_URL,
    NOT_HTTPS,
    CallbackGate,
    target_of,
)

PATH = "/v1/callback/550e8400"


def gate(*allowed: str, has_api_key: bool = True) -> CallbackGate:
    return CallbackGate(allowed or (DEFAULT_HOST,), has_api_key=has_api_key)


@pytest.mark.parametrize(
    "url",
    [
        f"https://api.modelriver.com{PATH}",
        f"https://API.ModelRiver.COM{PATH}",
        f"https://api.modelriver.com:443{PATH}",
        f"HTTPS://api.modelriver.com{PATH}?a=b#c",
    ],
)
def test_modelrivers_own_address_is_allowed(url):
    assert gate().refusal(url) is None


@pytest.mark.parametrize(
    "url",
    [
        f"https://evil.example{PATH}",
        f"https://api.modelriver.com.evil.example{PATH}",
        f"https://api-modelriver.com{PATH}",
        f"https://xapi.modelriver.com{PATH}",
        f"https://modelriver.com{PATH}",
        f"https://api.modelriver.com:8443{PATH}",
        f"https://127.0.0.1{PATH}",
        f"https://[::1]{PATH}",
        f"http://localhost:9000{PATH}",
        f"http://127.0.0.1:9000{PATH}",
    ],
)
def test_any_other_host_is_held_until_the_operator_allows_it(url):
    doors = gate()
    refusal = doors.refusal(url)
    assert refusal is not None
    assert not refusal.final
    assert refusal.host is not None
    doors.allow(refusal.host)
    assert doors.refusal(url) is None


@pytest.mark.parametrize(
    "url",
    [
        "",
        "/v1/callback",
        "ftp://api.modelriver.com/x",
        "javascript:alert(1)",
        "https://",
        "https:///x",
        f"https://user@api.modelriver.com{PATH}",
        f"https://api.modelriver.com@evil.example{PATH}",
        f"https://api.modelriver.com:x@evil.example{PATH}",
        f"https://evil.example\\@api.modelriver.com{PATH}",
        f"https://api.modelriver.com\\.evil.example{PATH}",
        f"https://api.modelriver.com.{PATH}",
        f"https://api..modelriver.com{PATH}",
        f"https://api.modelriver.com:99999{PATH}",
        f"https://api.modelriver.com:port{PATH}",
        f"https://аpi.modelriver.com{PATH}",  # noqa: RUF001 - a Cyrillic letter is the point
        f"https://api.modelriver.com\t{PATH}",
        f" https://api.modelriver.com{PATH}",
        f"https://api.modelriver.com\n.evil.example{PATH}",
        f"https://2130706433{PATH}",
        f"https://0x7f.1{PATH}",
        f"https://127.1{PATH}",
        f"https://0177.0.0.1{PATH}",
        f"https://[::1{PATH}",
    ],
)
def test_what_two_readers_could_read_differently_is_not_read_at_all(url):
    refusal = gate().refusal(url)
    assert refusal is not None
    assert refusal.reason == NOT_A_URL
    assert refusal.final


@pytest.mark.parametrize("host", ["api.modelriver.com", "10.0.0.7", "192.168.1.1", "8.8.8.8"])
def test_plain_http_goes_to_this_machine_only(host):
    refusal = gate(host).refusal(f"http://{host}{PATH}")
    assert refusal is not None
    assert refusal.reason == NOT_HTTPS
    assert refusal.final


@pytest.mark.parametrize(
    ("allowed", "url"),
    [
        ("127.0.0.1:9000", "http://127.0.0.1:9000/x"),
        ("127.0.0.1", "http://127.0.0.1:54321/x"),
        ("localhost", "http://localhost:8766/x"),
        ("[::1]:9000", "http://[::1]:9000/x"),
        ("::1", "http://[::1]:9000/x"),
        ("hooks.example:8443", "https://hooks.example:8443/x"),
        (" Hooks.Example ", "https://hooks.example/x"),
    ],
)
def test_what_was_allowed_is_allowed(allowed, url):
    assert gate(allowed).refusal(url) is None


@pytest.mark.parametrize(
    ("allowed", "url"),
    [
        ("127.0.0.1:9000", "http://127.0.0.1:9001/x"),
        ("127.0.0.1:9000", "http://localhost:9000/x"),
        ("hooks.example:8443", "https://hooks.example/x"),
        ("hooks.example", "https://hooks.example:8443/x"),
    ],
)
def test_what_was_allowed_is_not_more(allowed, url):
    assert gate(allowed).refusal(url) is not None


def test_without_an_api_key_nothing_leaves():
    refusal = gate(has_api_key=False).refusal(f"https://api.modelriver.com{PATH}")
    assert refusal is not None
    assert refusal.reason == NO_API_KEY
    assert not refusal.final
    assert refusal.host is None


@given(st.text())
def test_no_text_makes_it_fail(text):
    doors = gate()
    for url in (text, f"https://{text}", f"https://{text}@api.modelriver.com/"):
        target = target_of(url)
        if doors.refusal(url) is None:
            assert target is not None
            assert (target.scheme, target.host, target.port) == ("https", DEFAULT_HOST, 443)


def test_other_hosts_take_the_place_of_those_chosen_before_but_not_of_those_allowed_since() -> None:
    doors = gate("one.example", "two.example")
    doors.allow("Three.example")
    assert doors.choose([" Two.example", ""])
    assert doors.refusal(f"https://one.example{PATH}") is not None
    assert doors.refusal(f"https://two.example{PATH}") is None
    assert doors.refusal(f"https://three.example{PATH}") is None
    assert not doors.choose(["two.example"])
    assert doors.choose(())
    assert doors.refusal(f"https://two.example{PATH}") is not None
    assert doors.refusal(f"https://three.example{PATH}") is None


def test_an_api_key_may_come_and_go() -> None:
    doors, url = gate(has_api_key=False), f"https://{DEFAULT_HOST}{PATH}"
    refusal = doors.refusal(url)
    assert refusal is not None
    assert refusal.reason == NO_API_KEY
    doors.has_api_key = True
    assert doors.refusal(url) is None
