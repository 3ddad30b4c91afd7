"""Why a tunnel's program does not run: what the core says has words in every language."""

import signal

import pytest
from PySide6.QtCore import QCoreApplication, QTranslator

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


LINES = (
    "ERR_NGROK_4018",
    "ERR_NGROK_108",
    "Host key verification failed",
    "Permission denied (publickey).",
    "remote port forwarding failed",
    "429 Too Many Requests",
    "Connection to tunnel.example closed by remote host.",
    "dial tcp: connection refused",
    "something else",
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
    ],
)
def test_what_else_is_said_is_known(text: str) -> None:
    assert is_known(text)


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
