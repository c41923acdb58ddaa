"""Buddies: who offers, who wishes, and who was brought together."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, and_, delete, func, or_, select, update

from bot.store.schema import BUDDY_PAIR, BUDDY_VOLUNTEER, BUDDY_WISH, MEMBER_PREFERENCE, WELCOME
from bot.store.statements import put

ASKING: Final = "asking"
ASKED: Final = "asked"
TOGETHER: Final = "together"
DECLINED: Final = "declined"
ENDED: Final = "ended"
OPEN: Final = (ASKING, ASKED)

_OFFER: Final = BUDDY_VOLUNTEER.c
_WISH: Final = BUDDY_WISH.c
_PAIR: Final = BUDDY_PAIR.c
_CHOSEN: Final = MEMBER_PREFERENCE.c


@dataclass(frozen=True, slots=True)
class Volunteer:
    """since: when they last offered or answered. asked_at: when they were asked last; None: never.

    unreached_at: since when their direct messages are closed; None: as far as is known they are open. Milliseconds UTC.
    """

    guild_id: int
    member_id: int
    locale: str
    since: int
    asked_at: int | None = None
    unreached_at: int | None = None


@dataclass(frozen=True, slots=True)
class Wish:
    """is_open: somebody is being looked for. times: how often they wished on `day`, in days of UTC since 1970."""

    guild_id: int
    member_id: int
    locale: str
    is_open: bool
    day: int
    times: int
    wished_at: int


@dataclass(frozen=True, slots=True)
class Pair:
    """state: `asking` (the question may not have reached them), `asked`, `together`, `declined` or `ended`.

    asked_at, answered_at: milliseconds UTC.
    """

    guild_id: int
    newcomer_id: int
    volunteer_id: int
    state: str
    asked_at: int
    answered_at: int | None = None


def is_on(connection: Connection, guild_id: int) -> bool:
    """Whether a server has buddies; asked where it counts, for direct messages are heard by another process."""
    chosen = select(WELCOME.c.has_buddies).where(WELCOME.c.guild_id == guild_id)
    return bool(connection.execute(chosen).scalar_one_or_none())


def volunteer(connection: Connection, guild_id: int, member_id: int) -> Volunteer | None:
    """What somebody offers, if they do."""
    chosen = select(BUDDY_VOLUNTEER).where(_OFFER.guild_id == guild_id, _OFFER.member_id == member_id)
    found = connection.execute(chosen).mappings().one_or_none()
    return Volunteer(**found) if found else None


def wish(connection: Connection, guild_id: int, member_id: int) -> Wish | None:
    """What somebody wished for last."""
    chosen = select(BUDDY_WISH).where(_WISH.guild_id == guild_id, _WISH.member_id == member_id)
    found = connection.execute(chosen).mappings().one_or_none()
    return Wish(**found) if found else None


def pair(connection: Connection, guild_id: int, newcomer_id: int, volunteer_id: int) -> Pair | None:
    """How it stands between two, if they ever had to do with each other in these roles."""
    of_both = and_(_PAIR.newcomer_id == newcomer_id, _PAIR.volunteer_id == volunteer_id)
    return next(iter(_pairs(connection, and_(_PAIR.guild_id == guild_id, of_both))), None)


def pairs(connection: Connection, guild_id: int, member_id: int) -> Sequence[Pair]:
    """All in which somebody is or was one of the two."""
    return _pairs(connection, and_(_PAIR.guild_id == guild_id, _about(member_id)))


def save(connection: Connection, row: Volunteer | Wish | Pair) -> None:
    """Remember something as it is."""
    table = {Volunteer: BUDDY_VOLUNTEER, Wish: BUDDY_WISH, Pair: BUDDY_PAIR}[type(row)]
    put(connection, table, asdict(row))


def drop(connection: Connection, gone: Pair) -> None:
    """Forget a pair, as if nobody had been asked."""
    of_both = and_(_PAIR.newcomer_id == gone.newcomer_id, _PAIR.volunteer_id == gone.volunteer_id)
    connection.execute(delete(BUDDY_PAIR).where(_PAIR.guild_id == gone.guild_id, of_both))


def withdraw(connection: Connection, guild_id: int, member_id: int) -> None:
    """Take an offer back."""
    mine = and_(_OFFER.guild_id == guild_id, _OFFER.member_id == member_id)
    connection.execute(delete(BUDDY_VOLUNTEER).where(mine))


def change_offer(connection: Connection, guild_id: int, member_id: int, **changes: Any) -> None:
    """Change columns of an offer, if there is one."""
    mine = and_(_OFFER.guild_id == guild_id, _OFFER.member_id == member_id)
    connection.execute(update(BUDDY_VOLUNTEER).where(mine).values(**changes))


def close_wish(connection: Connection, guild_id: int, member_id: int) -> bool:
    """Look for nobody any more; whether somebody was being looked for."""
    mine = and_(_WISH.guild_id == guild_id, _WISH.member_id == member_id, _WISH.is_open)
    return connection.execute(update(BUDDY_WISH).where(mine).values(is_open=False)).rowcount == 1


def within_reach(connection: Connection, guild_id: int) -> Sequence[Volunteer]:
    """Who may be asked at all: those left out of translation, or with closed direct messages, may not.

    What they chose to read since they offered counts.
    """
    joined = BUDDY_VOLUNTEER.outerjoin(MEMBER_PREFERENCE, _CHOSEN.member_id == _OFFER.member_id)
    wanted = select(BUDDY_VOLUNTEER, _CHOSEN.locale.label("reads"), _CHOSEN.confirmed).select_from(joined)
    may = and_(_OFFER.guild_id == guild_id, _OFFER.unreached_at.is_(None), _CHOSEN.opted_out.is_not(True))
    rows = [dict(row) for row in connection.execute(wanted.where(may)).mappings()]
    found: list[Volunteer] = []
    for row in rows:
        reads, confirmed = row.pop("reads"), row.pop("confirmed")
        found.append(Volunteer(**row | ({"locale": reads} if confirmed and reads else {})))
    return found


def loads(connection: Connection, guild_id: int) -> dict[int, int]:
    """How many newcomers each volunteer has, those about whom they were asked among them."""
    counted = select(_PAIR.volunteer_id, func.count()).where(
        _PAIR.guild_id == guild_id, _PAIR.state.in_((TOGETHER, *OPEN))
    )
    return {row[0]: row[1] for row in connection.execute(counted.group_by(_PAIR.volunteer_id))}


def offers(connection: Connection, guild_id: int) -> dict[str, int]:
    """How many offer, by the locale that they gave."""
    counted = select(_OFFER.locale, func.count()).where(_OFFER.guild_id == guild_id).group_by(_OFFER.locale)
    return {row[0]: row[1] for row in connection.execute(counted)}


def count_wishes(connection: Connection, guild_id: int) -> int:
    """For how many somebody is being looked for."""
    wanted = select(func.count()).select_from(BUDDY_WISH).where(_WISH.guild_id == guild_id, _WISH.is_open)
    return connection.execute(wanted).scalar_one()


def count_pairs(connection: Connection, guild_id: int) -> int:
    """How many are together."""
    wanted = select(func.count()).select_from(BUDDY_PAIR).where(_PAIR.guild_id == guild_id, _PAIR.state == TOGETHER)
    return connection.execute(wanted).scalar_one()


def guilds_of(connection: Connection, member_id: int) -> Sequence[int]:
    """The servers in which somebody offers, wished, or is named in a pair."""
    found = [
        connection.execute(select(guild).where(mine)).scalars()
        for guild, mine in (
            (_OFFER.guild_id, _OFFER.member_id == member_id),
            (_WISH.guild_id, _WISH.member_id == member_id),
            (_PAIR.guild_id, _about(member_id)),
        )
    ]
    return sorted({guild_id for each in found for guild_id in each})


def prune(connection: Connection, before: int) -> None:
    """Forget offers, wishes and pairs about which nothing was said since `before` (milliseconds UTC)."""
    connection.execute(delete(BUDDY_VOLUNTEER).where(_OFFER.since < before))
    connection.execute(delete(BUDDY_WISH).where(_WISH.wished_at < before))
    connection.execute(delete(BUDDY_PAIR).where(func.coalesce(_PAIR.answered_at, _PAIR.asked_at) < before))


def _about(member_id: int) -> ColumnElement[bool]:
    return or_(_PAIR.newcomer_id == member_id, _PAIR.volunteer_id == member_id)


def _pairs(connection: Connection, condition: ColumnElement[bool]) -> Sequence[Pair]:
    ordered = select(BUDDY_PAIR).where(condition).order_by(_PAIR.asked_at, _PAIR.newcomer_id, _PAIR.volunteer_id)
    return [Pair(**row) for row in connection.execute(ordered).mappings()]
