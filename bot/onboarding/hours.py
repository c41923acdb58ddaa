"""When it is a good hour to write to somebody: on the days after they came, in their evening, never at night."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Final

# At which hours of theirs something comes, by how often a day it does.
HOURS: Final = {1: (time(19),), 2: (time(10), time(19))}
# How many days after the first one.
DAYS: Final = 7
# What is later than that waits for the next good hour.
_STILL_GOOD: Final = timedelta(hours=3)


def is_good(now: datetime, zone: tzinfo, a_day: int) -> bool:
    """Whether one may write now: at a good hour, or not long after it. now: aware."""
    today = now.astimezone(zone).date()
    return any(at <= now < at + _STILL_GOOD for at in _hours(today, zone, a_day))


def is_over(now: datetime, began: datetime, zone: tzinfo) -> bool:
    """Whether the last day has passed."""
    return now.astimezone(zone).date() > began.astimezone(zone).date() + timedelta(days=DAYS)


def next_good(now: datetime, began: datetime, zone: tzinfo, a_day: int) -> datetime | None:
    """The first good hour after `now`, on one of the days after the one on which they began; None: there is none."""
    first = began.astimezone(zone).date() + timedelta(days=1)
    for number in range(DAYS):
        for at in _hours(first + timedelta(days=number), zone, a_day):
            if at > now:
                return at
    return None


def _hours(day: date, zone: tzinfo, a_day: int) -> Sequence[datetime]:
    return [datetime.combine(day, at, zone) for at in HOURS[a_day]]
