"""A test webhook as the operator asks for it.

Does not know how it is made, signed or sent.
"""

import msgspec

from rivermon.core.entities import Scheme


class SampleWebhook(msgspec.Struct, frozen=True, kw_only=True):
    """What to send: an event's name, how to sign it, and the generated content.

    `data` is the JSON object that stands for the AI's data; None takes a made-up one.
    """

    event: str
    scheme: Scheme = Scheme.RAW_BODY
    data: bytes | None = None


class SampleTemplate(msgspec.Struct, frozen=True):
    """A payload to begin with: its name, an event that goes with it, and its data as JSON."""

    name: str
    event: str
    data: bytes
