"""Sends one callback: one POST, one reply; what went wrong is said in words, never raised.

Does not know what a reply means, or whether there will be another try.
"""

import ssl
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Self

import aiohttp
from yarl import URL

from rivermon.core.callback_gate import target_of
from rivermon.core.entities import Reply

TIMEOUT_S = 20.0
EXCERPT_BYTES = 2_048
_MOST_READ = 64 * 1024


class CallbackClient:
    """An HTTP client for callbacks only: no redirects, no cookies, no proxies, kept-alive."""

    def __init__(self, api_key: str | None, *, timeout_s: float = TIMEOUT_S) -> None:
        """Send with `Authorization: Bearer <api_key>`, and wait `timeout_s` seconds at the most."""
        self._headers = {"Content-Type": "application/json"}
        if api_key:
            self._headers["Authorization"] = f"Bearer {api_key}"
        self._timeout_s = timeout_s
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        self._session = aiohttp.ClientSession(
            timeout=aiohttp.ClientTimeout(total=self._timeout_s),
            cookie_jar=aiohttp.DummyCookieJar(),
            trust_env=False,
            auto_decompress=False,
        )
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        failure: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._session is not None:
            await self._session.close()

    async def post(self, url: str, body: bytes) -> Reply:
        """POST `body` to `url` with the API key (protocol, section 6)."""
        if self._session is None:
            return Reply(error="rivermon is stopping")
        try:
            address = _same_as_allowed(url)
            async with self._session.post(
                address, data=body, headers=self._headers, allow_redirects=False
            ) as response:
                answer = await response.content.read(_MOST_READ)
                return Reply(
                    status=response.status,
                    answer=answer[:EXCERPT_BYTES].decode("utf-8", "replace"),
                    retry_after_s=_seconds(response.headers.get("Retry-After")),
                )
        except TimeoutError:
            return Reply(error=f"no answer within {self._timeout_s:g} s")
        except (aiohttp.ClientError, ssl.SSLError, OSError, ValueError) as failure:
            return Reply(error=_words(failure))


def _same_as_allowed(url: str) -> URL:
    """The URL as the client will call it, if that is the host that was looked at.

    Raises:
        ValueError: two readers of the URL disagree about where it leads.
    """
    address, target = URL(url), target_of(url)
    if target is None or (address.host, address.port) != (target.host, target.port):
        raise ValueError("the callback address can be read in more than one way")
    return address


def _words(failure: Exception) -> str:
    if isinstance(failure, aiohttp.ClientConnectorDNSError):
        return f"the name {failure.host} was not found"
    if isinstance(failure, aiohttp.ClientConnectorCertificateError):
        return f"the certificate of {failure.host} is not trusted"
    if isinstance(failure, aiohttp.ClientConnectorError):
        return f"no connection to {failure.host}:{failure.port} ({failure.os_error.strerror})"
    if isinstance(failure, aiohttp.ServerDisconnectedError | ConnectionResetError):
        return "the connection was closed before an answer"
    return str(failure) or type(failure).__name__


def _seconds(retry_after: str | None) -> float | None:
    """Retry-After in seconds: a number or a date (RFC 9110, section 10.2.3); None if neither."""
    if retry_after is None:
        return None
    text = retry_after.strip()
    if text.isascii() and text.isdigit():
        return float(text[:10])
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    if moment.tzinfo is None:
        return None
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())
