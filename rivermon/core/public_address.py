"""Does an address lead out into the internet, or to this machine or its neighbours?

Pure. Does not know names: whoever resolves one asks about what came out.
"""

import ipaddress

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_UNICAST = ipaddress.ip_network("2000::/3")  # all that IANA gives out; Python calls more global
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def is_public(text: str) -> bool:
    """True for a unicast address that anybody can reach.

    An IPv6 address that stands for an IPv4 one is as public as that: mapped (RFC 4291, section
    2.5.5.2), 6to4 (RFC 3056), NAT64 (RFC 6052).
    """
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return False
    address = _meant(address)
    given_out = isinstance(address, ipaddress.IPv4Address) or address in _UNICAST
    return given_out and address.is_global and not address.is_multicast


def _meant(address: Address) -> Address:
    if isinstance(address, ipaddress.IPv4Address):
        return address
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF)
    return address.ipv4_mapped or address.sixtofour or address
