"""There are words in every language for why nothing is kept."""

from collections.abc import Callable

import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail, null
from keyring.errors import KeyringLocked

from rivermon.safe import NotKept, Safe
from rivermon.system_keyring import SystemKeyring
from rivermon.ui.reason_words import is_known, reason_words
from tests.memory_keyring import MemoryKeyring, in_the_keyrings_place, memory_keyring


class _PlainFile(MemoryKeyring):
    priority = 0.5


@pytest.mark.parametrize("made", [null.Keyring, fail.Keyring, _PlainFile])
def test_what_is_no_keyring_has_its_words(made: Callable[[], KeyringBackend]) -> None:
    with in_the_keyrings_place(made()):
        why = SystemKeyring().why_not()
    assert is_known(why)
    assert is_known(_first(why))
    assert reason_words(why) == why


@pytest.mark.parametrize("failure", [KeyringLocked(), OSError("no bus")])
def test_a_keyring_that_fails_has_its_words(failure: Exception) -> None:
    with memory_keyring() as backend:
        backend.failure = failure
        why = SystemKeyring().why_not()
        with pytest.raises(NotKept) as refused:
            SystemKeyring().keep_api_key("k")
    assert is_known(_first(why))
    assert is_known(str(refused.value))
    assert reason_words(why) == why


def test_a_rivermon_without_a_keyring_has_its_words() -> None:
    assert is_known(Safe().held.no_keyring)


def _first(why: str) -> str:
    return why.partition(" What you enter")[0]
