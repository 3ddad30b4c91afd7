"""The webhook secrets and the API key as the operator sees them, and whether they are kept.

Pure facts. Does not know a keyring.
"""

from enum import StrEnum

import msgspec


class Keeping(StrEnum):
    """How long what the operator entered stays."""

    KEYRING = "keyring"
    """It is there at the next start, too."""
    THIS_RUN = "this run"
    """There is no keyring: it is forgotten when rivermon ends."""


class LabelledSecret(msgspec.Struct, frozen=True):
    """A webhook secret, and what the operator calls it; the secret is never printed."""

    secret: str
    label: str = ""

    def __repr__(self) -> str:
        return f"LabelledSecret(label={self.label!r})"


class HeldSecrets(msgspec.Struct, frozen=True, kw_only=True):
    """The secrets now, in the order in which they are tried and counted; never printed.

    `webhook_from` and `key_from` say where they come from: "the keyring", a variable's name, "this
    run" or "nowhere". `no_keyring` says why there is no keyring to keep them; empty when there is.
    """

    webhook: tuple[LabelledSecret, ...] = ()
    webhook_from: str = "nowhere"
    api_key: str | None = None
    key_from: str = "nowhere"
    no_keyring: str = ""

    def __repr__(self) -> str:
        return f"HeldSecrets({len(self.webhook)} webhook, API key: {bool(self.api_key)})"
