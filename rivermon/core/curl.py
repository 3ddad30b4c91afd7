"""A stored request as a curl command that a shell takes.

Pure. Made for POSIX shells (https://pubs.opengroup.org/onlinepubs/9799919799/utilities/
V3_chap02.html, section 2.2.2); does not know whether it is ever run.
"""

import base64
import shlex

from rivermon.core.credentials import redacted
from rivermon.core.entities import Callback, Delivery, Headers

KEY = "$MODELRIVER_API_KEY"
_HOME = "127.0.0.1:8765"
# curl makes these itself, or they belong to one connection alone.
_LEFT_OUT = frozenset(
    {"host", "content-length", "connection", "transfer-encoding", "accept-encoding", "expect"}
)


def webhook_as_curl(delivery: Delivery, *, secret: bool = True) -> str:
    """The command that sends a webhook once more to where it came in.

    Args:
        delivery: with its headers and body.
        secret: False leaves credentials and the signature in; without them it is refused.
    """
    host = next((value for name, value in delivery.headers if name.lower() == "host"), _HOME)
    headers = redacted(delivery.headers) if secret else delivery.headers
    return _command(f"http://{host}{delivery.path}", _headers(headers), delivery.body)


def callback_as_curl(callback: Callback) -> str:
    """The command that sends a callback; the API key is taken from the shell's environment."""
    headers = [f'-H "Authorization: Bearer {KEY}"', _header("Content-Type", "application/json")]
    return _command(callback.url, headers, callback.body)


def _headers(headers: Headers) -> list[str]:
    return [_header(name, value) for name, value in headers if name.lower() not in _LEFT_OUT]


def _header(name: str, value: str) -> str:
    # An empty value would have curl leave the header out; with a semicolon it is sent.
    return f"-H {shlex.quote(f'{name}: {value}' if value else f'{name};')}"


def _command(url: str, headers: list[str], body: bytes) -> str:
    # The globbing of curl would read [] and {} of a URL.
    lines = [f"curl --globoff -X POST {shlex.quote(url)}", *headers]
    try:
        text = body.decode()
    except UnicodeDecodeError:
        text = "\0"
    if "\0" not in text and not text.startswith("@"):
        lines.append(f"--data-binary {shlex.quote(text)}")
        return " \\\n  ".join(lines)
    encoded = base64.b64encode(body).decode()
    lines.append("--data-binary @-")
    return f"echo {encoded} | base64 -d | " + " \\\n  ".join(lines)
