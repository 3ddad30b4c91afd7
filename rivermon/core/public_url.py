"""What is entered at ModelRiver for a public address, which may be one's own and have a path.

Pure. Does not know whether anybody answers there.
"""

from urllib.parse import urlsplit


def webhook_url(address: str, path: str) -> str:
    """The whole webhook URL at a public address; empty for none.

    Args:
        address: https://x.example, or a whole URL already, for a proxy that has a path of its own.
        path: where webhooks come in, for an address without one.
    """
    bare = address.rstrip("/")
    return bare if not bare or urlsplit(bare).path else f"{bare}{path}"


def origin_of_url(address: str) -> str:
    """The address without its path; empty for none."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""
