"""Says in words why an HTTP request was not answered. Loading it loads aiohttp.

Does not know what was asked for.
"""

import errno
import os
import ssl

import aiohttp

from rivermon.net.callback_resolver import NotPublic

_BROKEN_OFF = frozenset({errno.ECONNRESET, errno.ECONNABORTED, errno.EPIPE})


def failure_words(failure: Exception) -> str:
    """Why there was no answer, as a part of a sentence."""
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
