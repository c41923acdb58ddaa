"""Texts of servers' own, in the place of those that RedBridge brings along."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Final

from sqlalchemy import Connection, delete, func, insert, select

from bot.store.schema import ONBOARDING_TEXT
from bot.store.setups import Wording

_TEXT: Final = ONBOARDING_TEXT.c


def own(connection: Connection, guild_id: int, prefix: str = "") -> dict[str, dict[str, Wording]]:
    """A server's texts whose names begin with this, by name and locale."""
    chosen = select(ONBOARDING_TEXT).where(_TEXT.guild_id == guild_id, _TEXT.name.startswith(prefix, autoescape=True))
    texts: dict[str, dict[str, Wording]] = {}
    for row in connection.execute(chosen.order_by(_TEXT.name, _TEXT.locale)).mappings():
        texts.setdefault(row["name"], {})[row["locale"]] = Wording(row["title"], row["text"], row["is_machine"])
    return texts


def get(connection: Connection, guild_id: int, name: str) -> dict[str, Wording]:
    """One text of a server, by locale; empty where it has none of that name."""
    chosen = select(ONBOARDING_TEXT).where(_TEXT.guild_id == guild_id, _TEXT.name == name)
    found = connection.execute(chosen).mappings()
    return {row["locale"]: Wording(row["title"], row["text"], row["is_machine"]) for row in found}


def count(connection: Connection, guild_id: int) -> int:
    """How many texts a server has."""
    names = select(func.count(func.distinct(_TEXT.name))).where(_TEXT.guild_id == guild_id)
    return connection.execute(names).scalar_one()


def replace(  # noqa: PLR0913, PLR0917 - a column each
    connection: Connection, guild_id: int, name: str, wordings: Mapping[str, Wording], at: int, by: int
) -> None:
    """Let these be what a text says, and nothing else; none: the server has no such text any more."""
    connection.execute(delete(ONBOARDING_TEXT).where(_TEXT.guild_id == guild_id, _TEXT.name == name))
    rows = [
        {"guild_id": guild_id, "name": name, "locale": locale, **asdict(wording), "updated_at": at, "updated_by": by}
        for locale, wording in sorted(wordings.items())
    ]
    if rows:
        connection.execute(insert(ONBOARDING_TEXT), rows)
