"""The Signature tab: each way to be refused, driven through the real intake and store, and read."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from rivermon.core.callback_gate import CallbackGate
from rivermon.core.diagnosis import Diagnosis, diagnose
from rivermon.core.entities import Arrival, Headers, Kept, Outcome
from rivermon.core.feed import ChangeFeed, Watching
from rivermon.core.intake import Intake
from rivermon.core.listing import View
from rivermon.core.signature import Refusal
from rivermon.core.tasks import OwnedTasks
from rivermon.settings import read_secrets
from rivermon.store.store import SqliteStore, opened
from rivermon.ui.appearance import Appearance
from rivermon.ui.operator import Operator
from rivermon.ui.scheme_frame import SchemeFrame
from rivermon.ui.signature_tab import SignatureTab
from rivermon.ui.state_pill import StatePill
from rivermon.ui.theme import Tone
from tests.core.fake_clock import FakeClock
from tests.core.test_signature import VECTORS, signed
from tests.core.webhook_arrivals import SECRET, event_body, signed_arrival
from tests.ui.conftest import Run
from tests.ui.detail_stage import SIGNATURE, DetailStage, button, click, rejected, words
from tests.ui.stand_ins import NotedControls, SettableClock

BODY = event_body("c1", data={"a": 1, "b": [2, "é"]})
STAMP = "1767615000"


class DeskControls(NotedControls):
    """Diagnoses and replays what a store has, as the operator's own controls do."""

    def __init__(self, store: SqliteStore, intake: Intake, secrets: Sequence[str]) -> None:
        super().__init__()
        self.store, self.intake, self.known = store, intake, secrets
        self.max_age_s: float | None = None

    async def diagnose(self, delivery_id: int) -> Diagnosis:
        detail = await self.store.detail(View.DELIVERIES, delivery_id)
        assert detail is not None
        return await asyncio.to_thread(diagnose, detail.delivery, self.known, self.max_age_s)

    async def replay(self, delivery_id: int) -> Kept:
        detail = await self.store.detail(View.DELIVERIES, delivery_id)
        assert detail is not None
        return await self.intake.replay(detail.delivery)


class Desk:
    """A tab before a store that takes requests in."""

    def __init__(
        self, tab: SignatureTab, intake: Intake, controls: DeskControls, clock: FakeClock
    ) -> None:
        self.tab = tab
        self.intake = intake
        self.controls = controls
        self.clock = clock

    async def receive(self, headers: Headers, body: bytes = BODY) -> int:
        """Take a request in; what it is answered."""
        usual = signed_arrival(body, self.clock.now())
        return (await self.intake.receive(replace(usual, headers=headers))).status

    async def read(self, delivery_id: int = 1) -> str:
        """Show a delivery and wait for its diagnosis; all that can be read then."""
        detail = await self.controls.store.detail(View.DELIVERIES, delivery_id)
        assert detail is not None
        self.tab.show_delivery(detail.delivery)
        await self.until(lambda: "Looking at the signature" not in words(self.tab))
        return words(self.tab)

    async def until(self, holds: Callable[[], Any]) -> None:
        async with asyncio.timeout(10):
            while not holds():  # noqa: ASYNC110 - widgets have no event to wait for
                await asyncio.sleep(0.005)

    @property
    def pills(self) -> list[str]:
        """What the card of each scheme says in a word."""
        return [pill.accessibleName() for pill in self._pills]

    @property
    def tones(self) -> list[Tone]:
        """How the card of each scheme looks."""
        return [pill._look.tone for pill in self._pills if pill._look]

    @property
    def _pills(self) -> list[StatePill]:
        frames = [frame for frame in self.tab.findChildren(SchemeFrame) if frame.isVisible()]
        return [frame.findChildren(StatePill)[0] for frame in frames]


