"""One JSON text in the formats that common senders write.

Does not know which of them anybody sent, or why it is asked.
"""

import json
from collections.abc import Iterator

from rivermon.core import javascript_json

_COMPACT = (",", ":")
_SPACED = (", ", ": ")


def formats(text: bytes) -> Iterator[bytes]:
    """Write `text` again: without outer space, as JavaScript, and as other encoders would.

    JavaScript turns 1.0 into 1 and moves integer-like keys; other encoders keep both, and some
    escape what is not ASCII. Each format comes on one line and indented by two spaces, and the
    others with spaces after commas and colons, too.

    Yields:
        UTF-8 JSON, made only as it is asked for; nothing for what is not JSON.
    """
    try:
        value = javascript_json.parse(text)
        yield text.strip()
        yield javascript_json.stringify(value)
        yield javascript_json.stringify(value, indent=2)
        yield from _other_encoders(text)
    except (ValueError, RecursionError):
        return


def _other_encoders(text: bytes) -> Iterator[bytes]:
    value = json.loads(text)
    for escaped in (True, False):
        for separators, indent in ((_COMPACT, None), (_SPACED, None), (None, 2)):
            written = json.dumps(value, ensure_ascii=escaped, separators=separators, indent=indent)
            yield written.encode("utf-8")
