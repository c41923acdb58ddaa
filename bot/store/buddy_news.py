"""What newcomers and volunteers are still to be told about buddies, by direct message or when they look."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Final

from sqlalchemy import Connection, and_, delete, func, or_, select

from bot.store.schema import BUDDY_NEWS
from bot.store.statements import put as put_row

MET: Final = "met"
OVER: Final = "ended"
NOBODY: Final = "nobody"
OFF: Final = "off"

_ROW: Final = BUDDY_NEWS.c


@dataclass(frozen=True, slots=True)
class News:
    """what: `met`, `ended`, `nobody` or `off`. other_id: whom it is about, 0 if nobody who may be named.

    at: milliseconds UTC.
    """

    guild_id: int
    member_id: int
    what: str
    at: int
    other_id: int = 0


def put(connection: Connection, news: News) -> None:
    """Let somebody be told."""
    put_row(connection, BUDDY_NEWS, asdict(news))


def of(connection: Connection, guild_id: int, member_id: int) -> Sequence[News]:
    """What somebody is still to be told, in order."""
    mine = select(BUDDY_NEWS).where(_ROW.guild_id == guild_id, _ROW.member_id == member_id)
    rows = connection.execute(mine.order_by(_ROW.at, _ROW.what, _ROW.other_id)).mappings()
    return [News(**row) for row in rows]


def told(connection: Connection, news: News) -> None:
    """Somebody was told."""
    same = and_(_ROW.other_id == news.other_id, _ROW.what == news.what)
    mine = and_(_ROW.guild_id == news.guild_id, _ROW.member_id == news.member_id)
    connection.execute(delete(BUDDY_NEWS).where(mine, same))


def clear(connection: Connection, guild_id: int, member_id: int) -> None:
    """Somebody was told all there is in a server, or has left it."""
    connection.execute(delete(BUDDY_NEWS).where(_ROW.guild_id == guild_id, _ROW.member_id == member_id))


def count(connection: Connection, member_id: int) -> int:
    """How much there is that is for somebody or about them."""
    about = or_(_ROW.member_id == member_id, _ROW.other_id == member_id)
    return connection.execute(select(func.count()).select_from(BUDDY_NEWS).where(about)).scalar_one()


def prune(connection: Connection, before: int) -> None:
    """Forget what is older than `before` (milliseconds UTC)."""
    connection.execute(delete(BUDDY_NEWS).where(_ROW.at < before))
