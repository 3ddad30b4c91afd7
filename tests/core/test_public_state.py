"""How the public way fares, from what its program tells and from what comes back through it."""

from datetime import timedelta

import pytest

from rivermon.core.public_state import NO_ADDRESS, NOT_LISTENING, PublicState
from rivermon.core.tunnel import PublicWay, TunnelKind, TunnelNews, TunnelPlan, TunnelState
from tests.core.fake_clock import START, FakeClock

ORIGIN = "https://blue-river.trycloudflare.com"
URL = f"{ORIGIN}/webhooks/modelriver"
OWN = "https://hooks.example"
PROGRAM = TunnelPlan(kind=TunnelKind.NGROK)
ADDRESS = TunnelPlan(kind=TunnelKind.URL, url=OWN)
WHY = "It cannot be reached: no answer within 10 s."


class Told(PublicState):
    """A state, and the clock that moves it."""

    def __init__(self) -> None:
        self.clock = FakeClock()
        super().__init__(self.clock, "/webhooks/modelriver")

    def after(self, seconds: float) -> None:
        self.clock.move(seconds)

    def now(self) -> PublicWay:
        return self.way

    def ping_in_s(self) -> float | None:
        return None if self.ping_at_s is None else self.ping_at_s - self.clock.monotonic_s()

    def out_since_s(self) -> float | None:
        if self.outage_since is None:
            return None
        return (self.outage_since - START).total_seconds()

    def fail(self) -> None:
        """Wait until a ping is due, and have it fail."""
        wait_s = self.ping_in_s()
        assert wait_s is not None
        self.after(wait_s)
        self.ping_sent()
        self.ping_failed(WHY)


@pytest.fixture
def state() -> Told:
    return Told()


def begun(state: Told, plan: TunnelPlan = PROGRAM) -> Told:
    state.begin(plan)
    return state


def known(state: Told, origin: str = ORIGIN) -> Told:
    begun(state).hear(TunnelNews(state=TunnelState.STARTING))
    state.hear(TunnelNews(state=TunnelState.STARTING, origin=origin))
    return state


def up(state: Told) -> Told:
    known(state).ping_came_back()
    return state


def restarting(seconds: float = 1.0) -> TunnelNews:
    again = START + timedelta(seconds=seconds)
    return TunnelNews(state=TunnelState.RESTARTING, reason="It ended.", again_at=again)


def test_nothing_is_wanted_at_first(state: Told):
    assert state.now() == PublicWay()
    assert (state.due_s, state.outage_since, state.troubled) == (None, None, False)


def test_a_program_that_tells_its_address_is_pinged_at_once_and_is_up_when_that_comes_back(
    state: Told,
):
    begun(state)
    state.hear(TunnelNews(state=TunnelState.STARTING))
    assert (state.now().state, state.now().url, state.ping_in_s()) == (
        TunnelState.STARTING,
        "",
        None,
    )
    state.hear(TunnelNews(state=TunnelState.STARTING, origin=ORIGIN))
    assert (state.now().origin, state.now().url, state.ping_in_s()) == (ORIGIN, URL, 0)
    assert state.host == "blue-river.trycloudflare.com"
    state.after(2)
    state.ping_sent()
    assert state.ping_at_s is None
    state.ping_came_back()
    assert state.now().state is TunnelState.UP
    assert state.now().since == state.now().tried_at == START + timedelta(seconds=2)
    assert state.ping_in_s() == 60
    assert (state.outage_since, state.troubled) == (None, False)


@pytest.mark.parametrize(
    ("url", "whole"),
    [
        (OWN, f"{OWN}/webhooks/modelriver"),
        (f"{OWN}:8443", f"{OWN}:8443/webhooks/modelriver"),
        (f"{OWN}/hooks/mine", f"{OWN}/hooks/mine"),
    ],
)
def test_an_address_of_one_s_own_has_the_usual_path_unless_it_has_one(
    state: Told, url: str, whole: str
):
    begun(state, TunnelPlan(kind=TunnelKind.URL, url=url))
    assert (state.now().state, state.now().url, state.ping_in_s()) == (
        TunnelState.STARTING,
        whole,
        0,
    )
    assert state.host == url.removeprefix("https://").partition("/")[0]


def test_an_address_that_was_not_entered_is_said_to_be_missing(state: Told):
    begun(state, TunnelPlan(kind=TunnelKind.URL))
    assert (state.now().state, state.now().reason) == (TunnelState.UNREACHABLE, NO_ADDRESS)
    assert state.troubled


