"""Where a request comes from, and by which name this machine was called.

Pure. A tunnel or a proxy posts from this machine and names its client in X-Forwarded-For, to which
each adds whom it saw. From any other machine that header is only what somebody says, and is not
looked at. Does not know which tunnel there is.
"""

import ipaddress
from collections.abc import Sequence
from functools import lru_cache

from rivermon.core.entities import Headers
from rivermon.core.public_address import is_public

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_HOST = frozenset({"host", "x-forwarded-host"})
# A request's headers have thousands of bytes at most, all of which a stranger may have written.
_MOST_HOPS = 32
_LONGEST = 80
_REMEMBERED = 512


def origin_of(remote: str, forwarded_for: Sequence[str]) -> str:
    """The address of whoever sent a request, as far as this machine can know it.

    The last address of X-Forwarded-For counts, for the tunnel added that; addresses of this
    machine, which a further proxy here has added, and what is no address are passed over.

    Args:
        remote: the peer's address.
        forwarded_for: the values of X-Forwarded-For, in their order.
    """
    if not forwarded_for or not is_this_machine(remote):
        return remote
    hops = ",".join(forwarded_for).rsplit(",", _MOST_HOPS)[-_MOST_HOPS:]
    for text in reversed(hops):
        address = _address(text)
        if address is not None and not address.is_loopback:
            return str(address)
    return remote


def is_this_machine(remote: str) -> bool:
    """True for an address that only programs on this machine have."""
    if remote in {"127.0.0.1", "::1"}:
        return True
    address = _address(remote)
    return address is not None and address.is_loopback


def came_by(headers: Headers, host: str) -> bool:
    """True for a request that was sent to `host` (host or host:port), also by a proxy's word."""
    return any(name.lower() in _HOST and named(value) == host for name, value in headers)


def named(host: str) -> str:
    """A host, with its port unless that is https's own, as it is compared."""
    return host.strip().lower().removesuffix(":443")


def host_of(host_and_port: str) -> str:
    """The name alone, in lower case; [::1]:80 is ::1."""
    text = host_and_port.strip().lower()
    if text.startswith("["):
        return text[1:].partition("]")[0]
    return text.partition(":")[0] if text.count(":") == 1 else text


def public_host(headers: Headers) -> str:
    """The name of the public address that a request was sent to; empty for a name of this house."""
    hosts = {name.lower(): host_of(value) for name, value in headers if name.lower() in _HOST}
    host = hosts.get("x-forwarded-host") or hosts.get("host", "")
    if _address(host) is not None:
        return host if is_public(host) else ""
    return host if "." in host.strip(".") else ""


def _address(text: str) -> Address | None:
    """An address, also as [2001:db8::1]:443 or 203.0.113.7:443 (RFC 7239, section 6)."""
    return _read(text) if len(text) <= _LONGEST else None


@lru_cache(_REMEMBERED)
def _read(text: str) -> Address | None:
    """The same for what may be one: a tunnel names the same few again and again."""
    try:
        address = ipaddress.ip_address(host_of(text).partition("%")[0])
    except ValueError:
        return None
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        return address.ipv4_mapped
    return address
