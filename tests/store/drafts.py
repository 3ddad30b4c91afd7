"""Builders of what the store is handed: arrivals, drafts of deliveries, attempts.

Each makes something plausible; a test names only what it is about.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from msgspec.structs import replace

from rivermon.core.callback import WINDOW
from rivermon.core.drafts import CallbackDraft, DeliveryDraft, RecordDraft
from rivermon.core.entities import (
    EVENT_TYPE,
    Arrival,
    Attempt,
    CallbackKind,
    Headers,
    Outcome,
    Scheme,
    Verdict,
    VerdictWord,
)

NOON = datetime(2026, 3, 1, 12, 0, 0, 250_000, tzinfo=UTC)
EVENT = "article.written"
CALLBACK_URL = "https://api.modelriver.com/v1/callback/chan-1"
HEADERS: Headers = (
    ("Content-Type", "application/json"),
    ("mr-signature", "ab" * 32),
    ("X-Twice", "one"),
    ("X-Twice", "two"),
)
GENUINE = Verdict(VerdictWord.VALID, Scheme.RAW_BODY, 2)
FORGED = Verdict(VerdictWord.INVALID, reason="does not match any configured secret")


def arrival(
    *, body: bytes = b'{"hello": "river"}', received_at: datetime = NOON, headers: Headers = HEADERS
) -> Arrival:
    """A request, as it came in."""
    return Arrival(
        received_at=received_at,
        remote="203.0.113.7",
        path="/webhooks/modelriver",
        headers=headers,
        body=body,
    )


def record(
    *,
    title: str = "How rivers bend",
    channel: str | None = "chan-1",
    event: str | None = EVENT,
    data: dict[str, Any] | None = None,
    metadata: dict[str, Any] | None = None,
) -> RecordDraft:
    """The content that a webhook brought."""
    models = {"ai_model": "gpt-5", "ai_provider": "openai"}
    return RecordDraft(
        title=title,
        body="Slowly, then all at once.",
        category="geography",
        metadata={"customer": "Åse", "category": "geography"} | models | (metadata or {}),
        channel_id=channel,
        event_name=event,
        data={"title": title} if data is None else data,
    )


def success_owed(
    *,
    deadline: datetime = NOON + WINDOW,
    held_because: str | None = None,
    for_approval: bool = False,
) -> CallbackDraft:
    """A callback that brings the content back."""
    return CallbackDraft(
        kind=CallbackKind.SUCCESS,
        url=CALLBACK_URL,
        deadline=deadline,
        held_because=held_because,
        for_approval=for_approval,
    )


def recorded(
    channel: str = "chan-1",
    *,
    event: str = EVENT,
    body: bytes = b'{"hello": "river"}',
    title: str = "How rivers bend",
    received_at: datetime = NOON,
    deadline: datetime | None = None,
    held_because: str | None = None,
    for_approval: bool = False,
    data: dict[str, Any] | None = None,
    metadata: dict[str, Any] | None = None,
    started_s: float = 0.0,
) -> DeliveryDraft:
    """An event's webhook: it makes a record and is called back. Its channel and event are its key.

    The deadline is five minutes after the receipt.
    """
    return DeliveryDraft(
        arrival=arrival(body=body, received_at=received_at),
        verdict=GENUINE,
        outcome=Outcome.RECORDED,
        status=200,
        started_s=started_s,
        type=EVENT_TYPE,
        event=event,
        channel_id=channel,
        dedupe_key=f"{channel} {EVENT_TYPE} {event}",
        record=record(title=title, channel=channel, event=event, data=data, metadata=metadata),
        callback=success_owed(
            deadline=deadline or received_at + WINDOW,
            held_because=held_because,
            for_approval=for_approval,
        ),
    )


def replayed(draft: DeliveryDraft, of: int) -> DeliveryDraft:
    """The same, taken in once more by the operator."""
    return replace(draft, arrival=replace(draft.arrival, replay_of=of))


def kept(channel: str = "chan-1") -> DeliveryDraft:
    """A standard webhook: authentic, but nobody waits for a callback."""
    return DeliveryDraft(
        arrival=arrival(body=b'{"type": "task.completed"}'),
        verdict=GENUINE,
        outcome=Outcome.KEPT,
        status=200,
        started_s=0.0,
        type="task.completed",
        channel_id=channel,
        dedupe_key=f"{channel} task.completed",
    )


def rejected(body: bytes = b"{}") -> DeliveryDraft:
    """A request that nobody with the secret signed."""
    return DeliveryDraft(
        arrival=arrival(body=body),
        verdict=FORGED,
        outcome=Outcome.REJECTED,
        status=401,
        started_s=0.0,
    )


def invalid() -> DeliveryDraft:
    """Signed, but no JSON object."""
    return DeliveryDraft(
        arrival=arrival(body=b"[1, 2"),
        verdict=GENUINE,
        outcome=Outcome.INVALID,
        status=400,
        started_s=0.0,
        reason="the body is not JSON",
    )


def unprocessable(channel: str = "chan-1", *, why: str = "no content") -> DeliveryDraft:
    """An event's webhook without content: no record, but ModelRiver is told why."""
    return DeliveryDraft(
        arrival=arrival(body=b'{"ai_response": null}'),
        verdict=GENUINE,
        outcome=Outcome.KEPT,
        status=200,
        started_s=0.0,
        reason=why,
        type=EVENT_TYPE,
        event=EVENT,
        channel_id=channel,
        dedupe_key=f"{channel} {EVENT_TYPE} {EVENT}",
        callback=CallbackDraft(
            kind=CallbackKind.ERROR, url=CALLBACK_URL, deadline=NOON + WINDOW, failure=why
        ),
    )


def attempt(
    *,
    after_s: float = 1.0,
    duration_ms: float = 40.0,
    status: int | None = 200,
    answer: str = "ok",
    error: str | None = None,
) -> Attempt:
    """A try at a callback that began `after_s` seconds after the receipt."""
    return Attempt(
        started_at=NOON + timedelta(seconds=after_s),
        duration_ms=duration_ms,
        status=status,
        answer=answer,
        error=error,
    )
