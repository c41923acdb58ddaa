"""When a reminder is due: every so often, or by a cron expression in a time zone, but not in quiet hours."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from itertools import islice, pairwise
from zoneinfo import ZoneInfo

from cronsim import CronSim, CronSimError

from bot.errors import N_, UserError

_DAY = timedelta(days=1)
_SHORTEST = timedelta(minutes=10)
_NEVER = N_("`{cron}` is never true, so no reminder would ever come. Write another one, such as `0 20 * * 5`.")
_NO_CRON = N_(
    "`{cron}` is no cron expression. It has five parts: minute, hour, day of the month, month and weekday. "
    "`0 20 * * 5` means Fridays at 20:00."
)
_TOO_OFTEN = N_("`{cron}` comes round more often than every 10 minutes. Rules that repeat so often are not read.")
# So many gaps are looked at: enough for a day of the shortest ones.
_LOOK = 150


@dataclass(frozen=True, slots=True)
class Quiet:
    """Hours of the day in which nothing is posted: from `begin` to `end`, past midnight if that is earlier."""

    begin: time
    end: time

    def holds(self, local: datetime) -> bool:
        """Whether a local moment lies in them."""
        clock = local.time().replace(tzinfo=None)
        if self.begin <= self.end:
            return self.begin <= clock < self.end
        return clock >= self.begin or clock < self.end


@dataclass(frozen=True, slots=True)
class Schedule:
    """Either `every`, whose whole days keep the time of day, or `cron`: five fields as in crontab(5), in `zone`."""

    zone: ZoneInfo
    every: timedelta | None = None
    cron: str | None = None
    quiet: Quiet | None = None

    def after(self, last: datetime) -> datetime | None:
        """The first moment after `last` (aware) at which it is due, in UTC; None if it never is.

        What would fall into quiet hours comes when they end, once, however much falls into them.
        """
        due = self._due(last)
        if due is None or self.quiet is None or not self.quiet.holds(due.astimezone(self.zone)):
            return due
        return _next_time(due, self.quiet.end, self.zone)

    def quiet_end(self, moment: datetime) -> datetime:
        """When the quiet hours end in which a moment lies, in UTC."""
        return _next_time(moment, self.quiet.end, self.zone) if self.quiet else moment

    def _due(self, last: datetime) -> datetime | None:
        if self.every is not None:
            if self.every % _DAY:
                return (last + self.every).astimezone(UTC)
            # Whole days keep the time of day, also over a change of clocks.
            return (last.astimezone(self.zone) + self.every).astimezone(UTC)
        return _first(self.cron or "", last.astimezone(self.zone))


def check_cron(cron: str, zone: ZoneInfo, now: datetime) -> None:
    """Raise UserError, which says why, unless an expression can be used: it fires, and not all the time."""
    local = now.astimezone(zone)
    moments = _first_ones(cron, local)
    if moments is None:
        # A 30th of February is refused as such; with any day, the same expression is one.
        minute, hour, _, *rest = [*cron.split(), "", "", ""]
        is_day = _first_ones(" ".join(filter(None, (minute, hour, "*", *rest))), local) is not None
        raise UserError(_NEVER if is_day else _NO_CRON, cron=cron)
    if not moments:
        raise UserError(_NEVER, cron=cron)
    if any(later - earlier < _SHORTEST for earlier, later in pairwise(moments)):
        raise UserError(_TOO_OFTEN, cron=cron)


def _first_ones(cron: str, local: datetime) -> list[datetime] | None:
    """The next moments at which an expression is true; None if it is none."""
    try:
        return [each.astimezone(UTC) for each in islice(CronSim(cron, local), _LOOK)]
    except CronSimError:
        return None


def _first(cron: str, local: datetime) -> datetime | None:
    found = next(iter(CronSim(cron, local)), None)
    return found.astimezone(UTC) if found else None


def _next_time(moment: datetime, clock: time, zone: ZoneInfo) -> datetime:
    """The next moment at which clocks in a zone show a time; where they skip it, the moment they go on."""
    day = moment.astimezone(zone).date()
    for days in range(3):
        found = datetime.combine(day + timedelta(days=days), clock, zone).astimezone(UTC)
        if found >= moment:
            return found
    raise AssertionError(clock)  # no day is longer than two
