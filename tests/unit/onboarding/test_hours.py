"""Good hours of somebody's own time."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.onboarding.hours import DAYS, HOURS, is_good, is_over, next_good

CHICAGO, TAIPEI, APIA = ZoneInfo("America/Chicago"), ZoneInfo("Asia/Taipei"), ZoneInfo("Pacific/Apia")
ZONES = (CHICAGO, TAIPEI, APIA, ZoneInfo("Europe/London"), ZoneInfo("Asia/Kolkata"), ZoneInfo("UTC"))
NOON = datetime(2025, 1, 14, 12, 0, tzinfo=UTC)


def test_the_first_one_is_on_the_next_day_of_theirs() -> None:
    assert next_good(NOON, NOON, CHICAGO, 1) == datetime(2025, 1, 15, 19, tzinfo=CHICAGO)
    assert next_good(NOON, NOON, TAIPEI, 2) == datetime(2025, 1, 15, 10, tzinfo=TAIPEI)
    late = datetime(2025, 1, 14, 23, 59, tzinfo=TAIPEI)
    assert next_good(late, late, TAIPEI, 1) == datetime(2025, 1, 15, 19, tzinfo=TAIPEI)


@pytest.mark.parametrize(
    ("clock", "a_day", "expected"),
    [("18:59", 1, False), ("19:00", 1, True), ("21:59", 1, True), ("22:00", 1, False), ("03:00", 1, False),
     ("10:00", 1, False), ("10:00", 2, True), ("13:00", 2, False), ("19:30", 2, True)],
)  # fmt: skip
def test_good_hours(clock: str, a_day: int, expected: bool) -> None:
    now = datetime.fromisoformat(f"2025-01-20T{clock}").replace(tzinfo=CHICAGO)
    assert is_good(now.astimezone(UTC), CHICAGO, a_day) is expected


@pytest.mark.parametrize(
    ("day", "hours"), [("2025-03-08", 24), ("2025-03-09", 23), ("2025-11-01", 24), ("2025-11-02", 25)]
)
def test_the_hour_on_the_wall_stays_when_clocks_are_changed(day: str, hours: int) -> None:
    """Chicago's clocks went forward on 9 March 2025, and back on 2 November."""
    evening = datetime.fromisoformat(f"{day}T19:00").replace(tzinfo=CHICAGO)
    before = next_good(evening - timedelta(hours=30), evening - timedelta(days=3), CHICAGO, 1)
    assert before
    assert evening.astimezone(UTC) - before.astimezone(UTC) == timedelta(hours=hours)


@given(
    began=st.integers(1_577_836_800, 2_208_988_800).map(lambda at: datetime.fromtimestamp(at, UTC)),
    zone=st.sampled_from(ZONES),
    a_day=st.sampled_from([1, 2]),
)
def test_a_week_has_seven_days_of_good_hours_and_then_it_is_over(began: datetime, zone: ZoneInfo, a_day: int) -> None:
    now = began
    found = []
    while (at := next_good(now, began, zone, a_day)) is not None:
        assert is_good(at, zone, a_day)
        assert not is_over(at, began, zone)
        assert at.astimezone(zone).time() in HOURS[a_day]
        found.append(at)
        now = at
    assert len(found) == DAYS * a_day
    assert len({at.date() for at in found}) == DAYS
    assert is_over(found[-1] + timedelta(hours=6), began, zone)
