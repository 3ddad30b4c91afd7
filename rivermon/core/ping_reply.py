"""What the answer to a ping says about the public way: this rivermon gave it, or why not.

Pure. Does not know how a ping travels, nor how often it is sent.
"""

import hmac
from http import HTTPStatus
from urllib.parse import urlsplit

from rivermon.core.answers import INVALID_SIGNATURE, NOT_CONFIGURED
from rivermon.core.ping import Ping, PingReply

_LONGEST = 100
_OF_ANOTHER = {(answer.status, answer.body) for answer in (INVALID_SIGNATURE, NOT_CONFIGURED)}
# https://ngrok.com/docs/errors
_NGROK = {
    "ERR_NGROK_3200": "ngrok has no tunnel at this address: it ended, or has another one by now.",
    "ERR_NGROK_6024": "ngrok shows its warning page for browsers instead: use another domain or "
    "plan, or another tunnel.",
    "ERR_NGROK_8012": "ngrok is up, and does not reach rivermon: check the port in its command.",
}
_NO_TUNNEL = "There is no tunnel at this address ({0}): it ended, or is still starting."
_NOT_REACHED = "The tunnel is up, and does not reach rivermon ({0}): check the port in its command."
_LOGIN = (
    "A login is asked for ({0}), which ModelRiver cannot answer: let requests through without one."
)
_CLOUDFLARE_WITHOUT_TUNNEL = 530  # its error 1033
_BY_STATUS = {
    HTTPStatus.UNAUTHORIZED: _LOGIN,
    HTTPStatus.FORBIDDEN: _LOGIN,
    HTTPStatus.NETWORK_AUTHENTICATION_REQUIRED: _LOGIN,
    HTTPStatus.NOT_FOUND: (
        "Nothing is there ({0}): the tunnel ended or has another address by now, or does not pass "
        "this path on."
    ),
    HTTPStatus.TOO_MANY_REQUESTS: "The tunnel lets no more requests through for now ({0}).",
    HTTPStatus.BAD_GATEWAY: _NOT_REACHED,
    HTTPStatus.SERVICE_UNAVAILABLE: _NOT_REACHED,
    HTTPStatus.GATEWAY_TIMEOUT: _NOT_REACHED,
    _CLOUDFLARE_WITHOUT_TUNNEL: _NO_TUNNEL,
}


def why_not(ping: Ping, reply: PingReply) -> str:
    """Why the public way is not up, in a sentence; empty when this rivermon answered the ping."""
    if reply.status is None:
        return f"It cannot be reached: {reply.error}."
    if reply.status == HTTPStatus.OK and hmac.compare_digest(reply.body, ping.answer):
        return ""
    if (reply.status, reply.body) in _OF_ANOTHER:
        return "Another rivermon answered: the address leads to another machine or port."
    if reply.mark:
        mark = reply.mark[:_LONGEST]
        return _NGROK.get(mark, f"ngrok did not let it through ({mark}).")
    return _of_status(reply.status, reply)


def _of_status(status: int, reply: PingReply) -> str:
    if HTTPStatus.MULTIPLE_CHOICES <= status < HTTPStatus.BAD_REQUEST:
        where = urlsplit(reply.location).netloc[:_LONGEST] or "another path"
        return f"It redirects to {where} ({status}): enter an address that does not redirect."
    if status in _BY_STATUS:
        return _BY_STATUS[status].format(status)
    if reply.is_page:
        return (
            f"A page for browsers was answered ({status}): switch the tunnel's warning page off, "
            "or check the address."
        )
    return f"Something else than this rivermon answered ({status}): check the address."
