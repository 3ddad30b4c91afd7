"""Which headers of a request carry somebody's credentials, and how they are shown: not.

Pure. A proxy in front of rivermon may add its own; the store keeps every request as it came, and
whoever shows, copies or prints one masks them. What leaves the program, on the clipboard or in a
file, goes without its signature as well. Does not know the secrets themselves.
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
_SIGNATURES = frozenset({"mr-signature", "x-modelriver-signature"})


def masked(headers: Headers) -> Headers:
    """The headers, with a mask in place of each value that lets somebody in somewhere."""
    return tuple((name, MASK if _is_telling(name) else value) for name, value in headers)


def redacted(headers: Headers) -> Headers:
    """The headers as they may leave the program: without credentials and signatures.

    Whoever has a webhook with its signature can send it once more in ModelRiver's name.
    """
    return tuple(
        (name, MASK if name.lower() in _SIGNATURES else value) for name, value in masked(headers)
    )


def _is_telling(name: str) -> bool:
    plain = name.lower().replace("_", "-")
    return any(part in plain for part in _TELLING)
