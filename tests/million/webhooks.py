"""Makes webhooks as ModelRiver sends them: a flat body of about 1 KB, its headers, a signature.

Chance and time are handed in. Does not know what becomes of a webhook.
"""

import hmac
import random
from typing import Any, NamedTuple, TypeVar

import msgspec

from rivermon.core.entities import EVENT_TYPE, Headers, Scheme
from tests.million import vocabulary
from tests.million.moments import SECOND, text_of

SECRETS = ("fixture-secret-one", "fixture-secret-two")
"""All signatures are made with one of these."""

COMPLETED = "task.completed"
HOST = "api.modelriver.com"
FOREIGN_HOST = "hooks.example.net"
_encode = msgspec.json.Encoder().encode
T = TypeVar("T")
_KEYS = tuple(secret.encode() for secret in SECRETS)


class Made(NamedTuple):
    """A webhook's content, and the parts of it that are stored more than once, as JSON."""

    channel: str
    event: str
    url: str
    title: str
    description: str
    category: str
    metadata: dict[str, Any]
    metadata_json: str
    content_json: bytes
    body: bytes


class Signed(NamedTuple):
    """How a webhook came in."""

    scheme: Scheme
    secret: int
    headers: Headers


def made(
    rng: random.Random,
    sent: int,
    *,
    must_have: str | None = None,
    host: str = HOST,
    standard: bool = False,
) -> Made:
    """Make one webhook on a new channel.

    Args:
        rng: the only source of chance.
        sent: the moment in its timestamp, microseconds since 1970.
        must_have: a word of its description.
        host: where it wants to be called back.
        standard: of the layout that nobody waits for, instead of an event's.
    """
    chance = rng.random
    channel = _channel(rng)
    event = _skewed(chance(), vocabulary.EVENTS)
    category = _skewed(chance(), vocabulary.CATEGORIES)
    provider, model = _skewed(chance(), vocabulary.MODELS)
    content = _content(rng, must_have)
    customer = _customer(rng, category)
    content_json, customer_json = _encode(content), _encode(customer)
    url = f"https://{host}/v1/callback/{channel}"
    prompt, completion = 60 + int(900 * chance()), 120 + int(700 * chance())
    about = (
        f'"customer_data":{customer_json.decode()},"meta":{{"status":"success","http_status":200,'
        f'"provider":"{provider}","model":"{model}","duration_ms":{400 + int(9000 * chance())},'
        f'"usage":{{"prompt_tokens":{prompt},"completion_tokens":{completion},'
        f'"total_tokens":{prompt + completion}}}}},"timestamp":"{text_of(sent)[:-4]}Z"}}'
    )
    if standard:
        head = (
            f'{{"type":"{COMPLETED}","workflow":"{event}","status":"success",'
            f'"channel_id":"{channel}","data":'
        )
        body = head.encode() + content_json + b"," + about.encode()
    else:
        head = (
            f'{{"type":"{EVENT_TYPE}","event":"{event}","workflow":"{event}",'
            f'"channel_id":"{channel}","ai_response":{{"data":'
        )
        tail = f'}},"callback_url":"{url}","callback_required":true,{about}'
        body = head.encode() + content_json + tail.encode()
    models = f',"ai_model":"{model}","ai_provider":"{provider}"}}'
    return Made(
        channel=channel,
        event=event,
        url=url,
        title=content["title"],
        description=content["description"],
        category=category,
        metadata={**customer, "ai_model": model, "ai_provider": provider},
        metadata_json=customer_json[:-1].decode() + models,
        content_json=content_json,
        body=body,
    )


def signed(rng: random.Random, webhook: Made, sent: int, *, standard: bool = False) -> Signed:
    """Sign a webhook: most of them raw, some with the timestamp, a tenth with the second secret."""
    secret = 1 if rng.random() < 0.9 else 2
    scheme = Scheme.RAW_BODY if rng.random() < 0.85 else Scheme.TIMESTAMPED_BODY
    if standard:
        scheme = Scheme.TIMESTAMPED_DATA
    stamp = str(sent // SECOND)
    message = webhook.body
    if scheme is Scheme.TIMESTAMPED_DATA:
        message = stamp.encode() + b"." + webhook.content_json
    elif scheme is Scheme.TIMESTAMPED_BODY:
        message = stamp.encode() + b"." + message
    digest = hmac.digest(_KEYS[secret - 1], message, "sha256").hex()
    common = headers_around(rng, webhook.body)
    if scheme is Scheme.RAW_BODY:
        mine: Headers = (
            ("mr-signature", digest),
            ("mr-timestamp", stamp),
            ("mr-channel-id", webhook.channel),
        )
    else:
        mine = (("X-ModelRiver-Signature", digest), ("X-ModelRiver-Timestamp", stamp))
    return Signed(scheme, secret, common + mine)


def headers_around(rng: random.Random, body: bytes) -> Headers:
    """The headers that every request has."""
    return (
        ("Host", "monitor.example.com"),
        ("User-Agent", "ModelRiver-Webhooks/1.4"),
        ("Content-Type", "application/json"),
        ("Content-Length", str(len(body))),
        ("Accept", "*/*"),
        ("Accept-Encoding", "gzip"),
        ("X-Forwarded-For", f"203.0.113.{1 + int(200 * rng.random())}"),
        ("X-Forwarded-Proto", "https"),
    )


def _channel(rng: random.Random) -> str:
    figures = f"{rng.getrandbits(128):032x}"
    return f"{figures[:8]}-{figures[8:12]}-4{figures[13:16]}-a{figures[17:20]}-{figures[20:]}"


def _skewed(chance: float, choices: tuple[T, ...]) -> T:
    """One of the choices, the first ones far more often."""
    return choices[int(len(choices) * chance * chance)]


def _content(rng: random.Random, must_have: str | None) -> dict[str, Any]:
    chance = rng.random
    tag = int(8 * chance())
    return {
        "title": vocabulary.title(rng),
        "description": vocabulary.description(rng, must_have),
        "year": 1960 + int(66 * chance()),
        "score": int(1000 * chance()) / 1000,
        "tags": vocabulary.TAGS[tag : tag + 1 + int(3 * chance())],
        "details": {
            "language": vocabulary.LANGUAGES[int(6 * chance())],
            "reading": {"minutes": 1 + int(12 * chance()), "level": "ABC"[int(3 * chance())]},
        },
    }


def _customer(rng: random.Random, category: str) -> dict[str, Any]:
    chance = rng.random
    seats = int(40 * chance())
    return {
        "user_id": f"user_{10_000 + int(20_000 * chance())}",
        "category": category,
        "plan": _skewed(chance(), vocabulary.PLANS),
        "country": _skewed(chance(), vocabulary.COUNTRIES),
        "team": {"id": int(900 * chance()), "seats": seats, "trial": seats < 3},
        "interests": [vocabulary.TAGS[int(10 * chance())], vocabulary.TAGS[int(10 * chance())]],
    }
