"""Reminders come when they are due: no double, no gap, never in quiet hours, daylight changes included."""

from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import UserError
from bot.rules.schedule import Quiet, Schedule, check_cron

ZONES = ("Asia/Shanghai", "America/Chicago", "Europe/London", "Australia/Lord_Howe")
NEW_YORK = ZoneInfo("America/New_York")
minutes = st.integers(0, 24 * 60 - 1).map(lambda minute: time(minute // 60, minute % 60))
moments = st.integers(0, 3 * 366 * 24 * 60).map(
    lambda minute: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=minute)
)


def walk(schedule: Schedule, last: datetime) -> datetime:
    """The plain model: go on minute by minute until it is due and not quiet."""
    assert schedule.every is not None
    moment = last + schedule.every
    while schedule.quiet and schedule.quiet.holds(moment.astimezone(schedule.zone)):
        moment += timedelta(minutes=1)
    return moment


@given(
    moments,
    st.sampled_from(ZONES),
    st.integers(1, 71).filter(lambda hours: hours % 24),
    st.none() | st.builds(Quiet, minutes, minutes),
)
def test_hours_are_as_the_plain_model_says(last: datetime, zone: str, every: int, quiet: Quiet | None) -> None:
    schedule = Schedule(ZoneInfo(zone), every=timedelta(hours=every), quiet=quiet)
    assert schedule.after(last) == walk(schedule, last)


@given(moments, st.sampled_from(ZONES), st.integers(1, 30))
def test_whole_days_keep_the_time_of_day_and_lose_no_day(last: datetime, zone: str, days: int) -> None:
    there = ZoneInfo(zone)
    due = Schedule(there, every=timedelta(days=days)).after(last)
    assert due is not None
    before, after = last.astimezone(there), due.astimezone(there)
    assert (after.date() - before.date()).days == days
    # At most once a year a clock skips the time of day: then it is as much later as clocks were put forward.
    is_there = after.replace(tzinfo=None) == before.replace(tzinfo=None) + timedelta(days=days)
    assert is_there or timedelta(0) < after.replace(tzinfo=None) - before.replace(tzinfo=None) - timedelta(
        days=days
    ) <= timedelta(hours=1)


@given(moments, st.sampled_from(ZONES), st.sampled_from(["0 20 * * *", "30 2 * * *", "*/15 * * * *", "0 9 * * 1-5"]))
def test_cron_never_goes_back_and_is_true_where_it_fires(last: datetime, zone: str, cron: str) -> None:
    schedule = Schedule(ZoneInfo(zone), cron=cron)
    due = schedule.after(last)
    assert due is not None
    assert last < due <= last + timedelta(days=4)
    assert schedule.after(due - timedelta(minutes=1)) == due


@given(moments, st.integers(0, 59), st.integers(0, 23))
def test_cron_is_as_the_plain_model_says_where_clocks_never_change(last: datetime, minute: int, hour: int) -> None:
    zone = ZoneInfo("Asia/Shanghai")
    moment = last + timedelta(minutes=1)
    while (moment.astimezone(zone).hour, moment.astimezone(zone).minute) != (hour, minute):
        moment += timedelta(minutes=1)
    assert Schedule(zone, cron=f"{minute} {hour} * * *").after(last) == moment


@given(moments, st.builds(Quiet, minutes, minutes), st.sampled_from(ZONES))
def test_what_falls_into_quiet_hours_comes_once_when_they_end(last: datetime, quiet: Quiet, zone: str) -> None:
    schedule = Schedule(ZoneInfo(zone), cron="*/15 * * * *", quiet=quiet)
    first = schedule.after(last)
    assert first is not None
    assert not quiet.holds(first.astimezone(schedule.zone)) or quiet.begin == quiet.end
    second = schedule.after(first)
    assert second is not None
    assert second > first


def test_an_hour_that_is_skipped_and_one_that_comes_twice_give_one_reminder_each() -> None:
    daily = Schedule(NEW_YORK, cron="30 2 * * *")
    skipped = [datetime(2026, 3, 7, 7, 30, tzinfo=UTC)]
    doubled = [datetime(2026, 10, 31, 6, 30, tzinfo=UTC)]
    for days in (skipped, doubled):
        for _ in range(3):
            due = daily.after(days[-1])
            assert due is not None
            days.append(due)
        gaps = [later - earlier for earlier, later in pairwise(days)]
        assert all(timedelta(hours=22) < gap < timedelta(hours=26) for gap in gaps)


@pytest.mark.parametrize("cron", ["0 0 30 2 *", "0 0 31 4 *"])
def test_an_expression_that_never_fires_is_refused(cron: str) -> None:
    with pytest.raises(UserError, match="never true"):
        check_cron(cron, NEW_YORK, datetime(2026, 1, 1, tzinfo=UTC))


@pytest.mark.parametrize("cron", ["", "tea time", "61 * * * *", "* * * *", "@daily"])
def test_what_is_no_expression_is_refused(cron: str) -> None:
    with pytest.raises(UserError, match="five parts"):
        check_cron(cron, NEW_YORK, datetime(2026, 1, 1, tzinfo=UTC))


@pytest.mark.parametrize("cron", ["* * * * *", "*/5 * * * *", "0,3 20 * * *"])
def test_one_that_fires_all_the_time_is_refused(cron: str) -> None:
    with pytest.raises(UserError, match="more often"):
        check_cron(cron, NEW_YORK, datetime(2026, 1, 1, tzinfo=UTC))


@pytest.mark.parametrize("cron", ["0 20 * * 5", "*/10 * * * *", "0 0 29 2 *"])
def test_others_are_taken(cron: str) -> None:
    check_cron(cron, NEW_YORK, datetime(2026, 1, 1, tzinfo=UTC))
