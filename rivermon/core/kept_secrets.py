"""How several webhook secrets with their labels stand in one entry of a keyring.

A JSON list of {"secret": …, "label": …}. What was put there by hand, or before there were labels,
is read as well: secrets with blanks between them. Pure. Does not know a keyring.
"""

from collections.abc import Iterable, Sequence

import msgspec

from rivermon.core.held_secrets import LabelledSecret

_BEGINS = "[{"


class UnreadableEntry(ValueError):
    """The entry was a list with labels once, and cannot be read any more."""


def written(secrets: Sequence[LabelledSecret]) -> str:
    """The entry for these secrets."""
    return msgspec.json.encode(secrets).decode()


def read(entry: str) -> tuple[LabelledSecret, ...]:
    """The secrets of an entry, in its order.

    Raises:
        UnreadableEntry: it is damaged; what is left of it would verify nothing.
    """
    if not entry.lstrip().startswith(_BEGINS):
        return tuple(map(LabelledSecret, entry.split()))
    try:
        return tidied(msgspec.json.decode(entry, type=list[LabelledSecret]))
    except (msgspec.MsgspecError, UnicodeError) as failure:
        # Not the failure's words: they may quote what they failed at.
        raise UnreadableEntry("the entry is not what rivermon keeps there") from failure


def tidied(secrets: Iterable[LabelledSecret]) -> tuple[LabelledSecret, ...]:
    """The secrets without blanks around them; without empty ones, and each but once."""
    kept: dict[str, LabelledSecret] = {}
    for each in secrets:
        tidy = LabelledSecret(each.secret.strip(), each.label.strip())
        if tidy.secret:
            kept.setdefault(tidy.secret, tidy)
    return tuple(kept.values())
