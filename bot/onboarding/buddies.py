"""Buddies: a newcomer, and a volunteer of the other language, who both said yes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from bot.clock import Clock
from bot.due.agenda import Agenda, moment
from bot.errors import N_, UserError
from bot.onboarding import matching
from bot.onboarding.matching import DAY, MOST_CHARGES, NEWS, SEARCH, WAIT, Answer, Buddy, Moment, Question
from bot.patience import Patience
from bot.store import buddies, buddy_news
from bot.store.buddies import Volunteer, Wish
from bot.store.buddy_news import News
from bot.store.database import Database
from bot.store.due import Due

__all__ = ["MOST_CHARGES", "NEWS", "SEARCH", "WAIT", "Answer", "Buddies", "Buddy", "Question", "Standing"]

# Wishes of one member in one server, on a day of UTC.
MOST_WISHES: Final = 3
# Volunteers of one server.
MOST_VOLUNTEERS: Final = 500
KEPT_DAYS: Final = 365

_OFF: Final = N_("This server doesn't offer buddies at present. Nothing was changed.")
_HAS_ONE: Final = N_("You have a buddy already. Nothing was changed; “That's enough” below `/buddy` ends it.")
_TOO_OFTEN: Final = N_(
    "You have wished for a buddy {most} times today, so nobody else is asked. Nothing was changed: try again tomorrow."
)
_FULL: Final = N_("This server has {most} volunteers already, as many as it can have. Nothing was changed.")


@dataclass(frozen=True, slots=True)
class Standing:
    """How it stands with somebody: whether the server has buddies, what they offer and wish, whom they have.

    helper: their buddy, if they are the newcomer. charges: whose buddy they are. news: what they were not told yet.
    """

    is_on: bool
    offer: Volunteer | None
    is_looking: bool
    helper: Buddy | None
    charges: Sequence[Buddy]
    news: Sequence[News]


@dataclass(frozen=True, slots=True)
class Numbers:
    """How many offer by locale, how many are looked for, and how many pairs there are; no names."""

    offers: dict[str, int]
    looking: int
    together: int


class Buddies:
    """Brings people together. All raise StoreError; what members ask for in vain raises UserError."""

    def __init__(self, database: Database, clock: Clock, agenda: Agenda) -> None:
        self._database = database
        self._clock = clock
        self._agenda = agenda
        # Beside the count in the database, which whoever has themselves forgotten takes along.
        self._patience = Patience(clock, MOST_WISHES, 2 * DAY / 1000)

    async def look(self, guild_id: int, member_id: int) -> Standing:
        """How it stands with somebody who asks: they know it from now on, and can be asked again."""
        standing = await self._database.read(_standing, guild_id, member_id)
        if standing.news or (standing.offer and standing.offer.unreached_at):
            await self._database.write(_looked, guild_id, member_id)
        return standing

    async def wish(self, guild_id: int, member_id: int, locale: str) -> None:
        """Look for a buddy for somebody who reads `locale`; nothing if that is done already. Raises UserError."""
        is_known = await self._database.read(_is_looking, guild_id, member_id)
        if not is_known and not self._patience.lets((guild_id, member_id, self._now() // DAY)):
            raise UserError(_TOO_OFTEN, most=MOST_WISHES)
        await self._database.write(_wish, self._moment(guild_id), member_id, locale)
        self._changed()

    async def give_up(self, guild_id: int, member_id: int) -> None:
        """Look for nobody any more."""
        await self._database.write(matching.give_up, self._moment(guild_id), member_id)

    async def offer(self, guild_id: int, member_id: int, locale: str) -> None:
        """Note that somebody who reads `locale` would be a buddy. Raises UserError."""
        await self._database.write(_offer, Volunteer(guild_id, member_id, locale, self._now()))

    async def step_down(self, guild_id: int, member_id: int) -> None:
        """Ask somebody no more; whoever waits for their answer waits for somebody else's. Pairs stay."""
        await self._database.write(matching.step_down, self._moment(guild_id), member_id)
        self._changed()

    async def answer(self, guild_id: int, newcomer_id: int, volunteer_id: int, *, accepts: bool) -> Answer:
        """A volunteer answered; what came of it."""
        units = self._moment(guild_id), newcomer_id, volunteer_id
        came = await self._database.write(matching.accept if accepts else matching.decline, *units)
        self._changed()
        return came

    async def end(self, guild_id: int, member_id: int, other_id: int) -> bool:
        """End what is between two, because one of them wants to; whether there was anything."""
        ended = await self._database.write(matching.part, self._moment(guild_id), member_id, other_id)
        self._changed()
        return ended

    async def left(self, guild_id: int, member_id: int) -> None:
        """Somebody has left a server: their offer, their wish and their pairs end. Nothing for almost everybody."""
        if await self._database.read(_knows, guild_id, member_id):
            await self._database.write(matching.leave, self._moment(guild_id), member_id)
            self._changed()

    async def search(self, item: Due) -> Question | datetime | None:
        """Whom to ask now; or when to look again; or None: it is over."""
        found = await self._database.write(matching.search, self._moment(item.guild_id), item.subject_id)
        self._agenda.changed(NEWS)
        return moment(found) if isinstance(found, int) else found

    async def reached(self, question: Question) -> datetime:
        """Note that a volunteer has the question; when somebody else is asked instead."""
        await self._database.write(matching.reached, self._moment(question.guild_id), question)
        return moment(self._now() + WAIT)

    async def unreached(self, question: Question) -> None:
        """Note that a volunteer takes no direct messages; somebody else is asked at once."""
        await self._database.write(matching.unreached, self._moment(question.guild_id), question)
        self._changed()

    async def untold(self, guild_id: int, member_id: int) -> Sequence[News]:
        """What somebody is still to be told."""
        return await self._database.read(buddy_news.of, guild_id, member_id)

    async def told(self, news: News) -> None:
        """Note that somebody was told."""
        await self._database.write(buddy_news.told, news)

    async def locale(self, guild_id: int, member_id: int) -> str:
        """What somebody reads who offers or wishes."""
        return await self._database.read(matching.locale_of, guild_id, member_id)

    async def numbers(self, guild_id: int) -> Numbers:
        """How many there are of what."""
        return await self._database.read(_numbers, guild_id)

    async def count(self, member_id: int) -> int:
        """In how many servers somebody has to do with buddies."""
        return await self._database.read(_count, member_id)

    def forgetting(self, connection: Connection, member_id: int) -> None:
        """End what a member has in all servers, as if they had left; whom they were with is told, without a name."""
        at = self._now()
        for guild_id in buddies.guilds_of(connection, member_id):
            matching.leave(connection, Moment(guild_id, at), member_id, is_named=False)

    def forgotten(self, member_id: int) -> None:
        """Let others be told."""
        self._changed()

    async def prune(self) -> None:
        """Forget what is over a year old."""
        before = self._now() - KEPT_DAYS * DAY
        await self._database.write(buddies.prune, before)
        await self._database.write(buddy_news.prune, before)

    def _changed(self) -> None:
        self._agenda.changed(SEARCH)
        self._agenda.changed(NEWS)

    def _moment(self, guild_id: int) -> Moment:
        return Moment(guild_id, self._now())

    def _now(self) -> int:
        return int(self._clock.now().timestamp() * 1000)


