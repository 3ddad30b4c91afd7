"""The lines of `serve --print` and `serve --demo`."""

import io
import os
import re
from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from rivermon.cli.narrator import Narrator, plain
from rivermon.core.approval import Approval
from rivermon.core.entities import (
    Attempt,
    Callback,
    CallbackKind,
    CallbackState,
    Delivery,
    Outcome,
    RecordRow,
    Verdict,
    VerdictWord,
)
from rivermon.core.feed import (
    CallbackChanged,
    CallbackOwed,
    DeliveryStored,
    Fact,
    Listening,
    PublicWayChanged,
    RecordStored,
    Trouble,
    TroubleBegan,
    TroubleEnded,
)
from rivermon.core.tunnel import PublicWay, TunnelKind, TunnelState

NOW = datetime(2026, 3, 14, 15, 9, 26, 535000, tzinfo=UTC)
LOCAL = f"{NOW.astimezone():%H:%M:%S}.535"
DELIVERY = Delivery(
    id=1,
    received_at=NOW,
    remote="127.0.0.1",
    path="/webhook",
    type="task.ai_generated",
    event="new_chat",
    channel_id="ch-1",
    verdict=Verdict(VerdictWord.VALID),
    reason=None,
    outcome=Outcome.RECORDED,
    status=200,
    duration_ms=1.23,
    record_id=1,
    redeliveries=0,
    size=2,
)
ROW = RecordRow(
    id=7,
    created_at=NOW,
    title="The Lighthouse Keeper's Clock",
    category="movies",
    event_name="new_chat",
    channel_id="ch-1",
    model=None,
    provider=None,
    state=None,
    attempts=0,
    duration_ms=None,
    deadline=None,
)
CALLBACK = Callback(
    id=1,
    delivery_id=1,
    record_id=7,
    kind=CallbackKind.SUCCESS,
    url="https://api.modelriver.com/",
    state=CallbackState.SUCCESS,
    body=b"",
    attempts=2,
    next_attempt_at=None,
    deadline=NOW + timedelta(minutes=5),
    received_at=NOW,
)
ATTEMPT = Attempt(started_at=NOW, duration_ms=12.4, status=200)
CONTROLS = "\x1b]0;owned\x07\x1b[2J\r\n\u202e\x9b"


def _told(*facts: Fact, everything: bool = True) -> tuple[str, str]:
    out, err = io.StringIO(), io.StringIO()
    Narrator(everything=everything, out=out, err=err)(facts)
    return out.getvalue(), err.getvalue()


def test_the_address_is_told_as_it_is() -> None:
    url = "http://127.0.0.1:8765/webhooks/modelriver"
    expected = (f"listening on {url}\n", "")
    assert _told(Listening(url)) == expected
    assert _told(Listening(url), everything=False) == expected


def test_the_public_address_is_told_with_how_it_fares_and_only_when_that_changes() -> None:
    url = "https://x.example/webhooks/modelriver"
    up = PublicWay(state=TunnelState.UP, kind=TunnelKind.URL, url=url, tried_at=NOW)
    down = replace(up, state=TunnelState.UNREACHABLE, reason="It cannot be reached: \x1b[2J.")
    told = [PublicWay(), up, replace(up, tried_at=NOW + timedelta(minutes=1)), down, up]
    for everything in (True, False):
        out, err = _told(*map(PublicWayChanged, told), everything=everything)
        assert out.splitlines() == [
            f"public address {url} (up)",
            f"public address {url} (unreachable) It cannot be reached: ␛[2J.",
            f"public address {url} (up)",
        ]
        assert err == ""
    restarting = PublicWay(state=TunnelState.RESTARTING, reason="ssh ended.")
    assert _told(PublicWayChanged(restarting))[0] == "public address (restarting) ssh ended.\n"


CHANGED = CallbackChanged(CALLBACK, ATTEMPT)
PROGRESS = replace(
    CALLBACK, state=CallbackState.PROGRESS, attempts=1, next_attempt_at=NOW + timedelta(seconds=1)
)
UNTIL = f"{CALLBACK.deadline.astimezone():%H:%M:%S}.535"
AGAIN = f"{(NOW + timedelta(seconds=1)).astimezone():%H:%M:%S}.535"
LINES: list[tuple[Fact, str]] = [
    (
        DeliveryStored(DELIVERY),
        "webhook   recorded task.ai_generated new_chat  (200 in 1.2 ms)",
    ),
    (
        DeliveryStored(
            replace(
                DELIVERY,
                outcome=Outcome.REJECTED,
                type=None,
                event=None,
                reason="no signature header",
                status=401,
            )
        ),
        "webhook   rejected no signature header  (401 in 1.2 ms)",
    ),
    (RecordStored(ROW), "record    #7 The Lighthouse Keeper's Clock [movies]"),
    (CHANGED, "callback  #7  Success  attempt 2: answered 200, 12 ms"),
    (
        CallbackChanged(PROGRESS, replace(ATTEMPT, status=500)),
        f"callback  #7  Progress  attempt 1: answered 500, 12 ms  again at {AGAIN}",
    ),
    (
        CallbackChanged(PROGRESS, replace(ATTEMPT, status=None, error="no answer within 20 s")),
        f"callback  #7  Progress  attempt 1: no answer within 20 s, 12 ms  again at {AGAIN}",
    ),
    (
        CallbackChanged(
            replace(CALLBACK, state=CallbackState.HELD, reason="x is not an allowed callback host")
        ),
        "callback  #7  Held  x is not an allowed callback host",
    ),
    (
        CallbackChanged(
            replace(
                CALLBACK,
                state=CallbackState.HELD,
                reason="waits for your approval",
                approval=Approval.WAITING,
            )
        ),
        f"callback  #7  Held  waits for your approval until {UNTIL}",
    ),
    (
        CallbackChanged(replace(PROGRESS, approval=Approval.EDITED)),
        "callback  #7  Progress  approved with changes",
    ),
    (
        CallbackChanged(replace(PROGRESS, approval=Approval.BY_RULE)),
        "callback  #7  Progress  sent by rule",
    ),
    (
        CallbackChanged(
            replace(
                CALLBACK,
                state=CallbackState.HELD,
                reason="x is not an allowed callback host",
                approval=Approval.APPROVED,
            )
        ),
        "callback  #7  Held  approved: x is not an allowed callback host",
    ),
    (
        CallbackChanged(
            replace(
                CALLBACK,
                state=CallbackState.ERROR,
                reason="rejected by the operator: not fit",
                approval=Approval.REJECTED,
            )
        ),
        "callback  #7  Error  rejected by the operator: not fit",
    ),
    (
        CallbackChanged(replace(CALLBACK, approval=Approval.APPROVED), ATTEMPT),
        "callback  #7  Success  attempt 2: answered 200, 12 ms",
    ),
    (
        CallbackChanged(replace(CALLBACK, kind=CallbackKind.ERROR, record_id=None), ATTEMPT),
        "callback  #- (processing_failed)  Success  attempt 2: answered 200, 12 ms",
    ),
]


