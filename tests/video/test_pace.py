"""When pictures are due, how old they are, how many are let through: all of it without a clock."""

import pytest

from cso_desk.video.pace import Budget, LiveClock, Pace


def test_a_recording_goes_on_after_its_end_without_a_gap() -> None:
    pace = Pace(0.1)
    first = pace.due(0.0, 100.0)
    times = [0.1, 0.2, 0.3, 0.0, 0.1]
    dues = [pace.due(time_s, first) for time_s in times]
    assert dues == pytest.approx([first + 0.1 * step for step in range(1, 6)])


def test_a_recording_with_uneven_pictures_keeps_its_own_time() -> None:
    pace = Pace(0.1)
    first = pace.due(5.0, 100.0)
    assert pace.due(5.7, 100.0) == pytest.approx(first + 0.7)


def test_after_a_stall_a_recording_does_not_hurry() -> None:
    pace = Pace(0.1)
    pace.due(0.0, 100.0)
    assert pace.due(0.1, 130.0) == 130.0
    assert pace.due(0.2, 130.0) == pytest.approx(130.1)


def test_a_picture_that_waited_on_its_way_is_as_old_as_it_is() -> None:
    clock = LiveClock()
    clock.captured_at(0.0, 100.0)
    captured = clock.captured_at(0.1, 102.6)
    assert 102.6 - captured == pytest.approx(2.5, abs=0.1)


def test_a_stream_that_caught_up_is_fresh_again() -> None:
    clock = LiveClock()
    clock.captured_at(0.0, 100.0)
    clock.captured_at(0.1, 102.0)
    assert clock.captured_at(2.1, 102.1) == pytest.approx(102.1)


def test_a_backlog_at_the_beginning_is_seen_once_the_stream_hurries() -> None:
    clock = LiveClock()
    ages = [100 + 0.01 * n - clock.captured_at(0.04 * n, 100 + 0.01 * n) for n in range(20)]
    assert ages == pytest.approx([0.0] * 20)


def test_two_clocks_may_drift_apart_without_the_pictures_growing_old() -> None:
    clock = LiveClock()
    ages = [1.01 * n - clock.captured_at(float(n), 1.01 * n) for n in range(1000)]
    assert max(ages) < 0.1


def test_timestamps_that_start_again_do_not_make_a_picture_old() -> None:
    clock = LiveClock()
    clock.captured_at(5000.0, 100.0)
    assert clock.captured_at(0.0, 100.1) == pytest.approx(100.1)
    clock.captured_at(9.0, 100.2)
    assert clock.captured_at(0.0, 100.3) == pytest.approx(100.3)
    assert clock.captured_at(9000.0, 100.2) == pytest.approx(100.2)


def test_a_picture_without_a_timestamp_is_as_new_as_its_arrival() -> None:
    assert LiveClock().captured_at(None, 7.0) == 7.0


def test_a_burst_passes_and_a_flood_is_held_back_to_its_rate() -> None:
    budget = Budget(per_s=50.0, reserve=100)
    now, passed_at = 0.0, []
    for _ in range(600):
        now += budget.wait_s(now)
        passed_at.append(now)
    assert passed_at[99] == 0.0
    assert passed_at[-1] == pytest.approx((600 - 100) / 50, abs=0.1)


def test_a_stream_at_its_own_pace_is_never_held_back() -> None:
    budget = Budget(per_s=50.0, reserve=10)
    assert all(budget.wait_s(n / 30) == 0.0 for n in range(1000))
