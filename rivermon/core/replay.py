"""What it takes to take a stored delivery in once more, and why one cannot be, in words.

Pure. Does not know the store, nor how a request is verified.
"""

from collections.abc import Mapping

from rivermon.core.answers import ENCODED, TOO_LARGE
from rivermon.core.entities import Arrival, Delivery, Verdict
from rivermon.core.ports import RivermonError
from rivermon.core.signature import Refusal

_FORGED = "If ModelRiver did send it, its webhook secret is another one: set that, start again"
_REMEDIES: Mapping[str | None, str] = {
    Refusal.NO_SIGNATURE: "Nobody signed it, so nothing says that ModelRiver sent it",
    Refusal.MALFORMED: "Its signature cannot be read, so nothing says that ModelRiver sent it",
    Refusal.NO_TIMESTAMP: "Something between ModelRiver and rivermon took a header away: mend "
    "that, and have ModelRiver send it again",
    Refusal.STRIPPED_SECRET: "Set the secret without the blanks, start again, and replay it then",
    Refusal.REFORMATTED_BODY: "Have the proxy pass bodies on as they are, and have ModelRiver "
    "send it again",
    Refusal.TOO_OLD: "It was too old when it came: raise max_age_s, start again, and replay it "
    "then",
    Refusal.NO_SECRET: "Set MODELRIVER_WEBHOOK_SECRET, start again, and replay it then",
}


class CannotReplay(RivermonError):
    """A stored delivery cannot be taken in once more."""


def as_it_came(delivery: Delivery) -> Arrival:
    """The request that a delivery was.

    Raises:
        CannotReplay: its body was not kept.
    """
    if delivery.status in {TOO_LARGE.status, ENCODED.status}:
        raise CannotReplay(
            f"Nothing was replayed: this request was answered {delivery.status}, and its body was "
            "never read. Have ModelRiver send it again."
        )
    return Arrival(
        received_at=delivery.received_at,
        remote=delivery.remote,
        path=delivery.path,
        headers=delivery.headers,
        body=delivery.body,
    )


def not_genuine(verdict: Verdict) -> CannotReplay:
    """Why a delivery is not taken in: by today's secrets, ModelRiver did not send it."""
    reason = verdict.reason or verdict.word
    remedy = _REMEDIES.get(verdict.reason, f"{_FORGED}, and replay it then")
    return CannotReplay(f"Nothing was replayed, for the signature is not good: {reason}. {remedy}.")
