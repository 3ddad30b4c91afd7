"""A ping is answered once, and by nobody else; and what other answers to it say."""

from itertools import count

import pytest

from rivermon.core.answers import INVALID_SIGNATURE, NOT_CONFIGURED, RECEIVED
from rivermon.core.ping import HEADER, PingReply, Pings
from rivermon.core.ping_reply import why_not


def pings(key: bytes = b"key of this run") -> Pings:
    numbers = count(1)
    return Pings(key, lambda: f"nonce-{next(numbers)}")


def test_a_ping_is_answered_once_with_what_only_this_rivermon_knows():
    mine = pings()
    with mine.sent() as ping:
        answer = mine.answer((("Host", "x.example"), (HEADER.lower(), ping.header)))
        assert answer is not None
        assert why_not(ping, PingReply(status=answer.status, body=answer.body)) == ""
        assert mine.answer(((HEADER, ping.header),)) is None


def test_a_ping_that_is_not_waited_for_any_more_is_none():
    mine = pings()
    with mine.sent() as ping:
        pass
    assert mine.answer(((HEADER, ping.header),)) is None


def test_another_key_another_ping_and_forgeries_are_not_answered():
    mine, other = pings(), pings(b"another run's")
    with mine.sent() as ping, other.sent() as foreign:
        nonce, _, signature = ping.header.partition(".")
        for forged in (
            foreign.header,
            nonce,
            f"{nonce}.",
            f"{nonce}.{'0' * 64}",
            f"{nonce}.{signature}0",
            f"nonce-2.{signature}",
            f"{nonce}.ünï",
            "",
        ):
            assert mine.answer(((HEADER, forged),)) is None
        assert mine.answer(()) is None
        assert mine.answer(((HEADER, ping.header),)) is not None


def test_the_answer_is_not_to_be_had_from_the_question():
    with pings().sent() as ping:
        assert ping.header.partition(".")[2].encode() not in ping.answer


def test_only_the_latest_few_are_waited_for():
    mine = pings()
    managers = [mine.sent() for _ in range(9)]
    sent = [each.__enter__() for each in managers]
    assert mine.answer(((HEADER, sent[0].header),)) is None
    assert mine.answer(((HEADER, sent[1].header),)) is not None
    for each in managers:
        each.__exit__(None, None, None)


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (PingReply(error="no answer within 10 s"), "It cannot be reached: no answer within 10 s."),
        (PingReply(status=200, body=RECEIVED.body), "Something else than this rivermon"),
        (PingReply(status=200, body=b'{"rivermon": "00"}'), "Something else than this rivermon"),
        (PingReply(status=401, body=INVALID_SIGNATURE.body), "Another rivermon answered"),
        (PingReply(status=503, body=NOT_CONFIGURED.body), "Another rivermon answered"),
        (PingReply(status=401), "A login is asked for (401)"),
        (PingReply(status=511, is_page=True), "A login is asked for (511)"),
        (PingReply(status=200, is_page=True), "A page for browsers was answered (200)"),
        (PingReply(status=404, is_page=True), "Nothing is there (404)"),
        (PingReply(status=502), "does not reach rivermon (502)"),
        (PingReply(status=530), "There is no tunnel at this address (530)"),
        (PingReply(status=429), "no more requests"),
        (PingReply(status=404, mark="ERR_NGROK_3200"), "ngrok has no tunnel"),
        (PingReply(status=502, mark="ERR_NGROK_8012"), "ngrok is up"),
        (PingReply(status=200, mark="ERR_NGROK_6024", is_page=True), "warning page"),
        (PingReply(status=400, mark="ERR_NGROK_1"), "ngrok did not let it through (ERR_NGROK_1)."),
        (
            PingReply(status=301, location="https://www.x.example/webhooks"),
            "It redirects to www.x.example (301)",
        ),
        (PingReply(status=307, location="/elsewhere"), "It redirects to another path (307)"),
        (PingReply(status=500), "Something else than this rivermon answered (500)"),
    ],
)
def test_what_any_other_answer_says(reply: PingReply, words: str):
    with pings().sent() as ping:
        said = why_not(ping, reply)
    assert words in said
    assert said.endswith(".")
