"""Is a request genuine? Secrets, headers and raw bytes in; a verdict out (protocol, section 3).

Does not know HTTP, where the secrets come from, or what a webhook says.
"""

import itertools
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from enum import StrEnum

import msgspec

from rivermon.core.entities import Headers, Scheme, Verdict, VerdictWord
from rivermon.core.signed_bytes import (
    RAW_TIMESTAMP,
    STAMPED_TIMESTAMP,
    claims_as_sent,
    keys_of,
    match_of,
    read_headers,
    reformatted_claims,
    rewritten_claims,
    stripped_keys,
)

_UNIX_SECONDS = re.compile(r"[0-9]{1,12}(?:\.[0-9]{1,9})?", re.ASCII)

# Trying other formats costs several encodings of the body: too much for a stranger's large one.
_DIAGNOSED_BYTES = 64 * 1024


class Refusal(StrEnum):
    """Why a request is not accepted, in the operator's words; never told to the sender."""

    NO_SIGNATURE = "no signature header"
    MALFORMED = "signature header malformed"
    NO_TIMESTAMP = "timestamp header missing"
    NO_MATCH = "does not match any configured secret"
    STRIPPED_SECRET = "matches if the secret is stripped of spaces or newlines"
    REFORMATTED_BODY = "matches a re-formatted body (a proxy rewrote the JSON)"
    TOO_OLD = "too old"
    NO_SECRET = "no webhook secret is configured"
    TOO_LARGE = "body over the limit"
    CONTENT_ENCODING = "content encoding not supported"


class Explained(msgspec.Struct, frozen=True):
    """Why nothing matched; `scheme` and `secret` (from 1) where something nearly did."""

    refusal: Refusal
    scheme: Scheme | None = None
    secret: int | None = None


def verify(
    secrets: Sequence[str],
    headers: Headers,
    body: bytes,
    *,
    received_at: datetime,
    max_age_s: float | None = None,
) -> Verdict:
    """Judge one request by every published scheme and every configured secret.

    Any one match authenticates the sender; all digests are compared in constant time. Secrets are
    used exactly as they are configured, but a blank one never verifies anything.

    A property of the published schemes, not of this code: `timestamped-data` signs `data` and the
    timestamp only, so whatever stands beside `data` in such a body (a `callback_url`, a
    `channel_id`, even an `ai_response`) is not protected, and neither are the headers that
    `raw-body` leaves out. Callbacks are therefore limited to allowed hosts, whatever the verdict.

    Args:
        secrets: The configured webhook secrets; the verdict counts them from 1.
        headers: As they came; names are compared without case.
        body: The raw bytes, never a re-serialisation.
        received_at: When the request came, aware.
        max_age_s: Refuse what was signed longer ago than this many seconds; None takes any age,
            and so does a request whose timestamp is missing or cannot be read.

    Returns:
        Valid with scheme and secret, or Invalid or Not Verified with the most useful `Refusal`.
    """
    verdict = glance(secrets, headers, body, received_at=received_at, max_age_s=max_age_s)
    if verdict.reason == Refusal.NO_MATCH and may_be_rewritten(headers):
        verdict = look_closer(secrets, headers, body, received_at=received_at, max_age_s=max_age_s)
    if verdict.reason != Refusal.NO_MATCH:
        return verdict
    return Verdict(VerdictWord.INVALID, reason=diagnosis(secrets, headers, body))


def glance(
    secrets: Sequence[str],
    headers: Headers,
    body: bytes,
    *,
    received_at: datetime,
    max_age_s: float | None = None,
) -> Verdict:
    """The first part of `verify`: compare with the bytes as they were sent, which is quick.

    Returns:
        The verdict of `verify`, but NO_MATCH also for what `look_closer` may still find genuine and
        `diagnosis` may explain.
    """
    keys = keys_of(secrets)
    if not keys:
        return Verdict(VerdictWord.NOT_VERIFIED, reason=Refusal.NO_SECRET)
    sent = read_headers(headers)
    if not (sent.raw or sent.stamped):
        refusal = Refusal.MALFORMED if sent.any_header else Refusal.NO_SIGNATURE
        return Verdict(VerdictWord.INVALID, reason=refusal)
    match = match_of(keys, claims_as_sent(sent, body))
    return _verdict(match, headers, received_at, max_age_s)


def may_be_rewritten(headers: Headers) -> bool:
    """True where the signature may be that of `data` as JavaScript writes it."""
    return read_headers(headers).stamped_at is not None


def look_closer(
    secrets: Sequence[str],
    headers: Headers,
    body: bytes,
    *,
    received_at: datetime,
    max_age_s: float | None = None,
) -> Verdict:
    """The second part of `verify`: compare with `data` as JavaScript would have written it.

    That takes a second for the largest bodies, which any stranger may send.
    """
    match = match_of(keys_of(secrets), rewritten_claims(read_headers(headers), body))
    return _verdict(match, headers, received_at, max_age_s)


def diagnosis(secrets: Sequence[str], headers: Headers, body: bytes) -> Refusal:
    """The last part of `verify`: the most useful reason why nothing matched.

    Takes longer still; nothing but the operator's curiosity depends on it.
    """
    return explained(secrets, headers, body).refusal


def explained(secrets: Sequence[str], headers: Headers, body: bytes) -> Explained:
    """The same, and which secret by which scheme would have matched something else."""
    sent = read_headers(headers)
    stripped = stripped_keys(secrets)
    claims = itertools.chain(claims_as_sent(sent, body), rewritten_claims(sent, body))
    if stripped and (match := match_of(stripped, claims)):
        return Explained(Refusal.STRIPPED_SECRET, *match)
    small = len(body) <= _DIAGNOSED_BYTES
    if small and (match := match_of(keys_of(secrets), reformatted_claims(sent, body))):
        return Explained(Refusal.REFORMATTED_BODY, *match)
    if sent.stamped and sent.stamped_at is None:
        return Explained(Refusal.NO_TIMESTAMP)
    return Explained(Refusal.NO_MATCH)


def age_s(headers: Headers, received_at: datetime) -> float | None:
    """Seconds between the timestamp header (Unix seconds or ISO 8601) and `received_at`.

    X-ModelRiver-Timestamp, which is signed, goes before mr-timestamp, which is not: nobody can make
    an old request young by adding the other one.

    Returns:
        A negative age when the sender's clock is ahead; None without a readable timestamp.
    """
    stamps = {name.lower(): value for name, value in reversed(headers)}
    text = (stamps.get(STAMPED_TIMESTAMP) or stamps.get(RAW_TIMESTAMP) or "").strip()
    if _UNIX_SECONDS.fullmatch(text):
        return received_at.timestamp() - float(text)
    try:
        signed_at = datetime.fromisoformat(text)
    except ValueError:
        return None
    if signed_at.tzinfo is None:
        signed_at = signed_at.replace(tzinfo=UTC)
    return (received_at - signed_at).total_seconds()


def _verdict(
    match: tuple[Scheme, int] | None,
    headers: Headers,
    received_at: datetime,
    max_age_s: float | None,
) -> Verdict:
    if match is None:
        return Verdict(VerdictWord.INVALID, reason=Refusal.NO_MATCH)
    if max_age_s is not None and (age_s(headers, received_at) or 0.0) > max_age_s:
        return Verdict(VerdictWord.INVALID, reason=Refusal.TOO_OLD)
    scheme, place = match
    return Verdict(VerdictWord.VALID, scheme=scheme, secret=place)
