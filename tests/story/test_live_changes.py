"""What the operator changes takes effect at once: nothing is restarted, and nothing is lost."""

import asyncio
import os
import socket
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtWidgets import QApplication

from rivermon.app import listen, tell_what_is_missing
from rivermon.controls import CannotBeDone
from rivermon.core.entities import CallbackState
from rivermon.core.feed import (
    Listening,
    SecretsChanged,
    Trouble,
    TroubleBegan,
    TroubleEnded,
)
from rivermon.core.health import Way
from rivermon.core.held_secrets import Keeping, LabelledSecret
from rivermon.core.ports import ListenerUnavailable, RivermonError
from rivermon.safe import Safe
from rivermon.setting_values import BadSetting
from rivermon.settings import Secrets, load, read_secrets
from rivermon.simulator.callback_desk import CallbackDesk
from rivermon.simulator.scripted import Manner, Scripted
from rivermon.simulator.sender import Sender
from rivermon.system_keyring import SystemKeyring
from rivermon.ui.qt_loop import run
from tests.begun import begun
from tests.memory_keyring import memory_keyring
from tests.story.house_at_hand import AtHand, at_hand
from tests.story.served import KEY, SECRET
from tests.story.story_webhooks import generated

NEW_SECRET, NEW_KEY = "whsec_of_the_new_webhook", "mr_live_another"
PATIENCE_S = 20.0


@pytest.fixture
async def desk() -> AsyncIterator[CallbackDesk]:
    async with CallbackDesk() as opened:
        yield opened


def kept(file: Path) -> dict[str, object]:
    """What the next start would read from the settings file."""
    settings = load({}, {"RIVERMON_SETTINGS": str(file)})
    return {name: getattr(settings, name) for name in settings.__struct_fields__}


def troubles(hand: AtHand, trouble: Trouble) -> list[bool]:
    """When a trouble began (True) and ended (False)."""
    told = [f for f in hand.told.facts if isinstance(f, TroubleBegan | TroubleEnded)]
    return [isinstance(f, TroubleBegan) for f in told if f.trouble is trouble]


# Secrets


async def test_a_secret_is_replaced_while_webhooks_come(tmp_path: Path, desk: CallbackDesk) -> None:
    """Every webhook is answered; those of the new secret from the change on, of the old no more."""
    answers: dict[str, list[int | None]] = {SECRET: [], NEW_SECRET: []}
    going_on = True

    async def send(secret: str) -> None:
        async with Sender(hand.house.listener.url or "") as sender:
            while going_on:
                title = f"{secret} {len(answers[secret])}"
                webhook = generated(title, desk, secret=secret)
                posted = await sender.post(webhook.sample, webhook.headers)
                answers[secret].append(posted.status)

    async def both_have(number: int) -> None:
        least = {secret: len(given) + number for secret, given in answers.items()}
        async with asyncio.timeout(PATIENCE_S):
            while any(len(answers[each]) < least[each] for each in least):  # noqa: ASYNC110
                await asyncio.sleep(0.01)

    async with at_hand(tmp_path, desk) as hand:
        senders = [begun(send(secret)) for secret in answers]
        await both_have(3)
        both = (LabelledSecret(NEW_SECRET, "new"), LabelledSecret(SECRET, "old"))
        assert await hand.controls.keep_secrets(both) is Keeping.THIS_RUN
        await both_have(3)
        assert await hand.controls.keep_secrets(both[:1]) is Keeping.THIS_RUN
        await both_have(3)
        going_on = False
        await asyncio.gather(*senders)
        counts = await hand.house.store.counts()
        taken = sum(given.count(200) for given in answers.values())
        await hand.told.until(lambda: len(hand.told.changes()) >= taken)
    for given, order in ((answers[SECRET], [200, 401]), (answers[NEW_SECRET], [401, 200])):
        assert list(dict.fromkeys(given)) == order
        assert len(given) == sum(given.count(status) for status in order)
        assert given.index(order[1]) == given.count(order[0])
    assert counts.records == taken
    assert len(hand.told.of(SecretsChanged)) == 2


