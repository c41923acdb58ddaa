"""Where servers greet newcomers, and where these pay their cat tax."""

from dataclasses import asdict, dataclass, replace
from typing import Final

from sqlalchemy import Connection, select

from bot.store import audit
from bot.store.audit import Change
from bot.store.schema import WELCOME
from bot.store.statements import put

_ROW: Final = WELCOME.c


@dataclass(frozen=True, slots=True)
class Welcome:
    """channel_id: None where nobody is greeted. minimum_age_days: how old an account has to be, 0 for any.

    cat_channel_id: None where there is no cat tax.

    updated_at: milliseconds UTC. updated_by: a member's id.
    """

    guild_id: int
    channel_id: int | None = None
    minimum_age_days: int = 0
    cat_channel_id: int | None = None
    updated_at: int = 0
    updated_by: int = 0


def every(connection: Connection) -> list[Welcome]:
    """What all servers have decided."""
    return [Welcome(**row) for row in connection.execute(select(WELCOME).order_by(_ROW.guild_id)).mappings()]


def decide(connection: Connection, welcome: Welcome) -> None:
    """Keep what a moderator decided, and who it was."""
    chosen = select(WELCOME).where(_ROW.guild_id == welcome.guild_id)
    found = connection.execute(chosen).mappings().one_or_none()
    former = Welcome(**found) if found else Welcome(welcome.guild_id)
    put(connection, WELCOME, asdict(welcome))
    change = Change(welcome.guild_id, welcome.updated_at, welcome.updated_by, "", "")
    _note(connection, change, "welcome-channel", (former.channel_id, welcome.channel_id))
    _note(connection, change, "cat-channel", (former.cat_channel_id, welcome.cat_channel_id))
    _note(connection, change, "welcome-age", (former.minimum_age_days, welcome.minimum_age_days))


def _note(connection: Connection, change: Change, action: str, values: tuple[int | None, int | None]) -> None:
    before, after = (str(value) if value else None for value in values)
    if before != after:
        audit.add(connection, replace(change, action=action, before=before, after=after))
