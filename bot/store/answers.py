"""Answers of engines, found again by a key that tells nothing of the text."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Final

from sqlalchemy import Connection, delete, func, select

from bot.store.schema import CACHED_ANSWER
from bot.store.statements import put

_ANSWER: Final = CACHED_ANSWER.c


@dataclass(frozen=True, slots=True)
class CachedAnswer:
    """key: a keyed hash. quality: a word such as `translation`, which is not judged here. Times: milliseconds UTC."""

    key: bytes
    answer: str
    engine: str
    quality: str
    created_at: int
    expires_at: int


def find(connection: Connection, key: bytes, now: int) -> CachedAnswer | None:
    """The answer with a key, unless it has expired."""
    found = connection.execute(select(CACHED_ANSWER).where((_ANSWER.key == key) & (_ANSWER.expires_at > now)))
    row = found.mappings().one_or_none()
    return CachedAnswer(**row) if row else None


def put_all(connection: Connection, answers: Sequence[CachedAnswer]) -> None:
    """Keep answers; one with the same key as an older one takes its place."""
    for answer in sorted(answers, key=lambda each: each.key):
        put(connection, CACHED_ANSWER, asdict(answer))


def count(connection: Connection) -> int:
    """How many answers there are."""
    return connection.scalar(select(func.count()).select_from(CACHED_ANSWER)) or 0


def prune(connection: Connection, now: int, most: int) -> int:
    """Forget what has expired, and of the rest all but the `most` newest; the number of rows removed."""
    expired = connection.execute(delete(CACHED_ANSWER).where(_ANSWER.expires_at <= now)).rowcount
    surplus = select(_ANSWER.key).order_by(_ANSWER.created_at.desc(), _ANSWER.key).offset(most)
    return expired + connection.execute(delete(CACHED_ANSWER).where(_ANSWER.key.in_(surplus))).rowcount
