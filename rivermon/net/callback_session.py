"""Posts callbacks over kept-alive connections. Loading it loads aiohttp.

Does not know what a reply means, or whether there will be another try.
"""

import asyncio
import contextlib
import errno
import io
import os
import ssl
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import aiohttp
from aiohttp.abc import AbstractResolver
from yarl import URL

from rivermon.core.callback_gate import target_of
from rivermon.core.credentials import MASK
from rivermon.core.entities import Reply
from rivermon.net.callback_resolver import CallbackResolver, NotPublic

EXCERPT_BYTES = 2_048
_MOST_READ = 64 * 1024
_LONGEST_READ_S = 3.0
_LARGE = 256 * 1024
_BROKEN_OFF = frozenset({errno.ECONNRESET, errno.ECONNABORTED, errno.EPIPE})


class CallbackSession:
    """HTTP for callbacks only: no redirects, no cookies, no proxies."""

    def __init__(
        self, api_key: str | None, timeout_s: float, resolver: AbstractResolver | None = None
    ) -> None:
        """Open it; made where the loop runs. `resolver` finds addresses; None asks the system."""
        # An answer is shown as it comes, so it must not come compressed.
        self._headers = {"Content-Type": "application/json", "Accept-Encoding": "identity"}
        if api_key:
            self._headers["Authorization"] = f"Bearer {api_key}"
        self._api_key = api_key
        self._timeout_s = timeout_s
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(resolver=CallbackResolver(resolver)),
            timeout=aiohttp.ClientTimeout(total=self._timeout_s),
            cookie_jar=aiohttp.DummyCookieJar(),
            trust_env=False,
            auto_decompress=False,
        )

    async def close(self) -> None:
        """Close every connection."""
        await self._session.close()

    async def post(self, url: str, body: bytes) -> Reply:
        """POST `body` to `url` with the API key (protocol, section 6)."""
        try:
            address = _same_as_allowed(url)
            async with self._session.post(
                address, data=_in_parts(body), headers=self._headers, allow_redirects=False
            ) as response:
                return Reply(
                    status=response.status,
                    answer=await _excerpt(response.content, self._api_key),
                    retry_after_s=_seconds(
                        response.headers.get("Retry-After"), response.headers.get("Date")
                    ),
                )
        except TimeoutError:
            return Reply(error=f"no answer within {self._timeout_s:g} s")
        except (aiohttp.ClientError, ssl.SSLError, OSError, ValueError) as failure:
            return Reply(error=_words(failure))


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


def _words(failure: Exception) -> str:
    if isinstance(failure, aiohttp.ClientConnectorDNSError):
        if isinstance(failure.os_error, NotPublic):
            return str(failure.os_error)
        return f"the name {failure.host} was not found"
    if isinstance(failure, aiohttp.ClientConnectorCertificateError):
        return f"the certificate of {failure.host} is not trusted ({_flaw(failure)})"
    if isinstance(failure, aiohttp.ClientConnectorError):
        return f"no connection to {failure.host}:{failure.port} ({_cause(failure.os_error)})"
    if isinstance(failure, aiohttp.ClientResponseError):
        # What follows the colon is what the server sent, up to thousands of bytes of it.
        said = failure.message.partition(":")[0]
        return f"the answer is not proper HTTP ({said})"
    broken = isinstance(failure, OSError) and failure.errno in _BROKEN_OFF
    if broken or isinstance(failure, aiohttp.ServerDisconnectedError | ConnectionResetError):
        return "the connection was closed before an answer"
    return str(failure) or type(failure).__name__


def _cause(failure: OSError) -> str:
    if isinstance(failure, ssl.SSLError):
        return (failure.reason or "TLS failed").replace("_", " ").lower()
    return os.strerror(failure.errno) if failure.errno else str(failure)


def _flaw(failure: aiohttp.ClientConnectorCertificateError) -> str:
    flaw = failure.certificate_error
    if isinstance(flaw, ssl.SSLCertVerificationError):
        return flaw.verify_message.rstrip(".").lower()
    return str(flaw)


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
