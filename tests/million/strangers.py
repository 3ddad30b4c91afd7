"""Deliveries that bring no record: standard webhooks, broken ones, and those nobody vouches for.

Each is judged by the core itself. Does not know when they come.
"""

import random
from typing import NamedTuple

import msgspec

from rivermon.core import answers
from rivermon.core.entities import (
    Answer,
    Headers,
    Outcome,
    Verdict,
    VerdictWord,
)
from rivermon.core.signature import Refusal, verify
from rivermon.core.webhook import NotAWebhook, read
from rivermon.store.search_text import parted
from tests.million.moments import SECOND, moment_of
from tests.million.rows import Row, delivery_row
from tests.million.webhooks import COMPLETED, SECRETS, Made, made, signed

Said = tuple[str, str, str, str] | None
_SIGNED = frozenset({"mr-signature", "x-modelriver-signature"})
_STAMPS = frozenset({"mr-timestamp", "x-modelriver-timestamp"})
_WRONG_SECRETS: tuple[tuple[str, ...], ...] = (
    ("another-secret",),
    ("another-secret",),
    ("another-secret",),
    (),
    tuple(f"{secret}\n" for secret in SECRETS),
)


class _Letter(NamedTuple):
    """What came, before it is judged."""

    headers: Headers
    body: bytes
    sent: int
    secrets: tuple[str, ...] = SECRETS


def delivery(
    rng: random.Random,
    outcome: Outcome,
    *,
    id: int,  # noqa: A002 - the column's name
    received: int,
) -> tuple[Row, Said]:
    """A delivery that ends as `outcome` says, and the words under which it is found.

    Args:
        rng: the only source of chance.
        outcome: kept, invalid or rejected.
        id: its id.
        received: its receipt, microseconds since 1970.
    """
    match outcome:
        case Outcome.KEPT:
            return _standard(rng, id, received)
        case Outcome.INVALID:
            return _broken(rng, id, received)
    return _rejected(rng, id, received)


def _standard(rng: random.Random, delivery_id: int, received: int) -> tuple[Row, Said]:
    sent = received // 1000 * 1000 - 1000 * int(rng.lognormvariate(4.6, 0.8))
    webhook = made(rng, sent, standard=True)
    come = signed(rng, webhook, sent, standard=True)
    row = delivery_row(
        id=delivery_id,
        received=received,
        headers=come.headers,
        body=webhook.body,
        type=COMPLETED,
        channel=webhook.channel,
        verdict=VerdictWord.VALID,
        scheme=come.scheme,
        secret=come.secret,
        outcome=Outcome.KEPT,
        status=answers.RECEIVED.status,
        duration_ms=rng.lognormvariate(0.6, 0.4),
        sent=sent,
        dedupe_key=f'["channel","{webhook.channel}","{COMPLETED}",null]',
    )
    return row, (parted(COMPLETED), "", parted(webhook.channel), "")


def _broken(rng: random.Random, delivery_id: int, received: int) -> tuple[Row, Said]:
    letter = _letter(rng, received, broken=True)
    verdict = verify(SECRETS, letter.headers, letter.body, received_at=moment_of(received))
    try:
        read(letter.body, letter.headers)
    except NotAWebhook as why:
        reason = str(why)
    else:
        raise AssertionError("a broken body could be read")
    row = _judged(rng, delivery_id, received, letter, verdict, answers.INVALID_JSON, reason)
    return row, ("", "", "", parted(reason))


def _rejected(rng: random.Random, delivery_id: int, received: int) -> tuple[Row, Said]:
    letter, turned_away = _unwelcome(rng, _letter(rng, received))
    answer = answers.INVALID_SIGNATURE
    if turned_away is not None:
        verdict = Verdict(VerdictWord.NOT_VERIFIED, reason=turned_away)
        answer = answers.TOO_LARGE if turned_away is Refusal.TOO_LARGE else answers.ENCODED
    else:
        moment = moment_of(received)
        verdict = verify(
            letter.secrets, letter.headers, letter.body, received_at=moment, max_age_s=300.0
        )
        if verdict.word is VerdictWord.NOT_VERIFIED:
            answer = answers.NOT_CONFIGURED
    if verdict.genuine:
        raise AssertionError("what should be rejected is genuine")
    row = _judged(rng, delivery_id, received, letter, verdict, answer, verdict.reason)
    return row, ("", "", "", parted(verdict.reason or ""))


def _judged(
    rng: random.Random,
    delivery_id: int,
    received: int,
    letter: _Letter,
    verdict: Verdict,
    answer: Answer,
    reason: str | None,
) -> Row:
    stamped = any(name.lower() in _STAMPS for name, _ in letter.headers)
    return delivery_row(
        id=delivery_id,
        received=received,
        headers=letter.headers,
        body=letter.body,
        verdict=verdict.word,
        scheme=verdict.scheme,
        secret=verdict.secret,
        reason=None if reason is None else str(reason),
        outcome=Outcome.INVALID if verdict.genuine else Outcome.REJECTED,
        status=answer.status,
        duration_ms=rng.lognormvariate(0.2, 0.5),
        sent=letter.sent // SECOND * SECOND if stamped else None,
    )


def _letter(rng: random.Random, received: int, *, broken: bool = False) -> _Letter:
    sent = received - 1000 * int(rng.lognormvariate(5.0, 0.8))
    webhook: Made = made(rng, sent, standard=rng.random() < 0.2)
    if broken:
        half = webhook.body[: int(len(webhook.body) * rng.random())]
        webhook = webhook._replace(body=rng.choice((half, b"[1, 2]", b"null", b"\xff\xfe{}")))
    return _Letter(signed(rng, webhook, sent).headers, webhook.body, sent)


def _unwelcome(rng: random.Random, letter: _Letter) -> tuple[_Letter, Refusal | None]:
    """Spoil a genuine letter; a refusal where its body is not even read."""
    if rng.random() < 0.08:
        refusal = rng.choice((Refusal.TOO_LARGE, Refusal.CONTENT_ENCODING))
        return letter._replace(body=b""), refusal
    if rng.random() < 0.5:
        return letter._replace(secrets=rng.choice(_WRONG_SECRETS)), None
    if rng.random() < 0.12:
        again = msgspec.json.format(letter.body, indent=rng.choice((0, 1)))
        return letter._replace(body=again), None
    return letter._replace(headers=_badly_signed(rng, letter.headers)), None


def _badly_signed(rng: random.Random, headers: Headers) -> Headers:
    unsigned = tuple(pair for pair in headers if pair[0].lower() not in _SIGNED)
    stampless = tuple(pair for pair in unsigned if pair[0].lower() not in _STAMPS)
    malformed = (*unsigned, ("mr-signature", "sha1=0badc0de"))
    unstamped = (*stampless, ("X-ModelRiver-Signature", "0b" * 32))
    return rng.choice((unsigned, unsigned, unsigned, malformed, unstamped))
