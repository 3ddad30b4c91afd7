"""What the operator can do from a window: from one that listens, and from one that only watches.

Keeps the promises of `ports.Controls`. Does not know the window.
"""

import random
from contextlib import AsyncExitStack, suppress
from typing import TYPE_CHECKING, NoReturn

from rivermon.app import House, listen
from rivermon.core.entities import Scheme
from rivermon.core.ports import ListenerUnavailable, RivermonError
from rivermon.settings import SECRET_VARIABLE

if TYPE_CHECKING:
    from rivermon.simulator.callback_desk import CallbackDesk

TEST_EVENT = "rivermon_test"


class CannotBeDone(RivermonError):
    """What the operator asked for cannot be done now."""


class OperatorControls:
    """What the operator can do where rivermon listens, from when its house is built."""

    def __init__(self, stack: AsyncExitStack, desk: "CallbackDesk | None") -> None:
        self._built: House | None = None
        self._stack = stack
        self._desk = desk

    def move_in(self, house: House) -> None:
        """Have the house that all of it is done with."""
        self._built = house

    async def send_test(self) -> None:
        """Post a signed test webhook to the own listener; its callback comes back here too."""
        # The stand-in for ModelRiver is loaded when it is asked for: it would delay the window.
        from rivermon.simulator.sender import Sender  # noqa: PLC0415
        from rivermon.simulator.signed_sample import signed_samples  # noqa: PLC0415

        url, secrets = self._house.listener.url, self._house.secrets.webhook
        if url is None:
            raise CannotBeDone("rivermon is not listening, so a test webhook could not arrive.")
        if not secrets:
            raise CannotBeDone(
                f"There is no webhook secret to sign a test with: set {SECRET_VARIABLE} and start "
                "rivermon again."
            )
        desk = await self._callbacks_taken_here()
        test = signed_samples(
            random.Random(),
            count=1,
            scheme=Scheme.RAW_BODY,
            secret=secrets[0],
            event=TEST_EVENT,
            callback_base=desk.base_url,
        )
        async with Sender(url) as sender:
            for webhook in test:
                posted = await sender.post(webhook.sample, webhook.headers)
                if not posted.delivered:
                    why = posted.error or f"it was answered {posted.status}"
                    raise CannotBeDone(f"The test webhook did not arrive: {why}.")

    async def send_again(self, record_id: int) -> None:
        """Send a record's callback once more."""
        if not await self._house.outbox.send_again(record_id):
            raise CannotBeDone("This record has no callback to send again.")

    async def allow_host(self, host: str) -> None:
        """Let callbacks go to `host` until rivermon is closed."""
        await self._house.outbox.allow_host(host)

    async def listen_again(self) -> None:
        """Try once more to have the listener's address; why not is told by the feed."""
        if self._house.listener.url is None:
            with suppress(ListenerUnavailable):
                await listen(self._house)

    @property
    def _house(self) -> House:
        if self._built is None:
            raise CannotBeDone("rivermon is still starting: try again in a moment.")
        return self._built

    async def _callbacks_taken_here(self) -> "CallbackDesk":
        from rivermon.simulator.callback_desk import CallbackDesk  # noqa: PLC0415

        if self._desk is None:
            self._desk = await self._stack.enter_async_context(CallbackDesk())
            await self._house.outbox.allow_host(self._desk.base_url.removeprefix("http://"))
        return self._desk


class OnlookerControls:
    """Nothing can be done from a window that only watches; it says who can."""

    async def send_test(self) -> None:
        """Refuse."""
        self._refuse("send a test webhook")

    async def send_again(self, record_id: int) -> None:
        """Refuse."""
        self._refuse("send a callback again")

    async def allow_host(self, host: str) -> None:
        """Refuse."""
        self._refuse("allow a host")

    async def listen_again(self) -> None:
        """Refuse."""
        self._refuse("listen")

    def _refuse(self, act: str) -> NoReturn:
        raise CannotBeDone(f"This window only watches: to {act}, use the rivermon that listens.")
