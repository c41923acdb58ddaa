"""How many newcomers came how far, by the week in which they joined and by their language; no names.

ARRIVAL knows, while it is kept, in which week somebody is counted and for what, so that each step counts once for each.
Counts stay when a row of ARRIVAL goes. To be called within the unit of work in which the step itself is noted.
"""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, delete, select, update

from bot.store.schema import ARRIVAL, MEMBER_PREFERENCE, ONBOARDING_COUNT
from bot.store.statements import merge

DAY: Final = 24 * 60 * 60 * 1000
A_WEEK: Final = 7 * DAY
# Who comes back within so many days is the same newcomer.
KEPT_DAYS: Final = 365
# Whoever is asked about so late may have left after their first week.
TOO_LATE: Final = 2 * DAY

_ROW: Final = ARRIVAL.c
_COUNT: Final = ONBOARDING_COUNT.c
_KNOWN_LOCALES: Final = ("en", "zh-CN", "zh-TW")


class What(StrEnum):
    """What is counted. UNKNOWN: Discord could not tell any more whether they stayed a week."""

    JOINED = "joined"
    BEGAN = "began"
    FINISHED = "finished"
    CAT = "cat"
    STAYED = "stayed"
    UNKNOWN = "unknown"


_BITS: Final = {what: 1 << place for place, what in enumerate(What)}
# It is decided whether they stayed a week.
_DECIDED: Final = 1 << len(What)


class Tally(NamedTuple):
    """week: the Monday in which they joined, as days since 1970. locale: "" where it is not known."""

    week: int
    locale: str
    what: str
    number: int


class Stay(NamedTuple):
    """Whoever has been here for a week, unless they left. arrived_at: milliseconds UTC."""

    member_id: int
    arrived_at: int


class _Arrival(NamedTuple):
    """What is known of somebody who has arrived. counted: bits."""

    arrived_at: int
    week: int | None
    locale: str | None
    counted: int


def week_of(at: int) -> int:
    """The Monday, in UTC, of the week of a moment, as days since 1970. at: milliseconds UTC."""
    day = at // DAY
    return day - datetime.fromtimestamp(day * DAY / 1000, UTC).weekday()


def joined(connection: Connection, guild_id: int, member_id: int, at: int) -> None:
    """Count somebody who has arrived; who comes back within a year is the same one, and may yet stay a week."""
    row = _arrival(connection, guild_id, member_id)
    if row is None:
        return
    if row.week is None or at >= (row.week + KEPT_DAYS) * DAY:
        fresh = update(ARRIVAL).where(_of(guild_id, member_id)).values(week=week_of(at), locale=None, counted=0)
        connection.execute(fresh)
    elif not row.counted & _BITS[What.STAYED]:
        take_back(connection, guild_id, member_id, What.UNKNOWN)
        _mark(connection, guild_id, member_id, row.counted & ~_BITS[What.UNKNOWN] & ~_DECIDED)
    count(connection, guild_id, member_id, What.JOINED, at)


def count(connection: Connection, guild_id: int, member_id: int, what: What, at: int) -> None:
    """Count a step of somebody whose arrival is known, once. at: when they took it; before their week counts not."""
    row = _arrival(connection, guild_id, member_id)
    if row is None or row.week is None or at < row.week * DAY:
        return
    if row.locale is None and (known := _preference(connection, member_id)):
        settle(connection, guild_id, member_id, known)
    row = _arrival(connection, guild_id, member_id)
    if row is not None and not row.counted & _BITS[what]:
        _mark(connection, guild_id, member_id, row.counted | _BITS[what])
        _add(connection, guild_id, row, what, 1)


def take_back(connection: Connection, guild_id: int, member_id: int, what: What) -> None:
    """Count a step of somebody no more, if it was counted."""
    row = _arrival(connection, guild_id, member_id)
    if row is not None and row.counted & _BITS[what]:
        _mark(connection, guild_id, member_id, row.counted & ~_BITS[what])
        _add(connection, guild_id, row, what, -1)


def settle(connection: Connection, guild_id: int, member_id: int, locale: str) -> None:
    """Learn somebody's language: all that they were counted for moves to it. The first one stays."""
    row = _arrival(connection, guild_id, member_id)
    if row is None or row.locale is not None or locale not in _KNOWN_LOCALES:
        return
    connection.execute(update(ARRIVAL).where(_of(guild_id, member_id)).values(locale=locale))
    settled = _arrival(connection, guild_id, member_id)
    for what, bit in _BITS.items():
        if settled is not None and row.counted & bit:
            _add(connection, guild_id, row, what, -1)
            _add(connection, guild_id, settled, what, 1)


