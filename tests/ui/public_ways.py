"""The public way in each of its states."""

from datetime import timedelta

from msgspec.structs import replace

from rivermon.core.tunnel import PublicWay, TunnelKind, TunnelState
from tests.ui.stand_ins import START

ORIGIN = "https://proven-silk-arrow-tunes.trycloudflare.com"
URL = f"{ORIGIN}/webhooks/modelriver"
STARTING = PublicWay(state=TunnelState.STARTING, kind=TunnelKind.CLOUDFLARED, since=START)
UP = PublicWay(
    state=TunnelState.UP,
    kind=TunnelKind.CLOUDFLARED,
    origin=ORIGIN,
    url=URL,
    since=START,
    tried_at=START - timedelta(seconds=20),
)
UNREACHABLE = PublicWay(
    state=TunnelState.UNREACHABLE,
    kind=TunnelKind.CLOUDFLARED,
    origin=ORIGIN,
    url=URL,
    reason="The tunnel is up, and does not reach rivermon (502): check the port in its command.",
    since=START,
    tried_at=START - timedelta(seconds=80),
)
RESTARTING = PublicWay(
    state=TunnelState.RESTARTING,
    kind=TunnelKind.CLOUDFLARED,
    reason="cloudflared ended (exit code 1). Run the command in a terminal to see more.",
    since=START,
    again_at=START + timedelta(seconds=33),
)
MISSING = PublicWay(
    state=TunnelState.MISSING,
    kind=TunnelKind.NGROK,
    reason="ngrok is not installed, or not where programs are looked for; install it: brew install "
    "ngrok",
    since=START,
)
FORWARDED = PublicWay(state=TunnelState.UP, kind=TunnelKind.MODELRIVER, since=START)
MOVED = replace(UP, former="https://old-names-are-gone.trycloudflare.com/webhooks/modelriver")
WAYS = (PublicWay(), STARTING, UP, UNREACHABLE, RESTARTING, MISSING, FORWARDED, MOVED)
