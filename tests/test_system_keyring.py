"""The system's keyring: what is kept there, and in which words it cannot be."""

import logging
from collections.abc import Callable, Iterator

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail, null
from keyring.errors import InitError, KeyringError, KeyringLocked, NoKeyringError

from rivermon.core.held_secrets import LabelledSecret
from rivermon.safe import NotKept
from rivermon.settings import read_secrets
from rivermon.system_keyring import FORGETFUL, INSTEAD, LOCKED, NONE, SWITCHED_OFF, SystemKeyring
from tests.memory_keyring import MemoryKeyring, in_the_keyrings_place, memory_keyring

SECRET, KEY = "whsec_canary", "mr_live_canary"
ENVIRONMENT = {"MODELRIVER_WEBHOOK_SECRET": "from-env", "MODELRIVER_API_KEY": "key-from-env"}
LABELLED = (LabelledSecret(SECRET, "the shop"), LabelledSecret("whsec_older"))

KEEPS: tuple[Callable[[], None], ...] = (
    lambda: SystemKeyring().keep_webhook(LABELLED),
    lambda: SystemKeyring().keep_api_key(KEY),
    lambda: SystemKeyring().keep_webhook(()),
)


@pytest.fixture
def backend() -> Iterator[MemoryKeyring]:
    with memory_keyring() as kept:
        yield kept


def test_what_is_kept_is_found_at_the_next_start(backend: MemoryKeyring) -> None:
    kept = SystemKeyring()
    assert kept.why_not() == ""
    kept.keep_webhook(LABELLED)
    kept.keep_api_key(KEY)
    found = read_secrets(ENVIRONMENT, SystemKeyring().ask)
    assert (found.webhook, found.labels) == ((SECRET, "whsec_older"), ("the shop", ""))
    assert found.api_key == KEY
    assert (found.secret_source, found.key_source) == ("the keyring", "the keyring")
    assert set(backend.entries) == {("rivermon", "webhook_secret"), ("rivermon", "api_key")}


def test_what_is_taken_out_is_gone_and_the_environment_counts_again(
    backend: MemoryKeyring,
) -> None:
    kept = SystemKeyring()
    for _ in range(2):
        kept.keep_webhook(())
        kept.keep_api_key("")
        assert backend.entries == {}
        kept.keep_webhook(LABELLED)
        kept.keep_api_key(KEY)
    kept.keep_webhook(())
    kept.keep_api_key("")
    found = read_secrets(ENVIRONMENT, SystemKeyring().ask)
    assert (found.webhook, found.api_key) == (("from-env",), "key-from-env")


def test_secrets_put_there_by_hand_are_read(backend: MemoryKeyring) -> None:
    keyring.set_password("rivermon", "webhook_secret", "one two\n")
    found = read_secrets({}, SystemKeyring().ask)
    assert (found.webhook, found.labels) == (("one", "two"), ())
    assert backend.asked == 2


def test_a_damaged_entry_is_told_and_the_environment_counts(
    backend: MemoryKeyring, caplog: pytest.LogCaptureFixture
) -> None:
    backend.entries["rivermon", "webhook_secret"] = '[{"secret": "whsec_canary"'
    assert read_secrets(ENVIRONMENT, SystemKeyring().ask).webhook == ("from-env",)
    assert "The webhook secrets in the keyring cannot be read" in caplog.text
    assert "canary" not in caplog.text


@pytest.mark.parametrize(
    "failure",
    [
        NoKeyringError("none"),
        KeyringError("locked"),
        KeyringLocked("locked"),
        OSError("no bus"),
        RuntimeError("x"),
        ImportError("no such backend"),
        ValueError("not a backend"),
    ],
)
def test_a_keyring_that_fails_is_as_good_as_empty_and_not_asked_again(
    failure: Exception, backend: MemoryKeyring, caplog: pytest.LogCaptureFixture
) -> None:
    backend.failure = failure
    with caplog.at_level(logging.INFO):
        assert read_secrets(ENVIRONMENT, SystemKeyring().ask).webhook == ("from-env",)
    assert f"does not answer: {failure}" in caplog.text
    assert backend.asked == 1


@pytest.mark.parametrize(
    ("failure", "words"),
    [
        (KeyringLocked("Failed to unlock"), LOCKED),
        (InitError("no collection."), "The keyring does not answer: no collection."),
        (OSError(), "The keyring does not answer: OSError."),
        (RuntimeError("a\nb"), "The keyring does not answer: a b."),
    ],
)
def test_a_keyring_that_fails_is_told_in_words_with_what_happens_instead(
    failure: Exception, words: str, backend: MemoryKeyring
) -> None:
    asked = SystemKeyring()
    backend.failure = failure
    asked.ask("webhook_secret")
    assert asked.as_found() == asked.why_not() == f"{words} {INSTEAD}"
    backend.failure = None
    assert asked.as_found() != ""
    assert asked.why_not() == ""
    assert asked.as_found() == ""


def test_a_keyring_that_was_unlocked_meanwhile_is_asked_again(backend: MemoryKeyring) -> None:
    backend.entries["rivermon", "api_key"] = KEY
    backend.failure = KeyringLocked()
    asked = SystemKeyring()
    assert asked.ask("api_key") is None
    backend.failure = None
    assert asked.why_not() == ""
    assert asked.ask("api_key") == KEY


class _PlainFile(MemoryKeyring):
    name = "plain file"
    priority = 0.5


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (null.Keyring, SWITCHED_OFF),
        (fail.Keyring, NONE),
        (_PlainFile, "The keyring plain file is not made to keep secrets safe."),
    ],
)
def test_what_is_no_keyring_to_keep_secrets_in_is_told(
    made: Callable[[], KeyringBackend], words: str
) -> None:
    with in_the_keyrings_place(made()):
        asked = SystemKeyring()
        assert asked.as_found() == f"{words} {INSTEAD}"
        assert asked.why_not() == f"{words} {INSTEAD}"


def test_a_backend_that_cannot_even_be_loaded_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyring.core, "_keyring_backend", None)
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "no.such.Keyring")
    assert SystemKeyring().why_not() == (
        f"The keyring does not answer: No module named 'no'. {INSTEAD}"
    )


@pytest.mark.parametrize("why", [OSError("disk full"), KeyringError("quota."), ValueError()])
def test_what_the_keyring_refuses_is_told_in_words(why: Exception, backend: MemoryKeyring) -> None:
    backend.failure = why
    said = str(why).rstrip(".") or "ValueError"
    for keep in KEEPS:
        with pytest.raises(NotKept, match=rf"did not keep it \({said}\): .* the next start has"):
            keep()


def test_a_keyring_that_forgets_at_once_is_told(backend: MemoryKeyring) -> None:
    backend.takes = False
    with pytest.raises(NotKept, match=FORGETFUL):
        SystemKeyring().keep_api_key(KEY)


def test_what_a_failure_says_never_holds_the_secret(backend: MemoryKeyring) -> None:
    backend.failure = ValueError(f"cannot store {SECRET}, {KEY}")
    for keep in KEEPS[:2]:
        with pytest.raises(NotKept) as told:
            keep()
        assert "canary" not in str(told.value)
        assert told.value.__cause__ is None
        assert told.value.__suppress_context__