@asynccontextmanager
async def desk(
    appearance: Appearance, folder: Path, *secrets: str, max_age_s: float | None = None
) -> AsyncIterator[Desk]:
    clock, feed, tasks = FakeClock(), ChangeFeed(), OwnedTasks("desk")
    gate = CallbackGate(["api.modelriver.com"], has_api_key=True)
    async with opened(folder / "rivermon.db", feed.tell, clock) as store:
        intake = Intake(
            store=store, feed=feed, clock=clock, gate=gate, secrets=secrets, max_age_s=max_age_s
        )
        controls = DeskControls(store, intake, secrets)
        controls.max_age_s = max_age_s
        tab = SignatureTab(appearance, Operator(controls, tasks))
        tab.resize(420, 900)
        tab.show()
        yield Desk(tab, intake, controls, clock)
        tab.deleteLater()
        await tasks.close()


def raw(body: bytes, secret: str = SECRET) -> Headers:
    return (("mr-signature", signed(body, secret)),)


def stamped(message: bytes, stamp: str = STAMP) -> Headers:
    signature = signed(stamp.encode() + b"." + message, SECRET)
    return (("X-ModelRiver-Signature", signature), ("X-ModelRiver-Timestamp", stamp))


WAYS: list[tuple[str, Headers, tuple[str, ...], float | None, list[str]]] = [
    (
        Refusal.NO_SIGNATURE,
        (("Host", "x"),),
        (SECRET,),
        None,
        [
            "There is no signature header: neither mr-signature nor X-ModelRiver-Signature came.",
            "did not come",
            f"{signed(BODY, SECRET)[:8]}… with secret 1",
            "Or a proxy took the header away: have it pass all headers on.",
        ],
    ),
    (
        Refusal.MALFORMED,
        (("MR-Signature", "abc"),),
        (SECRET,),
        None,
        [
            "A signature header came, but what it says is no signature.",
            "MR-Signature",
            "This is no signature: those are 64 hexadecimal digits, here are 3 signs.",
            "a proxy changed the header",
        ],
    ),
    (
        Refusal.NO_TIMESTAMP,
        stamped(BODY)[:1],
        (SECRET,),
        None,
        [
            "X-ModelRiver-Signature came without X-ModelRiver-Timestamp.",
            "nothing: there is no X-ModelRiver-Timestamp header",
        ],
    ),
    (
        Refusal.NO_MATCH,
        raw(BODY, "whsec_other"),
        (SECRET, "whsec_second"),
        None,
        [
            "no configured secret gives it for these bytes",
            f"the body as it came ({len(BODY)} bytes)",
            f"{signed(BODY, 'whsec_second')[:8]}… with secret 2",
            "If ModelRiver sent it, check the webhook secret in Settings: copy the secret",
        ],
    ),
    (
        Refusal.STRIPPED_SECRET,
        raw(BODY),
        ("whsec_other", f"{SECRET}\n"),
        None,
        [
            "Secret 2 has spaces or line ends in it. Without them the signature would match.",
            "Enter the secret anew in Settings",
        ],
    ),
    (
        Refusal.STRIPPED_SECRET,
        raw(BODY),
        read_secrets(
            {"MODELRIVER_WEBHOOK_SECRET": f"whsec_other {SECRET[:9]} {SECRET[9:]}"}, lambda _: None
        ).webhook,
        None,
        ["Secret 2 has spaces or line ends in it. Without them the signature would match."],
    ),
    (
        Refusal.MALFORMED,
        (("mr-signature", "g" * 64),),
        (SECRET,),
        None,
        ["those are 64 hexadecimal digits, and other signs are among these."],
    ),
    (
        Refusal.REFORMATTED_BODY,
        raw(msgspec.json.format(BODY, indent=2)),
        (SECRET,),
        None,
        [
            "the same JSON in another format, with secret 1",
            "Let the proxy pass the body on as it is.",
        ],
    ),
    (
        Refusal.TOO_OLD,
        stamped(BODY, "1767609000"),
        (SECRET,),
        60.0,
        [
            "The signature is right, but the request was too old when it came.",
            "old at the receipt",
            "RIVERMON_MAX_AGE_S says how old a webhook may be: raise it",
        ],
    ),
    (
        Refusal.NO_SECRET,
        raw(BODY),
        (),
        None,
        [
            "No webhook secret is configured, so no signature can be checked.",
            "nothing to compare with",
            "Enter the secret from ModelRiver's console in Settings.",
        ],
    ),
]


