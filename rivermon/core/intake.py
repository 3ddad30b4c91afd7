"""The order of things for one webhook: verify, read, store, answer.

Does not know HTTP or SQLite. The answer never waits for the callback (protocol, section 6).
"""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime

from msgspec.structs import replace

from rivermon.core.acceptance import Acceptance, Decided
from rivermon.core.answers import (
    ENCODED,
    INVALID_SIGNATURE,
    NOT_CONFIGURED,
    TOO_LARGE,
    UNAVAILABLE,
)
from rivermon.core.approval import ApprovalRules
from rivermon.core.aside import Crowded
from rivermon.core.callback_gate import CallbackGate
from rivermon.core.drafts import DeliveryDraft
from rivermon.core.entities import Answer, Arrival, Delivery, Kept, Outcome, Verdict, VerdictWord
from rivermon.core.feed import ChangeFeed, Trouble, TroubleBegan, TroubleEnded
from rivermon.core.judge import LARGE, Judge
from rivermon.core.ports import Clock, Store, StoreUnavailable
from rivermon.core.rejections import Rejections
from rivermon.core.replay import CannotReplay, as_it_came, not_genuine
from rivermon.core.sent_time import sent_at
from rivermon.core.signature import Refusal

_log = logging.getLogger(__name__)


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
        approval: Callable[[], ApprovalRules] = ApprovalRules,
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
            approval: gives the rules of what waits for the operator, as they are then.
        """
        self._store = store
        self._feed = feed
        self._clock = clock
        self._acceptance = Acceptance(gate, approval)
        self._judge = Judge(secrets, max_age_s)
        self._rejections = Rejections(clock.monotonic_s) if rejections is None else rejections
        self._store_down = False

    @property
    def dropped(self) -> int:
        """How many rejected requests were counted and not kept, since the start."""
        return self._rejections.dropped

    def verify_with(self, secrets: Sequence[str], max_age_s: float | None) -> None:
        """Take in what one of these secrets signed, and no older than that, from now on."""
        self._judge.verify_with(secrets, max_age_s)

    async def receive(self, arrival: Arrival) -> Answer:
        """Decide about a request and commit it; answer only then (protocol, section 4)."""
        started_s = self._clock.monotonic_s()
        verdict = await self._glance(arrival)
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

    async def replay(self, delivery: Delivery) -> Kept:
        """Take a stored delivery in once more, as the operator wants it.

        It is verified with today's secrets, as of the moment when it came, and its callback's
        window is the one that began then: once that is over, the callback is tried once, as
        whatever is asked for by hand. Nobody sent anything: it is not slowed down as a stranger's
        request is, and no mistake of anybody's.

        Args:
            delivery: as it is stored, with its headers and body.

        Raises:
            CannotReplay: it is not genuine today either, or its body was not kept.
            StoreUnavailable: it cannot be committed.
        """
        started_s = self._clock.monotonic_s()
        first = as_it_came(delivery)
        verdict = await self._verdict_today(first)
        again = replace(first, received_at=self._clock.now(), replay_of=delivery.id)
        decided = await self._decide(again, verdict, started_s, first.received_at)
        try:
            kept = await self._store.keep(decided.draft)
        except StoreUnavailable as trouble:
            self._store_failed(trouble)
            raise
        self._store_works()
        return kept

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

    async def _glance(self, arrival: Arrival) -> Verdict:
        if len(arrival.body) <= LARGE:
            return self._judge.glance(arrival)
        return await self._judge.beside(self._judge.glance, arrival)

    async def _verdict_today(self, first: Arrival) -> Verdict:
        """The verdict on a stored request by the secrets of today; genuine, or it is raised."""
        verdict = await self._glance(first)
        try:
            verdict = await self._judge.second_look(first, verdict)
        except Crowded as crowded:
            raise CannotReplay(
                "Nothing was replayed: too many other signatures are being looked at. Try again "
                "in a minute."
            ) from crowded
        if not verdict.genuine:
            raise not_genuine(await self._judge.explained(first, verdict))
        return verdict

    async def _take_in(self, arrival: Arrival, verdict: Verdict, started_s: float) -> Answer:
        decided = await self._decide(arrival, verdict, started_s, arrival.received_at)
        return await self._commit(decided.draft, decided.answer)

    async def _decide(
        self, arrival: Arrival, verdict: Verdict, started_s: float, first_receipt: datetime
    ) -> Decided:
        decide = self._acceptance.decide
        if len(arrival.body) <= LARGE:
            decided = decide(arrival, verdict, started_s, first_receipt)
        else:
            decided = await self._judge.beside(decide, arrival, verdict, started_s, first_receipt)
        if decided.trouble is not None:
            self._feed.tell([decided.trouble])
        return decided

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
            if wrong or not self._judge.configured:  # there may be a secret since it came
                self._feed.tell([trouble])
            await self._commit(rejected, INVALID_SIGNATURE)
        await self._rejections.make_wait(wait_s)
        return INVALID_SIGNATURE if wrong else NOT_CONFIGURED

    async def _commit(self, delivery: DeliveryDraft, answer: Answer) -> Answer:
        try:
            await self._store.keep(delivery)
        except StoreUnavailable as trouble:
            self._store_failed(trouble)
            # What was rejected is rejected, whether or not it could be kept.
            return answer if delivery.outcome is Outcome.REJECTED else UNAVAILABLE
        self._store_works()
        return answer

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
