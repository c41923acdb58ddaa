"""Turns: nothing is lost or doubled, lanes keep their order, and nobody waits because somebody else brought more."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.engines.queue import FairQueue, QueueFull

QUANTUM = 100


def queue(most: int = 10_000, most_per_lane: int = 10_000) -> FairQueue[object]:
    return FairQueue(most, most_per_lane, QUANTUM)


def drain(waiting: FairQueue[object]) -> list[object]:
    taken: list[object] = []
    while (item := waiting.take()) is not None:
        taken.append(item)
    return taken


arrivals = st.lists(st.tuples(st.integers(0, 5), st.integers(1, 4_000)), max_size=60)


@given(arrivals)
def test_everything_is_served_once_and_each_lane_in_order(items: list[tuple[int, int]]) -> None:
    waiting = queue()
    for number, (lane, cost) in enumerate(items):
        waiting.put(lane, (lane, number), cost)
    served = drain(waiting)
    assert Counter(served) == Counter((lane, number) for number, (lane, _) in enumerate(items))
    for lane in range(6):
        numbers = [number for owner, number in served if owner == lane]
        assert numbers == sorted(numbers)
    assert len(waiting) == 0
    assert waiting.take() is None


@given(
    st.lists(st.lists(st.integers(1, 4_000), min_size=1, max_size=25), min_size=2, max_size=6),
    st.integers(1, 400),
)
def test_lanes_that_keep_waiting_get_equal_shares(lanes: list[list[int]], quantum: int) -> None:
    """The bound of deficit round robin: as long as two lanes wait, their shares differ by a turn and one item."""
    waiting: FairQueue[object] = FairQueue(10_000, 10_000, quantum)
    for lane, costs in enumerate(lanes):
        for number, cost in enumerate(costs):
            waiting.put(lane, (lane, number), cost)
    most = max(max(costs) for costs in lanes)
    spent = dict.fromkeys(range(len(lanes)), 0)
    while (item := waiting.take()) is not None:
        lane, number = item
        spent[lane] += lanes[lane][number]
        shares = [spent[other] for other in spent if waiting.waiting(other)]
        assert not shares or max(shares) - min(shares) <= 2 * quantum + most


def test_one_text_of_a_quiet_guild_does_not_wait_for_five_hundred_of_a_loud_one() -> None:
    waiting = queue()
    for number in range(500):
        waiting.put("loud", ("loud", number), 40)
    for guild in range(49):
        waiting.put(guild, (guild, 0), 40)
    served = drain(waiting)
    quiet = [place for place, (lane, _) in enumerate(served) if lane != "loud"]
    assert max(quiet) < 49 + 2 * QUANTUM // 40, "all quiet guilds within the first round"


def test_a_long_text_waits_for_its_turn_but_not_for_ever() -> None:
    waiting = queue()
    waiting.put("long", "long", 4_000)
    for number in range(500):
        waiting.put("short", number, 100)
    served = drain(waiting)
    assert 35 <= served.index("long") <= 42


@given(arrivals, st.data())
def test_whoever_leaves_is_not_served(items: list[tuple[int, int]], data: st.DataObject) -> None:
    waiting = queue()
    for number, (lane, cost) in enumerate(items):
        waiting.put(lane, number, cost)
    gone = data.draw(st.sets(st.sampled_from(range(len(items))))) if items else set()
    for number in gone:
        waiting.remove(number)
        waiting.remove(number)
    assert set(drain(waiting)) == set(range(len(items))) - gone


def test_a_lane_has_its_own_bound() -> None:
    waiting = queue(most_per_lane=2)
    waiting.put("a", 1, 1)
    waiting.put("a", 2, 1)
    with pytest.raises(QueueFull):
        waiting.put("a", 3, 1)
    assert waiting.put("b", 4, 1) is None
    assert set(drain(waiting)) == {1, 2, 4}


def test_where_all_places_are_taken_the_longest_lane_gives_one_up() -> None:
    waiting = queue(most=4)
    for number in range(4):
        waiting.put("loud", number, 1)
    assert waiting.put("quiet", "q", 1) == 3, "the last that came"
    assert len(waiting) == 4
    with pytest.raises(QueueFull):
        waiting.put("loud", 5, 1)
    assert waiting.put("quiet", "r", 1) == 2
    with pytest.raises(QueueFull):
        waiting.put("quiet", "s", 1)
    assert set(drain(waiting)) == {0, 1, "q", "r"}


def test_an_item_of_two_lanes_is_served_in_the_first_turn_of_either_and_once() -> None:
    waiting = queue()
    for number in range(50):
        waiting.put("loud", number, QUANTUM)
    waiting.join("quiet", 49)
    waiting.join("quiet", 49)
    served = drain(waiting)
    assert served.index(49) <= 2
    assert sorted(served) == list(range(50))


def test_nobody_joins_for_what_does_not_wait() -> None:
    waiting = queue()
    waiting.join("a", 1)
    assert len(waiting) == 0
    assert waiting.take() is None


def test_what_is_put_back_is_next_in_its_lane_even_where_no_place_is_left() -> None:
    waiting = queue(most=2, most_per_lane=2)
    waiting.put("a", 1, 1)
    waiting.put("a", 2, 1)
    assert waiting.take() == 1
    waiting.put("a", 3, 1)
    waiting.put_back("a", 1, 1)
    assert drain(waiting) == [1, 2, 3]


def test_companions_come_from_each_lane_in_turn() -> None:
    waiting = queue()
    for lane in "ab":
        for number in range(4):
            waiting.put(lane, f"{lane}{number}", 1)
    even = waiting.take_like(lambda item: str(item)[1] in "02", 3)
    assert sorted(map(str, even)) == ["a0", "a2", "b0"]
    assert waiting.take_like(lambda _: True, 9, only="b") == ["b1", "b2", "b3"]
    assert waiting.take_like(lambda _: True, 9, only="c") == []
    assert drain(waiting) == ["a1", "a3"]


def test_a_lane_pays_for_its_companions() -> None:
    """Otherwise a guild whose texts fit well together would be served all of the time."""
    waiting = queue()
    for number in range(30):
        waiting.put("many", f"m{number}", QUANTUM)
    for number in range(12):
        waiting.put("few", f"f{number}", QUANTUM)
    assert waiting.take() == "m0"
    assert len(waiting.take_like(lambda _: True, 10, only="many")) == 10
    assert [str(waiting.take())[0] for _ in range(10)].count("f") >= 9


@given(arrivals)
def test_clearing_leaves_nothing(items: list[tuple[int, int]]) -> None:
    waiting = queue()
    for number, (lane, cost) in enumerate(items):
        waiting.put(lane, number, cost)
    assert waiting.clear() == list(range(len(items)))
    assert (len(waiting), waiting.take()) == (0, None)
    waiting.put(1, "again", 1)
    assert drain(waiting) == ["again"]
