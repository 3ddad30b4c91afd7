"""What leads from ModelRiver to this machine: the ways there are, and how the chosen one fares.

Pure facts. Does not know how a tunnel is run, nor who looks whether it is open.
"""

from datetime import datetime
from enum import StrEnum

import msgspec


class TunnelKind(StrEnum):
    """The ways to this machine that can be chosen; the value stands in the settings."""

    OFF = "off"
    CLOUDFLARED = "cloudflared"
    NGROK = "ngrok"
    SSH = "ssh"
    LOCALTUNNEL = "localtunnel"
    MODELRIVER = "modelriver"
    """`modelriver listen --forward`: ModelRiver's own program; it has no public address."""
    URL = "url"
    """An address of one's own; there is nothing to run."""
    COMMAND = "command"
    """Any command that prints its public address."""


class TunnelPlan(msgspec.Struct, frozen=True, kw_only=True):
    """What the operator chose.

    `command` is a command line with {host} and {port} in it, empty for the preset's own; `pattern`
    a regular expression that finds the public address in its output, empty for the preset's own;
    `url` the public address if it is known beforehand.
    """

    kind: TunnelKind = TunnelKind.OFF
    command: str = ""
    pattern: str = ""
    url: str = ""


class TunnelState(StrEnum):
    """How the public way fares."""

    OFF = "off"
    STARTING = "starting"
    """The program runs, or is about to; its address is not known or not tried yet."""
    UP = "up"
    """A signed ping came back through it (or, where there is no address, its program says so)."""
    UNREACHABLE = "unreachable"
    """Its address is known, and a ping did not come back."""
    RESTARTING = "restarting"
    """The program ended, and is started again after a wait."""
    MISSING = "missing"
    """There is no such program on this machine: it has to be installed."""


class PublicWay(msgspec.Struct, frozen=True, kw_only=True):
    """The public way as it is now.

    `origin` is the public address as the tunnel gives it (https://x.example), `url` the whole
    webhook URL to enter at ModelRiver; both are empty while none is known. `reason` says in words
    why it is not up: what happened, and what to do. `since` is when this state began, `again_at`
    when the program is started again, `tried_at` when a ping last came back. `former` is the
    webhook URL that it had before in this run, if it has another one by now: ModelRiver still has
    that, until a webhook came in by the new one.
    """

    state: TunnelState = TunnelState.OFF
    kind: TunnelKind = TunnelKind.OFF
    origin: str = ""
    url: str = ""
    reason: str = ""
    since: datetime | None = None
    again_at: datetime | None = None
    tried_at: datetime | None = None
    former: str = ""

    @property
    def down(self) -> bool:
        """True when no webhook can come in by it although the operator wants that."""
        return self.state in _DOWN


_DOWN = frozenset({TunnelState.UNREACHABLE, TunnelState.RESTARTING, TunnelState.MISSING})


class TunnelNews(msgspec.Struct, frozen=True, kw_only=True):
    """What the engine that runs a tunnel's program has to tell.

    `state` is STARTING, UP (of a kind without a public address, when its program says that it is
    ready), RESTARTING or MISSING. `origin` is the public address once its output told it; `reason`
    and `again_at` belong to RESTARTING and MISSING.
    """

    state: TunnelState
    origin: str = ""
    reason: str = ""
    again_at: datetime | None = None
