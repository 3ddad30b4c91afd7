"""The scenes of the demo and the order in which they are played.

Does not know what is sent in a scene.
"""

import random
from collections.abc import Iterator
from enum import StrEnum


class Scene(StrEnum):
    """What happens to one webhook of the demo."""

    PLAIN = "an event webhook, called back at once"
    CHINESE = "the same, with Chinese content"
    ENVELOPE = "the same, in an envelope, its data signed"
    TEXT = "unstructured text instead of an object"
    STANDARD = "a standard webhook: nobody waits for a callback"
    OBSERVABILITY = "the layout of the observability example"
    RETRIED = "the callback is answered 500 once or twice, then 200"
    NOT_FOUND = "the callback is answered 404"
    SLOW = "the callback is answered after some seconds"
    LIMITED = "the callback is answered 429 with Retry-After, then 200"
    ELSEWHERE = "the callback URL is on a host that is not allowed"
    REDELIVERED = "the webhook comes twice"
    WRONG_SIGNATURE = "signed with another secret"
    INVALID_JSON = "well signed, but cut off"


OPENING: tuple[Scene, ...] = (
    *[Scene.PLAIN] * 7,
    *[Scene.CHINESE] * 2,
    Scene.ENVELOPE,
    Scene.STANDARD,
    Scene.RETRIED,
)
"""The burst at the start: mostly what goes well, so that the table fills."""

_DECK: tuple[Scene, ...] = (
    *[Scene.PLAIN] * 12,
    *[Scene.CHINESE] * 4,
    *[Scene.ENVELOPE] * 2,
    *[Scene.TEXT] * 2,
    *[Scene.STANDARD] * 2,
    *[Scene.RETRIED] * 2,
    *[Scene.SLOW] * 2,
    Scene.OBSERVABILITY,
    Scene.NOT_FOUND,
    Scene.LIMITED,
    Scene.ELSEWHERE,
    Scene.REDELIVERED,
    Scene.WRONG_SIGNATURE,
    Scene.INVALID_JSON,
)

ROUND = len(_DECK)
"""After the opening, every scene comes at least once in so many."""


def scenes(rng: random.Random) -> Iterator[Scene]:
    """Deal the opening, then the deck again and again, each time shuffled; never ends."""
    yield from rng.sample(OPENING, len(OPENING))
    while True:
        yield from rng.sample(_DECK, ROUND)
