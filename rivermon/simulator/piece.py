"""One finished piece of a workflow's work: what a sample webhook reports, before its layout.

Chance and time are handed in. Does not know how a webhook is laid out, signed or sent.
"""

import random
import uuid
from datetime import UTC, datetime
from typing import Any

import msgspec

from rivermon.simulator.topic import Topic
from rivermon.simulator.topics import ANY_TOPIC, TOPICS

_MODELS = (
    ("openai", "gpt-4o"),
    ("openai", "gpt-4o-mini"),
    ("anthropic", "claude-sonnet-4-5"),
    ("google", "gemini-2.5-flash"),
    ("mistral", "mistral-large-latest"),
    ("xai", "grok-4"),
)
_TIERS = ("free", "starter", "pro", "enterprise")
_LOCALES = ("en-GB", "en-US", "de-DE", "pt-PT", "zh-CN")
_ENOUGH_BYTES = 480  # with the fields around it, a flat event is then about 1.2 KB


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """One finished piece of work, before it is laid out as a body."""

    topic: Topic
    event: str
    channel_id: str
    request_id: str
    content: dict[str, Any]
    provider: str
    model: str
    tokens: dict[str, int]
    duration_ms: int
    customer_data: dict[str, Any]
    callback_url: str | None
    now: datetime
    given: msgspec.Raw | None = None

    @property
    def data(self) -> dict[str, Any] | msgspec.Raw:
        """The AI's data: what was given, byte for byte, else what was made up."""
        return self.content if self.given is None else self.given

    @property
    def timestamp(self) -> str:
        """The time as ISO 8601, UTC, with milliseconds."""
        return self.now.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")

    @property
    def usage(self) -> dict[str, int]:
        """The tokens under the names that raw provider output uses."""
        return {f"{name}_tokens": count for name, count in self.tokens.items()}

    @property
    def choices(self) -> list[dict[str, Any]]:
        """The content as unstructured text, the way a chat completion carries it."""
        text = f"{self.content['title']}\n\n{self.content['description']}"
        message = {"role": "assistant", "content": text}
        return [{"index": 0, "message": message, "finish_reason": "stop"}]


def make_piece(
    rng: random.Random, event: str | None, callback_base: str | None, now: datetime
) -> Piece:
    """Make one piece of work on a new channel.

    Args:
        rng: the only source of chance.
        event: the event name, also one without a topic of its own; None picks one.
        callback_base: scheme, host and port of the callback URL; None leaves it out.
        now: when it was finished, aware.
    """
    topic = _topic(rng, event)
    channel_id = str(uuid.UUID(int=rng.getrandbits(128), version=4))
    provider, model = rng.choice(_MODELS)
    prompt, completion = rng.randint(60, 900), rng.randint(120, 700)
    return Piece(
        topic=topic,
        event=event or topic.event,
        channel_id=channel_id,
        request_id=f"req_{rng.getrandbits(64):016x}",
        content=_content(rng, topic),
        provider=provider,
        model=model,
        tokens={"prompt": prompt, "completion": completion, "total": prompt + completion},
        duration_ms=rng.randint(400, 9000),
        customer_data={
            "user_id": f"user_{rng.randint(100, 999)}",
            "category": topic.category,
            "tier": rng.choice(_TIERS),
            "locale": rng.choice(_LOCALES),
        },
        callback_url=callback_base and f"{callback_base.rstrip('/')}/v1/callback/{channel_id}",
        now=now,
    )


def _topic(rng: random.Random, event: str | None) -> Topic:
    if event is None:
        return rng.choice(TOPICS)
    return next((topic for topic in TOPICS if topic.event == event), ANY_TOPIC)


def _content(rng: random.Random, topic: Topic) -> dict[str, Any]:
    content: dict[str, Any] = {"title": rng.choice(topic.titles)}
    for name, values in topic.details.items():
        content[name] = rng.choice(values)
    sentences: list[str] = []
    size = 0
    for sentence in rng.sample(topic.sentences, len(topic.sentences)):
        if size >= _ENOUGH_BYTES:
            break
        sentences.append(sentence)
        size += len(sentence.encode())
    content["description"] = ("" if sentences[0].endswith("。") else " ").join(sentences)
    content["confidence"] = rng.randint(501, 999) / 1000
    return content
