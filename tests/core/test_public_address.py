"""Which addresses an API key may travel to when a name leads there."""

import pytest

from rivermon.core.public_address import is_public

PUBLIC = (
    "8.8.8.8",
    "104.16.132.229",
    "2606:4700::6810:84e5",
    "::ffff:8.8.8.8",
    "2002:808:808::1",
    "64:ff9b::808:808",
)
NEAR = (
    "127.0.0.1",
    "127.255.255.254",
    "0.0.0.0",
    "10.0.0.1",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "192.0.2.1",
    "198.18.0.1",
    "224.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "fe80::1",
    "fe80::1%eth0",
    "fc00::1",
    "ff02::1",
    "2001:db8::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "2002:7f00:1::1",
    "2002:a00:1::1",
    "64:ff9b::7f00:1",
    "64:ff9b::a00:1",
    "64:ff9b:1::1",
    "fec0::1",
    "::7f00:1",
    "::8.8.8.8",
    "2001:0:7f00:1::1",
    "5f00::1",
    "",
    "localhost",
    "0x7f000001",
    "2130706433",
)


@pytest.mark.parametrize("address", PUBLIC)
def test_what_anybody_can_reach_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("address", NEAR)
def test_this_machine_its_neighbours_and_what_is_no_address_are_not(address: str) -> None:
    assert not is_public(address)
