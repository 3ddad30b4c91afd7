"""Resolves the names of callback hosts, and gives only addresses that they may have.

What is given is what is connected to: a name cannot lead elsewhere after it was looked at.
"""

import socket
from collections.abc import Iterable

from aiohttp import ThreadedResolver
from aiohttp.abc import AbstractResolver, ResolveResult

from rivermon.core.callback_gate import is_loopback
from rivermon.core.public_address import is_public


class NotPublic(OSError):
    """A name leads to this machine or its neighbours, where the API key must not go."""


class CallbackResolver(AbstractResolver):
    """Public addresses alone for names of the internet, this machine's alone for localhost."""

    def __init__(self, resolver: AbstractResolver | None = None) -> None:
        """Ask `resolver`; None asks the system."""
        self._resolver = resolver or ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """The addresses that a callback to `host` may go to.

        Raises:
            NotPublic: there are addresses, but none of these.
            OSError: there is no address.
        """
        found = await self._resolver.resolve(host, port, family)
        may_be = is_loopback if is_loopback(host) else is_public
        allowed = [each for each in found if may_be(each["host"])]
        if found and not allowed:
            raise NotPublic(_refusal(host, (each["host"] for each in found)))
        return allowed

    async def close(self) -> None:
        """Close what was asked."""
        await self._resolver.close()


def _refusal(host: str, addresses: Iterable[str]) -> str:
    listed = ", ".join(sorted(set(addresses)))
    if is_loopback(host):
        return f"the name {host} leads to {listed}, which is not this machine"
    return (
        f"the name {host} leads to {listed}, which is not on the internet: if you trust it, give "
        "ModelRiver the address instead of the name, and allow that"
    )
