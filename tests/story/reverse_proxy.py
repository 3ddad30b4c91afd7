"""A reverse proxy on this machine, as stands before rivermon where the public address is one's own.

It names its client in X-Forwarded-For, and can be closed and opened again at the same port.
"""

from typing import Self

import aiohttp
from aiohttp import web

_FORWARDED = ("Content-Type", "mr-signature", "X-Rivermon-Ping")


class ReverseProxy:
    """Use as `async with ReverseProxy() as proxy:`, and have it lead somewhere."""

    def __init__(self, client: str = "203.0.113.7") -> None:
        """Whoever asks is told of as `client`."""
        self._client = client
        self._port = 0
        self._runner: web.ServerRunner | None = None
        self.leads_to = ""

    async def __aenter__(self) -> Self:
        self._session = aiohttp.ClientSession()
        await self.open()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()
        await self._session.close()

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    async def open(self) -> None:
        self._runner = web.ServerRunner(web.Server(self._pass_on), shutdown_timeout=1.0)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self._port, reuse_address=True)
        await site.start()
        self._port = self._runner.addresses[0][1]

    async def close(self) -> None:
        runner, self._runner = self._runner, None
        if runner is not None:
            await runner.cleanup()

    async def _pass_on(self, request: web.BaseRequest) -> web.StreamResponse:
        headers = {name: request.headers[name] for name in _FORWARDED if name in request.headers}
        headers["Host"] = request.headers["Host"]
        headers["X-Forwarded-For"] = f"6.6.6.6, {self._client}"
        origin = self.leads_to.partition("/webhooks")[0]
        try:
            async with self._session.request(
                request.method,
                f"{origin}{request.path_qs}",
                data=await request.read(),
                headers=headers,
            ) as answer:
                return web.Response(
                    status=answer.status,
                    body=await answer.read(),
                    content_type=answer.content_type,
                )
        except aiohttp.ClientConnectionError:
            return web.Response(status=502)
