"""Has the house follow what the operator changes while it stands: secrets, callback hosts, ages.

Nothing is restarted. What lives by settings that it asks for each time is not in here. Does not
know who changes them.
"""

from collections.abc import Callable
from typing import Self

from rivermon.chosen import Chosen
from rivermon.core.callback_gate import CallbackGate
from rivermon.core.feed import ChangeFeed, Fact, SecretsChanged, Trouble, TroubleBegan, TroubleEnded
from rivermon.core.intake import Intake
from rivermon.core.outbox import Outbox
from rivermon.net.callback_client import CallbackClient
from rivermon.safe import Safe
from rivermon.settings import Secrets, Settings


class Following:
    """Hands changes on, from entering it to leaving it."""

    def __init__(
        self,
        *,
        chosen: Chosen,
        safe: Safe,
        feed: ChangeFeed,
        intake: Intake,
        outbox: Outbox,
        client: CallbackClient,
        gate: CallbackGate,
    ) -> None:
        """Hand what changes in `chosen` and `safe` to the others; `feed` is told of secrets."""
        self._chosen = chosen
        self._safe = safe
        self._feed = feed
        self._intake = intake
        self._outbox = outbox
        self._client = client
        self._gate = gate
        self._secrets = safe.secrets
        self._ends: tuple[Callable[[], None], ...] = ()

    async def __aenter__(self) -> Self:
        self._ends = (
            self._chosen.on_change(self._hear_settings),
            self._safe.on_change(self._hear_secrets),
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        for end in self._ends:
            end()

    def _hear_settings(self, settings: Settings) -> None:
        self._verify()
        if self._gate.choose(settings.callback_hosts):
            self._outbox.gate_changed()

    def _hear_secrets(self, secrets: Secrets) -> None:
        before, self._secrets = self._secrets, secrets
        facts: list[Fact] = [SecretsChanged()]
        if secrets.webhook != before.webhook:
            self._verify()
            # What was refused was held against other secrets.
            facts += (TroubleEnded(Trouble.REJECTED), no_secret(secrets))
        if secrets.api_key != before.api_key:
            self._client.use_key(secrets.api_key)
            self._gate.has_api_key = bool(secrets.api_key)
            facts.append(no_api_key(secrets))
        self._feed.tell(facts)
        if secrets.api_key != before.api_key:
            self._outbox.gate_changed()

    def _verify(self) -> None:
        settings, secrets = self._chosen.settings, self._safe.secrets
        self._intake.verify_with(secrets.webhook, settings.max_age_s or None)


def no_secret(secrets: Secrets) -> TroubleBegan | TroubleEnded:
    """Whether there is the trouble that no webhook can be verified."""
    trouble = Trouble.NO_SECRET
    return TroubleEnded(trouble) if secrets.webhook else TroubleBegan(trouble)


def no_api_key(secrets: Secrets) -> TroubleBegan | TroubleEnded:
    """Whether there is the trouble that no callback can leave."""
    trouble = Trouble.NO_API_KEY
    return TroubleEnded(trouble) if secrets.api_key else TroubleBegan(trouble)
