"""Webhooks that a story can name, signed or forged, and a stock of records from before.

Each is plausible where the story says nothing. Does not know the window.
"""

import asyncio
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from rivermon.core.clock import SystemClock
from rivermon.core.drafts import DeliveryDraft, Note
from rivermon.core.entities import Attempt, CallbackState, Scheme
from rivermon.core.feed import CallbackOwed, Fact
from rivermon.simulator.callback_desk import CallbackDesk
from rivermon.simulator.samples import Sample, WebhookType
from rivermon.simulator.signed_sample import SignedSample, signed, utc_now
from rivermon.store.store import opened
from tests.store.drafts import recorded
from tests.story.served import SECRET


def generated(
    title: str,
    desk: CallbackDesk,
    *,
    event: str = "article_written",
    category: str = "news",
    body: str = "",
    channel: str | None = None,
    model: str = "gpt-4o",
    provider: str = "openai",
    customer: dict[str, Any] | None = None,
    sent_at: datetime | None = None,
    secret: str = SECRET,
    **data: Any,
) -> SignedSample:
    """An event's webhook, whose callback goes to `desk`; `data` stands beside the title."""
    channel_id = channel or "ch-" + title.lower().replace(" ", "-")
    url = f"{desk.base_url}/v1/callback/{channel_id}"
    moment = (sent_at or utc_now()).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    whole = {
        "type": WebhookType.AI_GENERATED,
        "event": event,
        "channel_id": channel_id,
        "ai_response": {"data": {"title": title, "description": body, **data}},
        "callback_url": url,
        "callback_required": True,
        "customer_data": {"category": category, **(customer or {})},
        "meta": {"provider": provider, "model": model},
        "timestamp": moment,
    }
    return _signed(channel_id, WebhookType.AI_GENERATED, msgspec.json.encode(whole), secret, url)


def completed(channel: str) -> SignedSample:
    """A standard webhook: authentic, but nobody waits for a callback."""
    whole = {"type": WebhookType.COMPLETED, "channel_id": channel, "status": "success"}
    return _signed(channel, WebhookType.COMPLETED, msgspec.json.encode(whole), SECRET, None)


def forged(desk: CallbackDesk, title: str = "Forged") -> SignedSample:
    """A webhook that nobody with the secret signed."""
    return generated(title, desk, secret="whsec_of_somebody_else")


def unreadable() -> SignedSample:
    """Rightly signed, but no JSON."""
    return _signed("nowhere", WebhookType.COMPLETED, b"this is not JSON", SECRET, None)


def _signed(
    channel: str, kind: WebhookType, body: bytes, secret: str, url: str | None
) -> SignedSample:
    sample = Sample(channel_id=channel, type=kind, event=None, body=body, callback_url=url)
    return signed(sample, Scheme.RAW_BODY, secret, utc_now())


def stocked(number: int, **fields: Any) -> DeliveryDraft:
    """A record from before; its callback is settled by `stock`."""
    usual: dict[str, Any] = {
        "title": f"Stock {number:04}",
        "event": "stock" if number % 2 else "odd_stock",
        "received_at": utc_now(),
        "data": {"title": f"Stock {number:04}", "number": number},
    }
    return recorded(f"stock-{number}", **(usual | fields))


async def stock(folder: Path, drafts: Iterable[DeliveryDraft]) -> None:
    """Store drafts, in their order, while no house is open; all callbacks have succeeded."""
    facts: list[Fact] = []
    async with opened(folder / "rivermon.db", facts.extend, SystemClock()) as store:
        await asyncio.gather(*(store.keep(draft) for draft in drafts))
        owed = [fact.callback.id for fact in facts if isinstance(fact, CallbackOwed)]
        await asyncio.gather(*(store.note(_succeeded(callback_id)) for callback_id in owed))


def _succeeded(callback_id: int) -> Note:
    tried = Attempt(started_at=utc_now(), duration_ms=40.0, status=200, answer="ok")
    return Note(callback_id=callback_id, state=CallbackState.SUCCESS, attempt=tried)
