"""Asks ngrok on this machine for its public address. Loading it loads aiohttp.

Does not know how ngrok is run.
"""

import aiohttp

from rivermon.core.tunnel_output import ngrok_address

USUAL = "127.0.0.1:4040"
"""Where ngrok has its API unless that is taken; then at the next free port."""

_PORTS_TRIED = 4
_TIMEOUT_S = 2.0
_LONGEST_ANSWER = 256 * 1024


async def ask_ngrok(web: str | None, port: int) -> str | None:
    """The public address of the tunnel to `port`; None if no ngrok tells one now.

    Args:
        web: host:port of its API, None to try the usual ones.
        port: where rivermon listens: another ngrok may run beside this one.
    """
    timeout = aiohttp.ClientTimeout(total=_TIMEOUT_S)
    async with aiohttp.ClientSession(timeout=timeout, trust_env=False) as session:
        for each in (web,) if web else _usual():
            if address := await _ask(session, each, port):
                return address
    return None


async def _ask(session: aiohttp.ClientSession, web: str, port: int) -> str | None:
    try:
        async with session.get(f"http://{web}/api/tunnels", allow_redirects=False) as answer:
            read = bytearray()
            async for part in answer.content.iter_any():
                read += part
                if len(read) > _LONGEST_ANSWER:
                    return None
            return ngrok_address(bytes(read), port)
    except (aiohttp.ClientError, OSError, ValueError, TimeoutError):
        return None


def _usual() -> tuple[str, ...]:
    host, _, first = USUAL.partition(":")
    return tuple(f"{host}:{int(first) + more}" for more in range(_PORTS_TRIED))
