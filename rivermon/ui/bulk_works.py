"""What can be done with many records at once: how each is announced, begun, and told of.

Does not find the records, and does not show anything.
"""

from collections.abc import Sequence
from typing import Protocol

from rivermon.core.retention import Removed
from rivermon.ui.done_words import removed_words
from rivermon.ui.operator import Act, Operator
from rivermon.ui.translation import PLURAL, translate


class BulkWork(Protocol):
    """One kind of work. With `careful` the sheet's first button is Cancel."""

    act: Act
    careful: bool

    def title(self) -> str:
        """What the sheet is called."""
        ...

    def verb(self) -> str:
        """What the button says that begins."""
        ...

    def announce(self, count: int) -> str:
        """What will be done with so many."""
        ...

    def explain(self) -> str:
        """What that means."""
        ...

    def start(self, operator: Operator, ids: Sequence[int]) -> None:
        """Begin."""
        ...

    def so_far(self, done: str, of: str) -> str:
        """How much is done, in figures that are written out."""
        ...

    def ended(self, asked: int, result: object) -> tuple[str, str]:
        """What was done, and what was left out and why."""
        ...


class SendingAgain:
    """Callbacks are sent once more."""

    act = Act.SEND_AGAIN
    careful = False

    def title(self) -> str:
        """What the sheet is called."""
        return translate("BulkWorks", "Send again")

    def verb(self) -> str:
        """What the button says that begins."""
        return translate("BulkWorks", "Send again")

    def announce(self, count: int) -> str:
        """What will be done with so many."""
        return translate(
            "BulkWorks", "Send the callbacks of %n record(s) again?", "", PLURAL, count
        )

    def explain(self) -> str:
        """What that means."""
        return translate(
            "BulkWorks",
            "Each is tried anew at once, whatever became of it before. ModelRiver may refuse one "
            "whose five minutes are over. Records that have no callback, or that wait for "
            "approval, are skipped.",
        )

    def start(self, operator: Operator, ids: Sequence[int]) -> None:
        """Begin."""
        operator.send_again(ids)

    def so_far(self, done: str, of: str) -> str:
        """How much is done."""
        return translate("BulkWorks", "{0} of {1} gone through").format(done, of)

    def ended(self, asked: int, result: object) -> tuple[str, str]:
        """How many were sent, and how many were skipped and why."""
        sent = result if isinstance(result, int) else 0
        said = translate("BulkWorks", "%n callback(s) sent again.", "", PLURAL, sent)
        skipped = asked - sent
        if skipped <= 0:
            return said, ""
        why = translate(
            "BulkWorks",
            "%n record(s) skipped: without a callback, or waiting for approval.",
            "",
            PLURAL,
            int(skipped),
        )
        return said, why


class Approving:
    """Callbacks that wait for approval may go."""

    act = Act.APPROVE
    careful = False

    def title(self) -> str:
        """What the sheet is called."""
        return translate("BulkWorks", "Approve")

    def verb(self) -> str:
        """What the button says that begins."""
        return translate("BulkWorks", "Approve")

    def announce(self, count: int) -> str:
        """What will be done with so many."""
        return translate("BulkWorks", "Approve %n record(s) unchanged?", "", PLURAL, count)

    def explain(self) -> str:
        """What that means."""
        return translate(
            "BulkWorks",
            "Their content goes to ModelRiver at once. Records that do not wait for approval are "
            "skipped.",
        )

    def start(self, operator: Operator, ids: Sequence[int]) -> None:
        """Begin."""
        operator.approve(ids)

    def so_far(self, done: str, of: str) -> str:
        """How much is done."""
        return translate("BulkWorks", "{0} of {1} gone through").format(done, of)

    def ended(self, asked: int, result: object) -> tuple[str, str]:
        """How many were approved, and how many were skipped and why."""
        went = result if isinstance(result, int) else 0
        said = translate("BulkWorks", "%n record(s) approved.", "", PLURAL, went)
        skipped = asked - went
        if skipped <= 0:
            return said, ""
        why = translate(
            "BulkWorks", "%n record(s) skipped: not waiting for approval.", "", PLURAL, skipped
        )
        return said, why


class Deleting:
    """Records are deleted, or deliveries that brought none."""

    act = Act.DELETE
    careful = True

    def __init__(self, *, deliveries: bool, name: str = "") -> None:
        """Delete `deliveries` or else records; `name` is the only one's."""
        self._deliveries = deliveries
        self._name = name

    def title(self) -> str:
        """What the sheet is called."""
        return translate("BulkWorks", "Delete")

    def verb(self) -> str:
        """What the button says that begins."""
        return translate("BulkWorks", "Delete")

    def announce(self, count: int) -> str:
        """What will be deleted."""
        if self._deliveries:
            if count == 1:
                return translate("BulkWorks", "Delete one delivery?")
            return translate("BulkWorks", "Delete %n deliveries?", "", PLURAL, count)
        if count == 1 and self._name:
            return translate("BulkWorks", "Delete the record “{0}”?").format(self._name)
        return translate("BulkWorks", "Delete %n record(s)?", "", PLURAL, count)

    def explain(self) -> str:
        """What goes with it, what stays, and what a redelivery would be."""
        if self._deliveries:
            return translate(
                "BulkWorks",
                "They cannot be brought back. A delivery that brought a record stays: it goes with "
                "the record. If ModelRiver sends one of them once more, it comes in as new.",
            )
        return translate(
            "BulkWorks",
            "Deliveries and callbacks go as well, and nothing can be brought back. What is still "
            "owed to ModelRiver stays. If ModelRiver sends it once more, it comes in as new.",
        )

    def start(self, operator: Operator, ids: Sequence[int]) -> None:
        """Begin."""
        (operator.delete_deliveries if self._deliveries else operator.delete)(ids)

    def so_far(self, done: str, of: str) -> str:
        """How much is done."""
        return translate("BulkWorks", "{0} of {1} gone through").format(done, of)

    def ended(self, asked: int, result: object) -> tuple[str, str]:
        """What was deleted, and what stayed and why."""
        removed = result if isinstance(result, Removed) else Removed()
        said = removed_words(removed)
        if self._deliveries:
            stayed = asked - removed.deliveries
            if stayed <= 0:
                return said, ""
            if stayed == 1:
                return said, translate("BulkWorks", "One delivery stayed: it brought a record.")
            return said, translate(
                "BulkWorks", "%n deliveries stayed: they brought records.", "", PLURAL, stayed
            )
        kept = removed.kept
        if not kept:
            return said, ""
        return said, translate(
            "BulkWorks",
            "%n record(s) stayed: a callback is still owed to ModelRiver.",
            "",
            PLURAL,
            int(kept),
        )
