"""Posts pings, each over a connection of its own. Loading it loads aiohttp.

Does not know what a reply means.
"""

import ssl

import aiohttp

from rivermon.core.callback_gate import is_loopback, target_of
from rivermon.core.ping import BODY, HEADER, Ping, PingReply
from rivermon.net.failure_words import failure_words

_MOST_READ = 512
_HEADERS = {
    "Content-Type": "application/json",
    "Accept-Encoding": "identity",
    "User-Agent": "rivermon",
    # Both show a page to what they take for a browser, unless they are asked not to.
    "ngrok-skip-browser-warning": "1",
    "Bypass-Tunnel-Reminder": "1",
}
_NOT_SECURE = "the address must begin with https://"


class PingSession:
    """HTTP for pings only: certificates verified, no redirects, no cookies, no proxies."""

    def __init__(self, timeout_s: float, tls: ssl.SSLContext | None = None) -> None:
        """Open it; made where the loop runs. `tls` trusts whom it trusts; None: OpenSSL's own."""
        self._timeout_s = timeout_s
        # A kept connection or name would hide that a new one cannot be had.
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(force_close=True, use_dns_cache=False, ssl=tls or True),
            timeout=aiohttp.ClientTimeout(total=timeout_s),
            cookie_jar=aiohttp.DummyCookieJar(),
            trust_env=False,
            auto_decompress=False,
        )

    async def close(self) -> None:
        """Close every connection."""
        await self._session.close()

    async def ping(self, url: str, ping: Ping) -> PingReply:
        """POST `ping` to `url`, which is https or on this machine."""
        target = target_of(url)
        if target is None or (target.scheme != "https" and not is_loopback(target.host)):
            return PingReply(error=_NOT_SECURE)
        headers = {**_HEADERS, HEADER: ping.header}
        try:
            async with self._session.post(
                url, data=BODY, headers=headers, allow_redirects=False
            ) as response:
                return PingReply(
                    status=response.status,
                    body=await _beginning(response.content),
                    is_page=response.content_type == "text/html",
                    location=response.headers.get("Location", ""),
                    mark=response.headers.get("ngrok-error-code", ""),
                )
        except TimeoutError:
            return PingReply(error=f"no answer within {self._timeout_s:g} s")
        except (aiohttp.ClientError, ssl.SSLError, OSError, ValueError) as failure:
            return PingReply(error=failure_words(failure))


async def _beginning(content: aiohttp.StreamReader) -> bytes:
    read = bytearray()
    while len(read) < _MOST_READ and (part := await content.read(_MOST_READ - len(read))):
        read += part
    return bytes(read)