def test_modelriver_s_own_program_is_up_when_it_says_so_and_never_pinged(state: Told):
    begun(state, TunnelPlan(kind=TunnelKind.MODELRIVER, url=OWN))
    state.hear(TunnelNews(state=TunnelState.STARTING, origin=OWN))
    assert (state.now().state, state.now().url) == (TunnelState.STARTING, "")
    state.hear(TunnelNews(state=TunnelState.UP, origin=OWN))
    assert (state.now().state, state.now().url, state.due_s) == (TunnelState.UP, "", None)
    state.try_now()
    assert state.ping_at_s is None


def test_a_name_that_was_made_just_now_is_left_alone_for_a_moment(state: Told):
    begun(state, TunnelPlan(kind=TunnelKind.CLOUDFLARED))
    state.hear(TunnelNews(state=TunnelState.STARTING, origin=ORIGIN))
    assert state.ping_in_s() == 5
    begun(state, TunnelPlan(kind=TunnelKind.CLOUDFLARED, command="x", url=OWN))
    state.hear(TunnelNews(state=TunnelState.STARTING, origin=OWN))
    assert state.ping_in_s() == 0


def test_an_address_that_was_known_before_is_tried_soon_again_while_its_program_opens_it(
    state: Told,
):
    begun(state, TunnelPlan(kind=TunnelKind.SSH, command="x", url=OWN))
    state.hear(TunnelNews(state=TunnelState.STARTING, origin=OWN))
    for _ in range(3):
        state.ping_failed(WHY)
        assert state.ping_in_s() == 1
    assert state.now().state is TunnelState.STARTING
    state.after(20)
    state.ping_failed(WHY)
    assert (state.now().state, state.ping_in_s()) == (TunnelState.UNREACHABLE, 5)


def test_a_webhook_from_before_its_program_ended_says_nothing(state: Told):
    begun(state, TunnelPlan(kind=TunnelKind.SSH, command="x", url=OWN))
    state.hear(TunnelNews(state=TunnelState.STARTING, origin=OWN))
    state.webhook_came()
    state.hear(restarting())
    state.hear(TunnelNews(state=TunnelState.STARTING, origin=OWN))
    state.ping_failed(WHY)
    assert state.ping_in_s() == 1


def test_one_ping_that_does_not_come_back_is_no_trouble(state: Told):
    up(state).fail()
    assert (state.now().state, state.ping_in_s()) == (TunnelState.UP, 5)
    assert (state.outage_since, state.troubled) == (None, False)
    state.after(5)
    state.ping_came_back()
    assert (state.now().state, state.ping_in_s(), state.outage_since) == (TunnelState.UP, 60, None)


def test_the_second_one_is_and_the_outage_began_with_the_first(state: Told):
    up(state).fail()
    state.fail()
    assert (state.now().state, state.now().reason) == (TunnelState.UNREACHABLE, WHY)
    assert state.now().down
    assert (state.out_since_s(), state.troubled) == (60, True)
    state.after(5)
    state.ping_came_back()
    assert (state.now().state, state.now().reason) == (TunnelState.UP, "")
    assert (state.outage_since, state.troubled) == (None, False)


def test_it_is_looked_again_soon_and_then_less_and_less_often(state: Told):
    up(state)
    waits = []
    for _ in range(10):
        state.fail()
        waits.append(state.ping_in_s())
    assert waits == [5, 5, 5, 5, 10, 20, 40, 60, 60, 60]


def test_a_new_tunnel_s_name_may_take_a_while_to_be_known(state: Told):
    known(state)
    for _ in range(4):
        state.fail()
        assert (state.now().state, state.now().reason) == (TunnelState.STARTING, WHY)
        assert (state.outage_since, state.troubled) == (None, False)
    state.fail()
    assert (state.now().state, state.out_since_s()) == (TunnelState.UNREACHABLE, 0)
    assert state.troubled


