"""The Callback tab: each state in words, what can be done about it, and in which order."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from rivermon.core.callback_gate import NO_API_KEY
from rivermon.core.entities import CallbackHistory, CallbackKind, CallbackState
from rivermon.core.tasks import OwnedTasks
from rivermon.ui.appearance import Appearance
from rivermon.ui.callback_block import CallbackBlock
from rivermon.ui.callback_tab import CallbackTab
from rivermon.ui.operator import Operator
from rivermon.ui.state_pill import StatePill
from tests.ui.detail_stage import button, click, words
from tests.ui.stand_ins import START, NotedControls, attempts_of, callback_of, row

ELSEWHERE = "https://callbacks.example:8443/v1/callback/x"
REASON = "callbacks.example:8443 is not an allowed callback host"


@pytest.fixture
def tab(
    qtbot: QtBot, appearance: Appearance, controls: NotedControls, tasks: OwnedTasks
) -> CallbackTab:
    made = CallbackTab(appearance, Operator(controls, tasks))
    qtbot.addWidget(made)
    made.resize(420, 600)
    with qtbot.waitExposed(made):
        made.show()
    return made


def history(state: CallbackState | None, attempts: int = 0, **fields: Any) -> CallbackHistory:
    of = row(5, state=state, attempts=attempts)
    return CallbackHistory(callback=callback_of(of, **fields), attempts=attempts_of(of))


def held(callback_id: int = 50, **fields: Any) -> CallbackHistory:
    usual: dict[str, Any] = {"id": callback_id, "url": ELSEWHERE, "reason": REASON}
    return history(CallbackState.HELD, **(usual | fields))


def allows(tab: CallbackTab) -> Sequence[QPushButton]:
    found = [b for b in tab.findChildren(QPushButton) if b.text() == "Allow this host"]
    return [button for button in found if button.isVisible()]


@pytest.mark.parametrize(
    ("state", "attempts", "said"),
    [
        (CallbackState.PROGRESS, 0, "On its way to ModelRiver."),
        (CallbackState.ERROR, 1, "Callback failed: ModelRiver answered 503 Service Unavailable."),
        (CallbackState.TIMEOUT, 2, "Nothing was taken within the 5 minutes"),
        (CallbackState.HELD, 0, "Held, not sent: the host is not allowed."),
    ],
)
def test_each_state_is_told_in_words(
    tab: CallbackTab, state: CallbackState, attempts: int, said: str
) -> None:
    tab.show_callbacks(5, [history(state, attempts)], START)
    assert said in words(tab)


def test_the_host_of_a_held_callback_is_allowed_by_a_click(
    tab: CallbackTab, controls: NotedControls, qtbot: QtBot
) -> None:
    tab.show_callbacks(5, [held()], START)
    assert f"Held, not sent: {REASON}." in words(tab)
    assert "it goes to allowed hosts only" in words(tab)
    (allow,) = allows(tab)
    assert "callbacks.example:8443" in allow.toolTip()
    controls.gate = asyncio.Event()
    click(allow)
    assert not allow.isEnabled()
    qtbot.waitUntil(lambda: bool(controls.asked))
    click(allow)
    controls.gate.set()
    qtbot.waitUntil(allow.isEnabled)
    assert controls.asked == [("allow_host", "callbacks.example:8443")]
    tab.show_callbacks(5, [history(CallbackState.PROGRESS, url=ELSEWHERE)], START)
    assert allows(tab) == []


def test_the_usual_port_is_not_named(
    tab: CallbackTab, controls: NotedControls, qtbot: QtBot
) -> None:
    tab.show_callbacks(5, [held(url="https://callbacks.example/v1")], START)
    click(allows(tab)[0])
    qtbot.waitUntil(lambda: controls.asked == [("allow_host", "callbacks.example")])


def test_allowing_is_not_offered_where_it_would_not_help(tab: CallbackTab) -> None:
    tab.show_callbacks(5, [held(reason=NO_API_KEY)], START)
    assert "Enter the API key in Settings." in words(tab)
    assert allows(tab) == []


def test_a_held_callback_shows_the_time_it_has_left(tab: CallbackTab) -> None:
    tab.show_callbacks(5, [held(deadline=START + timedelta(seconds=65))], START)
    (pill,) = tab.findChildren(StatePill)
    assert pill.accessibleName() == "Held 1:05"
    tab.show_callbacks(
        5, [held(deadline=START + timedelta(seconds=65))], START + timedelta(seconds=6)
    )
    assert pill.accessibleName() == "Held 0:59"


def test_the_chosen_callback_comes_first(tab: CallbackTab, qtbot: QtBot) -> None:
    content = history(CallbackState.ERROR, 1)
    failure = replace(content, callback=replace(content.callback, id=51, kind=CallbackKind.ERROR))

    def order() -> list[bool]:
        blocks = [block for block in tab.findChildren(CallbackBlock) if block.isVisible()]
        in_order = sorted(blocks, key=lambda block: block.y())
        return ["says that there will be no content" in words(block) for block in in_order]

    tab.show_callbacks(5, [content, failure], START)
    qtbot.waitUntil(lambda: order() == [False, True])
    before = set(tab.findChildren(CallbackBlock))
    tab.show_callbacks(5, [content, failure], START, first=51)
    qtbot.waitUntil(lambda: order() == [True, False])
    assert set(tab.findChildren(CallbackBlock)) == before
    tab.show_callbacks(5, [content], START, first=50)
    qtbot.waitUntil(lambda: order() == [False])


def test_without_a_record_nothing_can_be_sent_again(tab: CallbackTab) -> None:
    tab.show_callbacks(None, [history(CallbackState.ERROR, 1)], START)
    assert not button(tab, "Send again").isVisible()
    tab.show_callbacks(5, [history(CallbackState.ERROR, 1)], START)
    assert button(tab, "Send again").isVisible()


def test_a_record_without_a_callback_says_so(tab: CallbackTab) -> None:
    tab.show_callbacks(5, [], START)
    assert "Nothing is called back for this record." in words(tab)
    assert not button(tab, "Send again").isVisible()
    tab.show_callbacks(None, [], START)
    assert "Nothing is called back for this delivery." in words(tab)
