"""A sample webhook with the headers that it is sent with, and a stream of such.

Signed once: every redelivery carries the same body and the same signature. Does not know how it
is sent.
"""

import itertools
import random
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import msgspec

from rivermon.core.entities import Layout, Scheme
from rivermon.simulator.samples import Sample, sample
from rivermon.simulator.signing import sign


class SignedSample(msgspec.Struct, frozen=True):
    """A sample and its signature headers."""

    sample: Sample
    headers: dict[str, str]


def utc_now() -> datetime:
    """The wall clock: aware, UTC."""
    return datetime.now(UTC)


def signed(sample: Sample, scheme: Scheme, secret: str, now: datetime) -> SignedSample:
    """Sign a sample as ModelRiver does at the time `now`.

    Raises:
        ValueError: the timestamped-data scheme was asked for and the body has no `data`.
    """
    headers = sign(
        scheme,
        secret,
        sample.body,
        timestamp_s=int(now.timestamp()),
        channel_id=sample.channel_id,
    )
    return SignedSample(sample, headers)


def signed_test(
    rng: random.Random,
    *,
    event: str,
    scheme: Scheme,
    data: msgspec.Raw | None,
    secret: str,
    callback_base: str,
    now: Callable[[], datetime] = utc_now,
) -> SignedSample:
    """Make one event webhook as somebody wants it.

    Args:
        rng: the only source of chance.
        event: the event name.
        scheme: how to sign; decides the layout too.
        data: the JSON object that stands for the AI's data, taken byte for byte; None makes one up.
        secret: the webhook secret.
        callback_base: scheme, host and port of the callback URL.
        now: the wall clock, aware.
    """
    at = now()
    made = sample(
        rng,
        event=event,
        layout=layout_for(scheme),
        callback_base=callback_base,
        now=at,
        data=data,
    )
    return signed(made, scheme, secret, at)


def layout_for(scheme: Scheme) -> Layout:
    """The layout of event webhooks that goes with a scheme (protocol, sections 2 and 3)."""
    return Layout.FLAT_EVENT if scheme is Scheme.RAW_BODY else Layout.ENVELOPE


def signed_samples(
    rng: random.Random,
    *,
    count: int | None,
    scheme: Scheme,
    secret: str,
    event: str | None = None,
    callback_base: str | None = None,
    now: Callable[[], datetime] = utc_now,
) -> Iterator[SignedSample]:
    """Make event webhooks one by one, each signed at the moment it is asked for.

    Args:
        rng: the only source of chance.
        count: how many; None never ends.
        scheme: how to sign; decides the layout too.
        secret: the webhook secret.
        event: the event name of all of them; None mixes.
        callback_base: scheme, host and port of the callback URLs; None asks for no callbacks.
        now: the wall clock, aware.
    """
    layout = layout_for(scheme)
    for _ in itertools.count() if count is None else range(count):
        at = now()
        made = sample(rng, event=event, layout=layout, callback_base=callback_base, now=at)
        yield signed(made, scheme, secret, at)