def test_a_program_that_ends_and_comes_back_soon_is_an_outage_and_no_trouble(state: Told):
    up(state).after(30)
    state.hear(restarting())
    assert (state.now().state, state.now().reason) == (TunnelState.RESTARTING, "It ended.")
    assert state.now().again_at is not None
    assert (state.now().url, state.ping_at_s) == ("", None)
    assert (state.out_since_s(), state.troubled) == (30, False)
    state.after(3)
    state.hear(TunnelNews(state=TunnelState.STARTING))
    state.hear(TunnelNews(state=TunnelState.STARTING, origin=ORIGIN))
    assert (state.now().reason, state.now().again_at) == ("It ended.", None)
    assert (state.out_since_s(), state.troubled, state.ping_in_s()) == (30, False, 0)
    state.ping_came_back()
    assert (state.outage_since, state.troubled, state.now().former) == (None, False, "")


def test_a_program_that_does_not_come_back_is_trouble_after_ten_seconds(state: Told):
    up(state).hear(restarting())
    assert state.due_s == 10
    state.after(9)
    assert (state.out_since_s(), state.troubled) == (0, False)
    state.hear(TunnelNews(state=TunnelState.STARTING))
    state.after(1)
    assert (state.out_since_s(), state.troubled) == (0, True)
    state.hear(restarting(60))
    assert (state.out_since_s(), state.troubled) == (0, True)


def test_a_program_that_is_missing_is_trouble_at_once(state: Told):
    begun(state).hear(TunnelNews(state=TunnelState.MISSING, reason="There is no cloudflared."))
    assert (state.now().state, state.now().reason) == (
        TunnelState.MISSING,
        "There is no cloudflared.",
    )
    assert (state.out_since_s(), state.troubled) == (0, True)


def test_an_address_that_is_known_beforehand_is_kept_while_the_program_restarts(state: Told):
    begun(state, TunnelPlan(kind=TunnelKind.COMMAND, command="x", url=OWN))
    state.hear(TunnelNews(state=TunnelState.STARTING))
    assert state.ping_in_s() == 0
    state.ping_came_back()
    state.hear(restarting())
    assert (state.now().origin, state.ping_at_s) == (OWN, None)
    state.ping_failed(WHY)
    assert (state.now().state, state.ping_at_s) == (TunnelState.RESTARTING, None)
    state.hear(TunnelNews(state=TunnelState.STARTING))
    assert (state.now().state, state.ping_in_s()) == (TunnelState.STARTING, 0)


def test_the_same_address_told_again_changes_nothing(state: Told):
    before = up(state).now()
    state.hear(TunnelNews(state=TunnelState.STARTING, origin=ORIGIN))
    assert (state.now(), state.ping_in_s()) == (before, 60)


def test_a_webhook_that_came_in_is_worth_a_ping(state: Told):
    up(state)
    state.fail()
    state.fail()
    state.webhook_came()
    assert (state.now().state, state.ping_in_s(), state.outage_since) == (TunnelState.UP, 60, None)
    state.after(59)
    state.ping_failed(WHY)
    state.ping_failed(WHY)
    assert state.now().state is TunnelState.UP
    state.fail()
    state.fail()
    assert state.now().state is TunnelState.UNREACHABLE


def test_who_wants_to_know_now_is_not_put_off(state: Told):
    up(state).webhook_came()
    state.after(1)
    state.try_now()
    assert state.ping_in_s() == 0
    state.ping_failed(WHY)
    assert state.ping_in_s() == 5


def test_another_address_is_told_until_a_webhook_came_by_it(state: Told):
    up(state).hear(restarting())
    other = "https://red-river.trycloudflare.com"
    state.hear(TunnelNews(state=TunnelState.STARTING))
    state.hear(TunnelNews(state=TunnelState.STARTING, origin=other))
    assert state.now().former == ""
    state.ping_came_back()
    assert state.now().former == URL
    state.ping_came_back()
    assert state.now().former == URL
    state.webhook_came()
    assert state.now().former == ""


def test_it_waits_for_the_listener_without_trouble_or_outage(state: Told):
    up(state)
    state.wait(PROGRAM)
    assert (state.now().state, state.now().reason) == (TunnelState.STARTING, NOT_LISTENING)
    state.after(3600)
    assert (state.due_s, state.outage_since, state.troubled) == (None, None, False)
    begun(state)
    state.hear(TunnelNews(state=TunnelState.MISSING, reason="There is none."))
    assert state.out_since_s() == 3600


def test_what_is_not_wanted_any_more_is_not_missed(state: Told):
    up(state).hear(restarting())
    state.after(20)
    assert state.troubled
    state.end()
    assert state.now().state is TunnelState.OFF
    assert (state.due_s, state.outage_since, state.troubled) == (None, None, False)
    state.ping_came_back()
    assert state.now().state is TunnelState.OFF
