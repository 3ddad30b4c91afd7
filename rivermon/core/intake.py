"""The order of things for one webhook: verify, read, store, answer.

Does not know HTTP or SQLite. The answer never waits for the callback (protocol, section 6).
"""

import logging
from collections.abc import Sequence

import msgspec
from msgspec.structs import replace

from rivermon.core.aside import Crowded
from rivermon.core.callback import WINDOW
from rivermon.core.callback_gate import CallbackGate
from rivermon.core.content import Unprocessable, dedupe_key
from rivermon.core.content import draft as record_of
from rivermon.core.drafts import CallbackDraft, DeliveryDraft, RecordDraft
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
from rivermon.core.judge import LARGE, Judge
from rivermon.core.ports import Clock, Store, StoreUnavailable
from rivermon.core.rejections import Rejections
from rivermon.core.sent_time import sent_at
from rivermon.core.signature import Refusal
from rivermon.core.webhook import NotAWebhook, read

_log = logging.getLogger(__name__)
_NO_SECRET_RETRY_S = 30
_STORE_RETRY_S = 5

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


class _Brought(msgspec.Struct, frozen=True):
    """What a webhook brings beside itself; `failure` says why it makes no record, if it should."""

    record: RecordDraft | None = None
    callback: CallbackDraft | None = None
    failure: str | None = None


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
        rejections: Rejections | None = None,
    ) -> None:
        """Take in webhooks that one of `secrets` signed.

        Args:
            store: where deliveries are committed.
            feed: where trouble is told.
            clock: the time.
            gate: where callbacks may go.
            secrets: the webhook secrets, in the order in which they are tried and counted.
            max_age_s: how old a signed timestamp may be, in seconds; None for any age.
            rejections: what becomes of rejected requests when they are many.
        """
        self._store = store
        self._feed = feed
        self._clock = clock
        self._gate = gate
        self._judge = Judge(secrets, max_age_s)
        self._rejections = Rejections(clock.monotonic_s) if rejections is None else rejections
        self._store_down = False

    @property
    def dropped(self) -> int:
        """How many rejected requests were counted and not kept, since the start."""
        return self._rejections.dropped

    async def receive(self, arrival: Arrival) -> Answer:
        """Decide about a request and commit it; answer only then (protocol, section 4)."""
        started_s = self._clock.monotonic_s()
        if len(arrival.body) <= LARGE:
            verdict = self._judge.glance(arrival)
        else:
            verdict = await self._judge.beside(self._judge.glance, arrival)
        if not verdict.genuine:
            return await self._doubt(arrival, verdict, started_s)
        return await self._take_in(arrival, verdict, started_s)

    async def turn_away(self, arrival: Arrival, why: Refusal) -> Answer:
        """Answer a request whose body was not even read, and keep what is known of it."""
        answer = TOO_LARGE if why is Refusal.TOO_LARGE else ENCODED
        verdict = Verdict(VerdictWord.NOT_VERIFIED, reason=why)
        started_s = self._clock.monotonic_s()
        if not self._rejections.keeps(arrival):
            return answer
        rejected = _drafted(arrival, verdict, Outcome.REJECTED, answer, started_s)
        return await self._commit(rejected, answer)

    async def health(self) -> str | None:
        """What is wrong, in one word; None when webhooks can be taken in."""
        if not self._judge.configured:
            return "unconfigured"
        try:
            await self._store.check()
        except StoreUnavailable as trouble:
            self._store_failed(trouble)
            return "unavailable"
        self._store_works()
        return None

    async def _take_in(self, arrival: Arrival, verdict: Verdict, started_s: float) -> Answer:
        if len(arrival.body) <= LARGE:
            decided = self._read(arrival, verdict, started_s)
        else:
            decided = await self._judge.beside(self._read, arrival, verdict, started_s)
        if decided.trouble is not None:
            self._feed.tell([decided.trouble])
        return await self._commit(decided.draft, decided.answer)

    async def _doubt(self, arrival: Arrival, verdict: Verdict, started_s: float) -> Answer:
        """Look again at what does not match as it was sent; reject it, or take it in after all."""
        try:
            verdict = await self._judge.second_look(arrival, verdict)
        except Crowded:
            return UNAVAILABLE
        if verdict.genuine:
            return await self._take_in(arrival, verdict, started_s)
        wrong = verdict.word is VerdictWord.INVALID
        wait_s = self._rejections.mistake(arrival) if wrong else 0.0
        if self._rejections.keeps(arrival, suspect=wait_s > 0):
            verdict = await self._judge.explained(arrival, verdict)
            rejected, trouble = _rejected(arrival, verdict, started_s)
            self._feed.tell([trouble])
            await self._commit(rejected, INVALID_SIGNATURE)
        await self._rejections.make_wait(wait_s)
        return INVALID_SIGNATURE if wrong else NOT_CONFIGURED

    def _read(self, arrival: Arrival, verdict: Verdict, started_s: float) -> _Decided:
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
        brought = self._brought(arrival, webhook)
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
        return _Decided(draft, RECEIVED, trouble)

    def _brought(self, arrival: Arrival, webhook: Webhook) -> _Brought:
        if not webhook.event_driven:
            return _Brought()
        try:
            record = record_of(webhook)
        except Unprocessable as why:
            callback = self._callback(arrival, webhook, CallbackKind.ERROR, str(why))
            return _Brought(callback=callback, failure=str(why))
        return _Brought(record, self._callback(arrival, webhook, CallbackKind.SUCCESS))

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
        if not self._store_down:  # once: ModelRiver comes again and again, and the disk may be full
            _log.error("%s Webhooks are answered 503 until then.", trouble)
        self._store_down = True
        self._feed.tell([TroubleBegan(Trouble.STORE, str(trouble))])

    def _store_works(self) -> None:
        if self._store_down:
            self._store_down = False
            self._feed.tell([TroubleEnded(Trouble.STORE)])


def _rejected(
    arrival: Arrival, verdict: Verdict, started_s: float
) -> tuple[DeliveryDraft, TroubleBegan]:
    unconfigured = verdict.word is VerdictWord.NOT_VERIFIED
    answer = NOT_CONFIGURED if unconfigured else INVALID_SIGNATURE
    trouble = Trouble.NO_SECRET if unconfigured else Trouble.REJECTED
    detail = "" if unconfigured else verdict.reason or ""
    rejected = _drafted(arrival, verdict, Outcome.REJECTED, answer, started_s)
    return rejected, TroubleBegan(trouble, detail)


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
