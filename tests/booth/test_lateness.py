"""What waiting participants are told of an officer who is late."""

from cso_desk.booth.lateness import Lateness


def test_the_minutes_run_down_to_none_until_it_is_taken_back_or_over() -> None:
    late = Lateness()
    late.tell((1, 2, 3), 10, now=100.0)
    assert late.left(now=100.0) == {1: 10, 2: 10, 3: 10}
    late.tell((2,), 5, now=160.0)
    late.end(3)
    late.end(6)
    assert late.left(now=161.0) == {1: 9, 2: 5}
    assert late.left(now=2000.0) == {1: 0, 2: 0}
    late.tell((1,), 0, now=2000.0)
    assert late.left(now=2000.0) == {2: 0}
    late.end_all()
    assert late.left(now=2000.0) == {}
