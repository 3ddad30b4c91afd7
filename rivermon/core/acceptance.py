"""What a genuine request brings: its delivery, a record, and a callback that is owed or held.

Does not know the store, nor how the request was verified.
"""

from collections.abc import Callable
from datetime import datetime

import msgspec
from msgspec.structs import replace

from rivermon.core.answers import INVALID_JSON, RECEIVED
from rivermon.core.approval import ApprovalRules
from rivermon.core.callback import WINDOW
from rivermon.core.callback_gate import CallbackGate
from rivermon.core.content import Unprocessable, dedupe_key
from rivermon.core.content import draft as record_of
from rivermon.core.drafts import CallbackDraft, DeliveryDraft, RecordDraft
from rivermon.core.entities import Answer, Arrival, CallbackKind, Outcome, Verdict, Webhook
from rivermon.core.feed import Trouble, TroubleBegan
from rivermon.core.sent_time import sent_at
from rivermon.core.webhook import NotAWebhook, read

WAITS = "waits for your approval"


class Decided(msgspec.Struct, frozen=True):
    """What is to be committed for a request, then answered, and what is to be told of it."""

    draft: DeliveryDraft
    answer: Answer
    trouble: TroubleBegan | None = None


class _Brought(msgspec.Struct, frozen=True):
    """What a webhook brings beside itself; `failure` says why it makes no record, if it should."""

    record: RecordDraft | None = None
    callback: CallbackDraft | None = None
    failure: str | None = None


class Acceptance:
    """Reads genuine requests, by the rules as they are when each of them comes."""

    def __init__(self, gate: CallbackGate, approval: Callable[[], ApprovalRules]) -> None:
        """Hold what `gate` does not let out, and what `approval` has wait for the operator."""
        self._gate = gate
        self._approval = approval

    def decide(
        self, arrival: Arrival, verdict: Verdict, started_s: float, first_receipt: datetime
    ) -> Decided:
        """Decide about a request that is genuine.

        Args:
            arrival: the request.
            verdict: how it was found genuine.
            started_s: the steady clock's reading, in seconds, when it was whole.
            first_receipt: when ModelRiver began to wait for the callback.
        """
        try:
            webhook = read(arrival.body, arrival.headers)
        except NotAWebhook as why:
            return _invalid(arrival, verdict, started_s, str(why))
        brought = self._brought(webhook, first_receipt + WINDOW)
        draft = DeliveryDraft(
            arrival=arrival,
            verdict=verdict,
            outcome=Outcome.KEPT if brought.record is None else Outcome.RECORDED,
            status=RECEIVED.status,
            started_s=started_s,
            reason=brought.failure,
            type=webhook.type,
            event=webhook.event,
            channel_id=webhook.channel_id,
            sent_at=sent_at(webhook.timestamp, arrival.headers),
            dedupe_key=dedupe_key(webhook, arrival.body),
            record=brought.record,
            callback=brought.callback,
        )
        trouble = TroubleBegan(Trouble.CONTENT, brought.failure) if brought.failure else None
        return Decided(draft, RECEIVED, trouble)

    def _brought(self, webhook: Webhook, deadline: datetime) -> _Brought:
        if not webhook.event_driven:
            return _Brought()
        url = webhook.callback_url or ""
        try:
            record = record_of(webhook)
        except Unprocessable as why:
            owed = CallbackDraft(
                kind=CallbackKind.ERROR, url=url, deadline=deadline, failure=str(why)
            )
            return _Brought(callback=self._at_the_gate(owed), failure=str(why))
        owed = CallbackDraft(kind=CallbackKind.SUCCESS, url=url, deadline=deadline)
        return _Brought(record, self._at_the_gate(owed, webhook.event))

    def _at_the_gate(self, owed: CallbackDraft, event: str | None = None) -> CallbackDraft:
        refusal = self._gate.refusal(owed.url)
        if refusal is not None and refusal.final:
            return owed  # it fails at once, and says why: nobody need wait to hear that
        if self._approval().holds(event):
            return replace(owed, held_because=WAITS, for_approval=True)
        return owed if refusal is None else replace(owed, held_because=refusal.reason)


def _invalid(arrival: Arrival, verdict: Verdict, started_s: float, why: str) -> Decided:
    draft = DeliveryDraft(
        arrival=arrival,
        verdict=verdict,
        outcome=Outcome.INVALID,
        status=INVALID_JSON.status,
        started_s=started_s,
        reason=why,
        sent_at=sent_at(None, arrival.headers),
    )
    return Decided(draft, INVALID_JSON)
