"""Genuine webhooks of every layout and scheme, as the bytes that a sender puts on the wire."""

import hmac
import random
from collections.abc import Iterable, Mapping

from rivermon.core.entities import Layout, Scheme
from rivermon.simulator.samples import sample, text_sample
from rivermon.simulator.signed_sample import SignedSample, signed, utc_now
from tests.hostile.besieged import SECRET
from tests.net.raw_http import request

CALLBACKS = "https://api.modelriver.com"


def genuine() -> list[SignedSample]:
    """One webhook of each layout by each scheme that can sign it."""
    made = []
    for layout in Layout:
        for scheme in Scheme:
            if scheme is Scheme.TIMESTAMPED_DATA and layout is Layout.FLAT_EVENT:
                continue
            rng, now = random.Random(f"{layout} {scheme}"), utc_now()
            body = sample(rng, event=None, layout=layout, callback_base=CALLBACKS, now=now)
            made.append(signed(body, scheme, SECRET, now))
    text = text_sample(random.Random("text"), event=None, callback_base=CALLBACKS, now=utc_now())
    return [*made, signed(text, Scheme.TIMESTAMPED_DATA, SECRET, utc_now())]


def header_lines(headers: Mapping[str, str]) -> list[bytes]:
    return [f"{name}: {value}".encode() for name, value in headers.items()]


def on_the_wire(letter: SignedSample, more: Iterable[bytes] = ()) -> bytes:
    headers = [b"Content-Type: application/json", *header_lines(letter.headers), *more]
    return request("/webhooks/modelriver", letter.sample.body, headers=headers)


def sealed(body: bytes, secret: str = SECRET) -> list[bytes]:
    """The header that makes any body genuine."""
    return [b"mr-signature: " + hmac.digest(secret.encode(), body, "sha256").hex().encode()]


def genuine_request(body: bytes, more: Iterable[bytes] = (), path: str = "/webhook") -> bytes:
    return request(path, body, headers=[*sealed(body), *more])


def event(channel: str, title: str = "Genuine") -> bytes:
    """A small event's body that makes a record."""
    return (
        f'{{"type":"task.ai_generated","event":"e","channel_id":"{channel}",'
        f'"ai_response":{{"data":{{"title":"{title}"}}}},'
        f'"callback_url":"{CALLBACKS}/v1/callback/{channel}"}}'
    ).encode()
