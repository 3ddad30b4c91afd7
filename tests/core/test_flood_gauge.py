"""Which rejected requests are kept when they are many."""

from rivermon.core.flood_gauge import FloodGauge

MIB = 1024 * 1024


def test_a_burst_is_kept_and_the_rest_is_counted():
    gauge = FloodGauge(burst=200, per_s=20)
    assert sum(gauge.keeps(0.0) for _ in range(1000)) == 200
    assert gauge.dropped == 800


def test_a_long_flood_is_kept_at_a_rate():
    gauge = FloodGauge(burst=200, per_s=20)
    kept = sum(gauge.keeps(number / 1000) for number in range(60_000))
    assert 200 + 60 * 20 - 2 <= kept <= 200 + 60 * 20
    assert gauge.dropped == 60_000 - kept


def test_what_is_not_many_is_all_kept():
    gauge = FloodGauge(burst=10, per_s=2)
    assert all(gauge.keeps(number / 2) for number in range(1000))


def test_suspects_leave_room_for_a_first_mistake():
    gauge = FloodGauge()
    for _ in range(10_000):
        gauge.keeps(0.0, suspect=True)
    assert gauge.keeps(0.0)


def test_large_ones_count_by_their_size():
    gauge = FloodGauge(burst=200, per_s=20)
    kept = sum(gauge.keeps(number / 100, 5 * MIB) for number in range(6000))
    assert 10 <= kept <= 20


def test_the_largest_is_kept_when_nothing_was_for_long():
    gauge = FloodGauge(burst=200, per_s=20)
    assert gauge.keeps(0.0, 10_000 * MIB)
    assert not gauge.keeps(1.0)
