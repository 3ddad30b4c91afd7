"""Asks the ledger, and says once when it does not answer, and once when it does again.

Does not know the questions.
"""

import logging
from collections.abc import Awaitable
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from rivermon.core.ports import StoreUnavailable

_log = logging.getLogger(__name__)
T = TypeVar("T")


class LedgerAnswers(QObject):
    """One for everybody who fills the same table."""

    failed = Signal(str)
    """The ledger could not be asked, and why; empty when it can be asked again."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._failing = False

    @property
    def failing(self) -> bool:
        """True since the ledger did not answer, until it does."""
        return self._failing

    async def of(self, question: Awaitable[T]) -> T | None:
        """The answer to a question; None when there is none, which `failed` says."""
        try:
            answer = await question
        except StoreUnavailable as why:
            self.note_failure(why)
            return None
        self.note_success()
        return answer

    def note_failure(self, why: StoreUnavailable) -> None:
        """Say that the ledger does not answer."""
        _log.warning("The ledger could not be read: %s", why)
        self._failing = True
        self.failed.emit(str(why))

    def note_success(self) -> None:
        """Say that it does, if it did not."""
        if self._failing:
            self._failing = False
            self.failed.emit("")
