"""The system's keyring: the one place where secrets outlive rivermon.

The keyring library and what it leads to are foreign, and may ask the operator to unlock something:
every failure becomes words, and every method may take its time. Does not know what a secret is for.
"""

import logging
import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rivermon.core import kept_secrets
from rivermon.core.held_secrets import LabelledSecret
from rivermon.core.visible_text import one_line
from rivermon.log import without_secrets
from rivermon.safe import NotKept
from rivermon.settings import APP, KEY_NAME, SECRET_NAME

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

INSTEAD = (
    "What you enter is used until rivermon ends; set MODELRIVER_WEBHOOK_SECRET and "
    "MODELRIVER_API_KEY to have it at every start."
)
NONE = "This machine has no keyring (on Linux, GNOME Keyring or KWallet would be one)."
SWITCHED_OFF = "The keyring is switched off on this machine."
LOCKED = "The keyring is locked, and was not unlocked."
FORGETFUL = "it did not have it afterwards"

_SAFE = 1  # what the keyring library recommends has a priority of 1 at least
_log = logging.getLogger(__name__)


class SystemKeyring:
    """Asks and fills the keyring that the keyring library finds."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._failure = ""

    def ask(self, name: str) -> str | None:
        """What it holds under rivermon's `name`; None where it holds nothing.

        A machine without a keyring, or a locked one, is as good as an empty one: the log says so.
        One that failed is not asked again, for it would ask the operator again.
        """
        with self._turn:
            if self._failure:
                return None
            try:
                return _backend().get_password(APP, name)
            except Exception as failure:  # noqa: BLE001 - backends are foreign, and raise what they like
                _log.info("The keyring does not answer: %s", failure)
                self._failure = _words_of(failure)
                return None

    def as_found(self) -> str:
        """Why nothing can be kept there, as it was when it was asked; empty when it can."""
        why = _unfit() or self._failure
        return f"{why} {INSTEAD}" if why else ""

    def why_not(self) -> str:
        """Why nothing can be kept there; empty when it can. It is asked once more for that."""
        self._failure = ""
        self.ask(SECRET_NAME)
        return self.as_found()

    def keep_webhook(self, secrets: Sequence[LabelledSecret]) -> None:
        """Keep the webhook secrets, with their labels, in the place of those before."""
        self._keep(SECRET_NAME, kept_secrets.written(secrets) if secrets else "", secrets)

    def keep_api_key(self, api_key: str) -> None:
        """Keep the API key in the place of the one before."""
        self._keep(KEY_NAME, api_key, (LabelledSecret(api_key),))

    def _keep(self, name: str, entry: str, secrets: Sequence[LabelledSecret]) -> None:
        with self._turn:
            try:
                after = _put(_backend(), name, entry)
            except Exception as failure:  # noqa: BLE001 - as in ask
                why = _said(failure, secrets)
                raise NotKept(_not_kept(why)) from None  # its trace may hold what was to be kept
        if after != entry:
            raise NotKept(_not_kept(FORGETFUL))


def _backend() -> "KeyringBackend":
    import keyring  # noqa: PLC0415 - it looks for every backend there is, and takes its time

    return keyring.get_keyring()


def _put(backend: "KeyringBackend", name: str, entry: str) -> str:
    """Put an entry in, or take it out if it is empty; what is there then."""
    if entry:
        backend.set_password(APP, name, entry)
    elif backend.get_password(APP, name) is not None:
        backend.delete_password(APP, name)
    return backend.get_password(APP, name) or ""


def _unfit() -> str:
    """Why the keyring that was found is none to keep secrets in; empty if it is one."""
    try:
        from keyring.backends import fail, null  # noqa: PLC0415 - as in _backend

        backend = _backend()
        if isinstance(backend, null.Keyring):
            return SWITCHED_OFF
        if isinstance(backend, fail.Keyring):
            return NONE
        # A file that anybody can read is called a keyring, too.
        weak = backend.priority < _SAFE
    except Exception as failure:  # noqa: BLE001 - as in SystemKeyring.ask
        return _words_of(failure)
    return f"The keyring {backend.name} is not made to keep secrets safe." if weak else ""


def _words_of(failure: Exception) -> str:
    from keyring.errors import KeyringLocked  # noqa: PLC0415 - as in _backend

    if isinstance(failure, KeyringLocked):
        return LOCKED
    return f"The keyring does not answer: {_said(failure)}."


def _said(failure: Exception, secrets: Sequence[LabelledSecret] = ()) -> str:
    said = one_line(without_secrets(str(failure))).rstrip(".")
    if not said or any(each.secret in said for each in secrets if each.secret):
        return type(failure).__name__
    return said


def _not_kept(why: str) -> str:
    return (
        f"The keyring did not keep it ({why}): it is used until rivermon ends, and the next start "
        "has what was kept before."
    )
