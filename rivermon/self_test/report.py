"""What the self-test says: a line for each thing that it found, and why it went no further.

Does not know the steps.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager

from rivermon.core.ports import RivermonError
from rivermon.core.visible_text import one_line

PATIENCE_S = 15.0
_LONGEST = 2_000
_INCOMPLETE = (
    "This rivermon is incomplete, or its version of something does not fit: install it anew, from "
    "where you had it. If that does not help, please report it with these lines."
)


class StepFailed(RivermonError):
    """One step was not as it has to be: what it was about, why, and what to do."""

    def __init__(self, about: str, why: str, advice: str) -> None:
        super().__init__(f"{why.rstrip('.')}. {advice}")
        self.about = about


class Report:
    """Says each thing as it happens, and knows which step is on."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say = say
        self.at = "start"

    def line(self, about: str, words: str) -> None:
        """Say what was found about one thing."""
        self._say(f"{about:<10} {one_line(words, _LONGEST)}")

    def failed(self, about: str, words: str) -> None:
        """Say which step failed, why, and what to do."""
        self.line(about, f"failed: {words}")

    def well(self) -> None:
        """Say that nothing failed."""
        self._say("All is well.")

    @contextmanager
    def step(self, about: str, advice: str = _INCOMPLETE) -> Iterator[None]:
        """Do one step in here: whatever it raises becomes StepFailed, in words.

        Args:
            about: what it is about, in a word.
            advice: what to do when it fails.
        """
        self.at = about
        try:
            yield
        except StepFailed:
            raise
        except (RivermonError, OSError) as failure:
            raise StepFailed(about, _words_of(failure), advice) from failure
        except Exception as failure:
            # Nothing is foreseen here: a module that was not packaged is the most likely.
            why = f"{type(failure).__name__}: {failure}"
            raise StepFailed(about, why, _INCOMPLETE) from failure

    @asynccontextmanager
    async def step_soon(
        self, about: str, late: str, advice: str, patience_s: float = PATIENCE_S
    ) -> AsyncIterator[None]:
        """The same for what has to be done within `patience_s` seconds.

        Args:
            about: what it is about, in a word.
            late: what is so, in words, when it is not done by then.
            advice: what to do when it fails.
            patience_s: how long it may take, in seconds.
        """
        with self.step(about, advice):
            try:
                async with asyncio.timeout(patience_s):
                    yield
            except TimeoutError as failure:
                why = f"{late} within {patience_s:.0f} s"
                raise StepFailed(about, why, advice) from failure


def _words_of(failure: Exception) -> str:
    return str(failure) or type(failure).__name__
