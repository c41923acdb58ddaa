"""How people write when a reminder comes: `6h`, `2 days`, `每三天` or a cron expression; and quiet hours."""

import re
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from bot.errors import N_, UserError
from bot.rules.schedule import check_cron

HOUR: Final = 60
DAY: Final = 24 * HOUR
# Minutes. What comes less often than that is forgotten anyway.
LONGEST: Final = 60 * DAY
_WEEK: Final = 7 * DAY
_UNITS: Final = {
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours", "hourly", "小时", "小時", "个小时", "個小時"), HOUR),
    **dict.fromkeys(("d", "day", "days", "daily", "天", "日"), DAY),
    **dict.fromkeys(("w", "week", "weeks", "weekly", "周", "週", "星期", "礼拜", "禮拜", "个星期", "個星期"), _WEEK),
}
_NUMERALS: Final = {word: at for at, word in enumerate("零一二三四五六七八九十")} | {"两": 2, "兩": 2}
_UNIT: Final = "|".join(sorted(_UNITS, key=len, reverse=True))
_EVERY: Final = re.compile(rf"(?:every|每隔?)?\s*([0-9]{{1,4}}|[一二三四五六七八九十两兩])?\s*({_UNIT})", re.IGNORECASE)
_CLOCK: Final = r"([01]?[0-9]|2[0-4])(?:[:：h.点點]([0-5][0-9])?)?分?"
_QUIET: Final = re.compile(rf"{_CLOCK}\s*(?:-|–|—|~|～|至|到|to|until)\s*{_CLOCK}", re.IGNORECASE)
_NO_QUIET: Final = frozenset({"", "-", "–", "0", "no", "none", "off", "无", "無", "没有", "沒有", "不要"})
_TOO_LONG: Final = N_("Between two reminders there can be {most} days at most. Nothing was changed.")
_BAD_QUIET: Final = N_("RedBridge can't read quiet hours out of “{typed}”. Write 22:00-08:00. Nothing was changed.")


def when(typed: str, zone: ZoneInfo, now: datetime) -> tuple[int | None, str | None]:
    """What somebody means: minutes between two reminders, or else a cron expression. Raises UserError."""
    said = " ".join(typed.split())
    found = _EVERY.fullmatch(said)
    if found is None:
        check_cron(said, zone, now)
        return None, said
    minutes = _number(found[1]) * _UNITS[found[2].lower()]
    if not 0 < minutes <= LONGEST:
        raise UserError(_TOO_LONG, most=LONGEST // DAY)
    return minutes, None


def quiet(typed: str) -> tuple[int, int] | None:
    """Quiet hours as minutes after midnight, from and until; None for none. Raises UserError."""
    said = typed.strip()
    if said.lower() in _NO_QUIET:
        return None
    found = _QUIET.fullmatch(said)
    if found is None:
        raise UserError(_BAD_QUIET, typed=typed)
    begin, end = (_minutes(*found.groups()[at : at + 2]) for at in (0, 2))
    if begin == end:
        raise UserError(_BAD_QUIET, typed=typed)
    return begin, end


def clock(minutes: int) -> str:
    """Minutes after midnight as clocks show them."""
    return f"{minutes // HOUR:02}:{minutes % HOUR:02}"


def short(minutes: int) -> str:
    """Minutes between two reminders, as `when` reads them."""
    return f"{minutes // DAY}d" if minutes % DAY == 0 else f"{minutes // HOUR}h"


def _number(written: str | None) -> int:
    if written is None:
        return 1
    return int(written) if written.isdecimal() else _NUMERALS[written]


def _minutes(hours: str, minutes: str | None) -> int:
    return (int(hours) % 24) * HOUR + int(minutes or 0)
