"""What a tunnel's program finds around it when it runs.

Does not know what the program is for.
"""

from collections.abc import Mapping

from rivermon.core.program_search import distributions, found, search_path

__all__ = ["API_KEY", "WEBHOOK_SECRETS", "distributions", "found", "search_path", "surroundings"]

WEBHOOK_SECRETS = ("MODELRIVER_WEBHOOK_SECRET", "WEBHOOK_SECRET")
"""Variables that no tunnel's program needs."""

API_KEY = "MODELRIVER_API_KEY"
"""The variable that ModelRiver's own program may need, and no other."""


def surroundings(environment: Mapping[str, str], *, with_api_key: bool) -> dict[str, str]:
    """The environment of a tunnel's program: without rivermon's secrets, with the whole PATH."""
    left_out = (*WEBHOOK_SECRETS, *(() if with_api_key else (API_KEY,)))
    own = {name: value for name, value in environment.items() if name not in left_out}
    own["PATH"] = search_path(environment)
    # A program in Python would keep its address to itself until it has printed 8 KB.
    own.setdefault("PYTHONUNBUFFERED", "1")
    return own
