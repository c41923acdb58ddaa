"""Which threads, in the channels of a bridge, are one conversation."""

from dataclasses import asdict, dataclass, replace
from typing import Final

from sqlalchemy import Connection, delete, insert, select, update

from bot.store.schema import MIRROR_THREAD
from bot.store.statements import add

_ROW: Final = MIRROR_THREAD.c


@dataclass(frozen=True, slots=True)
class MirrorThread:
    """A thread of a channel; those of one source_thread_id, the first of them, belong together.

    A negative thread_id is that of a thread which somebody deleted: it stays so. created_at: milliseconds UTC.
    """

    thread_id: int
    source_thread_id: int
    channel_id: int
    bridge_id: int
    guild_id: int
    created_at: int

    @property
    def is_gone(self) -> bool:
        """Whether it was deleted."""
        return self.thread_id < 0


def kin(connection: Connection, thread_id: int) -> list[MirrorThread]:
    """All threads that belong together with this one, itself included; none if nothing is known of it."""
    of = select(_ROW.source_thread_id).where(_ROW.thread_id == thread_id)
    source = connection.execute(of).scalar_one_or_none()
    if source is None:
        return []
    found = select(MIRROR_THREAD).where(_ROW.source_thread_id == source).order_by(_ROW.created_at, _ROW.channel_id)
    return [MirrorThread(**row) for row in connection.execute(found).mappings()]


def join(connection: Connection, first: MirrorThread, other: MirrorThread) -> None:
    """Let a new thread belong together with one that may be known already. What stands in its channel is replaced."""
    add(connection, MIRROR_THREAD, asdict(first))
    source = kin(connection, first.thread_id)[0].source_thread_id
    taken = (_ROW.source_thread_id == source) & (_ROW.channel_id == other.channel_id)
    connection.execute(delete(MIRROR_THREAD).where(taken | (_ROW.thread_id == other.thread_id)))
    connection.execute(insert(MIRROR_THREAD).values(**asdict(replace(other, source_thread_id=source))))


def bury(connection: Connection, thread_id: int) -> None:
    """Note that a thread was deleted, so that no other takes its place."""
    connection.execute(update(MIRROR_THREAD).where(_ROW.thread_id == thread_id).values(thread_id=-thread_id))


def forget(connection: Connection, source_thread_id: int) -> None:
    """Forget all threads of a conversation."""
    connection.execute(delete(MIRROR_THREAD).where(_ROW.source_thread_id == source_thread_id))
