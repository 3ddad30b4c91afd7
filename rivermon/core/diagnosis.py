"""What was signed, what was expected, and what to do about it: one request's signature in words.

Pure. Does not know where secrets are kept; a secret itself is never part of a diagnosis, nor is a
whole signature that a configured one gives: with it anybody could send that body.
"""

import hmac
from collections.abc import Iterator, Sequence
from enum import StrEnum

import msgspec

from rivermon.core.entities import Delivery, Headers, Scheme
from rivermon.core.json_slice import data_slice
from rivermon.core.signature import Explained, Refusal, age_s, explained, verify
from rivermon.core.signed_bytes import (
    RAW_SIGNATURE,
    STAMPED_SIGNATURE,
    Claim,
    Keys,
    Sent,
    key_of,
    keys_of,
    match_of,
    read_headers,
    rewritten_claims,
    well_formed,
)

_SHOWN_DIGITS = 8
_UNREAD = frozenset({Refusal.TOO_LARGE, Refusal.CONTENT_ENCODING})


class Signed(StrEnum):
    """Which bytes a scheme signs, or why there are none."""

    BODY = "the body as it came"
    DATA = "the timestamp, a full stop, and the body's data as it came"
    REWRITTEN_DATA = "the timestamp, a full stop, and the body's data as JavaScript writes it"
    STAMPED_BODY = "the timestamp, a full stop, and the body as it came"
    NO_TIMESTAMP = "nothing: there is no timestamp header"
    NO_DATA = "nothing: the body has no data"
    NOT_READ = "not known: the body was not read"


class SchemeTried(msgspec.Struct, frozen=True, kw_only=True):
    """One published scheme, as it was tried.

    `header` is the signature header's name as it came, None where there is none; `sent` what it
    says, and `malformed` that this is not a signature; `expected` the beginnings of what each
    configured secret would give, in their order and empty for a blank one; `signed` which bytes
    the scheme signs, in words, and `size` how many they are; `matches` the number (from 1) of the
    secret that matches now, None if none does.
    """

    scheme: Scheme
    header: str | None
    sent: str | None
    signed: str
    size: int | None
    expected: tuple[str, ...] = ()
    matches: int | None = None
    malformed: bool = False


class Diagnosis(msgspec.Struct, frozen=True, kw_only=True):
    """Everything about one request's signature, looked at with today's secrets.

    `finding` is the value of a `signature.Refusal`, None when the request is genuine now;
    `secrets` is how many webhook secrets are configured; `age_s` how old the signed timestamp was
    at the receipt, in seconds. `nearly` and `nearly_by` are the secret (from 1) and the scheme that
    would match without spaces in the secret, or with the body in another format.
    """

    finding: str | None
    secrets: int
    tried: tuple[SchemeTried, ...]
    age_s: float | None = None
    nearly: int | None = None
    nearly_by: Scheme | None = None


def diagnose(delivery: Delivery, secrets: Sequence[str], max_age_s: float | None) -> Diagnosis:
    """Look at a stored request's signature with the secrets as they are now.

    Takes a second for the largest bodies, as verifying them does.

    Args:
        delivery: with its headers and its body.
        secrets: the configured webhook secrets, in the order in which they are counted.
        max_age_s: how old a signed timestamp may have been at the receipt; None for any age.

    Returns:
        The finding for the request as it came, and each published scheme as it was tried.
    """
    headers, body = delivery.headers, delivery.body
    unread = delivery.verdict.reason in _UNREAD
    nearly = _unread(delivery) if unread else _found(delivery, secrets, max_age_s)
    return Diagnosis(
        finding=nearly.refusal if nearly is not None else None,
        secrets=len(secrets),
        tried=tuple(_tried(headers, None if unread else body, secrets)),
        age_s=age_s(headers, delivery.received_at),
        nearly=nearly.secret if nearly is not None else None,
        nearly_by=nearly.scheme if nearly is not None else None,
    )


def _unread(delivery: Delivery) -> Explained:
    return Explained(Refusal(delivery.verdict.reason or ""))


def _found(delivery: Delivery, secrets: Sequence[str], max_age_s: float | None) -> Explained | None:
    verdict = verify(
        secrets,
        delivery.headers,
        delivery.body,
        received_at=delivery.received_at,
        max_age_s=max_age_s,
    )
    if verdict.genuine:
        return None
    refusal = Refusal(verdict.reason or "")
    if refusal in {Refusal.STRIPPED_SECRET, Refusal.REFORMATTED_BODY}:
        return explained(secrets, delivery.headers, delivery.body)
    return Explained(refusal)


def _tried(headers: Headers, body: bytes | None, secrets: Sequence[str]) -> Iterator[SchemeTried]:
    sent = read_headers(headers)
    for scheme in Scheme:
        raw = scheme is Scheme.RAW_BODY
        header, value = _header(headers, RAW_SIGNATURE if raw else STAMPED_SIGNATURE)
        signed, message, matches = _looked_at(scheme, sent, body, keys_of(secrets))
        yield SchemeTried(
            scheme=scheme,
            header=header,
            sent=value,
            signed=signed,
            size=None if message is None else len(message),
            expected=() if message is None else _beginnings(secrets, message),
            matches=matches,
            malformed=value is not None and not well_formed(value),
        )


def _header(headers: Headers, wanted: str) -> tuple[str | None, str | None]:
    """The first header of this name, as it came: one that is well-formed before any other."""
    found = [(name, value) for name, value in headers if name.lower() == wanted]
    return min(found, key=lambda header: not well_formed(header[1]), default=(None, None))


def _looked_at(
    scheme: Scheme, sent: Sent, body: bytes | None, keys: Keys
) -> tuple[Signed, bytes | None, int | None]:
    """What a scheme signs of this request, and the secret that matches; the reading that matches.

    Where none does it is the first reading, the bytes as they came.
    """
    if body is None:
        return Signed.NOT_READ, None, None
    digests = sent.raw if scheme is Scheme.RAW_BODY else sent.stamped
    first: tuple[Signed, bytes | None] = (_nothing_signed(scheme, sent), None)
    for signed, message in _readings(scheme, sent, body):
        match = match_of(keys, [Claim(scheme, digests, message)])
        if match is not None:
            return signed, message, match[1]
        if first[1] is None:
            first = signed, message
    return (*first, None)


def _readings(scheme: Scheme, sent: Sent, body: bytes) -> Iterator[tuple[Signed, bytes]]:
    """What a scheme may have signed, as `signature.verify` tries it."""
    if scheme is Scheme.RAW_BODY:
        yield Signed.BODY, body
        return
    if not sent.timestamp.strip():
        return
    stamp = key_of(sent.timestamp) + b"."
    if scheme is Scheme.TIMESTAMPED_BODY:
        yield Signed.STAMPED_BODY, stamp + body
        return
    data = data_slice(body)
    if data is not None:
        yield Signed.DATA, stamp + data
        for claim in rewritten_claims(sent, body):
            yield Signed.REWRITTEN_DATA, claim.message


def _nothing_signed(scheme: Scheme, sent: Sent) -> Signed:
    if scheme is not Scheme.RAW_BODY and not sent.timestamp.strip():
        return Signed.NO_TIMESTAMP
    return Signed.NO_DATA


def _beginnings(secrets: Sequence[str], message: bytes) -> tuple[str, ...]:
    return tuple(
        hmac.digest(key_of(secret), message, "sha256").hex()[:_SHOWN_DIGITS] + "…"
        if secret.strip()
        else ""
        for secret in secrets
    )
