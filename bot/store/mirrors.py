"""Which posts mirror which message of a bridge: claims, copies, and copies that somebody removed."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Final

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from bot.store import members
from bot.store.schema import MIRROR
from bot.store.statements import add

_ROW: Final = MIRROR.c
# In place of a post's id: a moderator removed the copy, and it stays removed.
GONE: Final = 0
# In place of a webhook's id: the bot posts under its own name, for want of a webhook.
ITSELF: Final = 0


@dataclass(frozen=True, slots=True)
class Mirror:
    """The part-th part, from 0, of a copy of a message in another channel of its bridge.

    source_place_id, place_id: the channel or thread of the message, and of its copy. post_id: None for a claim, GONE
    for a copy that was removed. webhook_id: who posts it, or ITSELF; None as long as nobody began to post it.
    created_at: milliseconds UTC. pending: for want of a translation it shows the original. pinned: whether its message
    was pinned when that was last followed.
    """

    source_id: int
    channel_id: int
    part: int
    bridge_id: int
    guild_id: int
    source_place_id: int
    author_id: int
    place_id: int
    webhook_id: int | None
    post_id: int | None
    created_at: int
    pending: bool = False
    pinned: bool = False

    @property
    def stands(self) -> bool:
        """Whether there is a post."""
        return bool(self.post_id)


def claim(connection: Connection, wanted: Sequence[Mirror]) -> list[int]:
    """Take a message for mirroring, unless its author wants none; the channels for which nobody had it yet."""
    if not wanted or members.has_opted_out(connection, wanted[0].author_id):
        return []
    return [mirror.channel_id for mirror in wanted if add(connection, MIRROR, asdict(mirror))]


def begin(connection: Connection, parts: Sequence[Mirror]) -> None:
    """Say, before the first of these parts of one copy is posted, which there will be and who posts them."""
    head = parts[0]
    connection.execute(delete(MIRROR).where(_of(head.source_id, head.channel_id), _ROW.part >= head.part))
    connection.execute(insert(MIRROR), [asdict(part) for part in parts])


def posted(connection: Connection, mirror: Mirror, post_id: int) -> None:
    """Remember the post of a part, and where it stands."""
    chosen = update(MIRROR).where(_of(mirror.source_id, mirror.channel_id), _ROW.part == mirror.part)
    connection.execute(chosen.values(post_id=post_id, webhook_id=mirror.webhook_id, place_id=mirror.place_id))


def of_sources(connection: Connection, source_ids: Sequence[int]) -> list[Mirror]:
    """What mirrors these messages, claims included: by message, channel and part."""
    return _select(connection, _ROW.source_id.in_(source_ids))


def of_posts(connection: Connection, post_ids: Sequence[int]) -> list[Mirror]:
    """The parts that these posts are."""
    return _select(connection, _ROW.post_id.in_(post_ids))


def family(connection: Connection, message_id: int) -> list[Mirror]:
    """What mirrors the same message as this post, or this message itself."""
    found = of_posts(connection, [message_id])
    return of_sources(connection, [found[0].source_id if found else message_id])


def bury(connection: Connection, post_ids: Sequence[int]) -> int:
    """Note that these copies were removed, for good; how many of them were copies."""
    return connection.execute(update(MIRROR).where(_ROW.post_id.in_(post_ids)).values(post_id=GONE)).rowcount


def forget(connection: Connection, source_id: int, channel_id: int | None = None, first: int = 0) -> None:
    """Forget what mirrors a message: in all channels or one, from a part on."""
    condition = _ROW.source_id == source_id if channel_id is None else _of(source_id, channel_id)
    connection.execute(delete(MIRROR).where(condition, _ROW.part >= first))


def unfinished(connection: Connection, guild_id: int, since: int) -> list[Mirror]:
    """The claims of a server that were made at or after `since` (milliseconds UTC) and never posted, oldest first."""
    return _select(connection, _fresh(guild_id, since) & _ROW.post_id.is_(None))


def mark(connection: Connection, source_id: int, channel_id: int, *, pending: bool) -> None:
    """Say of a copy whether a translation of it is still to come."""
    chosen = update(MIRROR).where(_of(source_id, channel_id), _ROW.pending != pending)
    connection.execute(chosen.values(pending=pending))


def note_pinned(connection: Connection, source_id: int, *, pinned: bool) -> None:
    """Say of a message whether it is pinned wherever it stands."""
    connection.execute(update(MIRROR).where(_ROW.source_id == source_id, _ROW.pinned != pinned).values(pinned=pinned))


def pending(connection: Connection, guild_id: int, since: int) -> list[Mirror]:
    """The posts of a server, claimed at or after `since` (milliseconds UTC), that wait for a translation."""
    return _select(connection, _fresh(guild_id, since) & _ROW.pending & (_ROW.post_id > 0))


def recent(connection: Connection, guild_id: int, since: int) -> list[Mirror]:
    """The posts of a server that were claimed at or after `since` (milliseconds UTC)."""
    return _select(connection, _fresh(guild_id, since) & (_ROW.post_id > 0))


def pinned(connection: Connection, bridge_id: int) -> list[Mirror]:
    """The posts of a bridge whose message is pinned, as far as that was followed."""
    return _select(connection, (_ROW.bridge_id == bridge_id) & _ROW.pinned & (_ROW.post_id > 0))


def prune(connection: Connection, before: int) -> int:
    """Forget what was mirrored before `before` (milliseconds UTC); how many parts."""
    return connection.execute(delete(MIRROR).where(_ROW.created_at < before)).rowcount


def _fresh(guild_id: int, since: int) -> ColumnElement[bool]:
    return (_ROW.guild_id == guild_id) & (_ROW.created_at >= since)


def _of(source_id: int, channel_id: int) -> ColumnElement[bool]:
    return (_ROW.source_id == source_id) & (_ROW.channel_id == channel_id)


def _select(connection: Connection, condition: ColumnElement[bool]) -> list[Mirror]:
    ordered = select(MIRROR).where(condition).order_by(_ROW.source_id, _ROW.channel_id, _ROW.part)
    return [Mirror(**row) for row in connection.execute(ordered).mappings()]
