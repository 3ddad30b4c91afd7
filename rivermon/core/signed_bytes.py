"""What a request's headers bring, and which bytes each published scheme says were signed.

Does not judge: whoever has the secrets compares (protocol, section 3). Every claim is made only
when the ones before it did not match, for some cost several encodings of the body.
"""

import hmac
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from rivermon.core import javascript_json
from rivermon.core.entities import Headers, Scheme
from rivermon.core.json_formats import formats
from rivermon.core.json_slice import data_slice, plain_data_slice

RAW_SIGNATURE = "mr-signature"
RAW_TIMESTAMP = "mr-timestamp"
STAMPED_SIGNATURE = "x-modelriver-signature"
STAMPED_TIMESTAMP = "x-modelriver-timestamp"

_HEX_DIGEST = re.compile(r"\s*(?:sha256=)?([0-9a-f]{64})\s*", re.ASCII | re.IGNORECASE)

# So many numbers, texts, arrays and objects are written anew, which keeps the interpreter for
# 60 ms in one piece (2 cores). A stranger's 5 MiB of empty arrays would keep it for 0.4 s; no AI
# writes a tenth of this.
_REWRITTEN_VALUES = 250_000


class Sent(msgspec.Struct, frozen=True):
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
        return key_of(self.timestamp) + b"."


class Claim(msgspec.Struct, frozen=True):
    """One reading of the signature headers: these digests should be those of this message."""

    scheme: Scheme
    digests: tuple[bytes, ...]
    message: bytes


Keys = Sequence[tuple[int, bytes]]
"""Secrets as keys, each with its number from 1; blank ones are left out."""


def keys_of(secrets: Sequence[str]) -> Keys:
    """The secrets as they are configured; a blank one never verifies anything."""
    return [(place, key_of(secret)) for place, secret in enumerate(secrets, 1) if secret.strip()]


def key_of(secret: str) -> bytes:
    """A text from outside as bytes, whatever is in it."""
    return secret.encode("utf-8", "surrogatepass")


def read_headers(headers: Headers) -> Sent:
    """What the headers bring; their names are compared without case."""
    raw: list[str] = []
    stamped: list[str] = []
    timestamps: list[str] = []
    wanted = {RAW_SIGNATURE: raw, STAMPED_SIGNATURE: stamped, STAMPED_TIMESTAMP: timestamps}
    for name, value in headers:
        values = wanted.get(name.lower())
        if values is not None:
            values.append(value)
    timestamp = timestamps[0] if timestamps else ""
    return Sent(_digests(raw), _digests(stamped), timestamp, bool(raw or stamped))


def well_formed(value: str) -> bool:
    """True when a header's text is a signature: 64 hexadecimal digits, perhaps with a prefix."""
    return _HEX_DIGEST.fullmatch(value) is not None


def _digests(values: Sequence[str]) -> tuple[bytes, ...]:
    found = (_HEX_DIGEST.fullmatch(value) for value in values)
    return tuple(bytes.fromhex(digest[1]) for digest in found if digest)


def claims_as_sent(sent: Sent, body: bytes) -> Iterator[Claim]:
    """What may have been signed as it was sent; made only when the ones before did not match."""
    if sent.raw:
        yield Claim(Scheme.RAW_BODY, sent.raw, body)
    stamp = sent.stamped_at
    if stamp is None:
        return
    data = plain_data_slice(body)
    if data is not None:
        yield Claim(Scheme.TIMESTAMPED_DATA, sent.stamped, stamp + data)
    yield Claim(Scheme.TIMESTAMPED_BODY, sent.stamped, stamp + body)


def rewritten_claims(sent: Sent, body: bytes) -> Iterator[Claim]:
    """What else may have been signed: `data` as only JavaScript reads it, and as it writes it."""
    stamp = sent.stamped_at
    if stamp is None or _values(body) > _REWRITTEN_VALUES:
        return
    data = data_slice(body)
    if data is None:
        return
    yield Claim(Scheme.TIMESTAMPED_DATA, sent.stamped, stamp + data)
    rewritten = as_javascript(data)
    if rewritten is not None:
        yield Claim(Scheme.TIMESTAMPED_DATA, sent.stamped, stamp + rewritten)


def _values(text: bytes) -> int:
    """No fewer than the values that a JSON text may hold."""
    return text.count(b",") + text.count(b"[") + text.count(b"{")


def as_javascript(data: bytes) -> bytes | None:
    """JSON as JavaScript would have written it; None for what is not JSON."""
    try:
        return javascript_json.stringify(javascript_json.parse(data))
    except javascript_json.NotJson:
        return None


def match_of(keys: Keys, claims: Iterable[Claim]) -> tuple[Scheme, int] | None:
    """The scheme and the secret of the first claim that holds, each compared in constant time."""
    for claim in claims:
        for place, key in keys:
            # Unlike hmac.digest this keeps the interpreter for a usual body: giving it to the
            # writer's thread and getting it back takes longer than the digest.
            expected = hmac.new(key, claim.message, "sha256").digest()
            if any(hmac.compare_digest(expected, digest) for digest in claim.digests):
                return claim.scheme, place
    return None


def stripped_keys(secrets: Sequence[str]) -> Keys:
    """The secrets that have spaces or line ends, without them.

    Blanks part several secrets where they are configured: one with a blank in it is two there, and
    counts as the first of them.
    """
    stripped = [
        (place, key_of(variant))
        for place, secret in enumerate(secrets, 1)
        for variant in sorted({secret.strip(), "".join(secret.split())} - {secret, ""})
    ]
    torn = [
        (place, key_of("".join((one + other).split())))
        for place, (one, other) in enumerate(itertools.pairwise(secrets), 1)
        if one.strip() and other.strip()
    ]
    return stripped + torn


def reformatted_claims(sent: Sent, body: bytes) -> Iterator[Claim]:
    """The claims again, as if the sender had written the same JSON in another format."""
    for text in formats(body) if sent.raw else ():
        yield Claim(Scheme.RAW_BODY, sent.raw, text)
    stamp = sent.stamped_at
    if stamp is None:
        return
    data = data_slice(body)
    for text in formats(data) if data is not None else ():
        yield Claim(Scheme.TIMESTAMPED_DATA, sent.stamped, stamp + text)
    for text in formats(body):
        yield Claim(Scheme.TIMESTAMPED_BODY, sent.stamped, stamp + text)