async def test_the_first_secret_ends_the_trouble_and_the_last_one_begins_it(
    tmp_path: Path, desk: CallbackDesk
) -> None:
    async with at_hand(tmp_path, desk, safe=Safe()) as hand:
        tell_what_is_missing(hand.house)
        assert await hand.post(generated("Too early", desk)) == 503
        await hand.controls.keep_secrets([LabelledSecret(SECRET)])
        assert troubles(hand, Trouble.NO_SECRET)[-1] is False
        assert await hand.post(generated("Too early", desk)) == 200
        assert hand.controls.secrets().webhook_from == "this run"
        await hand.controls.keep_secrets(())
        assert troubles(hand, Trouble.NO_SECRET)[-1] is True
        assert await hand.post(generated("Too late", desk)) == 503


async def test_what_was_refused_is_forgotten_with_the_secret_that_it_was_held_against(
    tmp_path: Path, desk: CallbackDesk
) -> None:
    async with at_hand(tmp_path, desk) as hand:
        assert await hand.post(generated("Renewed", desk, secret=NEW_SECRET)) == 401
        assert troubles(hand, Trouble.REJECTED) == [True]
        await hand.controls.keep_secrets([LabelledSecret(NEW_SECRET)])
        assert troubles(hand, Trouble.REJECTED) == [True, False]
        found = await hand.controls.diagnose(1)
        assert (found.secrets, found.finding) == (1, None)


async def test_what_is_kept_in_the_keyring_is_there_at_the_next_start(
    tmp_path: Path, desk: CallbackDesk
) -> None:
    environment = {"MODELRIVER_WEBHOOK_SECRET": "whsec_of_before"}
    with memory_keyring():

        def found() -> Safe:
            keyring = SystemKeyring()
            return Safe(read_secrets(environment, keyring.ask), keyring)

        async with at_hand(tmp_path, desk, safe=found()) as hand:
            assert hand.controls.secrets().webhook_from == "MODELRIVER_WEBHOOK_SECRET"
            labelled = [LabelledSecret(SECRET, "the shop")]
            assert await hand.controls.keep_secrets(labelled) is Keeping.KEYRING
            assert await hand.controls.keep_api_key(KEY) is Keeping.KEYRING
        async with at_hand(tmp_path, desk, safe=found()) as hand:
            held = hand.controls.secrets()
            assert held.webhook == (LabelledSecret(SECRET, "the shop"),)
            assert (held.webhook_from, held.api_key) == ("the keyring", KEY)
            assert await hand.post(generated("Next day", desk)) == 200
            await hand.told.state(CallbackState.SUCCESS)


# The API key


async def test_a_key_that_is_entered_later_releases_what_was_held(tmp_path: Path) -> None:
    async with CallbackDesk(api_key=KEY) as desk:
        safe = Safe(Secrets((SECRET,)))
        async with at_hand(tmp_path, desk, safe=safe) as hand:
            for number in range(3):
                assert await hand.post(generated(f"Held {number}", desk)) == 200
            await hand.told.state(CallbackState.HELD, times=3)
            assert desk.tally.total == 0
            await hand.controls.keep_api_key(KEY)
            assert troubles(hand, Trouble.NO_API_KEY)[-1] is False
            await hand.told.state(CallbackState.SUCCESS, times=3)
            assert {taken.status for taken in desk.latest} == {200}
            await hand.controls.keep_api_key("")
            assert troubles(hand, Trouble.NO_API_KEY)[-1] is True
            assert await hand.post(generated("Held again", desk)) == 200
            await hand.told.state(CallbackState.HELD, times=4)
    assert desk.tally.total == 3


async def test_a_call_under_way_ends_with_the_key_of_before(tmp_path: Path) -> None:
    async with CallbackDesk() as desk, at_hand(tmp_path, desk) as hand:
        slow = generated("Under way", desk)
        desk.plan(slow.sample.channel_id, Scripted(manner=Manner.ANSWER, delay_s=0.5))
        assert await hand.post(slow) == 200
        await desk.wait_for(1)
        await hand.controls.keep_api_key(NEW_KEY)
        first = await hand.told.state(CallbackState.SUCCESS)
        assert first.attempt is not None
        assert first.attempt.status == 200
        assert first.callback.attempts == 1


# Callback hosts


async def test_a_host_that_is_allowed_is_kept_and_releases_what_was_held(
    tmp_path: Path, desk: CallbackDesk
) -> None:
    file, host = tmp_path / "settings.toml", desk.base_url.removeprefix("http://")
    async with at_hand(tmp_path, desk, file=file, callback_hosts=("api.modelriver.com",)) as hand:
        assert await hand.post(generated("Elsewhere", desk)) == 200
        await hand.told.state(CallbackState.HELD)
        await hand.controls.allow_host(host)
        await hand.told.state(CallbackState.SUCCESS)
        assert dict.fromkeys(troubles(hand, Trouble.HOST_HELD)) == {True: None, False: None}
        await hand.controls.allow_host(host)
        assert kept(file)["callback_hosts"] == ("api.modelriver.com", host)
        with pytest.raises(BadSetting, match="host"):
            await hand.controls.allow_host("https://a/b")


