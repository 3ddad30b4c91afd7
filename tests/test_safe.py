"""The secrets while rivermon runs: used at once, kept where they can be, never shown."""

import asyncio
import io
import logging
import threading
from collections.abc import Iterator, Sequence

import pytest
from keyring.errors import KeyringLocked

from rivermon.core.held_secrets import Keeping, LabelledSecret
from rivermon.log import start_logging, without_secrets
from rivermon.safe import NotKept, Safe
from rivermon.settings import Secrets, read_secrets
from rivermon.system_keyring import LOCKED, SystemKeyring
from tests.begun import begun
from tests.memory_keyring import MemoryKeyring, memory_keyring

FOUND = Secrets(("whsec_env",), "mr_live_env", "MODELRIVER_WEBHOOK_SECRET", "MODELRIVER_API_KEY")
NEW = (LabelledSecret("whsec_new", "the shop"), LabelledSecret("whsec_old"))
PATIENCE_S = 10.0


@pytest.fixture
def backend() -> Iterator[MemoryKeyring]:
    with memory_keyring() as kept:
        yield kept


@pytest.fixture
def logged() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    root.handlers = []
    stream = io.StringIO()
    start_logging(secrets=FOUND.all, stream=stream)
    yield stream
    root.handlers, root.level = handlers, level


async def test_what_is_entered_is_kept_and_the_keyring_wins_at_the_next_start(
    backend: MemoryKeyring,
) -> None:
    safe = Safe(FOUND, SystemKeyring())
    assert safe.held.webhook_from == "MODELRIVER_WEBHOOK_SECRET"
    assert await safe.keep_webhook(NEW) is Keeping.KEYRING
    assert await safe.keep_api_key(" mr_live_new\n") is Keeping.KEYRING
    held = safe.held
    assert (held.webhook, held.webhook_from) == (NEW, "the keyring")
    assert (held.api_key, held.key_from, held.no_keyring) == ("mr_live_new", "the keyring", "")
    environment = {"MODELRIVER_WEBHOOK_SECRET": "whsec_env", "MODELRIVER_API_KEY": "mr_live_env"}
    assert Safe(read_secrets(environment, SystemKeyring().ask)).held.webhook == NEW
    assert safe.secrets.all == ("whsec_new", "whsec_old", "mr_live_new")


async def test_what_is_taken_out_is_nowhere(backend: MemoryKeyring) -> None:
    safe = Safe(FOUND, SystemKeyring())
    await safe.keep_webhook(NEW)
    assert await safe.keep_webhook(()) is Keeping.KEYRING
    assert await safe.keep_api_key(" ") is Keeping.KEYRING
    held = safe.held
    assert (held.webhook, held.webhook_from) == ((), "nowhere")
    assert (held.api_key, held.key_from) == (None, "nowhere")
    assert backend.entries == {}


async def test_without_a_keyring_it_is_used_and_said_to_be_forgotten() -> None:
    safe = Safe(FOUND)
    assert await safe.keep_webhook(NEW) is Keeping.THIS_RUN
    assert await safe.keep_api_key("mr_live_new") is Keeping.THIS_RUN
    assert safe.secrets.webhook == ("whsec_new", "whsec_old")
    assert (safe.held.webhook_from, safe.held.key_from) == ("this run", "this run")
    assert "until it ends" in safe.held.no_keyring


async def test_why_nothing_can_be_kept_is_known_from_the_start_and_may_pass(
    backend: MemoryKeyring,
) -> None:
    backend.failure = KeyringLocked()
    keyring = SystemKeyring()
    secrets = read_secrets({}, keyring.ask)
    safe = Safe(secrets, keyring, no_keyring=keyring.as_found())
    assert safe.held.no_keyring.startswith(LOCKED)
    assert await safe.keep_webhook(NEW) is Keeping.THIS_RUN
    assert safe.held.webhook_from == "this run"
    backend.failure = None
    assert await safe.keep_webhook(NEW) is Keeping.KEYRING
    assert (safe.held.webhook_from, safe.held.no_keyring) == ("the keyring", "")


