"""Questions of the day: where and when servers ask them, which they asked, and which they do not want."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Final

from sqlalchemy import Connection, delete, func, select, update

from bot.store.schema import ICEBREAKER, ICEBREAKER_ASKED, ICEBREAKER_HIDDEN
from bot.store.statements import add, put

_SETTING: Final = ICEBREAKER.c
_ASKED: Final = ICEBREAKER_ASKED.c
_HIDDEN: Final = ICEBREAKER_HIDDEN.c


@dataclass(frozen=True, slots=True)
class Icebreaker:
    """channel_id: None where nothing is asked. minute: after midnight in the IANA time zone `zone`. Times: ms UTC."""

    guild_id: int
    channel_id: int | None = None
    minute: int = 20 * 60
    zone: str = "Asia/Shanghai"
    updated_at: int = 0
    updated_by: int = 0


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that was asked, or is being asked. asked_at: when it was due. post_id: None until Discord has it.

    thread_id: where answers gather, None until there is one. answered_at: when the first answer was seen.
    """

    guild_id: int
    asked_at: int
    name: str
    channel_id: int
    post_id: int | None = None
    thread_id: int | None = None
    answered_at: int | None = None


def setting(connection: Connection, guild_id: int) -> Icebreaker:
    """Where and when a server asks; the defaults if nobody decided anything."""
    found = connection.execute(select(ICEBREAKER).where(_SETTING.guild_id == guild_id)).mappings().one_or_none()
    return Icebreaker(**found) if found else Icebreaker(guild_id)


def decide(connection: Connection, icebreaker: Icebreaker) -> None:
    """Keep what a moderator decided."""
    put(connection, ICEBREAKER, asdict(icebreaker))


def begin(connection: Connection, asked: Asked) -> Asked:
    """Note what is about to be asked; what was noted before for the same time stays as it is, and is the answer."""
    add(connection, ICEBREAKER_ASKED, asdict(asked))
    same = (_ASKED.guild_id == asked.guild_id) & (_ASKED.asked_at == asked.asked_at)
    return Asked(**connection.execute(select(ICEBREAKER_ASKED).where(same)).mappings().one())


def posted(connection: Connection, asked: Asked, post_id: int, thread_id: int | None) -> None:
    """Note the post of a question, and the thread below it."""
    same = (_ASKED.guild_id == asked.guild_id) & (_ASKED.asked_at == asked.asked_at)
    connection.execute(update(ICEBREAKER_ASKED).where(same).values(post_id=post_id, thread_id=thread_id))


def answered(connection: Connection, guild_id: int, thread_id: int, at: int) -> bool:
    """Note that somebody answered in a thread; whether nobody had."""
    first = (_ASKED.guild_id == guild_id) & (_ASKED.thread_id == thread_id) & _ASKED.answered_at.is_(None)
    return connection.execute(update(ICEBREAKER_ASKED).where(first).values(answered_at=at)).rowcount == 1


def latest(connection: Connection, guild_id: int) -> Asked | None:
    """What a server asked last."""
    newest = select(ICEBREAKER_ASKED).where(_ASKED.guild_id == guild_id).order_by(_ASKED.asked_at.desc()).limit(1)
    found = connection.execute(newest).mappings().one_or_none()
    return Asked(**found) if found else None


def unanswered(connection: Connection) -> Sequence[tuple[int, int]]:
    """The server and the thread of every question that nobody answered yet."""
    waiting = _ASKED.answered_at.is_(None) & _ASKED.thread_id.is_not(None)
    found = connection.execute(select(_ASKED.guild_id, _ASKED.thread_id).where(waiting))
    return [(row.guild_id, row.thread_id) for row in found]


def threads_since(connection: Connection, since: int) -> Sequence[int]:
    """The threads of what was asked since then (milliseconds UTC)."""
    recent = select(_ASKED.thread_id).where(_ASKED.asked_at >= since, _ASKED.thread_id.is_not(None))
    return [row.thread_id for row in connection.execute(recent)]


def times(connection: Connection, guild_id: int) -> dict[str, int]:
    """How often a server asked each question; what Discord never got was not asked."""
    asked = (_ASKED.guild_id == guild_id) & _ASKED.post_id.is_not(None)
    counted = select(_ASKED.name, func.count().label("number")).where(asked)
    return {row.name: row.number for row in connection.execute(counted.group_by(_ASKED.name))}


def hidden(connection: Connection, guild_id: int) -> frozenset[str]:
    """The questions of the pack that a server does not ask."""
    return frozenset(connection.execute(select(_HIDDEN.name).where(_HIDDEN.guild_id == guild_id)).scalars())


def hide(connection: Connection, guild_id: int, name: str) -> bool:
    """Ask a question no more; whether it was asked before."""
    return add(connection, ICEBREAKER_HIDDEN, {"guild_id": guild_id, "name": name})


def bring_back(connection: Connection, guild_id: int) -> int:
    """Ask all questions of the pack again; how many were hidden."""
    return connection.execute(delete(ICEBREAKER_HIDDEN).where(_HIDDEN.guild_id == guild_id)).rowcount


def prune(connection: Connection, before: int) -> int:
    """Forget what was asked before `before` (milliseconds UTC); how much."""
    return connection.execute(delete(ICEBREAKER_ASKED).where(_ASKED.asked_at < before)).rowcount
