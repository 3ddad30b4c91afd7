"""The secrets as they stand while rivermon runs: entered in the window, kept in the keyring.

They are never written to a file, and kept out of the log from before they are used. Where there is
no keyring they are forgotten when rivermon ends. Does not know what a secret is for.
"""

import asyncio
from collections.abc import Callable, Sequence
from typing import Protocol

from msgspec.structs import replace

from rivermon.core.abandonable import abandonable
from rivermon.core.held_secrets import HeldSecrets, Keeping, LabelledSecret
from rivermon.core.kept_secrets import tidied
from rivermon.core.ports import RivermonError
from rivermon.log import keep_out
from rivermon.settings import Secrets

Hear = Callable[[Secrets], None]

_NONE = Secrets()
_WITHOUT = "This rivermon has no keyring: what you enter is used until it ends."
_THIS_RUN = "this run"


class NotKept(RivermonError):
    """The keyring did not take a secret; the words say why, and what happens now."""


class Keyring(Protocol):
    """Where secrets outlive the program. Every method may take its time: call it in a thread."""

    def why_not(self) -> str:
        """Why nothing can be kept there, in words; empty when it can."""
        ...

    def keep_webhook(self, secrets: Sequence[LabelledSecret]) -> None:
        """Keep the webhook secrets in the place of those before; none takes them out.

        Raises:
            NotKept: it would not.
        """
        ...

    def keep_api_key(self, api_key: str) -> None:
        """Keep the API key in the place of the one before; an empty one takes it out.

        Raises:
            NotKept: it would not.
        """
        ...


class Safe:
    """The secrets now, and the one way to change them."""

    def __init__(
        self,
        secrets: Secrets = _NONE,
        keyring: Keyring | None = None,
        *,
        no_keyring: str = "",
    ) -> None:
        """Begin with `secrets`.

        Args:
            secrets: as they were found at the start.
            keyring: where they are kept; without one, what is changed is forgotten at the end.
            no_keyring: why nothing can be kept there, in words, as far as that is known.
        """
        keep_out(secrets.all)
        self._secrets = secrets
        self._keyring = keyring
        self._no_keyring = no_keyring or ("" if keyring is not None else _WITHOUT)
        self._listeners: list[Hear] = []
        self._turn = asyncio.Lock()

    @property
    def secrets(self) -> Secrets:
        """The secrets as they stand."""
        return self._secrets

    @property
    def held(self) -> HeldSecrets:
        """The secrets as the operator sees them."""
        now = self._secrets
        labels = (*now.labels, *("",) * len(now.webhook))
        return HeldSecrets(
            webhook=tuple(map(LabelledSecret, now.webhook, labels)),
            webhook_from=now.secret_source,
            api_key=now.api_key,
            key_from=now.key_source,
            no_keyring=self._no_keyring,
        )

    def on_change(self, hear: Hear) -> Callable[[], None]:
        """Have `hear` called with the secrets after every change; the result ends that.

        That includes a change of where they come from: they are used before the keyring has them.
        """
        self._listeners.append(hear)

        def end() -> None:
            if hear in self._listeners:
                self._listeners.remove(hear)

        return end

    async def keep_webhook(self, webhook: Sequence[LabelledSecret]) -> Keeping:
        """Have other webhook secrets from now on; whether they are there at the next start, too."""
        tidy = tidied(webhook)
        secrets, labels = tuple(each.secret for each in tidy), tuple(each.label for each in tidy)
        keep_out(secrets)
        async with self._turn:
            source = _source(Keeping.THIS_RUN, there=bool(tidy))
            self._become(webhook=secrets, labels=labels, secret_source=source)
            keeping = await self._kept(lambda keyring: keyring.keep_webhook(tidy))
            self._become(secret_source=_source(keeping, there=bool(tidy)))
        return keeping

    async def keep_api_key(self, api_key: str) -> Keeping:
        """Have another API key from now on, an empty one is none; whether it is kept."""
        key = api_key.strip()
        keep_out((key,))
        async with self._turn:
            source = _source(Keeping.THIS_RUN, there=bool(key))
            self._become(api_key=key or None, key_source=source)
            keeping = await self._kept(lambda keyring: keyring.keep_api_key(key))
            self._become(key_source=_source(keeping, there=bool(key)))
        return keeping

    async def _kept(self, keep: Callable[[Keyring], None]) -> Keeping:
        keyring = self._keyring
        if keyring is None:
            return Keeping.THIS_RUN
        self._no_keyring = await abandonable(keyring.why_not)  # it may ask to be unlocked
        if self._no_keyring:
            return Keeping.THIS_RUN
        try:
            await asyncio.to_thread(keep, keyring)
        except NotKept as why:
            self._no_keyring = str(why)
            return Keeping.THIS_RUN
        return Keeping.KEYRING

    def _become(self, **changes: object) -> None:
        secrets = replace(self._secrets, **changes)
        if secrets == self._secrets:
            return
        self._secrets = secrets
        for hear in tuple(self._listeners):
            hear(secrets)


def _source(keeping: Keeping, *, there: bool) -> str:
    if not there:
        return "nowhere"
    return "the keyring" if keeping is Keeping.KEYRING else _THIS_RUN
