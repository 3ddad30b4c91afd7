"""Why a public way is not up: whatever the core says of it has words in every language."""

import signal

import pytest
from PySide6.QtCore import QCoreApplication, QTranslator

from rivermon.core.answers import INVALID_SIGNATURE
from rivermon.core.ping import Ping, PingReply
from rivermon.core.ping_reply import why_not
from rivermon.core.public_state import NO_ADDRESS, NOT_LISTENING
from rivermon.core.tunnel_ending import (
    NO_COMMAND,
    bad_command,
    cannot_start,
    missing,
    no_address,
    why_it_ended,
)
from rivermon.ui.appearance import Appearance
from rivermon.ui.reason_words import is_known, reason_words


class Loud(QTranslator):
    """A language of capital letters."""

    def isEmpty(self) -> bool:  # noqa: N802 - Qt's name
        return False

    def translate(
        self, context: str, text: str, disambiguation: str | None = None, n: int = -1
    ) -> str:
        return text.upper()


PING = Ping(header="x", answer=b"y")
LINES = (
    "ERR_NGROK_4018",
    "ERR_NGROK_108",
    "Host key verification failed",
    "Permission denied (publickey).",
    "remote port forwarding failed",
    "429 Too Many Requests",
    "dial tcp: connection refused",
    "something else",
)
MARKS = ("ERR_NGROK_3200", "ERR_NGROK_6024", "ERR_NGROK_8012", "ERR_NGROK_1")
REPLIES = (
    PingReply(error="no answer within 10 s"),
    PingReply(error="the address must begin with https://"),
    PingReply(status=INVALID_SIGNATURE.status, body=INVALID_SIGNATURE.body),
    *(PingReply(status=404, mark=mark) for mark in MARKS),
    PingReply(status=302, location="https://login.example/x"),
    PingReply(status=302),
    *(PingReply(status=status) for status in (401, 403, 404, 429, 502, 503, 504, 530, 511, 500)),
    PingReply(status=200, is_page=True),
    PingReply(status=200),
)


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("code", [None, 0, 255, -signal.SIGTERM, -200])
def test_why_a_program_ended_is_known(code: int | None, line: str) -> None:
    assert is_known(why_it_ended("ssh", code, (line,)))
    assert is_known(why_it_ended("ssh", code, (line,)).rstrip("."))


@pytest.mark.parametrize("line", LINES)
def test_that_no_address_was_told_is_known(line: str) -> None:
    assert is_known(no_address("lt", 60.0, (line,)))


@pytest.mark.parametrize(
    "text",
    [
        why_it_ended("ssh", 1, ()),
        no_address("lt", 60.0, ()),
        cannot_start("lt", "Permission denied"),
        bad_command("no closing quotation"),
        missing("lt", "npm install -g localtunnel"),
        missing("relay", ""),
        NO_COMMAND,
        NO_ADDRESS,
        NOT_LISTENING,
    ],
)
def test_what_else_is_said_is_known(text: str) -> None:
    assert is_known(text)


@pytest.mark.parametrize("reply", REPLIES)
def test_why_a_ping_did_not_come_back_is_known(reply: PingReply) -> None:
    assert is_known(why_not(PING, reply)), why_not(PING, reply)


def test_in_english_it_is_said_as_it_came(appearance: Appearance) -> None:
    del appearance
    for text in (why_it_ended("ssh", 1, LINES), cannot_start("lt", "{0}"), missing("lt", "npm i")):
        assert reason_words(text) == text


def test_both_parts_are_translated(qapp: QCoreApplication) -> None:
    loud = Loud()
    qapp.installTranslator(loud)
    said = reason_words(why_it_ended("ssh", 255, ("Permission denied (publickey).",)))
    qapp.removeTranslator(loud)
    assert said == (
        "ssh ENDED (EXIT CODE 255): Permission denied (publickey). "
        "IT IS NOT LET IN: LOG IN, OR ENTER THE RIGHT KEY, IN A TERMINAL."
    )