async def test_what_the_keyring_refuses_is_used_all_the_same(backend: MemoryKeyring) -> None:
    backend.takes = False
    safe = Safe(FOUND, SystemKeyring())
    assert await safe.keep_api_key("mr_live_new") is Keeping.THIS_RUN
    assert (safe.held.api_key, safe.held.key_from) == ("mr_live_new", "this run")
    assert safe.held.no_keyring.startswith("The keyring did not keep it")


async def test_secrets_lose_what_is_no_part_of_them() -> None:
    safe = Safe()
    await safe.keep_webhook([LabelledSecret(" a\n", " x "), LabelledSecret(" "), NEW[0], NEW[0]])
    assert safe.held.webhook == (LabelledSecret("a", "x"), NEW[0])


class _Slow:
    """A keyring that asks its user, who takes his time."""

    def __init__(self) -> None:
        self.asked, self.answered = threading.Event(), threading.Event()
        self.kept: list[object] = []

    def why_not(self) -> str:
        self.asked.set()
        assert self.answered.wait(PATIENCE_S)
        return ""

    def keep_webhook(self, secrets: Sequence[LabelledSecret]) -> None:
        self.kept.append(tuple(secrets))

    def keep_api_key(self, api_key: str) -> None:
        self.kept.append(api_key)
        raise NotKept("not this one")


async def test_secrets_are_used_before_the_keyring_has_answered() -> None:
    slow, heard = _Slow(), []
    safe = Safe(FOUND, slow)
    safe.on_change(lambda secrets: heard.append((secrets.webhook, secrets.secret_source)))
    keeping = begun(safe.keep_webhook(NEW[:1]))
    await asyncio.to_thread(slow.asked.wait, PATIENCE_S)
    assert heard == [(("whsec_new",), "this run")]
    second = begun(safe.keep_webhook(NEW[1:]))
    key = begun(safe.keep_api_key("k"))
    await asyncio.sleep(0)
    assert safe.secrets.webhook == ("whsec_new",)
    slow.answered.set()
    assert [await each for each in (keeping, second, key)] == [
        Keeping.KEYRING,
        Keeping.KEYRING,
        Keeping.THIS_RUN,
    ]
    assert heard[1] == (("whsec_new",), "the keyring")
    assert slow.kept == [NEW[:1], NEW[1:], "k"]
    assert safe.held.no_keyring == "not this one"


async def test_whoever_listens_is_told_until_he_ends_it() -> None:
    safe, heard = Safe(FOUND), []
    end = safe.on_change(lambda secrets: heard.append(secrets.api_key))
    await safe.keep_api_key("k1")
    await safe.keep_api_key("k1")
    end()
    end()
    await safe.keep_api_key("k2")
    assert heard == ["k1"]


async def test_a_new_secret_is_out_of_the_log_before_anybody_hears_of_it(
    logged: io.StringIO,
) -> None:
    safe = Safe(FOUND)
    safe.on_change(lambda secrets: logging.getLogger("t").warning("now %s", secrets.all))
    await safe.keep_webhook(NEW)
    await safe.keep_api_key("mr_live_new")
    said = logged.getvalue()
    assert said.count("[redacted]") == 3 + 3
    assert "whsec" not in said
    assert "mr_live" not in said


async def test_an_old_secret_stays_out_of_the_log(logged: io.StringIO) -> None:
    safe = Safe(FOUND)
    await safe.keep_webhook(NEW[:1])
    await safe.keep_webhook(())
    await safe.keep_api_key("")
    for secret in ("whsec_env", "mr_live_env", "whsec_new"):
        logging.getLogger("t").warning("late: %s", secret)
        assert without_secrets(f"{secret}.") == "[redacted]."
    assert logged.getvalue().count("late: [redacted]") == 3


def test_secrets_are_never_printed() -> None:
    held = Safe(FOUND).held
    assert "env" not in f"{held} {held!r} {held.webhook}"
