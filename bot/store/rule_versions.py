"""What servers published of their rule books: each version, and the posts in which the last one stands."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, cast

from sqlalchemy import Connection, delete, insert, select, update

from bot.rules.book import Book, Rule, RuleText
from bot.store.schema.rules import RULE_POST, RULE_VERSION
from bot.store.statements import put

_VERSION, _POST = RULE_VERSION.c, RULE_POST.c
_HEADING = (_VERSION.guild_id, _VERSION.version, _VERSION.published_at, _VERSION.published_by, _VERSION.is_important)


@dataclass(frozen=True, slots=True)
class Heading:
    """version: from 1. published_at: milliseconds UTC. is_important: whoever agreed before is asked again."""

    guild_id: int
    version: int
    published_at: int
    published_by: int
    is_important: bool


@dataclass(frozen=True, slots=True)
class Version:
    """A publication, with the book as it was."""

    heading: Heading
    book: Book


@dataclass(frozen=True, slots=True)
class RulePost:
    """One of the posts of a book. locale, part: as in Page. message_id: None until it is known."""

    guild_id: int
    locale: str
    part: int
    channel_id: int
    message_id: int | None


def add(connection: Connection, version: Version) -> None:
    """Note a publication."""
    connection.execute(insert(RULE_VERSION).values(**asdict(version.heading), book=_written(version.book)))


def get(connection: Connection, guild_id: int, number: int | None = None) -> Version | None:
    """A version; without a number, the latest one."""
    chosen = select(RULE_VERSION).where(_VERSION.guild_id == guild_id)
    if number is not None:
        chosen = chosen.where(_VERSION.version == number)
    row = connection.execute(chosen.order_by(_VERSION.version.desc()).limit(1)).mappings().first()
    if row is None:
        return None
    fields = dict(row)
    book = _read(fields.pop("book"))
    return Version(Heading(**fields), book)


def headings(connection: Connection, guild_id: int) -> Sequence[Heading]:
    """All versions of a server, the newest first."""
    chosen = select(*_HEADING).where(_VERSION.guild_id == guild_id).order_by(_VERSION.version.desc())
    return [Heading(**row) for row in connection.execute(chosen).mappings()]


def calm(connection: Connection, guild_id: int, number: int) -> None:
    """Ask nobody for a version any more."""
    one = (_VERSION.guild_id == guild_id, _VERSION.version == number)
    connection.execute(update(RULE_VERSION).where(*one).values(is_important=False))


def remove(connection: Connection, guild_id: int, number: int) -> None:
    """Forget a version."""
    connection.execute(delete(RULE_VERSION).where(_VERSION.guild_id == guild_id, _VERSION.version == number))


def posts(connection: Connection, guild_id: int) -> Sequence[RulePost]:
    """The posts of a server's book, each language's in order."""
    chosen = select(RULE_POST).where(_POST.guild_id == guild_id).order_by(_POST.locale, _POST.part)
    return [RulePost(**row) for row in connection.execute(chosen).mappings()]


def posted(connection: Connection, post: RulePost) -> None:
    """Note a post, or that it will be made."""
    put(connection, RULE_POST, asdict(post))


def gone(connection: Connection, post: RulePost) -> None:
    """Forget a post."""
    one = (_POST.guild_id == post.guild_id, _POST.locale == post.locale, _POST.part == post.part)
    connection.execute(delete(RULE_POST).where(*one))


def _written(book: Book) -> str:
    rules = [
        {"id": rule.rule_id, "texts": {locale: asdict(text) for locale, text in rule.texts.items()}}
        for rule in book.rules
    ]
    return json.dumps(rules, ensure_ascii=False, separators=(",", ":"))


def _read(written: str) -> Book:
    rules = cast("list[dict[str, Any]]", json.loads(written))
    return Book(
        [
            Rule(each["id"], place, {locale: _text(text) for locale, text in each["texts"].items()})
            for place, each in enumerate(rules)
        ]
    )


def _text(fields: dict[str, Any]) -> RuleText:
    text = RuleText(**fields)
    return replace(text, keywords=tuple(text.keywords), examples=tuple(text.examples))
