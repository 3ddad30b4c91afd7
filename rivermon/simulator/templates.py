"""Payloads that a test webhook can begin with, in English and in Chinese.

Made from the topics of the sample webhooks. Does not know how a webhook is laid out or sent.
"""

import msgspec

from rivermon.core.sample_webhook import SampleTemplate
from rivermon.simulator.topic import Topic
from rivermon.simulator.topics import TOPICS

_NAMES = {
    "new_movie_suggestion": "Film suggestion",
    "support_reply": "Support reply",
    "product_description": "Product description",
    "travel_guide": "旅行指南",
}
_SENTENCES = 3


def _template(topic: Topic) -> SampleTemplate:
    sentences = topic.sentences[:_SENTENCES]
    data = {
        "title": topic.titles[0],
        "description": ("" if sentences[0].endswith("。") else " ").join(sentences),
        **{name: values[0] for name, values in topic.details.items()},
    }
    pretty = msgspec.json.format(msgspec.json.encode(data), indent=2)
    return SampleTemplate(_NAMES[topic.event], topic.event, pretty)


TEMPLATES: tuple[SampleTemplate, ...] = tuple(
    _template(topic) for topic in TOPICS if topic.event in _NAMES
)
"""All of them."""