def _standing(connection: Connection, guild_id: int, member_id: int) -> Standing:
    helper: Buddy | None = None
    charges: list[Buddy] = []
    for each in buddies.pairs(connection, guild_id, member_id):
        if each.state != buddies.TOGETHER:
            continue
        is_helped = each.newcomer_id == member_id
        other_id = each.volunteer_id if is_helped else each.newcomer_id
        buddy = Buddy(other_id, matching.locale_of(connection, guild_id, other_id))
        if is_helped:
            helper = buddy
        else:
            charges.append(buddy)
    return Standing(
        buddies.is_on(connection, guild_id),
        buddies.volunteer(connection, guild_id, member_id),
        _is_looking(connection, guild_id, member_id),
        helper,
        charges,
        buddy_news.of(connection, guild_id, member_id),
    )


def _is_looking(connection: Connection, guild_id: int, member_id: int) -> bool:
    wish = buddies.wish(connection, guild_id, member_id)
    return wish is not None and wish.is_open


def _looked(connection: Connection, guild_id: int, member_id: int) -> None:
    matching.hush(connection, guild_id, member_id)
    buddies.change_offer(connection, guild_id, member_id, unreached_at=None)


def _wish(connection: Connection, now: Moment, member_id: int, locale: str) -> None:
    known = buddies.wish(connection, now.guild_id, member_id)
    if known and known.is_open:
        return
    if not buddies.is_on(connection, now.guild_id):
        raise UserError(_OFF)
    mine = [each for each in buddies.pairs(connection, now.guild_id, member_id) if each.newcomer_id == member_id]
    if any(each.state == buddies.TOGETHER for each in mine):
        raise UserError(_HAS_ONE)
    day = now.at // DAY
    times = known.times + 1 if known and known.day == day else 1
    if times > MOST_WISHES:
        raise UserError(_TOO_OFTEN, most=MOST_WISHES)
    buddies.save(
        connection, Wish(now.guild_id, member_id, locale, is_open=True, day=day, times=times, wished_at=now.at)
    )
    matching.look_for(connection, now, member_id)


def _offer(connection: Connection, offer: Volunteer) -> None:
    if not buddies.is_on(connection, offer.guild_id):
        raise UserError(_OFF)
    known = buddies.volunteer(connection, offer.guild_id, offer.member_id)
    if known is None and sum(buddies.offers(connection, offer.guild_id).values()) >= MOST_VOLUNTEERS:
        raise UserError(_FULL, most=MOST_VOLUNTEERS)
    asked_at = known.asked_at if known else None
    buddies.save(connection, Volunteer(offer.guild_id, offer.member_id, offer.locale, offer.since, asked_at))


def _knows(connection: Connection, guild_id: int, member_id: int) -> bool:
    return guild_id in buddies.guilds_of(connection, member_id) or bool(buddy_news.of(connection, guild_id, member_id))


def _numbers(connection: Connection, guild_id: int) -> Numbers:
    return Numbers(
        buddies.offers(connection, guild_id),
        buddies.count_wishes(connection, guild_id),
        buddies.count_pairs(connection, guild_id),
    )


def _count(connection: Connection, member_id: int) -> int:
    return len(buddies.guilds_of(connection, member_id)) + buddy_news.count(connection, member_id)
