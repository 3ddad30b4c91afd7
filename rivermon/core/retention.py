"""What is kept, for how long, and what a pruning takes away.

Pure. Does not know the store.
"""

from datetime import timedelta

import msgspec


class Retention(msgspec.Struct, frozen=True):
    """How long content is kept and how much of it; None and None keep everything.

    Pinned records stay, and so does what is still owed to ModelRiver. `most_bytes` is the size of
    the rows in the file, its free pages excepted.
    """

    age: timedelta | None = None
    most_bytes: int | None = None

    @property
    def keeps_all(self) -> bool:
        """True when nothing is ever pruned."""
        return self.age is None and self.most_bytes is None


class Removed(msgspec.Struct, frozen=True, kw_only=True):
    """What was deleted, or would be: rows of each kind, and the bytes of their bodies.

    `more` is True when a next batch would find more to delete; `kept` counts the records that were
    asked for and not deleted, for their callbacks are still owed.
    """

    records: int = 0
    deliveries: int = 0
    callbacks: int = 0
    size: int = 0
    more: bool = False
    kept: int = 0

    def and_then(self, other: "Removed") -> "Removed":
        """Both together, `other` the later: whether there is more is what it says."""
        return Removed(
            records=self.records + other.records,
            deliveries=self.deliveries + other.deliveries,
            callbacks=self.callbacks + other.callbacks,
            size=self.size + other.size,
            more=other.more,
            kept=self.kept + other.kept,
        )
