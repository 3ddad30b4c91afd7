"""Whom a request comes from: what stands in a header counts only if this machine wrote it."""

import pytest

from rivermon.core.origin import came_by, host_of, is_this_machine, origin_of, public_host


@pytest.mark.parametrize(
    ("remote", "forwarded", "origin"),
    [
        ("203.0.113.7", [], "203.0.113.7"),
        ("203.0.113.7", ["198.51.100.1"], "203.0.113.7"),
        ("192.168.1.9", ["198.51.100.1"], "192.168.1.9"),
        ("", ["198.51.100.1"], ""),
        ("127.0.0.1", [], "127.0.0.1"),
        ("127.0.0.1", ["198.51.100.1"], "198.51.100.1"),
        ("127.0.0.53", ["198.51.100.1"], "198.51.100.1"),
        ("::1", ["198.51.100.1"], "198.51.100.1"),
        ("::ffff:127.0.0.1", ["198.51.100.1"], "198.51.100.1"),
        ("127.0.0.1", ["6.6.6.6, 198.51.100.1"], "198.51.100.1"),
        ("127.0.0.1", ["6.6.6.6", "8.8.8.8,198.51.100.1"], "198.51.100.1"),
        ("127.0.0.1", ["198.51.100.1, 127.0.0.1, ::1"], "198.51.100.1"),
        ("127.0.0.1", ["127.0.0.1"], "127.0.0.1"),
        ("127.0.0.1", ["198.51.100.1, unknown, , _hidden"], "198.51.100.1"),
        ("127.0.0.1", ["198.51.100.1:4711"], "198.51.100.1"),
        ("127.0.0.1", ["[2001:db8::1]:4711"], "2001:db8::1"),
        ("127.0.0.1", ["[2001:db8::1]"], "2001:db8::1"),
        ("127.0.0.1", ["2001:DB8::1"], "2001:db8::1"),
        ("127.0.0.1", ["::ffff:198.51.100.1"], "198.51.100.1"),
        ("127.0.0.1", ["somebody"], "127.0.0.1"),
        ("127.0.0.1", ["x" * 8000], "127.0.0.1"),
        ("127.0.0.1", [",".join(["x"] * 8000)], "127.0.0.1"),
        ("127.0.0.1", [",".join([*["6.6.6.6"] * 4000, "198.51.100.1"])], "198.51.100.1"),
    ],
)
def test_the_origin(remote: str, forwarded: list[str], origin: str):
    assert origin_of(remote, forwarded) == origin


@pytest.mark.parametrize("remote", ["127.0.0.1", "127.1.2.3", "::1", "::ffff:127.0.0.1"])
def test_this_machine(remote: str):
    assert is_this_machine(remote)


@pytest.mark.parametrize("remote", ["", "10.0.0.1", "::2", "localhost", "fe80::1%eth0"])
def test_not_surely_this_machine(remote: str):
    assert not is_this_machine(remote)


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("X.Example", "x.example"),
        ("x.example:8765", "x.example"),
        ("[::1]:8765", "::1"),
        ("[::1]", "::1"),
        ("::1", "::1"),
        ("", ""),
    ],
)
def test_the_name_alone(text: str, host: str):
    assert host_of(text) == host


def test_a_request_came_by_the_name_that_it_or_its_proxy_names():
    assert came_by((("Host", "X.example:443"),), "x.example")
    rewritten = (("host", "127.0.0.1:8765"), ("X-Forwarded-Host", "x.example"))
    assert came_by(rewritten, "x.example")
    assert not came_by(rewritten, "y.example")
    assert not came_by(rewritten, "127.0.0.1")
    assert came_by((("host", "127.0.0.1:8765"),), "127.0.0.1:8765")
    assert not came_by((("Origin", "x.example"),), "x.example")


@pytest.mark.parametrize(
    ("headers", "host"),
    [
        ((("Host", "x.example"),), "x.example"),
        ((("Host", "127.0.0.1:8765"), ("X-Forwarded-Host", "x.example")), "x.example"),
        ((("Host", "8.8.8.8:8765"),), "8.8.8.8"),
        ((("Host", "127.0.0.1:8765"),), ""),
        ((("Host", "192.168.1.9:8765"),), ""),
        ((("Host", "localhost:8765"),), ""),
        ((("Host", "[::1]:8765"),), ""),
        ((("Host", "mybox"),), ""),
        ((), ""),
    ],
)
def test_the_public_name_that_was_asked_for(headers: tuple[tuple[str, str], ...], host: str):
    assert public_host(headers) == host
