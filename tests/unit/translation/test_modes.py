"""Which mode holds where, and since when."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.translation.modes import Modes, Origin, Standing
from bot.translation.types import Mode, Where

GUILD, CATEGORY, CHANNEL, THREAD = 1, 2, 3, 4
CHAIN = (THREAD, CHANNEL, CATEGORY)
INSIDE = Where(GUILD, THREAD, CHANNEL, CATEGORY)


def chosen(**choices: Mode) -> Modes:
    """`channel="reply"` and so on, each decided at its own time, the innermost first."""
    places = {"thread": THREAD, "channel": CHANNEL, "category": CATEGORY}
    modes = Modes()
    for at, (name, place) in enumerate(places.items(), 1):
        if name in choices:
            modes.choose(place, choices[name], at)
    if "server" in choices:
        modes.choose_default(GUILD, choices["server"], 4)
    return modes


@pytest.mark.parametrize(
    ("choices", "expected", "since"),
    [
        ({}, Standing(Mode.OFF, Origin.NOBODY), 0),
        ({"server": Mode.ON_DEMAND}, Standing(Mode.ON_DEMAND, Origin.SERVER), 4),
        ({"server": Mode.REPLY, "category": Mode.OFF}, Standing(Mode.OFF, Origin.CATEGORY, CATEGORY), 3),
        ({"category": Mode.OFF, "channel": Mode.THREAD}, Standing(Mode.THREAD, Origin.PARENT, CHANNEL), 2),
        ({"channel": Mode.THREAD, "thread": Mode.REPLY}, Standing(Mode.REPLY, Origin.OWN, THREAD), 1),
    ],
)
def test_the_nearest_choice_holds(choices: dict[str, Mode], expected: Standing, since: int) -> None:
    modes = chosen(**choices)
    assert modes.standing(INSIDE) == expected
    assert modes.since(INSIDE) == since


def test_a_mode_that_was_taken_away_leaves_the_time_and_nothing_else() -> None:
    modes = chosen(channel=Mode.REPLY, server=Mode.ON_DEMAND)
    modes.choose(CHANNEL, Mode.OFF, 8)
    modes.choose(CHANNEL, None, 9)
    assert modes.standing(INSIDE) == Standing(Mode.ON_DEMAND, Origin.SERVER)
    assert modes.since(INSIDE) == 9
    modes.choose_default(GUILD, None, 10)
    assert modes.standing(INSIDE) == Standing(Mode.OFF, Origin.NOBODY)
    assert modes.since(INSIDE) == 10


def test_other_places_and_servers_are_not_concerned() -> None:
    modes = chosen(thread=Mode.REPLY, channel=Mode.REPLY, category=Mode.REPLY, server=Mode.REPLY)
    assert modes.standing(Where(8, 9, 10, 11)) == Standing(Mode.OFF, Origin.NOBODY)
    assert modes.since(Where(8, 9)) == 0


@given(st.dictionaries(st.sampled_from(CHAIN), st.sampled_from(Mode)), st.none() | st.sampled_from(Mode))
def test_what_is_chosen_and_taken_away_again_was_never_there(own: dict[int, Mode], default: Mode | None) -> None:
    modes = Modes()
    modes.choose_default(GUILD, default, 1)
    before = modes.standing(INSIDE)
    for place, mode in own.items():
        modes.choose(place, mode, 2)
        assert modes.standing(Where(GUILD, place)).origin is Origin.OWN
    for place in own:
        modes.choose(place, None, 3)
    assert modes.standing(INSIDE) == before
