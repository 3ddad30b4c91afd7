"""How long a rejected request waits for its answer: the longer, the more often its sender erred.

Does not know the network, and who waits, is the caller's affair. Only what was verified and found
wrong is ever told to it, so that nobody can make another sender's genuine webhooks wait.
"""

import ipaddress

from rivermon.core.entities import Arrival

_IPV6_SITE = 64
# However long a flood was, it is forgiven within minutes.
_MOST_BEYOND = 10


class Patience:
    """Counts each sender's mistakes, and forgives one every few seconds."""

    def __init__(
        self,
        *,
        free: int = 10,
        forgiven_every_s: float = 5.0,
        first_wait_s: float = 0.25,
        longest_wait_s: float = 2.0,
        most_senders: int = 4096,
    ) -> None:
        """Be patient with each sender's first `free` mistakes.

        Args:
            free: so many mistakes cost nothing.
            forgiven_every_s: one mistake is forgotten so often, in seconds.
            first_wait_s: what the first mistake beyond costs, in seconds; each one more doubles it.
            longest_wait_s: no answer waits longer, in seconds (ModelRiver hangs up after 30).
            most_senders: so many are remembered; whoever erred least lately is forgotten first.
        """
        self._free = free
        self._forgiven_every_s = forgiven_every_s
        self._first_wait_s = first_wait_s
        self._longest_wait_s = longest_wait_s
        self._most_senders = most_senders
        self._mistakes: dict[str, tuple[float, float]] = {}

    def err(self, sender: str, now_s: float) -> float:
        """Note one more mistake.

        Args:
            sender: from `sender_of`.
            now_s: a steady clock's reading, in seconds.

        Returns:
            How long its answer waits, in seconds; 0 while the sender is not known for mistakes.
        """
        count, at_s = self._mistakes.pop(sender, (0.0, now_s))
        count = max(0.0, count - (now_s - at_s) / self._forgiven_every_s) + 1.0
        count = min(count, float(self._free + _MOST_BEYOND))
        if len(self._mistakes) >= self._most_senders:
            del self._mistakes[next(iter(self._mistakes))]
        self._mistakes[sender] = (count, now_s)
        beyond = int(count) - self._free
        if beyond <= 0:
            return 0.0
        return min(self._longest_wait_s, self._first_wait_s * 2.0 ** (beyond - 1))

    def __len__(self) -> int:
        return len(self._mistakes)


def sender_of(arrival: Arrival) -> str:
    """Whose mistake a request is: an IPv4 address, or the first half of an IPv6 address."""
    address = _address(arrival.remote)
    if address is None:
        return "unknown"
    if isinstance(address, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((address.packed[:8] + bytes(8), _IPV6_SITE)))
    return str(address)


def _address(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        address = ipaddress.ip_address(text.strip().partition("%")[0])
    except ValueError:
        return None
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        return address.ipv4_mapped
    return address
