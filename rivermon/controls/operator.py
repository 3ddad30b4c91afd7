"""What the operator can do where rivermon listens.

Does not know the window, nor how anything is done: the house is asked, and refusals put in words.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import AsyncExitStack, suppress
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rivermon.controls.address import listen_at
from rivermon.controls.allowed_host import allow_host
from rivermon.controls.batches import in_batches, nobody_asks
from rivermon.controls.data_folder import DataFolder
from rivermon.controls.errand import Errands
from rivermon.controls.refused import CannotBeDone
from rivermon.controls.trial import Trial
from rivermon.core.approval import Approval
from rivermon.core.backup import Backup
from rivermon.core.diagnosis import Diagnosis, diagnose
from rivermon.core.entities import Delivery, Kept
from rivermon.core.held_secrets import HeldSecrets, Keeping, LabelledSecret
from rivermon.core.listing import View
from rivermon.core.ports import ListenerUnavailable, Progress
from rivermon.core.retention import Removed
from rivermon.core.sample_webhook import SampleTemplate, SampleWebhook
from rivermon.core.timeline import TEST_EVENT
from rivermon.core.tunnel import TunnelKind

if TYPE_CHECKING:
    from rivermon.app import House
    from rivermon.simulator.callback_desk import CallbackDesk


class OperatorControls:
    """What the operator can do where rivermon listens, from when its house is built."""

    def __init__(
        self,
        stack: AsyncExitStack,
        desk: CallbackDesk | None,
        errands: Errands | None = None,
    ) -> None:
        """Have the callbacks of tests brought to `desk`; None opens one, which `stack` closes.

        What needs the house closed is left to `errands`; None where nobody opens it again.
        """
        self._built: House | None = None
        self._trial = Trial(stack, desk)
        self._data = DataFolder(errands)

    def move_in(self, house: House) -> None:
        """Have the house that all of it is done with."""
        self._built = house

    async def send_test(self, sample: SampleWebhook | None = None) -> None:
        """Post a signed test webhook to the own listener; its callback comes back here too."""
        await self._trial.send(self._house, sample or SampleWebhook(event=TEST_EVENT))

    def templates(self) -> Sequence[SampleTemplate]:
        """Payloads that a test webhook can begin with."""
        from rivermon.simulator.templates import TEMPLATES  # noqa: PLC0415 - as in Trial

        return TEMPLATES

    async def send_again(self, record_ids: Sequence[int], progress: Progress) -> int:
        """Send records' callbacks once more; each is a new attempt."""
        found = sum(await in_batches(record_ids, self._house.outbox.send_again, progress))
        if not found:
            raise CannotBeDone(
                "There is no callback to send again: none was ever owed for this content, or it "
                "waits for your approval."
            )
        return found

    async def reject(self, record_ids: Sequence[int], why: str) -> int:
        """Tell ModelRiver that there will be no content for records, and why."""
        outbox, reason = self._house.outbox, why.strip()
        if not reason:
            raise CannotBeDone("Say why it is rejected: ModelRiver is told the reason.")

        async def together(ids: Sequence[int]) -> int:
            return sum(await asyncio.gather(*(outbox.reject(each, reason) for each in ids)))

        rejected = sum(await in_batches(record_ids, together, nobody_asks))
        if not rejected:
            raise CannotBeDone(
                "Nothing was rejected: it is rejected already, ModelRiver has taken the content, "
                "or no callback was ever owed for it."
            )
        return rejected

    async def approve(self, record_ids: Sequence[int], data: dict[str, Any] | None = None) -> int:
        """Let callbacks go that wait for approval, one of them with other data."""
        outbox = self._house.outbox
        approval = Approval.APPROVED if data is None else Approval.EDITED
        if data is not None and len(record_ids) != 1:
            raise CannotBeDone("Changed data is approved for one record at a time.")

        async def together(ids: Sequence[int]) -> int:
            asked = (outbox.approve(each, approval, data) for each in ids)
            return sum(await asyncio.gather(*asked))

        approved = sum(await in_batches(record_ids, together, nobody_asks))
        if not approved:
            raise CannotBeDone(
                "Nothing of this waits for approval any more: it was decided already, perhaps by "
                "rule when its 5 minutes ended. “Send again” still sends it."
            )
        return approved

    async def replay(self, delivery_id: int) -> Kept:
        """Take a stored delivery in once more, as if it had just come; what became of it."""
        delivery = await self._delivery(delivery_id)
        if delivery.replay_of is not None:
            with suppress(CannotBeDone):  # the one that came from ModelRiver says since when
                delivery = await self._delivery(delivery.replay_of)
        return await self._house.intake.replay(delivery)

    async def diagnose(self, delivery_id: int) -> Diagnosis:
        """Look at a stored delivery's signature with the secrets as they are now."""
        house, delivery = self._house, await self._delivery(delivery_id)
        max_age_s = house.chosen.settings.max_age_s or None
        return await asyncio.to_thread(diagnose, delivery, house.secrets.webhook, max_age_s)

    async def pin(self, record_ids: Sequence[int], *, pinned: bool) -> int:
        """Pin records, or take their pins off; how many there are."""
        house = self._house
        at = house.clock.now() if pinned else None
        pins = await in_batches(record_ids, lambda ids: house.store.pin(ids, at), nobody_asks)
        if not sum(pins):
            raise CannotBeDone("Nothing was pinned: the record is no longer stored.")
        return sum(pins)

    async def write_note(self, record_id: int, note: str) -> None:
        """Keep a note on a record; an empty one takes it away."""
        if not await self._house.store.write_note(record_id, note):
            raise CannotBeDone("The note was not kept: the record is no longer stored.")

    async def delete(self, record_ids: Sequence[int], progress: Progress) -> Removed:
        """Delete records and all that belongs to them; what is still owed stays."""
        return _all(await in_batches(record_ids, self._house.store.delete, progress))

    async def delete_deliveries(self, delivery_ids: Sequence[int], progress: Progress) -> Removed:
        """Delete deliveries that brought no record."""
        store = self._house.store
        return _all(await in_batches(delivery_ids, store.delete_deliveries, progress))

    async def allow_host(self, host: str) -> None:
        """Let callbacks go to `host` from now on, and keep that."""
        await allow_host(self._house, host)

    async def listen_again(self) -> None:
        """Try once more to have the listener's address; why not is told by the feed."""
        from rivermon.app import listen  # noqa: PLC0415 - no window has to wait for it

        if self._house.listener.url is None:
            with suppress(ListenerUnavailable):
                await listen(self._house)

    def secrets(self) -> HeldSecrets:
        """The webhook secrets and the API key, and where they come from."""
        return self._built.safe.held if self._built is not None else HeldSecrets()

    async def keep_secrets(self, webhook: Sequence[LabelledSecret]) -> Keeping:
        """Verify webhooks by these secrets from now on, and keep them in the keyring."""
        return await self._house.safe.keep_webhook(webhook)

    async def keep_api_key(self, api_key: str) -> Keeping:
        """Send callbacks with this key from now on (empty: none), and keep it in the keyring."""
        return await self._house.safe.keep_api_key(api_key)

    async def listen_at(self, host: str, port: int, path: str | None, max_body: int) -> None:
        """Listen there instead, and keep that."""
        await listen_at(self._house, host, port, path, max_body)

    async def try_public_way(self) -> None:
        """Start the tunnel again at once, or send a ping at once if it runs."""
        house = self._house
        if house.chosen.settings.tunnel is TunnelKind.OFF:
            raise CannotBeDone(
                "There is no public address to try: choose a tunnel in the settings."
            )
        if house.listener.url is None:
            raise CannotBeDone("rivermon is not listening, so nothing can come in.")
        await house.public.try_now()

    async def back_up(self, file: Path, progress: Progress) -> Backup:
        """Copy the whole database to a new file while rivermon goes on."""
        return await self._data.back_up(self._house, file, progress)

    async def move_data(self, folder: Path) -> None:
        """Have the database in another folder: rivermon closes, moves it, and opens again."""
        await self._data.move(self._house, folder)

    async def restore(self, file: Path) -> None:
        """Go on with a back-up: rivermon closes, keeps what there is aside, and opens again."""
        await self._data.restore(self._house, file)

    async def start_at_login(self, *, wanted: bool) -> None:
        """Have the desktop start rivermon when the operator logs in, or not, and keep that."""
        from rivermon.controls.at_login import start_at_login  # noqa: PLC0415 - nearly never

        await start_at_login(self._house.chosen, wanted=wanted)

    @property
    def _house(self) -> House:
        if self._built is None:
            raise CannotBeDone("rivermon is still starting: try again in a moment.")
        return self._built

    async def _delivery(self, delivery_id: int) -> Delivery:
        detail = await self._house.store.detail(View.DELIVERIES, delivery_id)
        if detail is None:
            raise CannotBeDone("This delivery is no longer stored.")
        return detail.delivery


def _all(removed: Sequence[Removed]) -> Removed:
    return reduce(Removed.and_then, removed, Removed())
