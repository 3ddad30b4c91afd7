"""Finds the deliveries that are stored under keys (protocol, section 4).

A key that names a channel is looked for among the deliveries of that channel: an index of the keys
themselves, as random as ModelRiver's channels, cost a seventh of the CPU of a commit and a sixth
of its time (17 webhooks each, 48,000 in all). Only those without a channel have one. Does not know
what a key is made of.
"""

from collections.abc import Sequence
from typing import NamedTuple

from rivermon.store.insertion import Execute

_OF_CHANNELS = (
    "SELECT dedupe_key, id FROM delivery "
    "WHERE channel_id COLLATE NOCASE IN ({}) AND dedupe_key IN ({})"
)
_WITHOUT_CHANNEL = (
    "SELECT dedupe_key, id FROM delivery WHERE channel_id IS NULL AND dedupe_key IN ({})"
)


class Key(NamedTuple):
    """What a redelivery shares with the webhook it repeats, and the channel that it names."""

    text: str
    channel: str | None


def known_keys(execute: Execute, keys: Sequence[Key]) -> dict[str, int]:
    """The ids of the deliveries that are stored under some of `keys`, by their keys' texts."""
    known: dict[str, int] = {}
    texts = [key.text for key in keys if key.channel is not None]
    if texts:
        channels = [key.channel for key in keys if key.channel is not None]
        question = _OF_CHANNELS.format(_marks(channels), _marks(texts))
        known.update(execute(question, [*channels, *texts]).fetchall())
    texts = [key.text for key in keys if key.channel is None]
    if texts:
        known.update(execute(_WITHOUT_CHANNEL.format(_marks(texts)), texts).fetchall())
    return known


def known_key(execute: Execute, key: Key) -> int | None:
    """The id of the delivery that is stored under a key, if there is one."""
    return known_keys(execute, [key]).get(key.text)


def _marks(values: Sequence[str]) -> str:
    return ", ".join("?" * len(values))
