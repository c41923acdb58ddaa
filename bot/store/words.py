"""Words that servers taught RedBridge."""

from dataclasses import asdict, dataclass
from typing import Final

from sqlalchemy import Connection, delete, select

from bot.store.schema import GUILD_TERM
from bot.store.statements import put

_TERM: Final = GUILD_TERM.c


@dataclass(frozen=True, slots=True)
class GuildTerm:
    """One word. kind: `term`, `keep` or `slang`. variants: other spellings, with commas between them.

    updated_at: milliseconds UTC. updated_by: a member's id.
    """

    guild_id: int
    headword: str
    kind: str
    rendering: str | None
    variants: str | None
    meaning_en: str | None
    meaning_zh: str | None
    updated_at: int
    updated_by: int


def all_terms(connection: Connection) -> list[GuildTerm]:
    """The words of all servers, each server's in the order of their letters' codes."""
    found = [GuildTerm(**row) for row in connection.execute(select(GUILD_TERM)).mappings()]
    # Not the database's order: PostgreSQL sorts text as the country of its server does.
    return sorted(found, key=lambda term: (term.guild_id, term.headword))


def save(connection: Connection, term: GuildTerm) -> None:
    """Keep a word instead of the one with its headword."""
    put(connection, GUILD_TERM, asdict(term))


def remove(connection: Connection, guild_id: int, headword: str) -> bool:
    """Remove a word; whether it was there."""
    chosen = (_TERM.guild_id == guild_id) & (_TERM.headword == headword)
    return connection.execute(delete(GUILD_TERM).where(chosen)).rowcount > 0
