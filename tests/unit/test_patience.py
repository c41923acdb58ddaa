"""So many times in so many seconds, for each asker."""

from bot.patience import Patience
from tests.fakes.clock import ManualClock


def test_each_asker_is_let_through_so_many_times() -> None:
    patience = Patience(ManualClock(), 2, 60)
    assert [patience.lets("amy") for _ in range(3)] == [True, True, False]
    assert patience.lets("yu")


def test_time_makes_room_again_one_by_one() -> None:
    clock = ManualClock()
    patience = Patience(clock, 2, 60)
    patience.lets("amy")
    clock.advance(30)
    patience.lets("amy")
    clock.advance(29)
    assert not patience.lets("amy")
    clock.advance(1)
    assert [patience.lets("amy") for _ in range(2)] == [True, False]


def test_being_turned_away_costs_no_time() -> None:
    clock = ManualClock()
    patience = Patience(clock, 1, 60)
    patience.lets("amy")
    clock.advance(59)
    assert not patience.lets("amy")
    clock.advance(1)
    assert patience.lets("amy")


def test_those_who_ask_no_more_are_forgotten() -> None:
    clock = ManualClock()
    patience = Patience(clock, 1, 60)
    for number in range(50):
        patience.lets(number)
        clock.advance(1)
    assert len(patience) == 50
    clock.advance(59)
    patience.lets("last")
    assert len(patience) == 1