@pytest.mark.parametrize(("why", "headers", "secrets", "max_age_s", "said"), WAYS)
def test_each_way_to_be_refused_is_said_in_words(
    qtbot: QtBot,
    on_loop: Run,
    appearance: Appearance,
    tmp_path: Path,
    why: str,
    headers: Headers,
    secrets: tuple[str, ...],
    max_age_s: float | None,
    said: list[str],
) -> None:
    async def main() -> None:
        async with desk(appearance, tmp_path, *secrets, max_age_s=max_age_s) as staged:
            assert await staged.receive(headers) in {401, 503}
            read = await staged.read()
            assert f"When it came: {'Not Verified' if not secrets else 'Invalid'} · {why}" in read
            for expected in said:
                assert expected in read
            for secret in secrets:
                assert secret.strip() not in read
                assert signed(BODY, secret)[:9] not in read.replace(headers[0][1], "")
            assert not button(staged.tab, "Replay").isVisible()

    on_loop(main)


@pytest.mark.parametrize(
    ("why", "said"),
    [
        (Refusal.TOO_LARGE, "The body was larger than rivermon takes."),
        (Refusal.CONTENT_ENCODING, "The body was compressed or encoded."),
    ],
)
def test_a_body_that_was_not_read_is_said(
    qtbot: QtBot, on_loop: Run, appearance: Appearance, tmp_path: Path, why: Refusal, said: str
) -> None:
    async def main() -> None:
        async with desk(appearance, tmp_path, SECRET) as staged:
            arrival = Arrival(
                received_at=staged.clock.now(),
                remote="127.0.0.1",
                path="/webhook",
                headers=raw(b"x"),
                body=b"",
            )
            await staged.intake.turn_away(arrival, why)
            read = await staged.read()
            assert said in read
            assert "not known: the body was not read" in read
            assert staged.pills == ["Not compared", "Not used", "Not used"]

    on_loop(main)


def test_what_cannot_be_compared_is_not_called_a_mismatch(
    qtbot: QtBot, on_loop: Run, appearance: Appearance, tmp_path: Path
) -> None:
    async def main() -> None:
        async with desk(appearance, tmp_path, SECRET) as staged:
            await staged.receive(stamped(BODY)[:1])
            await staged.read()
            assert staged.pills == ["Not used", "Not compared", "Not compared"]
            await staged.receive(stamped(BODY, STAMP))
            await staged.read(2)
            assert staged.tones == [Tone.QUIET, Tone.QUIET, Tone.GOOD]
            await staged.receive(raw(b"other"))
            await staged.read(3)
            assert staged.pills == ["Does not match", "Not used", "Not used"]
            assert staged.tones == [Tone.BAD, Tone.QUIET, Tone.QUIET]

    on_loop(main)


def test_what_is_genuine_says_which_scheme_and_secret(
    qtbot: QtBot, on_loop: Run, appearance: Appearance, tmp_path: Path
) -> None:
    data = msgspec.json.encode(msgspec.json.decode(BODY)["data"])

    async def main() -> None:
        async with desk(appearance, tmp_path, "whsec_other", SECRET) as staged:
            assert await staged.receive(stamped(data)) == 200
            read = await staged.read()
            assert "Signed with secret 2, by the scheme timestamped-data." in read
            assert staged.pills == ["Not used", "Matches secret 2", "Does not match"]
            assert "the timestamp, a full stop, and the body's data" in read

    on_loop(main)


@pytest.mark.parametrize("vector", VECTORS, ids=[vector["name"] for vector in VECTORS])
def test_every_vector_is_shown_as_it_is_judged(
    vector: dict[str, Any], staged: DetailStage, qtbot: QtBot
) -> None:
    from base64 import b64decode

    headers, body = tuple(vector["headers"].items()), b64decode(vector["body_base64"])
    shown = staged.keep(View.DELIVERIES, 70, rejected(headers=headers, body=body))
    staged.controls.diagnosis = diagnose(shown.delivery, [vector["secret"]], None)
    pane = staged.select(View.DELIVERIES, 70, SIGNATURE)
    qtbot.waitUntil(lambda: "Looking at the signature" not in words(pane))
    read = words(pane)
    if vector["accept"]:
        assert f"Signed with secret 1, by the scheme {vector['scheme']}." in read
        assert button(pane, "Replay").isVisible()
    else:
        assert "Signed with" not in read
        assert not button(pane, "Replay").isVisible()


