"""Posts a test webhook to the own listener, over real HTTP, and takes its callback.

Does not know what becomes of it: it comes in as any webhook does.
"""

from __future__ import annotations

import random
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING

import msgspec

from rivermon.controls.refused import CannotBeDone
from rivermon.core.sample_webhook import SampleWebhook

if TYPE_CHECKING:
    from rivermon.app import House
    from rivermon.simulator.callback_desk import CallbackDesk


class Trial:
    """Sends test webhooks; a desk for their callbacks is opened for the first."""

    def __init__(self, stack: AsyncExitStack, desk: CallbackDesk | None) -> None:
        """Have the callbacks brought to `desk`; None opens one, which `stack` closes."""
        self._stack = stack
        self._desk = desk

    async def send(self, house: House, wanted: SampleWebhook) -> None:
        """Post what is wanted to the listener of `house`.

        Raises:
            CannotBeDone: it cannot be made, or did not arrive.
        """
        # The stand-in for ModelRiver is loaded when it is asked for: it would delay the window.
        from rivermon.simulator.sender import Sender  # noqa: PLC0415
        from rivermon.simulator.signed_sample import signed_test  # noqa: PLC0415

        url, secret = _whereto(house)
        event, data = _event(wanted.event), _data(wanted.data)
        desk = await self._callbacks_taken_here(house)
        webhook = signed_test(
            random.Random(),
            event=event,
            scheme=wanted.scheme,
            data=data,
            secret=secret,
            callback_base=desk.base_url,
        )
        async with Sender(url) as sender:
            posted = await sender.post(webhook.sample, webhook.headers)
        if not posted.delivered:
            why = posted.error or f"it was answered {posted.status}"
            raise CannotBeDone(f"The test webhook did not arrive: {why}.")

    async def _callbacks_taken_here(self, house: House) -> CallbackDesk:
        from rivermon.simulator.callback_desk import CallbackDesk  # noqa: PLC0415

        if self._desk is None:
            self._desk = await self._stack.enter_async_context(CallbackDesk())
            await house.outbox.allow_host(self._desk.base_url.removeprefix("http://"))
        return self._desk


def _whereto(house: House) -> tuple[str, str]:
    url, secrets = house.listener.url, [each for each in house.secrets.webhook if each.strip()]
    if url is None:
        raise CannotBeDone("rivermon is not listening, so a test webhook could not arrive.")
    if not secrets:
        raise CannotBeDone("There is no webhook secret to sign a test with: enter one in Settings.")
    return url, secrets[0]


def _event(event: str) -> str:
    if not event.strip():
        raise CannotBeDone("Name an event for the test webhook, as new_chat.")
    return event.strip()


def _data(pasted: bytes | None) -> msgspec.Raw | None:
    """What was pasted, byte for byte, if it is a JSON object."""
    if pasted is None:
        return None
    try:
        read = msgspec.json.decode(pasted)
    except (msgspec.DecodeError, UnicodeDecodeError) as failure:
        raise CannotBeDone(
            f"The payload is not JSON, so nothing was sent: {failure}. Mend it, and send it again."
        ) from failure
    if not isinstance(read, dict):
        raise CannotBeDone(
            "The payload is JSON, but not an object, so nothing was sent: put it between { and }, "
            'as {"title": "…"}.'
        )
    return msgspec.Raw(pasted)
