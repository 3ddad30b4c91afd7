"""What a sample webhook is about: its names, and sentences to make its content from.

Does not know how a webhook is laid out, signed or sent.
"""

from typing import Any

import msgspec


class Topic(msgspec.Struct, frozen=True, kw_only=True):
    """One workflow's subject: its names, titles, sentences, and values for further fields.

    Of each tuple in `details` one value goes into the content under that name.
    """

    event: str
    workflow: str
    category: str
    titles: tuple[str, ...]
    sentences: tuple[str, ...]
    details: dict[str, tuple[Any, ...]] = {}
