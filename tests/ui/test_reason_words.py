# ruff: noqa: RUF001 - Chinese is written with full-width marks
"""Reasons: what the core says in English is known here, whatever is put into it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from rivermon.chosen import Chosen
from rivermon.core import callback_gate
from rivermon.core.callback import after_attempt, too_late
from rivermon.core.causes import OTHER, causes
from rivermon.core.entities import Reply
from rivermon.core.file_trust import Owned, distrust
from rivermon.core.filter import BadFilter, parse
from rivermon.core.signature import Refusal
from rivermon.core.webhook import NotAWebhook, read
from rivermon.desktop.not_changed import why_no_file
from rivermon.setting_values import BadSetting
from rivermon.settings import Settings
from rivermon.ui.appearance import Appearance
from rivermon.ui.language import LanguageChoice
from rivermon.ui.reason_words import capitalised, is_known, reason_sentence, reason_words
from tests.core.fake_clock import START
from tests.ui.spoken import PACKAGE

BAD_FILTERS = (
    ")",
    "(a",
    "()",
    "-",
    "OR a",
    "a AND",
    "...",
    "evnt:x",
    "zzzz:x",
    "event:",
    "event:a,,b",
    "data.year:>x",
    "event:a*b",
    "status:faild",
    "status:qqqqq",
    "callback:faild",
    "callback:qqqqq",
    "verified:qqqqq",
    "status:4x",
    "status:900",
    "size:big",
    "attempts:many",
    "data:x",
    "data.items[x]:1",
    'data."odd:1',
    "data..x:1",
    "\ud800",
    "x" * 20_000,
    "(" * 200 + "a" + ")" * 200,
    " ".join("a" for _ in range(2000)),
)


@pytest.mark.parametrize("refusal", Refusal)
def test_every_refusal_is_known(refusal: Refusal) -> None:
    assert is_known(refusal)


@pytest.mark.parametrize("text", BAD_FILTERS, ids=lambda text: ascii(text[:20]))
def test_every_complaint_about_a_filter_is_known(text: str) -> None:
    bad = parse(text)
    assert isinstance(bad, BadFilter)
    assert is_known(bad.reason), bad.reason


@pytest.mark.parametrize(
    "url",
    ["nonsense", "http://example.com/", "https://example.com/", "https://api.modelriver.com/"],
)
def test_every_reason_to_hold_a_callback_is_known(url: str) -> None:
    gate = callback_gate.CallbackGate(["api.modelriver.com"], has_api_key=False)
    refusal = gate.refusal(url)
    assert refusal is not None
    assert is_known(refusal.reason)


@pytest.mark.parametrize(
    "reply",
    [
        Reply(status=404),
        Reply(status=302),
        Reply(status=503),
        Reply(),
        Reply(error="no answer within 10 s"),
    ],
)
def test_what_became_of_an_attempt_is_known(reply: Reply) -> None:
    decision = after_attempt(reply, attempt=1, now=START, deadline=START, jitter=0.0)
    assert decision.reason is not None
    assert is_known(decision.reason)


@pytest.mark.parametrize(
    "body", [b"{", b'{"a" 1}', b"{a: 1}", b'{"a": 1,}', b"[1 2]", b"{} x", b'{"a', b"[]"]
)
def test_why_a_body_cannot_be_read_is_known(body: bytes) -> None:
    with pytest.raises(NotAWebhook) as refused:
        read(body, ())
    assert is_known(str(refused.value)), refused.value
    appeared = reason_words(str(refused.value))
    assert appeared == str(refused.value)


def test_that_it_was_too_late_is_known() -> None:
    assert is_known(too_late().reason or "")


def test_whatever_cannot_be_done_is_known() -> None:
    files = PACKAGE.joinpath("controls").glob("*.py")
    said = [text for file in files for text in _complaints(file, "CannotBeDone")]
    assert len(said) > 10
    assert [text for text in said if not is_known(text)] == []


def test_why_a_file_cannot_be_used_is_known(tmp_path: Path) -> None:
    mine, name = 1000, "The settings file /home/a/settings.toml"
    for found in (Owned(1001, 1000, 0o600), Owned(1000, 1000, 0o666)):
        assert is_known(distrust(name, found, mine, None) or "")
    chosen = Chosen(Settings(), tmp_path)
    with pytest.raises(BadSetting) as refused:
        chosen.change(theme="dark")
    assert is_known(str(refused.value))
    why = str(refused.value).rpartition(": ")[2].rstrip(".")
    assert is_known(why), why


def test_why_nothing_starts_at_login_is_known() -> None:
    files = PACKAGE.joinpath("desktop").glob("*.py")
    raised = ("LoginNotChanged", "LoginNotOurs", "LoginSwitchedOff")
    said = [text for file in files for name in raised for text in _complaints(file, name)]
    assert len(said) > 6
    unwritable = why_no_file(Path("/home/a/rivermon.desktop"), PermissionError(13, "not allowed"))
    handed_on = "this"
    known = (*said, unwritable)
    assert [text for text in known if text != handed_on and not is_known(text)] == []


@pytest.mark.parametrize("cause", [OTHER, "answered 500", "answered 404", *Refusal])
def test_causes_put_together_are_known(cause: str) -> None:
    ((told, _),) = causes([(cause, 2)], 1)
    assert is_known(told)


def test_reasons_are_said_in_the_language_that_is_on(appearance: Appearance) -> None:
    held = "evil.example:8443 is not an allowed callback host"
    failed = "The callback with the content did not succeed: answered 404."
    assert reason_words(held) == held
    assert reason_sentence(failed) == failed
    appearance.language.choose(LanguageChoice.CHINESE)
    assert reason_words(held) == "evil.example:8443 不是允许的回调主机"
    assert reason_words(failed) == "带回内容的回调没有成功：应答 404。"
    assert reason_words(failed.rstrip(".")) == "带回内容的回调没有成功：应答 404"
    assert reason_words("answered 404.") == "应答 404。"
    assert reason_words("something that nobody foresaw {0}") == "something that nobody foresaw {0}"
    assert reason_words("{0} is not an allowed callback host") == "{0} 不是允许的回调主机"
    appearance.language.choose(LanguageChoice.ENGLISH)


def test_a_reason_longer_than_any_is_shown_as_it_came() -> None:
    endless = " is no ".join("x" for _ in range(100_000))
    assert reason_words(endless) is endless


def _complaints(file: Path, raised: str) -> Iterator[str]:
    """What a module's errors say, with something in every place."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == raised and node.args:
            yield _filled(node.args[0])


def _filled(node: ast.expr) -> str:
    match node:
        case ast.Constant():
            return str(node.value)
        case ast.JoinedStr():
            return "".join(_filled(part) for part in node.values)
    return "this"


@pytest.mark.parametrize(
    ("words", "begun"),
    [
        ("the answer was 404", "The answer was 404"),
        ("gone.", "Gone."),
        ("callbacks.example.net is not allowed", "callbacks.example.net is not allowed"),
        ("", ""),
        (" ", " "),
    ],
)
def test_a_sentence_begins_with_a_capital_unless_with_a_name(words: str, begun: str) -> None:
    assert capitalised(words) == begun


def test_a_host_keeps_its_name_in_a_sentence() -> None:
    said = reason_sentence("callbacks.example.net is not an allowed callback host")
    assert said == "callbacks.example.net is not an allowed callback host."
