"""Who is asked to be whose buddy, and what comes of it: units of work, each with one moment of one server."""

from dataclasses import dataclass, replace
from enum import Enum
from typing import Final, NamedTuple

from sqlalchemy import Connection

from bot.i18n import ENGLISH
from bot.store import buddies, buddy_news, due, members
from bot.store.buddies import ASKED, ASKING, DECLINED, ENDED, OPEN, TOGETHER, Pair, Volunteer
from bot.store.buddy_news import MET, NOBODY, OFF, OVER, News
from bot.store.due import Due

# What is due, as the agenda calls it: the search of a newcomer, and what a member is to be told.
SEARCH: Final = "buddy"
NEWS: Final = "buddy-news"
# Milliseconds for which a volunteer is waited for.
DAY: Final = 24 * 60 * 60 * 1000
WAIT: Final = 2 * DAY
# Milliseconds after which nobody else is asked for a wish; whoever wished may not even remember it.
PATIENT: Final = 30 * DAY
# Newcomers of one volunteer, those about whom they were asked among them.
MOST_CHARGES: Final = 3


class Moment(NamedTuple):
    """A server, and when it is there: milliseconds UTC."""

    guild_id: int
    at: int


class Buddy(NamedTuple):
    """The other one of a pair, and what they read."""

    member_id: int
    locale: str


@dataclass(frozen=True, slots=True)
class Question:
    """A volunteer is to be asked whether they would be a newcomer's buddy. Locales: what each of them reads.

    chosen_at: milliseconds UTC; the question was asked at no time before.
    """

    guild_id: int
    newcomer_id: int
    volunteer_id: int
    newcomer_locale: str
    volunteer_locale: str
    chosen_at: int


class Answer(Enum):
    """What came of an answer. PASSED: nobody waits for it any more. FULL: they have enough newcomers already."""

    TOGETHER = "together"
    DECLINED = "declined"
    PASSED = "passed"
    OFF = "off"
    FULL = "full"


def look_for(connection: Connection, now: Moment, newcomer_id: int) -> None:
    """Let somebody be looked for, at once."""
    due.put(connection, Due(SEARCH, now.guild_id, newcomer_id, now.at))


def search(connection: Connection, now: Moment, newcomer_id: int) -> Question | int | None:
    """Whom to ask for a newcomer; or when (milliseconds UTC) to look again; or None: it is over."""
    wish = buddies.wish(connection, now.guild_id, newcomer_id)
    if wish is None or not wish.is_open:
        return None
    asked = _asked(connection, now.guild_id, newcomer_id)
    if not buddies.is_on(connection, now.guild_id):
        _close(connection, now, newcomer_id, OFF)
        return None
    if asked and now.at < asked.asked_at + WAIT:
        return asked.asked_at + WAIT if asked.state == ASKED else _question(connection, asked)
    if asked:
        _lapse(connection, asked)
    is_fresh = now.at < wish.wished_at + PATIENT
    chosen = _choose(connection, now.guild_id, newcomer_id, wish.locale) if is_fresh else None
    if chosen is None:
        _close(connection, now, newcomer_id, NOBODY)
        return None
    pair = Pair(now.guild_id, newcomer_id, chosen.member_id, ASKING, now.at)
    buddies.save(connection, pair)
    buddies.change_offer(connection, now.guild_id, chosen.member_id, asked_at=now.at)
    return _question(connection, pair)


def reached(connection: Connection, now: Moment, question: Question) -> None:
    """The volunteer has the question."""
    pair = buddies.pair(connection, now.guild_id, question.newcomer_id, question.volunteer_id)
    if pair and pair.state == ASKING:
        buddies.save(connection, replace(pair, state=ASKED, asked_at=now.at))


def unreached(connection: Connection, now: Moment, question: Question) -> None:
    """The volunteer takes no direct messages: they were not asked, and are told when they look."""
    pair = buddies.pair(connection, now.guild_id, question.newcomer_id, question.volunteer_id)
    buddies.change_offer(connection, now.guild_id, question.volunteer_id, unreached_at=now.at)
    if pair and pair.state == ASKING:
        buddies.drop(connection, pair)
        look_for(connection, now, question.newcomer_id)


def accept(connection: Connection, now: Moment, newcomer_id: int, volunteer_id: int) -> Answer:
    """The volunteer says yes. Both know each other from now on."""
    pair = buddies.pair(connection, now.guild_id, newcomer_id, volunteer_id)
    if pair and pair.state == TOGETHER:
        return Answer.TOGETHER
    if pair is None or pair.state not in OPEN:
        return Answer.PASSED
    if not buddies.is_on(connection, now.guild_id):
        _close(connection, now, newcomer_id, OFF)
        return Answer.OFF
    charges = [each for each in buddies.pairs(connection, now.guild_id, volunteer_id) if each.state == TOGETHER]
    if sum(each.volunteer_id == volunteer_id for each in charges) >= MOST_CHARGES:
        buddies.drop(connection, pair)
        look_for(connection, now, newcomer_id)
        return Answer.FULL
    buddies.save(connection, replace(pair, state=TOGETHER, answered_at=now.at))
    buddies.change_offer(connection, now.guild_id, volunteer_id, since=now.at)
    buddies.close_wish(connection, now.guild_id, newcomer_id)
    due.cancel(connection, SEARCH, now.guild_id, newcomer_id)
    _tell(connection, News(now.guild_id, newcomer_id, MET, now.at, volunteer_id))
    return Answer.TOGETHER


