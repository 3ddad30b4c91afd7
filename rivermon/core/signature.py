"""Is a request genuine? Secrets, headers and raw bytes in; a verdict out (protocol, section 3).

Does not know HTTP, where the secrets come from, or what a webhook says.
"""

import hmac
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from enum import StrEnum

import msgspec

from rivermon.core import javascript_json
from rivermon.core.entities import Headers, Scheme, Verdict, VerdictWord
from rivermon.core.json_formats import formats
from rivermon.core.json_slice import data_slice, plain_data_slice

RAW_SIGNATURE = "mr-signature"
RAW_TIMESTAMP = "mr-timestamp"
STAMPED_SIGNATURE = "x-modelriver-signature"
STAMPED_TIMESTAMP = "x-modelriver-timestamp"

_HEX_DIGEST = re.compile(r"\s*(?:sha256=)?([0-9a-f]{64})\s*", re.ASCII | re.IGNORECASE)
_UNIX_SECONDS = re.compile(r"[0-9]{1,12}(?:\.[0-9]{1,9})?", re.ASCII)

# Trying other formats costs several encodings of the body: too much for a stranger's large one.
_DIAGNOSED_BYTES = 64 * 1024

# So many numbers, texts, arrays and objects are written anew, which keeps the interpreter for
# 60 ms in one piece (2 cores). A stranger's 5 MiB of empty arrays would keep it for 0.4 s; no AI
# writes a tenth of this.
_REWRITTEN_VALUES = 250_000


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


class _Sent(msgspec.Struct, frozen=True):
    """What the headers bring. The signatures are the well-formed ones, as bytes."""

    raw: tuple[bytes, ...]
    stamped: tuple[bytes, ...]
    timestamp: str
    any_header: bool

    @property
    def stamped_at(self) -> bytes | None:
        """What was signed before the text itself; None where no such signature can be checked."""
        if not self.stamped or not self.timestamp.strip():
            return None
        return _key(self.timestamp) + b"."


class _Claim(msgspec.Struct, frozen=True):
    """One reading of the signature headers: these digests should be those of this message."""

    scheme: Scheme
    digests: tuple[bytes, ...]
    message: bytes


_Keys = Sequence[tuple[int, bytes]]


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
    keys = _keys(secrets)
    if not keys:
        return Verdict(VerdictWord.NOT_VERIFIED, reason=Refusal.NO_SECRET)
    sent = _sent(headers)
    if not (sent.raw or sent.stamped):
        refusal = Refusal.MALFORMED if sent.any_header else Refusal.NO_SIGNATURE
        return Verdict(VerdictWord.INVALID, reason=refusal)
    match = _match(keys, _claims(sent, body))
    return _verdict(match, headers, received_at, max_age_s)


def may_be_rewritten(headers: Headers) -> bool:
    """True where the signature may be that of `data` as JavaScript writes it."""
    return _sent(headers).stamped_at is not None


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
    match = _match(_keys(secrets), _rewritten_claims(_sent(headers), body))
    return _verdict(match, headers, received_at, max_age_s)


def diagnosis(secrets: Sequence[str], headers: Headers, body: bytes) -> Refusal:
    """The last part of `verify`: the most useful reason why nothing matched.

    Takes longer still; nothing but the operator's curiosity depends on it.
    """
    sent = _sent(headers)
    stripped = [(place, _key(secret)) for place, secret in _stripped(secrets)]
    if stripped and (
        _match(stripped, _claims(sent, body)) or _match(stripped, _rewritten_claims(sent, body))
    ):
        return Refusal.STRIPPED_SECRET
    small = len(body) <= _DIAGNOSED_BYTES
    if small and _match(_keys(secrets), _reformatted_claims(sent, body)):
        return Refusal.REFORMATTED_BODY
    if sent.stamped and sent.stamped_at is None:
        return Refusal.NO_TIMESTAMP
    return Refusal.NO_MATCH


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