async def test_a_host_is_allowed_though_it_cannot_be_kept(
    tmp_path: Path, desk: CallbackDesk
) -> None:
    (tmp_path / "a file").write_text("")
    file = tmp_path / "a file" / "settings.toml"
    async with at_hand(tmp_path, desk, file=file, callback_hosts=()) as hand:
        assert await hand.post(generated("Elsewhere", desk)) == 200
        await hand.told.state(CallbackState.HELD)
        with pytest.raises(CannotBeDone, match="is allowed until rivermon is closed"):
            await hand.controls.allow_host(desk.base_url.removeprefix("http://"))
        await hand.told.state(CallbackState.SUCCESS)


async def test_hosts_that_are_chosen_count_at_once_and_so_do_ages(
    tmp_path: Path, desk: CallbackDesk
) -> None:
    host = desk.base_url.removeprefix("http://")
    async with at_hand(tmp_path, desk, callback_hosts=()) as hand:
        assert await hand.post(generated("First", desk)) == 200
        await hand.told.state(CallbackState.HELD)
        hand.house.chosen.change(callback_hosts=(host,))
        await hand.told.state(CallbackState.SUCCESS)
        hand.house.chosen.change(callback_hosts=("api.modelriver.com",))
        assert await hand.post(generated("Second", desk)) == 200
        await hand.told.state(CallbackState.HELD, times=2)
        await hand.controls.send_test()  # its callbacks come here, whatever is chosen
        hand.house.chosen.change(callback_hosts=(host,))
        await hand.told.state(CallbackState.SUCCESS, times=3)


# The address


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as other:
        return int(other.getsockname()[1])


async def posted(url: str, desk: CallbackDesk, title: str) -> int | None:
    webhook = generated(title, desk)
    async with Sender(url) as sender:
        return (await sender.post(webhook.sample, webhook.headers)).status


async def test_the_port_is_moved_and_kept(tmp_path: Path, desk: CallbackDesk) -> None:
    file, port = tmp_path / "settings.toml", free_port()
    async with at_hand(tmp_path, desk, file=file) as hand:
        old = hand.house.listener.url or ""
        assert await posted(old, desk, "At the old port") == 200
        await hand.controls.listen_at("127.0.0.1", port, "/mine", 1_000_000)
        new = hand.house.listener.url or ""
        assert new == f"http://127.0.0.1:{port}/webhooks/modelriver"
        assert hand.told.of(Listening)[-1].url == new
        assert await posted(new, desk, "At the new port") == 200
        assert await posted(f"http://127.0.0.1:{port}/mine", desk, "On the own path") == 200
        with pytest.raises(ConnectionRefusedError):
            await asyncio.open_connection("127.0.0.1", int(old.split(":")[2].split("/")[0]))
        await hand.told.state(CallbackState.SUCCESS, times=3)
    assert {name: kept(file)[name] for name in ("host", "port", "path", "max_body")} == {
        "host": "127.0.0.1",
        "port": port,
        "path": "/mine",
        "max_body": 1_000_000,
    }


async def test_a_taken_port_is_told_in_words_and_nothing_changes(
    tmp_path: Path, desk: CallbackDesk
) -> None:
    file = tmp_path / "settings.toml"
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = other.getsockname()[1]
        async with at_hand(tmp_path, desk, file=file) as hand:
            before = hand.house.listener.url
            with pytest.raises(ListenerUnavailable, match=f"Port {taken} .* is taken"):
                await hand.controls.listen_at("127.0.0.1", taken, None, 5_000_000)
            assert hand.house.listener.url == before
            assert hand.house.chosen.settings.port == 0
            assert troubles(hand, Trouble.PORT) == [False]
            assert await posted(before or "", desk, "As before") == 200
            await hand.told.state(CallbackState.SUCCESS)
    assert not file.exists()


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"host": " "}, "host"),
        ({"port": 70_000}, "port"),
        ({"path": "mine"}, "begins with /"),
        ({"max_body": -1}, "max_body"),
    ],
)
async def test_a_value_that_cannot_be_had_is_told_and_nothing_changes(
    values: dict[str, object], words: str, tmp_path: Path, desk: CallbackDesk
) -> None:
    file = tmp_path / "settings.toml"
    asked: dict[str, Any] = {"host": "127.0.0.1", "port": 0, "path": None, "max_body": 1_000_000}
    asked |= values
    async with at_hand(tmp_path, desk, file=file) as hand:
        before = hand.house.listener.url
        with pytest.raises(BadSetting, match=words):
            await hand.controls.listen_at(*asked.values())
        assert hand.house.listener.url == before
    assert not file.exists()


