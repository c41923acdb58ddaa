"""Topics come up often enough, of several people, and then rest."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.rules.triggers.thresholds import Thresholds
from bot.store.triggers import Trigger

MINUTE = 60 * 1000
START = 1_700_000_000_000
THREE = Trigger(1, 1, 1, ("x",), count=3, minutes=10, channel_rest=30, member_rest=60)


def heard(book: Thresholds, trigger: Trigger, *said: tuple[int, int]) -> list[bool]:
    """Messages at so many minutes, of so many members; whether something was said then."""
    found: list[bool] = []
    for number, (minute, member) in enumerate(said):
        at = START + minute * MINUTE
        found.append(book.reached(trigger, 7, member, number, at))
        if found[-1]:
            book.said(trigger, 7, at)
    return found


def test_one_message_is_enough_where_one_is_asked_for() -> None:
    assert heard(Thresholds(), Trigger(1, 1, 1), (0, 5)) == [True]


def test_several_are_of_several_people_within_the_minutes() -> None:
    assert heard(Thresholds(), THREE, (0, 1), (1, 1), (2, 1), (3, 2)) == [False, False, False, True]
    assert heard(Thresholds(), THREE, (0, 1), (1, 2), (11, 1)) == [False, False, False]


def test_a_message_counts_once() -> None:
    book = Thresholds()
    found = [book.reached(THREE, 7, member, message, START) for member, message in ((1, 1), (2, 2), (2, 2), (1, 3))]
    assert found == [False, False, False, True]


def test_a_channel_rests_and_so_do_those_who_spoke() -> None:
    one = Trigger(1, 1, 1, channel_rest=30, member_rest=60)
    assert heard(Thresholds(), one, (0, 1), (29, 2), (30, 1), (59, 1), (60, 1)) == [True, False, False, False, True]


def test_other_channels_and_triggers_go_on() -> None:
    book, one = Thresholds(), Trigger(1, 1, 1)
    book.reached(one, 7, 1, 1, START)
    book.said(one, 7, START)
    assert book.reached(one, 8, 2, 2, START)
    assert book.reached(Trigger(1, 2, 1), 7, 1, 3, START)


@given(st.lists(st.tuples(st.integers(0, 300), st.integers(1, 4)), max_size=40), st.integers(1, 4))
def test_nothing_is_said_twice_within_a_rest(said: list[tuple[int, int]], count: int) -> None:
    trigger = Trigger(1, 1, 1, count=count, minutes=10, channel_rest=30, member_rest=0)
    times = sorted(said)
    spoken = [
        minute for (minute, _), is_said in zip(times, heard(Thresholds(), trigger, *times), strict=True) if is_said
    ]
    assert all(later - earlier >= 30 for earlier, later in pairwise(spoken))
    assert bool(spoken) or count > 1 or not said
