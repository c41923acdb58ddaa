"""How late it is in China, whatever the reader's clock says."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.onboarding.far_away import America, in_america, in_beijing, is_beijings


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


def test_america_has_two_coasts_and_summer_time():
    winter, summer = datetime(2025, 1, 14, 12, tzinfo=UTC), datetime(2025, 7, 14, 4, tzinfo=UTC)
    asleep = in_beijing(winter + timedelta(hours=8)).mood
    assert in_america(winter) == America("Tuesday", "07:00", "Tuesday", "04:00", asleep)
    there = in_america(summer)
    assert (there.east_weekday, there.east_time) == ("Monday", "00:00")
    assert (there.west_weekday, there.west_time) == ("Sunday", "21:00")
    assert "at home now" in there.mood


def test_who_lives_by_beijings_clock():
    winter, summer = datetime(2025, 1, 14, tzinfo=UTC), datetime(2025, 7, 14, tzinfo=UTC)
    zones = ("Asia/Shanghai", "Asia/Taipei", "Asia/Singapore", "Asia/Tokyo", "UTC", "Asia/Irkutsk", "America/Chicago")
    same = [zone for zone in zones if is_beijings(winter, ZoneInfo(zone)) and is_beijings(summer, ZoneInfo(zone))]
    assert same == ["Asia/Shanghai", "Asia/Taipei", "Asia/Singapore", "Asia/Irkutsk"]