async def test_settings_that_cannot_be_written_leave_the_old_address(
    tmp_path: Path, desk: CallbackDesk
) -> None:
    (tmp_path / "a file").write_text("")
    file, port = tmp_path / "a file" / "settings.toml", free_port()
    async with at_hand(tmp_path, desk, file=file) as hand:
        before = hand.house.listener.url
        with pytest.raises(BadSetting, match="cannot be written"):
            await hand.controls.listen_at("127.0.0.1", port, None, 1_000_000)
        assert hand.house.listener.url == before
        with pytest.raises(ConnectionRefusedError):
            await asyncio.open_connection("127.0.0.1", port)


async def test_any_port_stays_any_port_and_other_limits_move_nothing(
    tmp_path: Path, desk: CallbackDesk
) -> None:
    file = tmp_path / "settings.toml"
    async with at_hand(tmp_path, desk, file=file) as hand:
        before = hand.house.listener.url or ""
        await hand.controls.listen_at("127.0.0.1", 0, "/mine", 2_000)
        assert hand.house.listener.url == before
        assert len(hand.told.of(Listening)) == 1
        mine = before.replace("/webhooks/modelriver", "/mine")
        assert await posted(mine, desk, "On the own path") == 200
        large = generated("Large", desk, body="x" * 2_000)
        assert await hand.post(large) == 413
        await hand.controls.listen_at("127.0.0.1", 0, None, 20_000)
        assert await hand.post(large) == 200
        assert await posted(mine, desk, "Not any more") == 404
        await hand.told.state(CallbackState.SUCCESS, times=2)
    assert (kept(file)["port"], kept(file)["path"], kept(file)["max_body"]) == (0, None, 20_000)


async def test_moving_leaves_no_gap_in_the_uptime(tmp_path: Path, desk: CallbackDesk) -> None:
    async with at_hand(tmp_path, desk) as hand:
        for _ in range(3):
            await hand.controls.listen_at("127.0.0.1", free_port(), None, 1_000_000)
    with closing(sqlite3.connect(tmp_path / "rivermon.db")) as database:
        ways = [way for (way,) in database.execute("SELECT what FROM uptime")]
    assert ways == [Way.LISTENER.value]


async def test_who_could_not_listen_begins_to_elsewhere(tmp_path: Path, desk: CallbackDesk) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = other.getsockname()[1]
        async with at_hand(tmp_path, desk, port=taken, listening=False) as hand:
            with pytest.raises(ListenerUnavailable):
                await listen(hand.house)
            for port in (taken, 1_000_000):
                with pytest.raises(RivermonError):
                    await hand.controls.listen_at("127.0.0.1", port, None, 1_000_000)
            assert hand.house.listener.url is None
            assert troubles(hand, Trouble.PORT) == [True]
            await hand.controls.listen_at("127.0.0.1", 0, None, 1_000_000)
            assert troubles(hand, Trouble.PORT) == [True, False]
            assert await hand.post(generated("At last", desk)) == 200
            await hand.told.state(CallbackState.SUCCESS)


def test_the_port_is_moved_on_the_windows_loop_too(qapp: QApplication, tmp_path: Path) -> None:
    async def story() -> None:
        async with CallbackDesk() as desk, at_hand(tmp_path, desk) as hand:
            old = hand.house.listener.url or ""
            for number in range(3):
                await hand.controls.listen_at("127.0.0.1", free_port(), None, 1_000_000)
                assert await hand.post(generated(f"Moved {number}", desk)) == 200
            with pytest.raises(ConnectionRefusedError):
                await asyncio.open_connection("127.0.0.1", int(old.split(":")[2].split("/")[0]))
            await hand.told.state(CallbackState.SUCCESS, times=3)

    run(qapp, story)