@pytest.mark.parametrize(("fact", "line"), LINES)
def test_each_fact_is_one_line(fact: Fact, line: str) -> None:
    assert _told(fact) == (f"{LOCAL}  {line}\n", "")


@pytest.mark.parametrize(("fact", "line"), LINES)
def test_facts_are_told_only_where_everything_is_wanted(fact: Fact, line: str) -> None:
    assert _told(fact, everything=False) == ("", "")


def test_what_is_owed_is_not_told_twice() -> None:
    assert _told(CallbackOwed(CALLBACK)) == ("", "")


HOSTILE: list[Fact] = [
    RecordStored(replace(ROW, title=f"a{CONTROLS}b", category=f"c{CONTROLS}")),
    DeliveryStored(replace(DELIVERY, type=CONTROLS, event=CONTROLS, reason=CONTROLS)),
    CallbackChanged(replace(CALLBACK, reason=CONTROLS)),
    CallbackChanged(CALLBACK, replace(ATTEMPT, status=None, error=CONTROLS)),
    TroubleBegan(Trouble.HOST_HELD, CONTROLS),
    TroubleBegan(Trouble.CONTENT, CONTROLS),
]


@pytest.mark.parametrize("fact", HOSTILE)
def test_control_characters_are_removed(fact: Fact) -> None:
    said = "".join(_told(fact))
    assert said.endswith("\n")
    assert said.rstrip("\n").isprintable()


def test_long_titles_are_cut() -> None:
    out, _ = _told(RecordStored(replace(ROW, title="x" * 10_000)))
    assert f"{'x' * 59}… [" in out


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("", ""),
        ("one line", "one line"),
        ("two\nlines", "two lines"),
        ("\x1b[2Jgone", "␛[2Jgone"),
        ("a\x00b\x07c", "a␀b␇c"),
        ("\u202eright to left", "⟦U+202E⟧right to left"),
        ("盗梦空间\t🎬", "盗梦空间 🎬"),
        ("x" * 200, "x" * 200),
        ("x" * 201, "x" * 199 + "…"),
    ],
)
def test_foreign_text_is_one_plain_line(text: str, shown: str) -> None:
    assert plain(text) == shown


@pytest.mark.parametrize(
    ("trouble", "detail", "words"),
    [
        (Trouble.NO_SECRET, "", "MODELRIVER_WEBHOOK_SECRET"),
        (Trouble.NO_API_KEY, "", "MODELRIVER_API_KEY"),
        (Trouble.HOST_HELD, "evil.example", "Callbacks to evil.example are held"),
        (Trouble.REJECTED, "no signature header", "rejected: no signature header."),
        (Trouble.CONTENT, "no content", "could not be processed: no content"),
        (Trouble.STORE, "The disk is full.", "rivermon: The disk is full.\n"),
        (Trouble.MOVED, "https://x.example/w", "enter https://x.example/w at ModelRiver"),
    ],
)
@pytest.mark.parametrize("everything", [True, False])
def test_trouble_is_told_on_stderr(
    trouble: Trouble, detail: str, words: str, everything: bool
) -> None:
    out, err = _told(TroubleBegan(trouble, detail), everything=everything)
    assert out == ""
    assert words in err
    assert re.fullmatch(r"rivermon: [^\n]+\n", err)


def test_that_the_public_address_is_down_is_told_by_its_own_line() -> None:
    assert _told(TroubleBegan(Trouble.PUBLIC, "gone")) == ("", "")


def test_a_port_that_cannot_be_had_is_left_to_the_one_line_at_the_end() -> None:
    assert _told(TroubleBegan(Trouble.PORT, "taken")) == ("", "")


def test_trouble_is_told_once_until_it_ends() -> None:
    began, ended = TroubleBegan(Trouble.STORE, "full"), TroubleEnded(Trouble.STORE)
    assert _told(began, began)[1].count("\n") == 1
    assert _told(began, ended, began)[1].count("\n") == 2
    assert _told(began, TroubleEnded(Trouble.NO_SECRET), began)[1].count("\n") == 1
    assert _told(began, TroubleBegan(Trouble.STORE, "locked"))[1].count("\n") == 2


def test_a_reader_that_goes_away_ends_the_telling_quietly() -> None:
    reading, writing = os.pipe()
    with os.fdopen(writing, "w", encoding="utf-8") as out:
        narrator = Narrator(everything=True, out=out, err=io.StringIO())
        os.close(reading)
        for _ in range(3):
            narrator([RecordStored(ROW)])
