"""Which thread gathers the translations of which channel."""

from dataclasses import asdict, dataclass
from typing import Final

from sqlalchemy import Connection, select

from bot.store.schema import TRANSLATION_THREAD
from bot.store.statements import put

_ROW: Final = TRANSLATION_THREAD.c


@dataclass(frozen=True, slots=True)
class TranslationThread:
    """used_at: when it was made, in milliseconds UTC."""

    channel_id: int
    guild_id: int
    thread_id: int
    used_at: int


def find(connection: Connection, channel_id: int) -> TranslationThread | None:
    """The thread of a channel, if one was ever made."""
    found = connection.execute(select(TRANSLATION_THREAD).where(_ROW.channel_id == channel_id)).mappings().one_or_none()
    return TranslationThread(**found) if found else None


def remember(connection: Connection, thread: TranslationThread, former_id: int | None) -> int:
    """Let a new thread take the place of the former one; the id of the thread that stands afterwards.

    former_id: what `find` said before the thread was made. If another process was quicker, its thread stands.
    """
    standing = find(connection, thread.channel_id)
    if standing and standing.thread_id != former_id:
        return standing.thread_id
    put(connection, TRANSLATION_THREAD, asdict(thread))
    return thread.thread_id
