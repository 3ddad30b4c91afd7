import asyncio
import json
import random
from collections import Counter

import aiohttp
import pytest

from rivermon.core.entities import Scheme
from rivermon.core.tasks import OwnedTasks
from rivermon.simulator.callback_desk import CallbackDesk
from rivermon.simulator.cue import ELSEWHERE, Cue, prepare
from rivermon.simulator.demo import Demo
from rivermon.simulator.scenes import OPENING, ROUND, Scene, scenes
from rivermon.simulator.signing import sign
from tests.simulator.clockwork import Clockwork
from tests.simulator.conftest import NOW, SECRET
from tests.simulator.receiver import Received, Receiver

COUNT = len(OPENING) + ROUND


def genuine(received: Received) -> bool:
    headers = received.headers
    if "mr-signature" in headers:
        scheme, name, stamp = Scheme.RAW_BODY, "mr-signature", headers["mr-timestamp"]
    else:
        scheme, name = Scheme.TIMESTAMPED_DATA, "X-ModelRiver-Signature"
        stamp = headers["X-ModelRiver-Timestamp"]
    again = sign(scheme, SECRET, received.body, timestamp_s=int(stamp), channel_id="")
    return again[name] == headers[name]


def judge(received: Received) -> int:
    if not genuine(received):
        return 401
    try:
        json.loads(received.body)
    except ValueError:
        return 400
    return 200


def callback_url(received: Received) -> str | None:
    body = json.loads(received.body)
    url: str | None = body.get("callback_url") or body.get("data", {}).get("callback_url")
    return url


def demo(receiver: Receiver, desk: CallbackDesk, clockwork: Clockwork, seed: int = 42) -> Demo:
    return Demo(
        receiver.url,
        SECRET,
        desk,
        rng=random.Random(seed),
        sleep=clockwork.sleep,
        now=lambda: NOW,
    )


async def test_a_round_has_everything_in_it(clockwork):
    async with CallbackDesk() as desk, Receiver(judge) as receiver:
        base_url = desk.base_url
        await demo(receiver, desk, clockwork).run(COUNT)
    verdicts = Counter(judge(received) for received in receiver.received)
    assert verdicts == {200: COUNT - 1, 401: 1, 400: 1}  # one of them comes twice
    good = [received for received in receiver.received if judge(received) == 200]
    bodies = [received.body.decode() for received in good]
    assert len(set(bodies)) == len(bodies) - 1
    assert sum('"task.completed"' in body for body in bodies) == 4
    assert sum('"choices"' in body and "task.ai_generated" in body for body in bodies) == 2
    assert sum("。" in body for body in bodies) >= 6
    urls = [callback_url(received) or "" for received in good]
    assert sum(url.startswith(ELSEWHERE) for url in urls) == 1
    assert sum(url.startswith(base_url) for url in urls) == len(good) - 4 - 1


async def test_the_desk_answers_as_the_scenes_say(clockwork):
    async with (
        aiohttp.ClientSession() as session,
        Receiver(judge) as receiver,
        OwnedTasks("callbacks") as calls,
    ):
        async with CallbackDesk() as desk:
            await demo(receiver, desk, clockwork).run(COUNT)

            async def call(url: str) -> None:
                async with session.post(url, data=b'{"data":{}}') as response:
                    await response.read()

            good = [received for received in receiver.received if judge(received) == 200]
            urls = {callback_url(received) for received in good}
            own = [url for url in urls if url is not None and url.startswith(desk.base_url)]
            started = [calls.start(call(url), url) for url in own]
            await desk.wait_for(len(own), 5)
        await asyncio.gather(*filter(None, started))
    answers = Counter(taken.status for taken in desk.latest)
    assert answers == {500: 3, 404: 1, 429: 1, 200: len(own) - 5}


async def test_it_starts_with_a_burst_and_goes_on_at_a_human_pace(receiver, clockwork):
    async with CallbackDesk() as desk:
        await demo(receiver, desk, clockwork).run(COUNT)
    pauses = clockwork.slept
    burst = [pause_s for pause_s in pauses if pause_s < 0.1]
    assert len(burst) == len(OPENING) - 1
    assert sum(0.7 <= pause_s <= 1.5 for pause_s in pauses) == COUNT - len(burst)


async def test_the_same_seed_plays_the_same(clockwork):
    async with CallbackDesk() as desk:
        played = []
        for seed in (1, 1, 2):
            async with Receiver(judge) as receiver:
                await demo(receiver, desk, clockwork, seed).run(COUNT)
            played.append(sorted(received.body for received in receiver.received))
    assert played[0] == played[1]
    assert played[0] != played[2]


async def test_it_goes_on_until_it_is_cancelled(receiver, clockwork):
    async with CallbackDesk() as desk:
        playing = asyncio.get_running_loop().create_task(demo(receiver, desk, clockwork).run())
        await receiver.wait_for(3 * COUNT)
        playing.cancel()
        with pytest.raises(asyncio.CancelledError):
            await playing
    assert not [task for task in asyncio.all_tasks() if "demo" in task.get_name()]


async def test_a_receiver_that_is_away_gets_everything_later(clockwork):
    left = 30

    def away_at_first(received):
        nonlocal left
        left -= 1
        return 503 if left >= 0 else judge(received)

    async with CallbackDesk() as desk, Receiver(away_at_first) as receiver:
        await demo(receiver, desk, clockwork).run(len(OPENING))
    assert len({received.body for received in receiver.received}) == len(OPENING)
    assert len(receiver.received) == 30 + len(OPENING)


def cue(scene: Scene, seed: int = 1) -> Cue:
    return prepare(
        scene, random.Random(seed), secret=SECRET, callback_base="http://127.0.0.1:1", now=NOW
    )


def test_scenes_that_go_well_have_no_script():
    for scene in (Scene.PLAIN, Scene.CHINESE, Scene.ENVELOPE, Scene.TEXT, Scene.ELSEWHERE):
        made = cue(scene)
        assert made.answers == ()
        assert made.stubborn
        assert made.again_after_s is None
        assert made.webhook.sample.expects_callback


def test_scripted_scenes():
    retried = {tuple(a.status for a in cue(Scene.RETRIED, seed).answers) for seed in range(20)}
    assert retried == {(500,), (500, 500)}
    assert [answer.status for answer in cue(Scene.NOT_FOUND).answers] == [404]
    [limited] = cue(Scene.LIMITED).answers
    assert limited.status == 429
    assert 3 <= int(limited.headers["Retry-After"]) <= 6
    [slow] = cue(Scene.SLOW).answers
    assert (slow.status, 3 <= slow.delay_s <= 7) == (200, True)
    assert cue(Scene.REDELIVERED).again_after_s is not None
    assert not cue(Scene.WRONG_SIGNATURE).stubborn
    assert not cue(Scene.INVALID_JSON).stubborn


def test_every_scene_comes_in_every_round():
    dealt = scenes(random.Random(9))
    opening = [next(dealt) for _ in OPENING]
    assert Counter(opening) == Counter(OPENING)
    for _ in range(3):
        assert {next(dealt) for _ in range(ROUND)} == set(Scene)