def _keys(secrets: Sequence[str]) -> _Keys:
    return [(place, _key(secret)) for place, secret in enumerate(secrets, 1) if secret.strip()]


def _key(secret: str) -> bytes:
    return secret.encode("utf-8", "surrogatepass")


def _sent(headers: Headers) -> _Sent:
    raw: list[str] = []
    stamped: list[str] = []
    timestamps: list[str] = []
    wanted = {RAW_SIGNATURE: raw, STAMPED_SIGNATURE: stamped, STAMPED_TIMESTAMP: timestamps}
    for name, value in headers:
        values = wanted.get(name.lower())
        if values is not None:
            values.append(value)
    timestamp = timestamps[0] if timestamps else ""
    return _Sent(_digests(raw), _digests(stamped), timestamp, bool(raw or stamped))


def _digests(values: Sequence[str]) -> tuple[bytes, ...]:
    found = (_HEX_DIGEST.fullmatch(value) for value in values)
    return tuple(bytes.fromhex(digest[1]) for digest in found if digest)


def _claims(sent: _Sent, body: bytes) -> Iterator[_Claim]:
    """What may have been signed as it was sent; made only when the ones before did not match."""
    if sent.raw:
        yield _Claim(Scheme.RAW_BODY, sent.raw, body)
    stamp = sent.stamped_at
    if stamp is None:
        return
    data = plain_data_slice(body)
    if data is not None:
        yield _Claim(Scheme.TIMESTAMPED_DATA, sent.stamped, stamp + data)
    yield _Claim(Scheme.TIMESTAMPED_BODY, sent.stamped, stamp + body)


def _rewritten_claims(sent: _Sent, body: bytes) -> Iterator[_Claim]:
    """What else may have been signed: `data` as only JavaScript reads it, and as it writes it."""
    stamp = sent.stamped_at
    if stamp is None or _values(body) > _REWRITTEN_VALUES:
        return
    data = data_slice(body)
    if data is None:
        return
    yield _Claim(Scheme.TIMESTAMPED_DATA, sent.stamped, stamp + data)
    rewritten = _as_javascript(data)
    if rewritten is not None:
        yield _Claim(Scheme.TIMESTAMPED_DATA, sent.stamped, stamp + rewritten)


def _values(text: bytes) -> int:
    """No fewer than the values that a JSON text may hold."""
    return text.count(b",") + text.count(b"[") + text.count(b"{")


def _as_javascript(data: bytes) -> bytes | None:
    try:
        return javascript_json.stringify(javascript_json.parse(data))
    except javascript_json.NotJson:
        return None


def _match(keys: _Keys, claims: Iterator[_Claim]) -> tuple[Scheme, int] | None:
    for claim in claims:
        for place, key in keys:
            # Unlike hmac.digest this keeps the interpreter for a usual body: giving it to the
            # writer's thread and getting it back takes longer than the digest.
            expected = hmac.new(key, claim.message, "sha256").digest()
            if any(hmac.compare_digest(expected, digest) for digest in claim.digests):
                return claim.scheme, place
    return None


def _stripped(secrets: Sequence[str]) -> Iterator[tuple[int, str]]:
    for place, secret in enumerate(secrets, 1):
        for variant in {secret.strip(), "".join(secret.split())} - {secret, ""}:
            yield place, variant


def _reformatted_claims(sent: _Sent, body: bytes) -> Iterator[_Claim]:
    """The claims again, as if the sender had written the same JSON in another format."""
    for text in formats(body) if sent.raw else ():
        yield _Claim(Scheme.RAW_BODY, sent.raw, text)
    stamp = sent.stamped_at
    if stamp is None:
        return
    data = data_slice(body)
    for text in formats(data) if data is not None else ():
        yield _Claim(Scheme.TIMESTAMPED_DATA, sent.stamped, stamp + text)
    for text in formats(body):
        yield _Claim(Scheme.TIMESTAMPED_BODY, sent.stamped, stamp + text)
