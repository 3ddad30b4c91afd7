"""A keyring that is none of the machine's: a real backend of the keyring library, in memory."""

from collections.abc import Iterator
from contextlib import contextmanager

import keyring.core
from keyring.backend import KeyringBackend
from keyring.errors import PasswordDeleteError


class MemoryKeyring(KeyringBackend):
    """Keeps what it is given, unless `failure` is set: then it raises that, as backends do."""

    priority: float = 5

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call] # the library does not say
        self.entries: dict[tuple[str, str], str] = {}
        self.failure: Exception | None = None
        self.takes = True
        self.asked = 0

    def get_password(self, service: str, username: str) -> str | None:
        self.asked += 1
        self._answer()
        return self.entries.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._answer()
        if self.takes:
            self.entries[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._answer()
        if (service, username) not in self.entries:
            raise PasswordDeleteError("not found")
        del self.entries[service, username]

    def _answer(self) -> None:
        if self.failure is not None:
            raise self.failure


@contextmanager
def in_the_keyrings_place(backend: KeyringBackend) -> Iterator[None]:
    """Have the keyring library lead to `backend`, and afterwards to what it led to before."""
    # Not its get_keyring(): that would look for the machine's own.
    before = keyring.core._keyring_backend
    keyring.core.set_keyring(backend)
    try:
        yield
    finally:
        keyring.core._keyring_backend = before


@contextmanager
def memory_keyring() -> Iterator[MemoryKeyring]:
    """A keyring in memory in the place of the machine's."""
    backend = MemoryKeyring()
    with in_the_keyrings_place(backend):
        yield backend
