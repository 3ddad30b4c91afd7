"""The order of things for one webhook: verify, read, store, answer.

Does not know HTTP or SQLite. The answer never waits for the callback (protocol, section 6).
"""

import asyncio
import logging
from collections.abc import Sequence

import msgspec
from msgspec.structs import replace

from rivermon.core.callback import WINDOW
from rivermon.core.callback_gate import CallbackGate
from rivermon.core.content import Unprocessable, dedupe_key, draft
from rivermon.core.drafts import CallbackDraft, DeliveryDraft
from rivermon.core.entities import (
    Answer,
    Arrival,
    CallbackKind,
    Outcome,
    Verdict,
    VerdictWord,
    Webhook,
)
from rivermon.core.feed import ChangeFeed, Trouble, TroubleBegan, TroubleEnded
from rivermon.core.ports import Clock, Store, StoreUnavailable
from rivermon.core.sent_time import sent_at
from rivermon.core.signature import Refusal, verify
from rivermon.core.webhook import NotAWebhook, read

_log = logging.getLogger(__name__)
_NO_SECRET_RETRY_S = 30
_STORE_RETRY_S = 5
# A stranger's 5 MiB of numbers take seconds to re-serialise; the loop must not wait for them.
_LARGE_BODY = 64 * 1024

RECEIVED = Answer(200, b'{"received": true}')
INVALID_SIGNATURE = Answer(401, b'{"error": "Invalid signature"}')
INVALID_JSON = Answer(400, b'{"error": "Invalid JSON"}')
TOO_LARGE = Answer(413, b'{"error": "Payload too large"}')
ENCODED = Answer(415, b'{"error": "Unsupported content encoding"}')
NOT_CONFIGURED = Answer(503, b'{"error": "Not configured"}', _NO_SECRET_RETRY_S)
UNAVAILABLE = Answer(503, b'{"error": "Temporarily unavailable"}', _STORE_RETRY_S)


class _Decided(msgspec.Struct, frozen=True):
    """What is to be committed for a request, then answered, and what is to be told of it."""

    draft: DeliveryDraft
    answer: Answer
    trouble: TroubleBegan | None = None


