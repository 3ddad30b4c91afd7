"""Posts callbacks over kept-alive connections. Loading it loads aiohttp.

Does not know what a reply means, or whether there will be another try.
"""

import asyncio
import contextlib
import io
import ssl
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import aiohttp
from aiohttp.abc import AbstractResolver
from yarl import URL

from rivermon.core.callback_gate import target_of
from rivermon.core.credentials import MASK
from rivermon.core.entities import Reply
from rivermon.net.callback_resolver import CallbackResolver
from rivermon.net.failure_words import failure_words

EXCERPT_BYTES = 2_048
_MOST_READ = 64 * 1024
_LONGEST_READ_S = 3.0
_LARGE = 256 * 1024


class CallbackSession:
    """HTTP for callbacks only: no redirects, no cookies, no proxies."""

    def __init__(
        self,
        api_key: str | None,
        timeout_s: float,
        resolver: AbstractResolver | None = None,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        """Open it; made where the loop runs.

        Args:
            api_key: goes with every callback.
            timeout_s: how long an answer may take.
            resolver: finds addresses; None asks the system.
            tls: says whose certificates are trusted; None leaves that to OpenSSL.
        """
        self._api_key = api_key
        self._timeout_s = timeout_s
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(resolver=CallbackResolver(resolver), ssl=tls or True),
            timeout=aiohttp.ClientTimeout(total=self._timeout_s),
            cookie_jar=aiohttp.DummyCookieJar(),
            trust_env=False,
            auto_decompress=False,
        )

    async def close(self) -> None:
        """Close every connection."""
        await self._session.close()

    def use_key(self, api_key: str | None) -> None:
        """Send with another API key from now on."""
        self._api_key = api_key

    async def post(self, url: str, body: bytes) -> Reply:
        """POST `body` to `url` with the API key (protocol, section 6)."""
        api_key = self._api_key  # the answer is masked with the key that went out
        try:
            address = _same_as_allowed(url)
            async with self._session.post(
                address, data=_in_parts(body), headers=_headers(api_key), allow_redirects=False
            ) as response:
                return Reply(
                    status=response.status,
                    answer=await _excerpt(response.content, api_key),
                    retry_after_s=_seconds(
                        response.headers.get("Retry-After"), response.headers.get("Date")
                    ),
                )
        except TimeoutError:
            return Reply(error=f"no answer within {self._timeout_s:g} s")
        except (aiohttp.ClientError, ssl.SSLError, OSError, ValueError) as failure:
            return Reply(error=failure_words(failure))


def _headers(api_key: str | None) -> dict[str, str]:
    # An answer is shown as it comes, so it must not come compressed.
    headers = {"Content-Type": "application/json", "Accept-Encoding": "identity"}
    return headers | {"Authorization": f"Bearer {api_key}"} if api_key else headers


def _in_parts(body: bytes) -> bytes | io.BytesIO:
    # aiohttp writes bytes at once, and warns of what is large: the loop would stand still.
    return body if len(body) <= _LARGE else io.BytesIO(body)


async def _excerpt(content: aiohttp.StreamReader, api_key: str | None) -> str:
    """The beginning of an answer's body, without the API key: some servers say what they were sent.

    The status has been given by then: a body that breaks off or never ends takes nothing away, and
    one that drips must not keep others waiting for its slot.
    """
    if content.is_eof() and content.exception() is None:  # nearly always: no timer for it
        return _readable(content.read_nowait(_MOST_READ), api_key)
    read = bytearray()
    with contextlib.suppress(TimeoutError, aiohttp.ClientError, OSError):
        async with asyncio.timeout(_LONGEST_READ_S):
            async for part in content.iter_any():
                read += part
                if len(read) >= _MOST_READ:
                    break
    return _readable(bytes(read), api_key)


def _readable(read: bytes, api_key: str | None) -> str:
    # Before it is cut: half a key is one that the mask does not know.
    masked = read.replace(api_key.encode(), MASK.encode()) if api_key else read
    return masked[:EXCERPT_BYTES].decode("utf-8", "replace")


def _same_as_allowed(url: str) -> URL:
    """The URL as the client will call it, if that is the host that was looked at.

    Raises:
        ValueError: two readers of the URL disagree about where it leads.
    """
    address, target = URL(url), target_of(url)
    if target is None or (address.host, address.port) != (target.host, target.port):
        raise ValueError("the callback address can be read in more than one way")
    return address


def _seconds(retry_after: str | None, date: str | None) -> float | None:
    """Retry-After in seconds: a number or a date (RFC 9110, section 10.2.3); None if neither.

    A date is counted from the answer's own Date where there is one: our clock may be wrong.
    """
    text = (retry_after or "").strip()
    if text.isascii() and text.isdigit():
        return float(text[:10])
    moment = _moment(text)
    if moment is None:
        return None
    return max(0.0, (moment - (_moment(date) or datetime.now(UTC))).total_seconds())


def _moment(http_date: str | None) -> datetime | None:
    try:
        moment = parsedate_to_datetime(http_date or "")
    except ValueError:
        return None
    return None if moment.tzinfo is None else moment
