"""Tells a slip in a setting's name from a setting that only a newer rivermon has.

Pure. Does not know where settings stand, nor what they are for.
"""

from collections.abc import Iterable

# Of twenty slips all are more alike than this, of twenty names that could come none is.
_ALIKE = 0.74


def meant_by(name: str, known: Iterable[str]) -> str | None:
    """Which setting a name that is none was meant for; None where it resembles no other.

    A slip must not pass: what it was to hold back, or to allow, would not be. What a newer
    rivermon wrote must not keep an older one from starting.
    """
    from difflib import get_close_matches  # noqa: PLC0415 - hardly any file has such a name

    plain = name.strip().lower().replace("-", "_")
    return next(iter(get_close_matches(plain, list(known), 1, _ALIKE)), None)


def not_used(file: object, name: str) -> str:
    """What is said of a setting that is passed over."""
    return (
        f"{file} names a setting that this rivermon does not know, {name}: a newer one wrote it, "
        "or it is a mistake. It is left as it is and not used; `rivermon config get` shows all "
        "that there are."
    )
