"""How servers say their reminders, in words of their own."""

from collections.abc import Mapping
from typing import Final

from sqlalchemy import Connection, delete, insert, select

from bot.store.schema import RULE_WORDING
from bot.store.setups import Wording

_ROW: Final = RULE_WORDING.c


def own(connection: Connection, guild_id: int) -> dict[str, dict[str, Wording]]:
    """A server's own words, by the way of reminding and the locale."""
    found: dict[str, dict[str, Wording]] = {}
    for row in connection.execute(select(RULE_WORDING).where(_ROW.guild_id == guild_id)).mappings():
        found.setdefault(row["how"], {})[row["locale"]] = Wording("", row["text"], row["is_machine"])
    return found


def replace(  # noqa: PLR0913, PLR0917 - a column each
    connection: Connection, guild_id: int, how: str, texts: Mapping[str, Wording], at: int, by: int
) -> None:
    """Let these be the words for a way of reminding; none: there are none of the server's own any more."""
    connection.execute(delete(RULE_WORDING).where(_ROW.guild_id == guild_id, _ROW.how == how))
    rows = [
        {
            "guild_id": guild_id,
            "how": how,
            "locale": locale,
            "text": wording.text,
            "is_machine": wording.is_machine,
            "updated_at": at,
            "updated_by": by,
        }
        for locale, wording in sorted(texts.items())
    ]
    if rows:
        connection.execute(insert(RULE_WORDING), rows)
