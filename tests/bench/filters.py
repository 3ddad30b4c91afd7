"""What is typed in the filter box while it is measured.

Reads one channel from the database, and nothing else.
"""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from tests.million.vocabulary import COMMON, RARE, SELDOM

JSON_TERMS = (
    "data.year:1999",
    "data.score:>0.998",
    "data.score:>0.5",
    "customer.user_id:user_12345",
    "data.details.language:de customer.plan:pro",
    "data.nowhere:never",
)
"""No index can serve these."""


def filters(database: Path) -> Sequence[str]:
    """Filters of every kind, without terms that look into JSON; the slowest is the last one."""
    channel = _a_channel(database)
    return (
        COMMON,
        "river",
        SELDOM,
        RARE,
        "nosuchword",
        '"of the"',
        '"river letter"',
        "lant",
        "re",
        "退款",
        "午夜 港口",
        f"{SELDOM} lantern",
        f"{SELDOM} OR {RARE}",
        "event:movie_suggested",
        "event:sales_reviewed",
        "event:mov*",
        "category:movies",
        "category:logistics",
        f"channel:{channel}",
        f"channel:{channel[:4]}*",
        "type:task.completed",
        "type:task.ai_generated",
        "status:failed",
        "status:success",
        "-status:success",
        "status:timeout",
        "status:held",
        "status:401",
        "status:503",
        "verified:invalid",
        "verified:valid",
        "callback:failed",
        "model:gpt-5",
        "model:claude*",
        "provider:openai",
        "provider:xai",
        "attempts:>1",
        "attempts:>3",
        "duration:>1s",
        "size:>2k",
        "age:<2h",
        "age:>30d",
        "event:movie_suggested status:failed",
        f"category:movies {SELDOM}",
        f"({RARE} OR model:grok-4) -status:success",
        "(event:movie_suggested OR event:legal_described) attempts:>1",
        f"provider:openai age:>30d {COMMON}",
        "model:gpt-4o -category:movies duration:>3s",
        f"-{COMMON}",
    )


def _a_channel(database: Path) -> str:
    place = f"{database.resolve().as_uri()}?mode=ro"
    middle = "(SELECT max(id) / 2 FROM ai_content)"
    query = f"SELECT channel_id FROM ai_content WHERE id >= {middle} ORDER BY id LIMIT 1"
    with closing(sqlite3.connect(place, uri=True)) as connection:
        (channel,) = connection.execute(query).fetchone()
    return str(channel)
