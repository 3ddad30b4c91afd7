"""The limit: aiohttp on plain asyncio, with a handler that reads a webhook and answers at once.

As a program it listens at a port of 127.0.0.1: `python -m tests.bench.limit PORT`.
"""

import asyncio
import sys

from aiohttp import web

from tests.bench.stock import PATH


async def _answer(request: web.Request) -> web.Response:
    await request.read()
    return web.Response(body=b'{"received": true}', content_type="application/json")


async def _health(_request: web.Request) -> web.Response:
    return web.Response()


async def serve(port: int) -> None:
    """Answer until the process is ended."""
    app = web.Application()
    app.router.add_post(PATH, _answer)
    app.router.add_get("/health", _health)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1])))
