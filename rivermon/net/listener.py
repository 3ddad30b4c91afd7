"""Listens for webhooks at an address, while it is open. Sets limits, decides nothing.

Does not know HTTP: the server does, and it is loaded when it is first needed.
"""

import asyncio
import errno
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from rivermon.core.ports import ListenerUnavailable
from rivermon.core.tasks import OwnedTasks
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
_OWNER = "listener"


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
        self._limits = Limits(
            _paths(extra_path), max_body, body_timeout_s, head_timeout_s, most_connections
        )
        self._server: WebhookServer | None = None
        self._bound: tuple[str, int] | None = None
        self._turn = asyncio.Lock()
        self._leaving = OwnedTasks(_OWNER)

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
        async with self._turn:
            if self._server is None:
                opened = await self._opened(self._host, self._port, self._limits)
                self._server, self._bound = opened.server, opened.bound

    async def move(
        self,
        host: str,
        port: int,
        *,
        extra_path: str | None,
        max_body: int,
        keep: Callable[[], None],
    ) -> None:
        """Listen elsewhere, with other limits; the old address is given up once this one is had.

        Requests under way are answered. Where only the limits are other ones, nothing is closed.

        Args:
            host: the address to listen at.
            port: the port; 0 picks a free one, and is content with the one that it picked before.
            extra_path: one more path for webhooks.
            max_body: the longest body, in bytes.
            keep: is called once the address is had; what it raises leaves all as it was.

        Raises:
            ListenerUnavailable: the address cannot be had; the old one is listened at as before.
        """
        limits = self._limits._replace(paths=_paths(extra_path), max_body=max_body)
        async with self._turn:
            old = self._server
            if old is not None and (host, port) in {(self._host, self._port), self._bound}:
                keep()
                old.limit(limits)
            else:
                await self._change_to(host, port, limits, keep)
                if old is not None:
                    await old.pause()
                    self._leaving.start(old.leave(), "leave an address")
            self._host, self._port, self._limits = host, port, limits

    async def close(self) -> None:
        """Stop listening; requests under way get a second to be answered."""
        async with self._turn:
            server, self._server, self._bound = self._server, None, None
            leaving, self._leaving = self._leaving, OwnedTasks(_OWNER)
        if server is not None:
            await server.close()
        await leaving.close()

    async def _opened(self, host: str, port: int, limits: Limits) -> "_Opened":
        made = await asyncio.to_thread(_server)
        server = made(self._receiver, limits, self._now)
        try:
            return _Opened(server, (host, await server.open(host, port)))
        except (OSError, OverflowError, ValueError) as failure:
            raise ListenerUnavailable(_words(failure, host, port)) from failure

    async def _change_to(
        self, host: str, port: int, limits: Limits, keep: Callable[[], None]
    ) -> None:
        """Have a server at another address in the place of the old one, or leave that."""
        try:
            opened = await self._opened(host, port, limits)
        except ListenerUnavailable as why:
            if not self._is_in_its_own_way(port, why):
                raise
            opened = await self._opened_in_its_place(host, port, limits)
        try:
            keep()
        except BaseException:
            await opened.server.close()
            await self._come_back()
            raise
        self._server, self._bound = opened.server, opened.bound

    def _is_in_its_own_way(self, port: int, why: ListenerUnavailable) -> bool:
        """True if the port is taken by this listener itself, which has it at another address."""
        taken = getattr(why.__cause__, "errno", None) == errno.EADDRINUSE
        return taken and self._bound is not None and self._bound[1] == port

    async def _opened_in_its_place(self, host: str, port: int, limits: Limits) -> "_Opened":
        # For a moment nobody is let in: nothing can listen at 127.0.0.1 and at 0.0.0.0 at once.
        if self._server is not None:
            await self._server.pause()
        try:
            return await self._opened(host, port, limits)
        except BaseException:
            await self._come_back()
            raise

    async def _come_back(self) -> None:
        """Listen at the old address again, if it was given up for another."""
        if self._server is None or self._bound is None or not self._server.paused:
            return
        try:
            await self._server.resume(*self._bound)
        except (OSError, OverflowError, ValueError) as failure:
            words, server = _words(failure, *self._bound), self._server
            self._server = self._bound = None
            await server.close()
            raise ListenerUnavailable(words) from failure


class _Opened(NamedTuple):
    server: "WebhookServer"
    bound: tuple[str, int]


def _paths(extra: str | None) -> frozenset[str]:
    return frozenset((*PATHS, extra.rstrip("/")) if extra else PATHS)


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