def decline(connection: Connection, now: Moment, newcomer_id: int, volunteer_id: int) -> Answer:
    """The volunteer says no, for good as far as this newcomer goes; somebody else is asked."""
    pair = buddies.pair(connection, now.guild_id, newcomer_id, volunteer_id)
    if pair is None or pair.state not in OPEN:
        return Answer.PASSED
    buddies.save(connection, replace(pair, state=DECLINED, answered_at=now.at))
    buddies.change_offer(connection, now.guild_id, volunteer_id, since=now.at)
    look_for(connection, now, newcomer_id)
    return Answer.DECLINED


def part(connection: Connection, now: Moment, member_id: int, other_id: int) -> bool:
    """One of two ends it; whether there was anything to end."""
    found = [
        pair
        for pair in buddies.pairs(connection, now.guild_id, member_id)
        if pair.state == TOGETHER and other_id in (pair.newcomer_id, pair.volunteer_id)
    ]
    for pair in found:
        _end(connection, now, pair, member_id)
    return bool(found)


def give_up(connection: Connection, now: Moment, newcomer_id: int) -> None:
    """A newcomer wishes for nobody any more; whoever was asked is not asked for them again."""
    buddies.close_wish(connection, now.guild_id, newcomer_id)
    due.cancel(connection, SEARCH, now.guild_id, newcomer_id)
    asked = _asked(connection, now.guild_id, newcomer_id)
    if asked:
        buddies.save(connection, replace(asked, state=ENDED, answered_at=now.at))


def step_down(connection: Connection, now: Moment, volunteer_id: int) -> None:
    """A volunteer is asked no more, and does not answer what they were asked."""
    buddies.withdraw(connection, now.guild_id, volunteer_id)
    for pair in buddies.pairs(connection, now.guild_id, volunteer_id):
        if pair.volunteer_id == volunteer_id and pair.state in OPEN:
            decline(connection, now, pair.newcomer_id, volunteer_id)


def leave(connection: Connection, now: Moment, member_id: int, *, is_named: bool = True) -> None:
    """Somebody has left, or has themselves forgotten: all of theirs ends. is_named: the others are told who it is."""
    give_up(connection, now, member_id)
    step_down(connection, now, member_id)
    hush(connection, now.guild_id, member_id)
    for pair in buddies.pairs(connection, now.guild_id, member_id):
        if pair.state == TOGETHER:
            _end(connection, now, pair, member_id, is_named=is_named)


def hush(connection: Connection, guild_id: int, member_id: int) -> None:
    """Somebody need not be told anything any more."""
    buddy_news.clear(connection, guild_id, member_id)
    due.cancel(connection, NEWS, guild_id, member_id)


def locale_of(connection: Connection, guild_id: int, member_id: int) -> str:
    """What somebody reads: as they chose, else as they said when they offered or wished."""
    chosen = members.get(connection, member_id)
    if chosen.confirmed and chosen.locale:
        return chosen.locale
    said = buddies.volunteer(connection, guild_id, member_id) or buddies.wish(connection, guild_id, member_id)
    return said.locale if said else chosen.locale or ENGLISH


def _asked(connection: Connection, guild_id: int, newcomer_id: int) -> Pair | None:
    found = buddies.pairs(connection, guild_id, newcomer_id)
    return next((each for each in found if each.newcomer_id == newcomer_id and each.state in OPEN), None)


def _question(connection: Connection, pair: Pair) -> Question:
    return Question(
        pair.guild_id,
        pair.newcomer_id,
        pair.volunteer_id,
        locale_of(connection, pair.guild_id, pair.newcomer_id),
        locale_of(connection, pair.guild_id, pair.volunteer_id),
        pair.asked_at,
    )


def _lapse(connection: Connection, asked: Pair) -> None:
    """Nobody answered in time: a no, unless the question never came."""
    if asked.state == ASKED:
        buddies.save(connection, replace(asked, state=DECLINED, answered_at=asked.asked_at + WAIT))
    else:
        buddies.drop(connection, asked)


def _choose(connection: Connection, guild_id: int, newcomer_id: int, locale: str) -> Volunteer | None:
    """The volunteer of the other language with the fewest newcomers; of several, who was not asked for longest."""
    known = buddies.pairs(connection, guild_id, newcomer_id)
    former = {newcomer_id, *(each.newcomer_id for each in known), *(each.volunteer_id for each in known)}
    loads = buddies.loads(connection, guild_id)
    may = [
        each
        for each in buddies.within_reach(connection, guild_id)
        if each.member_id not in former
        and (each.locale == ENGLISH) != (locale == ENGLISH)
        and loads.get(each.member_id, 0) < MOST_CHARGES
    ]
    return min(
        may,
        key=lambda each: (loads.get(each.member_id, 0), each.asked_at or 0, each.since, each.member_id),
        default=None,
    )


def _close(connection: Connection, now: Moment, newcomer_id: int, what: str) -> None:
    """Look no more, for a reason that the newcomer is told. Whoever was asked was asked in vain."""
    asked = _asked(connection, now.guild_id, newcomer_id)
    if asked:
        buddies.drop(connection, asked)
    buddies.close_wish(connection, now.guild_id, newcomer_id)
    due.cancel(connection, SEARCH, now.guild_id, newcomer_id)
    _tell(connection, News(now.guild_id, newcomer_id, what, now.at))


def _end(connection: Connection, now: Moment, pair: Pair, by: int, *, is_named: bool = True) -> None:
    buddies.save(connection, replace(pair, state=ENDED, answered_at=now.at))
    other_id = pair.volunteer_id if by == pair.newcomer_id else pair.newcomer_id
    buddy_news.told(connection, News(pair.guild_id, pair.newcomer_id, MET, now.at, pair.volunteer_id))
    _tell(connection, News(pair.guild_id, other_id, OVER, now.at, by if is_named else 0))


def _tell(connection: Connection, news: News) -> None:
    buddy_news.put(connection, news)
    due.put(connection, Due(NEWS, news.guild_id, news.member_id, news.at))
