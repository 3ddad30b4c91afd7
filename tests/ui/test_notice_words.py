"""A notice in words: what happened, what to do, and nothing in it acts."""

import pytest
from PySide6.QtWidgets import QApplication

from rivermon.core.notice import Notice, NoticeKind
from rivermon.ui.notice_words import kind_words, notice_text, notice_title

EVIL = '<a href="http://evil.example/">Win & click</a>\n<img src="http://evil.example/x.png">'


def said(kind: NoticeKind, **fields: object) -> tuple[str, str]:
    notice = Notice(kind=kind, **fields)  # type: ignore[arg-type] # its own fields
    return notice_title(notice), notice_text(notice)


def test_one_failed_callback_says_why(qapp: QApplication) -> None:
    assert said(NoticeKind.CALLBACKS, detail="ModelRiver answered 404.") == (
        "A callback failed",
        "ModelRiver answered 404. Click to see why.",
    )


@pytest.mark.usefixtures("appearance")
def test_several_say_how_many_and_why_the_first(qapp: QApplication) -> None:
    assert said(NoticeKind.CALLBACKS, count=1200, detail="the network is down") == (
        "1,200 callbacks failed",
        "The first: The network is down. Click to see why.",
    )


def test_refused_webhooks_say_what_to_check(qapp: QApplication) -> None:
    title, text = said(NoticeKind.SIGNATURES, count=10, detail="it does not match any secret")
    assert title == "10 webhooks were refused"
    assert text.startswith("The first: It does not match any secret. ")
    assert text.endswith("check the webhook secret in Settings.")
    assert said(NoticeKind.SIGNATURES)[0] == "A webhook was refused"


def test_the_store_says_what_is_wrong(qapp: QApplication) -> None:
    full = "The database /data/x.db: the disk is full: free some space, rivermon goes on by itself."
    assert said(NoticeKind.STORE, detail=full) == ("The database is in trouble", full)
    assert said(NoticeKind.STORE)[1] == "No webhook is taken in until then."


def test_the_public_address_says_what_is_wrong(qapp: QApplication) -> None:
    why = "It cannot be reached: no answer within 10 s."
    assert said(NoticeKind.PUBLIC, detail=why) == ("The public address is down", why)
    assert said(NoticeKind.PUBLIC)[1] == "No webhook can come in by it."


def test_silence_says_what_is_usual(qapp: QApplication) -> None:
    title, text = said(NoticeKind.SILENCE, minutes=30, usual_per_hour=40)
    assert title == "No webhook for 30 min"
    assert text == "Usually 40 come in an hour. Check that ModelRiver still sends them here."


def test_content_that_waits_says_what_it_is(qapp: QApplication) -> None:
    assert said(NoticeKind.APPROVAL, detail="Inception") == (
        "Content waits for your approval",
        "Inception. ModelRiver waits for 5 minutes.",
    )
    title, text = said(NoticeKind.APPROVAL, count=3, detail="Inception")
    assert title == "3 records wait for your approval"
    assert text.startswith("The first: Inception. ")


@pytest.mark.parametrize("kind", [NoticeKind.APPROVAL, NoticeKind.CALLBACKS, NoticeKind.STORE])
def test_what_others_wrote_is_one_plain_line(qapp: QApplication, kind: NoticeKind) -> None:
    _, text = said(kind, detail=EVIL * 1000)
    assert not set(text) & set("<>&\n")
    assert len(text) < 300
    assert "Win" in text


@pytest.mark.parametrize("kind", list(NoticeKind))
def test_every_kind_has_a_name_and_words(qapp: QApplication, kind: NoticeKind) -> None:
    assert kind_words(kind)
    assert all(said(kind))
    assert all(said(kind, count=2))
