"""How late it is on the other side, and whether one may hope for an answer."""

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Final
from zoneinfo import ZoneInfo

from bot.errors import N_

# All of China keeps this time, all year round, since 1992.
BEIJING: Final = timezone(timedelta(hours=8), "UTC+8")
_EAST, _WEST = "America/New_York", "America/Los_Angeles"
# About as many live east of it as west.
_BETWEEN: Final = "America/Chicago"
_WEEKDAYS: Final = (
    N_("Monday"),
    N_("Tuesday"),
    N_("Wednesday"),
    N_("Thursday"),
    N_("Friday"),
    N_("Saturday"),
    N_("Sunday"),
)
_SATURDAY: Final = 5
_ASLEEP: Final = N_("Most people there are asleep. What you write now is their morning read.")
_AT_HOME: Final = N_("Most people there are at home now: the best hours to talk.")
_AT_WORK: Final = N_("Most people there are at work or at school, and look at their phones at lunch.")
_WEEKEND: Final = N_("It is the weekend there.")
_MORNING, _EVENING = 7, 19


@dataclass(frozen=True, slots=True)
class Beijing:
    """What it is like there. weekday, mood: message ids. time: as a clock shows it, such as `09:41`."""

    weekday: str
    time: str
    mood: str


@dataclass(frozen=True, slots=True)
class America:
    """What it is like there, for whoever lives by Beijing's clock. As of `Beijing`, at both coasts."""

    east_weekday: str
    east_time: str
    west_weekday: str
    west_time: str
    mood: str


def in_america(now: datetime) -> America:
    """What it is like in America at an aware moment."""
    east, west = (now.astimezone(ZoneInfo(each)) for each in (_EAST, _WEST))
    mood = _mood(now.astimezone(ZoneInfo(_BETWEEN)))
    return America(weekday(east), f"{east:%H:%M}", weekday(west), f"{west:%H:%M}", mood)


def is_beijings(now: datetime, zone: ZoneInfo) -> bool:
    """Whether clocks of a time zone show the same as in Beijing."""
    return now.astimezone(zone).utcoffset() == now.astimezone(BEIJING).utcoffset()


def in_beijing(now: datetime) -> Beijing:
    """What it is like in Beijing at an aware moment."""
    there = now.astimezone(BEIJING)
    return Beijing(weekday(there), f"{there:%H:%M}", _mood(there))


def weekday(there: datetime) -> str:
    """The day of the week, as a message id."""
    return _WEEKDAYS[there.weekday()]


def _mood(there: datetime) -> str:
    if there.hour < _MORNING:
        return _ASLEEP
    if there.hour >= _EVENING:
        return _AT_HOME
    return _WEEKEND if there.weekday() >= _SATURDAY else _AT_WORK
