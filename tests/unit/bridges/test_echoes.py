"""What another bridge carries back."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.bridges.echoes import Echoes

NOON = datetime(2025, 1, 14, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize("text", ["一行", " 一行！", "12:00"])
def test_a_copy_that_comes_back_within_a_minute_is_known(text: str) -> None:
    echoes = Echoes()
    echoes.posted(1, text, NOON)
    assert echoes.is_one(1, text, NOON + timedelta(seconds=60))
    assert not echoes.is_one(1, text, NOON + timedelta(seconds=61))
    assert not echoes.is_one(2, text, NOON)


def test_what_was_said_before_the_copy_is_no_echo_of_it() -> None:
    echoes = Echoes()
    echoes.posted(1, "12:00", NOON)
    assert not echoes.is_one(1, "12:00", NOON - timedelta(seconds=1))


def test_a_name_may_stand_before_a_long_copy_but_not_before_a_short_one() -> None:
    echoes = Echoes()
    echoes.posted(1, "a sentence of some length", NOON)
    echoes.posted(1, "yes", NOON)
    assert echoes.is_one(1, "**Amy**: a sentence of some length", NOON)
    assert not echoes.is_one(1, "Amy: yes", NOON)
