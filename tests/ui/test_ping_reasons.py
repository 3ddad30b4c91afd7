"""Why the public address is not up is known in every language, whatever is put into it."""

import pytest

from rivermon.core.answers import INVALID_SIGNATURE
from rivermon.core.ping import PingReply, Pings
from rivermon.core.ping_reply import why_not
from rivermon.core.public_state import NO_ADDRESS, NOT_LISTENING
from rivermon.ui.reason_words import is_known, reason_words

REPLIES = (
    PingReply(error="no answer within 10 s"),
    PingReply(error="the name x.example was not found"),
    PingReply(error="the address must begin with https://"),
    PingReply(status=401, body=INVALID_SIGNATURE.body),
    *(PingReply(status=status) for status in (200, 302, 401, 404, 418, 429, 502, 503, 511, 530)),
    PingReply(status=307, location="https://www.x.example/webhooks"),
    PingReply(status=200, is_page=True),
    *(PingReply(status=404, mark=f"ERR_NGROK_{n}") for n in (3200, 6024, 8012, 1)),
)


@pytest.mark.parametrize("reply", REPLIES, ids=str)
def test_every_sentence_is_known(reply: PingReply) -> None:
    with Pings(b"key", lambda: "nonce").sent() as ping:
        why = why_not(ping, reply)
    assert is_known(why), why
    assert reason_words(why) == why


def test_the_part_that_the_wire_says_is_known_too() -> None:
    for reply in REPLIES[:3]:
        assert is_known(reply.error), reply.error


@pytest.mark.parametrize("words", [NO_ADDRESS, NOT_LISTENING])
def test_what_is_wrong_without_a_ping_is_known(words: str) -> None:
    assert is_known(words)
