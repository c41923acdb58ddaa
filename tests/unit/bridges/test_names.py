"""Names of webhooks."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.bridges.names import LONGEST, NAMELESS, webhook_name
from bot.markup import units


@given(st.lists(st.text(max_size=120), max_size=3))
def test_discord_takes_every_name(wanted: list[str]) -> None:
    name = webhook_name(wanted)
    assert name.strip()
    assert 1 <= units(name) <= LONGEST
    assert not re.search("(?i)clyde|discord", name)
    assert "\n" not in name


@pytest.mark.parametrize(
    ("wanted", "shown"),
    [
        (["Amy"], "Amy"),
        (["", "Amy"], "Amy"),
        (["\u200b \u2800", "\u3164", "amy_1"], "amy_1"),
        ([], NAMELESS),
        (["小雨 🌧️"], "小雨 🌧️"),
        (["👨‍👩‍👧"], "👨‍👩‍👧"),
        (["\u202eymA"], "ymA"),
        (["a  b\nc"], "a b c"),
        (["dISCORD and Clyde"], "d\u200aISCORD and C\u200alyde"),
    ],
)
def test_names(wanted: list[str], shown: str) -> None:
    assert webhook_name(wanted) == shown


def test_a_long_name_is_cut_with_a_sign_of_it() -> None:
    name = webhook_name(["名" * 100])
    assert name.endswith("…")
    assert units(name) == LONGEST
