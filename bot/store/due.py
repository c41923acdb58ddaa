"""What must happen later: each item is taken by one process at a time, and stays until somebody has dealt with it."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Final

from sqlalchemy import ColumnElement, Connection, and_, case, delete, func, or_, select, tuple_, update

from bot.store.schema import DUE_ITEM
from bot.store.statements import put as put_row

_ROW: Final = DUE_ITEM.c
_ORDER: Final = (_ROW.due_at, _ROW.kind, _ROW.guild_id, _ROW.subject_id)
# From when on an item may be taken: when it is due, or when whoever has it has had their time.
_FREE_AT: Final = case((_ROW.lease_until > _ROW.due_at, _ROW.lease_until), else_=_ROW.due_at)
# So many rows are looked at together when items of other processes stand before one's own.
_PAGE: Final = 500


@dataclass(frozen=True, slots=True)
class Due:
    """kind: who does it. subject_id: a member, or 0. due_at: milliseconds UTC, also if that was long ago.

    lease_until: nobody else takes it before; None: nobody has it. attempts: how often it was taken since it was put,
    this time included; more than 1 means that an earlier attempt failed, maybe halfway.
    """

    kind: str
    guild_id: int
    subject_id: int
    due_at: int
    lease_until: int | None = None
    attempts: int = 0


def get(connection: Connection, kind: str, guild_id: int, subject_id: int) -> Due | None:
    """An item, if there is such."""
    found = connection.execute(select(DUE_ITEM).where(_of(kind, guild_id, subject_id))).mappings().one_or_none()
    return Due(**found) if found else None


def put(connection: Connection, item: Due) -> None:
    """Let something be due; at another time than before, if it was due already."""
    put_row(connection, DUE_ITEM, asdict(item))


def cancel(connection: Connection, kind: str, guild_id: int, subject_id: int) -> bool:
    """Let something not be due any more; whether it was."""
    return connection.execute(delete(DUE_ITEM).where(_of(kind, guild_id, subject_id))).rowcount == 1


def claim(  # noqa: PLR0913, PLR0917 - what is due, for whom, until when
    connection: Connection, kind: str, now: int, lease_until: int, most: int, wants: Callable[[Due], bool]
) -> Sequence[Due]:
    """Take up to `most` items of a kind that are due, the oldest first; what is not wanted is left alone."""
    taken = [
        Due(each.kind, each.guild_id, each.subject_id, each.due_at, lease_until, each.attempts + 1)
        for each in _free(connection, kind, now, most, wants)
    ]
    for each in taken:
        put(connection, each)
    return taken


def is_any_free(connection: Connection, kind: str, now: int) -> bool:
    """Whether an item of a kind may be taken, in whichever guild."""
    return bool(_page(connection, kind, now, None, 1))


def free_at(connection: Connection, kind: str, serves: Callable[[int], bool]) -> int | None:
    """When the next item of a kind may be taken; in the past, if it may be by now; None: there is none."""
    earliest = select(_ROW.guild_id, func.min(_FREE_AT)).where(_ROW.kind == kind).group_by(_ROW.guild_id)
    return min((at for guild_id, at in connection.execute(earliest) if serves(guild_id)), default=None)


def count_before(connection: Connection, guild_id: int, at: int) -> int:
    """How many items of a server were due before a moment, in milliseconds UTC."""
    chosen = select(func.count()).select_from(DUE_ITEM).where(_ROW.guild_id == guild_id, _ROW.due_at < at)
    return connection.execute(chosen).scalar_one()


def finish(connection: Connection, item: Due, again_at: int | None) -> bool:
    """Put away an item that was taken, or let it be due again; False if it is not the taker's any more."""
    if again_at is None:
        return connection.execute(delete(DUE_ITEM).where(_mine(item))).rowcount == 1
    moved = update(DUE_ITEM).where(_mine(item)).values(due_at=again_at, lease_until=None, attempts=0)
    return connection.execute(moved).rowcount == 1


def put_off(connection: Connection, item: Due, until: int) -> bool:
    """Let nobody take an item before `until`, though it is due; False if it is not the taker's any more."""
    return connection.execute(update(DUE_ITEM).where(_mine(item)).values(lease_until=until)).rowcount == 1


def forget(connection: Connection, kind: str, subject_id: int) -> int:
    """Let nothing of a kind be due for somebody, in any guild; how much was."""
    return connection.execute(delete(DUE_ITEM).where(_ROW.kind == kind, _ROW.subject_id == subject_id)).rowcount


def forget_subject(connection: Connection, subject_id: int) -> None:
    """Let nothing of any kind be due for a member, in any guild."""
    connection.execute(delete(DUE_ITEM).where(_ROW.subject_id == subject_id))


def forget_in(connection: Connection, guild_id: int, subject_id: int) -> None:
    """Let nothing of any kind be due for somebody in a server."""
    connection.execute(delete(DUE_ITEM).where(_ROW.guild_id == guild_id, _ROW.subject_id == subject_id))


def _free(connection: Connection, kind: str, now: int, most: int, wants: Callable[[Due], bool]) -> Sequence[Due]:
    found: list[Due] = []
    page, size = _page(connection, kind, now, None, most), most
    while page:
        found += [each for each in page if wants(each)]
        if len(found) >= most or len(page) < size:
            break
        page, size = _page(connection, kind, now, page[-1], _PAGE), _PAGE
    return found[:most]


def _page(connection: Connection, kind: str, now: int, after: Due | None, most: int) -> Sequence[Due]:
    """Some items that may be taken, in order."""
    free = and_(_ROW.kind == kind, _ROW.due_at <= now, or_(_ROW.lease_until.is_(None), _ROW.lease_until <= now))
    wanted = select(DUE_ITEM).where(free).order_by(*_ORDER).limit(most)
    if after is not None:
        wanted = wanted.where(tuple_(*_ORDER) > (after.due_at, after.kind, after.guild_id, after.subject_id))
    return [Due(**row) for row in connection.execute(wanted).mappings()]


def _of(kind: str, guild_id: int, subject_id: int) -> ColumnElement[bool]:
    return and_(_ROW.kind == kind, _ROW.guild_id == guild_id, _ROW.subject_id == subject_id)


def _mine(item: Due) -> ColumnElement[bool]:
    """An item as it was taken: not put anew since, and by nobody else, whose lease would end at another time."""
    taken = _of(item.kind, item.guild_id, item.subject_id)
    return and_(taken, _ROW.due_at == item.due_at, _ROW.lease_until == item.lease_until)