class Intake:
    """Takes in every request that reached a webhook path, and says what it is answered."""

    def __init__(
        self,
        *,
        store: Store,
        feed: ChangeFeed,
        clock: Clock,
        gate: CallbackGate,
        secrets: Sequence[str],
        max_age_s: float | None = None,
    ) -> None:
        """Take in webhooks that one of `secrets` signed.

        Args:
            store: where deliveries are committed.
            feed: where trouble is told.
            clock: the time.
            gate: where callbacks may go.
            secrets: the webhook secrets, in the order in which they are tried and counted.
            max_age_s: how old a signed timestamp may be, in seconds; None for any age.
        """
        self._store = store
        self._feed = feed
        self._clock = clock
        self._gate = gate
        self._secrets = tuple(secrets)
        self._max_age_s = max_age_s
        self._store_down = False

    async def receive(self, arrival: Arrival) -> Answer:
        """Decide about a request and commit it; answer only then (protocol, section 4)."""
        started_s = self._clock.monotonic_s()
        if len(arrival.body) <= _LARGE_BODY:
            decided = self._decide(arrival, started_s)
        else:
            decided = await asyncio.to_thread(self._decide, arrival, started_s)
        if decided.trouble is not None:
            self._feed.tell([decided.trouble])
        return await self._commit(decided.draft, decided.answer)

    async def turn_away(self, arrival: Arrival, why: Refusal) -> Answer:
        """Answer a request whose body was not even read, and keep what is known of it."""
        answer = TOO_LARGE if why is Refusal.TOO_LARGE else ENCODED
        verdict = Verdict(VerdictWord.NOT_VERIFIED, reason=why)
        started_s = self._clock.monotonic_s()
        rejected = _drafted(arrival, verdict, Outcome.REJECTED, answer, started_s)
        return await self._commit(rejected, answer)

    async def health(self) -> str | None:
        """What is wrong, in one word; None when webhooks can be taken in."""
        if not any(secret.strip() for secret in self._secrets):
            return "unconfigured"
        try:
            await self._store.check()
        except StoreUnavailable as trouble:
            self._store_failed(trouble)
            return "unavailable"
        self._store_works()
        return None

    def _decide(self, arrival: Arrival, started_s: float) -> _Decided:
        verdict = verify(
            self._secrets,
            arrival.headers,
            arrival.body,
            received_at=arrival.received_at,
            max_age_s=self._max_age_s,
        )
        if not verdict.genuine:
            return _rejected(arrival, verdict, started_s)
        try:
            webhook = read(arrival.body, arrival.headers)
        except NotAWebhook as why:
            return _invalid(arrival, verdict, started_s, str(why))
        return self._accepted(arrival, verdict, webhook, started_s)

    async def _commit(self, delivery: DeliveryDraft, answer: Answer) -> Answer:
        try:
            await self._store.keep(delivery)
        except StoreUnavailable as trouble:
            self._store_failed(trouble)
            # What was rejected is rejected, whether or not it could be kept.
            return answer if delivery.outcome is Outcome.REJECTED else UNAVAILABLE
        self._store_works()
        return answer

    def _accepted(
        self, arrival: Arrival, verdict: Verdict, webhook: Webhook, started_s: float
    ) -> _Decided:
        kept = replace(
            _drafted(arrival, verdict, Outcome.KEPT, RECEIVED, started_s),
            type=webhook.type,
            event=webhook.event,
            channel_id=webhook.channel_id,
            sent_at=sent_at(webhook.timestamp, arrival.headers),
            dedupe_key=dedupe_key(webhook, arrival.body),
        )
        if not webhook.event_driven:
            return _Decided(kept, RECEIVED)
        try:
            record = draft(webhook)
        except Unprocessable as why:
            callback = self._callback(arrival, webhook, CallbackKind.ERROR, str(why))
            failed = replace(kept, reason=str(why), callback=callback)
            return _Decided(failed, RECEIVED, TroubleBegan(Trouble.CONTENT, str(why)))
        callback = self._callback(arrival, webhook, CallbackKind.SUCCESS)
        recorded = replace(kept, outcome=Outcome.RECORDED, record=record, callback=callback)
        return _Decided(recorded, RECEIVED)

    def _callback(
        self, arrival: Arrival, webhook: Webhook, kind: CallbackKind, failure: str | None = None
    ) -> CallbackDraft:
        url = webhook.callback_url or ""
        refusal = self._gate.refusal(url)
        held = refusal is not None and not refusal.final
        return CallbackDraft(
            kind=kind,
            url=url,
            deadline=arrival.received_at + WINDOW,
            failure=failure,
            held_because=refusal.reason if refusal and held else None,
        )

    def _store_failed(self, trouble: StoreUnavailable) -> None:
        self._store_down = True
        _log.error("%s Webhooks are answered 503 until then.", trouble)
        self._feed.tell([TroubleBegan(Trouble.STORE, str(trouble))])

    def _store_works(self) -> None:
        if self._store_down:
            self._store_down = False
            self._feed.tell([TroubleEnded(Trouble.STORE)])


def _rejected(arrival: Arrival, verdict: Verdict, started_s: float) -> _Decided:
    unconfigured = verdict.word is VerdictWord.NOT_VERIFIED
    answer = NOT_CONFIGURED if unconfigured else INVALID_SIGNATURE
    trouble = Trouble.NO_SECRET if unconfigured else Trouble.REJECTED
    detail = "" if unconfigured else verdict.reason or ""
    rejected = _drafted(arrival, verdict, Outcome.REJECTED, answer, started_s)
    return _Decided(rejected, answer, TroubleBegan(trouble, detail))


def _invalid(arrival: Arrival, verdict: Verdict, started_s: float, why: str) -> _Decided:
    invalid = _drafted(arrival, verdict, Outcome.INVALID, INVALID_JSON, started_s)
    return _Decided(replace(invalid, reason=why), INVALID_JSON)


def _drafted(
    arrival: Arrival, verdict: Verdict, outcome: Outcome, answer: Answer, started_s: float
) -> DeliveryDraft:
    return DeliveryDraft(
        arrival=arrival,
        verdict=verdict,
        outcome=outcome,
        status=answer.status,
        started_s=started_s,
        sent_at=sent_at(None, arrival.headers),
    )
