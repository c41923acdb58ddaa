"""Tips of the days after somebody began a journey: who still gets one, and when the next one is."""

import logging
from collections.abc import Callable
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.clock import Clock
from bot.due.agenda import Agenda, moment
from bot.errors import StoreError
from bot.onboarding import hours
from bot.onboarding.zones import guess, zone
from bot.store import due, members, tip_weeks
from bot.store.database import Database
from bot.store.due import Due
from bot.store.members import MemberPreference
from bot.store.tip_weeks import TipWeek

_log = logging.getLogger(__name__)
# What is due, as the agenda calls it; its subject is the member.
TIP: Final = "tip"
# Whole days in UTC without a word or a press, after which somebody gets no more.
SILENT_DAYS: Final = 3
KEPT_DAYS: Final = 365
_DAY: Final = 24 * 60 * 60 * 1000


class Tips:
    """One week for each member and server, from the first journey that they begin. All raise StoreError.

    Each step of a week is read from the database where it counts, for several processes may serve one member: direct
    messages are heard by another one than their server.
    """

    def __init__(self, database: Database, clock: Clock, agenda: Agenda, a_day: Callable[[int], int]) -> None:
        """a_day: how many tips a day a server wants its newcomers to get; 0 for none."""
        self._database = database
        self._clock = clock
        self._agenda = agenda
        self._a_day = a_day
        # On which day each member whose week goes on was last heard of, so that it is written once a day.
        self._heard: dict[tuple[int, int], int] = {}

    async def load(self) -> None:
        """Read whose weeks go on; once, before the first event."""
        weeks = await self._database.read(tip_weeks.running)
        self._heard = {(each.guild_id, each.member_id): each.heard_at or each.began_at for each in weeks}

    async def began(self, guild_id: int, member_id: int, journey: str, discord_locale: str) -> None:
        """Somebody began a journey. Until the first tip has come, the journey that they took last gives the tips."""
        a_day = self._a_day(guild_id)
        if not a_day:
            return
        week = TipWeek(guild_id, member_id, journey, self._now(), guess(discord_locale))
        if await self._database.write(_begin, week, a_day):
            self._heard[guild_id, member_id] = self._today()
            self._agenda.changed(TIP)

    async def heard(self, guild_id: int | None, member_id: int) -> None:
        """Somebody wrote or pressed something, on a server or (None) in private; nothing for almost everybody."""
        today = self._today()
        if guild_id is None:
            await self._database.write(tip_weeks.heard, member_id, today)
            return
        before = self._heard.get((guild_id, member_id), today)
        if before >= today:
            return
        self._heard[guild_id, member_id] = today
        try:
            await self._database.write(tip_weeks.heard, member_id, today, guild_id)
        except StoreError:
            self._heard[guild_id, member_id] = before
            raise

    async def look(self, item: Due) -> tuple[TipWeek, MemberPreference] | datetime | None:
        """Who is to get their next tip now; or when to look again; or None: they get no more."""
        found = await self._database.read(_look, item)
        if found is None:
            return None
        week, preference = found
        a_day, now = self._a_day(week.guild_id), self._clock.now()
        if reason := self._enough(week, preference, a_day):
            await self.end(week.guild_id, week.member_id, reason)
            return None
        place = zone(preference.zone, week.zone)
        is_sent = week.sent_at is not None and week.sent_at >= item.due_at
        if is_sent or not hours.is_good(now, place, a_day):
            return await self._next(week, place, a_day)
        self._heard.setdefault((week.guild_id, week.member_id), week.heard_at or week.began_at)
        return week, preference

    async def came(self, week: TipWeek, preference: MemberPreference, position: int) -> datetime | None:
        """Note that the tip at a position of the journey came; when the next one is due, None: that was the last."""
        at = self._now()
        changes = {"sent": position + 1, "sent_at": at}
        await self._database.write(tip_weeks.change, week.guild_id, week.member_id, **changes)
        a_day = self._a_day(week.guild_id)
        return await self._next(week, zone(preference.zone, week.zone), a_day) if a_day else self._clock.now()

    async def end(self, guild_id: int, member_id: int, reason: str = "") -> bool:
        """Send no more tips; whether any would have come. reason: for the log, in English."""
        self._heard.pop((guild_id, member_id), None)
        was_running = await self._database.write(_end, guild_id, member_id, self._now())
        if was_running and reason:
            _log.info("a week of tips of server %s ends: %s", guild_id, reason)
        return was_running

    async def count(self, member_id: int) -> int:
        """In how many servers a member had a week of tips."""
        return await self._database.read(tip_weeks.count, member_id)

    def forgetting(self, connection: Connection, member_id: int) -> None:
        """Let no more tips come to a member, in whichever server."""
        due.forget(connection, TIP, member_id)

    def forgotten(self, member_id: int) -> None:
        """Forget when something was heard of them."""
        for who in [each for each in self._heard if each[1] == member_id]:
            del self._heard[who]

    async def prune(self) -> None:
        """Forget weeks of over a year ago."""
        await self._database.write(tip_weeks.prune, self._now() - KEPT_DAYS * _DAY)

    def _enough(self, week: TipWeek, preference: MemberPreference, a_day: int) -> str:
        """Why somebody gets no more tips; "" if they do."""
        if not a_day:
            return "the server wants none any more"
        if preference.opted_out:
            return "they are left out"
        heard_at = max(week.began_at, week.heard_at or 0)
        if self._today() - _midnight(heard_at) > SILENT_DAYS * _DAY:
            return "nothing was heard of them"
        if hours.is_over(self._clock.now(), moment(week.began_at), zone(preference.zone, week.zone)):
            return "it is over"
        return ""

    async def _next(self, week: TipWeek, place: ZoneInfo, a_day: int) -> datetime | None:
        at = hours.next_good(self._clock.now(), moment(week.began_at), place, a_day)
        if at is None:
            await self.end(week.guild_id, week.member_id, "it is over")
        return at

    def _today(self) -> int:
        return _midnight(self._now())

    def _now(self) -> int:
        return int(self._clock.now().timestamp() * 1000)


def _midnight(at: int) -> int:
    return at - at % _DAY


def _begin(connection: Connection, week: TipWeek, a_day: int) -> bool:
    known = tip_weeks.get(connection, week.guild_id, week.member_id)
    if known is not None:
        if not known.sent and known.journey != week.journey:
            tip_weeks.change(connection, week.guild_id, week.member_id, journey=week.journey)
        return False
    preference = members.get(connection, week.member_id)
    began, place = moment(week.began_at), zone(preference.zone, week.zone)
    first = hours.next_good(began, began, place, a_day)
    if preference.opted_out or first is None:
        return False
    tip_weeks.save(connection, week)
    due.put(connection, Due(TIP, week.guild_id, week.member_id, int(first.timestamp() * 1000)))
    return True


def _look(connection: Connection, item: Due) -> tuple[TipWeek, MemberPreference] | None:
    week = tip_weeks.get(connection, item.guild_id, item.subject_id)
    if week is None or week.stopped_at is not None:
        return None
    return week, members.get(connection, item.subject_id)


def _end(connection: Connection, guild_id: int, member_id: int, at: int) -> bool:
    due.cancel(connection, TIP, guild_id, member_id)
    return tip_weeks.change(connection, guild_id, member_id, stopped_at=at)
