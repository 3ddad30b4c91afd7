"""The waits between a program's starts grow, and begin anew once it was up for a while."""

from rivermon.core.tunnel_waits import LONGEST_S, STEADY_S, TunnelWaits


def test_waits_double_up_to_the_longest():
    waits = TunnelWaits()
    planned = [waits.next(0.0, 0.0) for _ in range(12)]
    assert planned == [1, 2, 4, 8, 16, 32, 64, *[LONGEST_S] * 5]


def test_chance_only_lengthens_a_wait():
    waits = TunnelWaits()
    assert [waits.next(0.0, 0.999) for _ in range(3)] == [
        1 * (1 + 0.25 * 0.999),
        2 * (1 + 0.25 * 0.999),
        4 * (1 + 0.25 * 0.999),
    ]


def test_a_steady_time_begins_anew_and_a_short_one_does_not():
    waits = TunnelWaits()
    for _ in range(5):
        waits.next(0.0, 0.0)
    assert waits.next(STEADY_S - 1, 0.0) == 32
    assert waits.next(STEADY_S, 0.0) == 1
    assert waits.next(0.0, 0.0) == 2


def test_the_operator_begins_anew():
    waits = TunnelWaits()
    for _ in range(5):
        waits.next(0.0, 0.0)
    waits.forget()
    assert waits.next(0.0, 0.0) == 1
