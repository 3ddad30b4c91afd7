"""Which headers of a request carry somebody's credentials, and how they are shown: not.

Pure. A proxy in front of rivermon may add its own; the store keeps every request as it came, and
whoever shows, copies or prints one masks them. Does not know the secrets themselves.
"""

from rivermon.core.entities import Headers

MASK = "[redacted]"
_TELLING = (
    "authorization",
    "cookie",
    "token",
    "secret",
    "password",
    "credential",
    "api-key",
    "apikey",
    "jwt",
)


def masked(headers: Headers) -> Headers:
    """The headers, with a mask in place of each value that lets somebody in somewhere."""
    return tuple((name, MASK if _is_telling(name) else value) for name, value in headers)


def _is_telling(name: str) -> bool:
    plain = name.lower().replace("_", "-")
    return any(part in plain for part in _TELLING)
