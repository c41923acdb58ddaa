"""How late it is in China, whatever the reader's clock says."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.onboarding.far_away import in_beijing


@pytest.mark.parametrize(
    ("utc", "weekday", "time", "mood"),
    [
        (datetime(2025, 1, 14, 1, 41, tzinfo=UTC), "Tuesday", "09:41", "at work or at school"),
        (datetime(2025, 7, 14, 1, 41, tzinfo=UTC), "Monday", "09:41", "at work or at school"),
        (datetime(2025, 1, 14, 16, 0, tzinfo=UTC), "Wednesday", "00:00", "asleep"),
        (datetime(2025, 1, 14, 22, 59, tzinfo=UTC), "Wednesday", "06:59", "asleep"),
        (datetime(2025, 1, 14, 11, 0, tzinfo=UTC), "Tuesday", "19:00", "at home now"),
        (datetime(2025, 1, 18, 3, 0, tzinfo=UTC), "Saturday", "11:00", "weekend"),
        (datetime(2025, 1, 19, 17, 0, tzinfo=UTC), "Monday", "01:00", "asleep"),
    ],
)
def test_weekday_clock_and_what_people_do(utc: datetime, weekday: str, time: str, mood: str):
    there = in_beijing(utc)
    assert (there.weekday, there.time) == (weekday, time)
    assert mood in there.mood


@given(st.integers(0, 4_000_000_000), st.integers(-12, 14))
def test_the_zone_in_which_a_moment_is_written_changes_nothing(seconds: int, hours: int):
    utc = datetime.fromtimestamp(seconds, UTC)
    assert in_beijing(utc) == in_beijing(utc.astimezone(timezone(timedelta(hours=hours))))
