"""Listens for webhooks at an address, while it is open. Sets limits, decides nothing.

Does not know HTTP: the server does, and it is loaded when it is first needed.
"""

import asyncio
import errno
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from rivermon.core.ports import ListenerUnavailable
from rivermon.net.receiver import Limits, Receiver

if TYPE_CHECKING:
    from rivermon.net.webhook_server import WebhookServer

PATHS = ("/webhooks/modelriver", "/webhook/modelriver", "/webhook", "/webhooks/ai")
"""Where senders post (protocol, section 2); the first is the one that rivermon tells."""

HEALTH = "/health"
MAX_BODY = 5 * 1024 * 1024
BODY_TIMEOUT_S = 10.0
HEAD_TIMEOUT_S = 10.0
MOST_CONNECTIONS = 512


class Listener:
    """An HTTP server for the webhook paths and /health."""

    def __init__(
        self,
        receiver: Receiver,
        *,
        now: Callable[[], datetime],
        host: str,
        port: int,
        extra_path: str | None = None,
        max_body: int = MAX_BODY,
        body_timeout_s: float = BODY_TIMEOUT_S,
        head_timeout_s: float = HEAD_TIMEOUT_S,
        most_connections: int = MOST_CONNECTIONS,
    ) -> None:
        """Answer for `receiver`.

        Args:
            receiver: who decides.
            now: the wall clock.
            host: the address to listen at.
            port: the port; 0 picks a free one.
            extra_path: one more path for webhooks, that the operator set.
            max_body: the longest body, in bytes.
            body_timeout_s: how long a body may take to arrive, in seconds.
            head_timeout_s: how long the headers may take to arrive, in seconds; also how long a
                connection may be open and send nothing at all.
            most_connections: so many may be open; fewer where the system allows for fewer files.
        """
        self._receiver = receiver
        self._now = now
        self._host = host
        self._port = port
        paths = frozenset((*PATHS, extra_path.rstrip("/")) if extra_path else PATHS)
        self._limits = Limits(paths, max_body, body_timeout_s, head_timeout_s, most_connections)
        self._server: WebhookServer | None = None
        self._bound: tuple[str, int] | None = None

    @property
    def address(self) -> tuple[str, int] | None:
        """The host and port that are listened at; None while not listening."""
        return self._bound

    @property
    def url(self) -> str | None:
        """The webhook URL on this machine; None while not listening."""
        if self._bound is None:
            return None
        host, port = self._bound
        return f"http://{f'[{host}]' if ':' in host else host}:{port}{PATHS[0]}"

    async def open(self) -> None:
        """Begin to listen.

        Raises:
            ListenerUnavailable: the address is taken, not allowed, or not this machine's.
        """
        made = await asyncio.to_thread(_server)
        server = made(self._receiver, self._limits, self._now)
        try:
            port = await server.open(self._host, self._port)
        except (OSError, OverflowError, ValueError) as failure:
            raise ListenerUnavailable(_words(failure, self._host, self._port)) from failure
        self._server = server
        self._bound = (self._host, port)

    async def close(self) -> None:
        """Stop listening; requests under way get a second to be answered."""
        server, self._server, self._bound = self._server, None, None
        if server is not None:
            await server.close()


def _server() -> "type[WebhookServer]":
    # aiohttp takes 0.17 s to load (2 cores): the window is there before it.
    from rivermon.net.webhook_server import WebhookServer  # noqa: PLC0415

    return WebhookServer


def _words(failure: Exception, host: str, port: int) -> str:
    code = getattr(failure, "errno", None)
    if code == errno.EADDRINUSE:
        return (
            f"Port {port} at {host} is taken by another program: close that, or choose another "
            "port with --port."
        )
    if code == errno.EACCES:
        return f"Port {port} may not be used without more rights: choose one above 1023."
    if code == errno.EADDRNOTAVAIL:
        return f"{host} is not an address of this machine: choose another with --host."
    return f"rivermon cannot listen at {host} port {port}: {failure}."