def left(connection: Connection, guild_id: int, member_id: int, at: int) -> None:
    """Decide about somebody who leaves at `at` (milliseconds UTC) whether they stayed a week."""
    row = _arrival(connection, guild_id, member_id)
    if row is not None:
        decide(connection, guild_id, member_id, has_stayed=at >= row.arrived_at + A_WEEK)


def decide(connection: Connection, guild_id: int, member_id: int, *, has_stayed: bool | None) -> None:
    """Count, once, whether somebody stayed a week. has_stayed: None if nobody can tell any more."""
    row = _arrival(connection, guild_id, member_id)
    if row is None or row.week is None or row.counted & _DECIDED:
        return
    _mark(connection, guild_id, member_id, row.counted | _DECIDED)
    if has_stayed is not False:
        what = What.UNKNOWN if has_stayed is None else What.STAYED
        count(connection, guild_id, member_id, what, row.arrived_at)


def guilds_to_ask(connection: Connection, now: int) -> list[int]:
    """The servers in which somebody has been for a week, and it is not decided whether they stayed."""
    return list(connection.execute(select(_ROW.guild_id).where(_undecided(now)).distinct()).scalars())


def to_ask(connection: Connection, guild_id: int, now: int, most: int, after: int) -> Sequence[Stay]:
    """Some of those about whom it is to be asked whether they stayed, by their ids, which are above `after`."""
    chosen = select(_ROW.member_id, _ROW.arrived_at).where(
        _ROW.guild_id == guild_id, _ROW.member_id > after, _undecided(now)
    )
    return [Stay(*row) for row in connection.execute(chosen.order_by(_ROW.member_id).limit(most))]


def answered(connection: Connection, guild_id: int, asked: Sequence[Stay], here: Collection[int], now: int) -> None:
    """Learn who of those who were asked about is here. Who is not, and may have left since, is in doubt."""
    for stay in asked:
        is_late = now >= stay.arrived_at + A_WEEK + TOO_LATE
        has_stayed = True if stay.member_id in here else None if is_late else False
        decide(connection, guild_id, stay.member_id, has_stayed=has_stayed)


def since(connection: Connection, guild_id: int, week: int) -> list[Tally]:
    """What was counted in a server of those who joined in `week` or later."""
    columns = (_COUNT.week, _COUNT.locale, _COUNT.what, _COUNT.count)
    chosen = select(*columns).where(_COUNT.guild_id == guild_id, _COUNT.week >= week, _COUNT.count > 0)
    return [Tally(*row) for row in connection.execute(chosen.order_by(*columns[:3]))]


def prune(connection: Connection, before: int) -> int:
    """Forget the counts of weeks before `before`, days since 1970; how many."""
    return connection.execute(delete(ONBOARDING_COUNT).where(_COUNT.week < before)).rowcount


def _of(guild_id: int, member_id: int) -> Any:
    return (_ROW.guild_id == guild_id) & (_ROW.member_id == member_id)


def _arrival(connection: Connection, guild_id: int, member_id: int) -> _Arrival | None:
    columns = select(_ROW.arrived_at, _ROW.week, _ROW.locale, _ROW.counted)
    found = connection.execute(columns.where(_of(guild_id, member_id))).one_or_none()
    return _Arrival(*found) if found else None


def _undecided(now: int) -> Any:
    is_old = _ROW.arrived_at <= now - A_WEEK
    return is_old & _ROW.week.is_not(None) & (_ROW.counted.bitwise_and(_DECIDED) == 0)


def _preference(connection: Connection, member_id: int) -> str | None:
    chosen = select(MEMBER_PREFERENCE.c.locale).where(MEMBER_PREFERENCE.c.member_id == member_id)
    return connection.execute(chosen).scalar_one_or_none()


def _mark(connection: Connection, guild_id: int, member_id: int, counted: int) -> None:
    connection.execute(update(ARRIVAL).where(_of(guild_id, member_id)).values(counted=counted))


def _add(connection: Connection, guild_id: int, row: _Arrival, what: What, number: int) -> None:
    """Count one more or one less. Counts that were pruned already are not missed."""
    key = {"guild_id": guild_id, "week": row.week, "locale": row.locale or "", "what": str(what)}
    if number > 0:
        merge(connection, ONBOARDING_COUNT, key | {"count": number}, {"count": _COUNT.count + number})
        return
    chosen = [_COUNT[name] == value for name, value in key.items()]
    connection.execute(update(ONBOARDING_COUNT).where(*chosen, _COUNT.count > 0).values(count=_COUNT.count + number))
