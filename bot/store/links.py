"""Which posts translate which message."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import ColumnElement, Connection, delete, insert, select

from bot.store.schema import MESSAGE_LINK
from bot.store.statements import add

_LINK = MESSAGE_LINK.c


@dataclass(frozen=True, slots=True)
class Origin:
    """A message and the locale it is translated to. created_at: milliseconds UTC."""

    source_id: int
    target_locale: str
    guild_id: int
    channel_id: int
    author_id: int
    created_at: int


@dataclass(frozen=True, slots=True)
class Link(Origin):
    """One post that translates a message, the part-th of it from 0. Without a post_id it is a claim: not posted yet.

    post_place_id: the thread in which it was posted, or None: the channel of the message.
    """

    part: int
    post_id: int | None
    post_place_id: int | None = None


def claim(connection: Connection, origin: Origin) -> bool:
    """Take a message for translation to one locale; False if somebody has it already."""
    return add(connection, MESSAGE_LINK, asdict(origin) | {"part": 0, "post_id": None})


def replace(connection: Connection, origin: Origin, post_ids: Sequence[int], place_id: int | None = None) -> None:
    """Let these posts, in order, be what translates a message to a locale, instead of everything before.

    place_id: the thread in which they stand, or None: the channel of the message.
    """
    forget_locale(connection, origin.source_id, origin.target_locale)
    parts = [
        asdict(origin) | {"part": part, "post_id": post_id, "post_place_id": place_id}
        for part, post_id in enumerate(post_ids)
    ]
    if parts:
        connection.execute(insert(MESSAGE_LINK), parts)


def gather(connection: Connection, origins: Sequence[Origin], post_id: int, place_id: int | None = None) -> None:
    """Let one post be what translates several messages."""
    for origin in origins:
        replace(connection, origin, [post_id], place_id)


def find(connection: Connection, source_ids: Sequence[int]) -> list[Link]:
    """The links of these messages, claims included, each message's parts in order."""
    return _select(connection, _LINK.source_id.in_(source_ids))


def find_posts(connection: Connection, post_ids: Sequence[int]) -> list[Link]:
    """The links to which these posts belong."""
    return _select(connection, _LINK.post_id.in_(post_ids))


def unfinished(connection: Connection, since: int) -> list[Link]:
    """The claims made at or after `since` (milliseconds UTC) that were never posted."""
    return _select(connection, _LINK.post_id.is_(None) & (_LINK.created_at >= since))


def forget(connection: Connection, source_ids: Sequence[int]) -> int:
    """Remove every link of these messages; the number of links removed."""
    return connection.execute(delete(MESSAGE_LINK).where(_LINK.source_id.in_(source_ids))).rowcount


def forget_locale(connection: Connection, source_id: int, locale: str) -> int:
    """Remove the links of one message to one locale; the number of links removed."""
    one = (_LINK.source_id == source_id) & (_LINK.target_locale == locale)
    return connection.execute(delete(MESSAGE_LINK).where(one)).rowcount


def release(connection: Connection, source_id: int, locale: str, claimed_at: int) -> int:
    """Remove the claim of one message to one locale that was made then; the number of links removed."""
    one = (_LINK.source_id == source_id) & (_LINK.target_locale == locale)
    mine = (_LINK.created_at == claimed_at) & _LINK.post_id.is_(None)
    return connection.execute(delete(MESSAGE_LINK).where(one & mine)).rowcount


def forget_claims(connection: Connection, author_id: int) -> int:
    """Remove the claims on an author's messages that were never posted; the number of links removed."""
    open_claims = (_LINK.author_id == author_id) & _LINK.post_id.is_(None)
    return connection.execute(delete(MESSAGE_LINK).where(open_claims)).rowcount


def prune(connection: Connection, before: int) -> int:
    """Remove the links made before `before` (milliseconds UTC); the number of links removed."""
    return connection.execute(delete(MESSAGE_LINK).where(_LINK.created_at < before)).rowcount


def _select(connection: Connection, condition: ColumnElement[bool]) -> list[Link]:
    ordered = select(MESSAGE_LINK).where(condition).order_by(_LINK.source_id, _LINK.target_locale, _LINK.part)
    return [Link(**row) for row in connection.execute(ordered).mappings()]