def test_what_was_refused_and_is_genuine_now_is_replayed(
    qtbot: QtBot, on_loop: Run, appearance: Appearance, tmp_path: Path
) -> None:
    async def refuse() -> None:
        async with desk(appearance, tmp_path, "whsec_mistyped") as staged:
            assert await staged.receive(raw(BODY)) == 401

    async def mend() -> None:
        async with desk(appearance, tmp_path, SECRET) as staged:
            read = await staged.read()
            assert "With the secrets and settings of now it is genuine" in read
            click(button(staged.tab, "Replay"))
            await staged.until(lambda: "Replayed as delivery 2" in words(staged.tab))
            assert "Replayed as delivery 2: Recorded, record 1." in words(staged.tab)
            assert button(staged.tab, "Replay").isEnabled()
            again = await staged.controls.store.detail(View.DELIVERIES, 2)
            assert again is not None
            assert (again.delivery.outcome, again.delivery.replay_of) == (Outcome.RECORDED, 1)

    on_loop(refuse)
    on_loop(mend)


@pytest.fixture
def staged(
    qtbot: QtBot,
    appearance: Appearance,
    clock: SettableClock,
    controls: NotedControls,
    tasks: OwnedTasks,
) -> DetailStage:
    return DetailStage(qtbot, appearance, clock, controls, tasks)


def asked(staged: DetailStage) -> list[object]:
    return [what for act, what in staged.controls.asked if act == "diagnose"]


def test_nothing_is_asked_until_the_tab_is_in_front(staged: DetailStage, qtbot: QtBot) -> None:
    staged.keep(View.DELIVERIES, 70, rejected())
    pane = staged.select(View.DELIVERIES, 70)
    assert asked(staged) == []
    pane.tabs.setCurrentIndex(SIGNATURE)
    qtbot.waitUntil(lambda: "Looking" not in words(pane))
    pane.tabs.setCurrentIndex(0)
    pane.tabs.setCurrentIndex(SIGNATURE)
    assert asked(staged) == [70]


def test_an_answer_about_another_delivery_is_not_shown(staged: DetailStage, qtbot: QtBot) -> None:
    staged.controls.gate = asyncio.Event()
    staged.keep(View.DELIVERIES, 70, rejected())
    staged.keep(View.DELIVERIES, 71, rejected(71))
    staged.controls.diagnosis = Diagnosis(finding=Refusal.NO_SECRET, secrets=0, tried=())
    staged.select(View.DELIVERIES, 70, SIGNATURE)
    staged.select(View.DELIVERIES, 71)
    assert "Looking at the signature…" in words(staged.pane)
    staged.controls.gate.set()
    qtbot.waitUntil(lambda: "No webhook secret is configured" in words(staged.pane))
    assert asked(staged) == [70, 71]


def test_a_window_that_only_watches_says_so_and_asks_nobody(staged: DetailStage) -> None:
    staged.tell(Watching())
    staged.keep(View.DELIVERIES, 70, rejected())
    pane = staged.select(View.DELIVERIES, 70, SIGNATURE)
    assert "This window only watches" in words(pane)
    assert "When it came: Invalid · does not match any configured secret" in words(pane)
    assert asked(staged) == []


def test_a_failure_to_look_is_said(staged: DetailStage, qtbot: QtBot) -> None:
    staged.controls.failure = "The delivery is no longer stored."
    staged.keep(View.DELIVERIES, 70, rejected())
    pane = staged.select(View.DELIVERIES, 70, SIGNATURE)
    qtbot.waitUntil(lambda: "The delivery is no longer stored." in words(pane))
    assert asked(staged) == [70]
