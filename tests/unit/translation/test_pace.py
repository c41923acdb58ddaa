"""So many times in so many seconds."""

from hypothesis import given
from hypothesis import strategies as st

from bot.translation.pace import POSTS, WINDOW, Window, Windows


@given(st.lists(st.tuples(st.floats(0, 3), st.floats(0, 1)), min_size=1, max_size=60))
def test_no_stretch_of_a_window_ever_holds_more_than_it_may(calls: list[tuple[float, float]]) -> None:
    """Each call comes some seconds after the last one and takes some; it may reach Discord at any moment of these."""
    window, now = Window(POSTS, WINDOW), 0.0
    begun: list[float] = []
    ended: list[float] = []
    for pause, length in calls:
        now += pause
        while window.free(now) <= 0:
            now += window.opens_in(now)
        window.take()
        begun.append(now)
        now += length
        window.give(now)
        ended.append(now)
    for first, later in zip(ended, begun[POSTS:], strict=False):
        assert later >= first + WINDOW


def test_what_is_under_way_counts() -> None:
    window = Window(2, 1.0)
    window.take()
    window.take()
    assert window.free(0.0) == 0
    assert window.opens_in(0.0) == 0.0
    window.give(5.0)
    assert window.free(5.9) == 0
    assert window.opens_in(5.5) == 0.5
    assert window.free(6.0) == 1


def test_places_in_which_nothing_is_done_any_more_are_forgotten() -> None:
    windows = Windows(1, 1.0)
    for place in range(100):
        window = windows(place, float(place) * 2)
        window.take()
        window.give(float(place) * 2)
    assert len(windows) <= 2
