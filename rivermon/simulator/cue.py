"""Everything that one scene of the demo needs, decided before it is played.

All chance is drawn here, so that the demo is the same for the same seed however the network runs.
Does not know how webhooks travel.
"""

import random
from datetime import datetime

import msgspec

from rivermon.core.entities import Layout, Scheme
from rivermon.simulator.chinese_topics import CHINESE_TOPICS
from rivermon.simulator.samples import Sample, sample, text_sample
from rivermon.simulator.scenes import Scene
from rivermon.simulator.scripted import Scripted
from rivermon.simulator.signed_sample import SignedSample, signed

ELSEWHERE = "https://callbacks.example.net"
"""A callback host that nobody allowed, under a name reserved for examples."""

_LAYOUTS = {
    Scene.ENVELOPE: Layout.ENVELOPE,
    Scene.STANDARD: Layout.FLAT_STANDARD,
    Scene.OBSERVABILITY: Layout.OBSERVABILITY,
}
_CUT_OFF_BYTES = 40


class Cue(msgspec.Struct, frozen=True, kw_only=True):
    """One scene, ready to be played.

    `answers` are what its callbacks get before the usual 200. `again_after_s` is when the same
    webhook comes once more. `stubborn` webhooks are sent again until they are taken.
    """

    scene: Scene
    webhook: SignedSample
    answers: tuple[Scripted, ...] = ()
    again_after_s: float | None = None
    stubborn: bool = True


def prepare(
    scene: Scene, rng: random.Random, *, secret: str, callback_base: str, now: datetime
) -> Cue:
    """Decide everything about one scene.

    Args:
        scene: what is to happen.
        rng: the only source of chance.
        secret: the webhook secret.
        callback_base: scheme, host and port of the callback URLs.
        now: the time of sending, aware.
    """
    base = ELSEWHERE if scene is Scene.ELSEWHERE else callback_base
    made = _sample(scene, rng, base, now)
    if scene is Scene.INVALID_JSON:
        made = msgspec.structs.replace(made, body=made.body[:-_CUT_OFF_BYTES])
    scheme = Scheme.TIMESTAMPED_DATA if _in_envelope(scene) else Scheme.RAW_BODY
    key = f"not-{secret}" if scene is Scene.WRONG_SIGNATURE else secret
    return Cue(
        scene=scene,
        webhook=signed(made, scheme, key, now),
        answers=_answers(scene, rng),
        again_after_s=rng.uniform(2.0, 5.0) if scene is Scene.REDELIVERED else None,
        stubborn=scene not in {Scene.WRONG_SIGNATURE, Scene.INVALID_JSON},
    )


def _in_envelope(scene: Scene) -> bool:
    return scene in {Scene.ENVELOPE, Scene.TEXT}


def _sample(scene: Scene, rng: random.Random, base: str, now: datetime) -> Sample:
    if scene is Scene.TEXT:
        return text_sample(rng, event=None, callback_base=base, now=now)
    event = rng.choice(CHINESE_TOPICS).event if scene is Scene.CHINESE else None
    layout = _LAYOUTS.get(scene, Layout.FLAT_EVENT)
    return sample(rng, event=event, layout=layout, callback_base=base, now=now)


def _answers(scene: Scene, rng: random.Random) -> tuple[Scripted, ...]:
    match scene:
        case Scene.RETRIED:
            return (Scripted(status=500),) * rng.randint(1, 2)
        case Scene.NOT_FOUND:
            return (Scripted(status=404),)
        case Scene.LIMITED:
            return (Scripted(status=429, headers={"Retry-After": str(rng.randint(3, 6))}),)
        case Scene.SLOW:
            return (Scripted(delay_s=rng.uniform(3.0, 7.0)),)
        case _:
            return ()
