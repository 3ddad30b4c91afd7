"""A real house without a window, and the controls that an operator has of it.

Everything is real: the file, the listener, the HTTP both ways, the clock.
"""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rivermon.app import House, furnished, listen
from rivermon.chosen import Chosen
from rivermon.controls import OperatorControls
from rivermon.core.entities import Detail
from rivermon.core.feed import ChangeFeed
from rivermon.core.listing import View
from rivermon.safe import Safe
from rivermon.settings import Secrets, Settings
from rivermon.simulator.callback_desk import CallbackDesk
from rivermon.simulator.sender import Sender
from rivermon.simulator.signed_sample import SignedSample
from tests.core.told import Told
from tests.ledger_check import assert_reconciled
from tests.story.served import KEY, SECRET


@dataclass
class AtHand:
    """What a story holds on to."""

    house: House
    controls: OperatorControls
    told: Told
    desk: CallbackDesk

    async def post(self, webhook: SignedSample) -> int | None:
        """Deliver a webhook once; what it was answered."""
        async with Sender(self.house.listener.url or "") as sender:
            return (await sender.post(webhook.sample, webhook.headers)).status

    async def detail(self, row_id: int, view: View = View.RECORDS) -> Detail:
        """Everything about a row, as it is stored."""
        found = await self.house.store.detail(view, row_id)
        assert found is not None
        return found


def unheeded(_done: int, _of: int) -> None:
    """Progress that the story is not about."""


@asynccontextmanager
async def at_hand(
    folder: Path,
    desk: CallbackDesk,
    *,
    secrets: tuple[str, ...] = (SECRET,),
    safe: Safe | None = None,
    file: Path | None = None,
    listening: bool = True,
    **settings: Any,
) -> AsyncIterator[AtHand]:
    """Open a house on the files in `folder`; once it is closed, its ledger must reconcile.

    `safe` takes the place of the `secrets` and the usual key; `file` is the settings file, if what
    is changed is to be kept. If it is not `listening` yet, the story has it begin.
    """
    usual: dict[str, Any] = {
        "db": str(folder / "rivermon.db"),
        "port": 0,
        "callback_hosts": (desk.base_url.removeprefix("http://"),),
    }
    chosen = Chosen(Settings(**(usual | settings)), file)
    feed = ChangeFeed()
    told = Told(feed)
    async with AsyncExitStack() as stack:
        controls = OperatorControls(stack, None)
        house = await stack.enter_async_context(
            furnished(chosen, safe or Safe(Secrets(secrets, KEY)), feed)
        )
        controls.move_in(house)
        if listening:
            await listen(house)
        yield AtHand(house, controls, told, desk)
    assert_reconciled(folder / "rivermon.db")
