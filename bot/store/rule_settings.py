"""What servers do with their rules."""

from dataclasses import asdict, dataclass
from typing import Final

from sqlalchemy import Connection, select

from bot.store.schema.rules import RULE_SETTING
from bot.store.statements import put

APART: Final = "apart"
TOGETHER: Final = "together"


@dataclass(frozen=True, slots=True)
class RuleSetting:
    """channel_id: where the rules are published. layout: `apart`, posts of their own for each language, or `together`.

    role_id: what whoever agrees is given. log_channel_id: where moderators see reminders; also changes of settings
    (log_changes) and a weekly digest (log_digest) if they want. updated_at: milliseconds UTC.
    """

    guild_id: int
    channel_id: int | None = None
    layout: str = APART
    role_id: int | None = None
    log_channel_id: int | None = None
    log_changes: bool = False
    log_digest: bool = False
    updated_at: int = 0
    updated_by: int = 0


def get(connection: Connection, guild_id: int) -> RuleSetting:
    """What a server has decided; the defaults where it has decided nothing."""
    found = connection.execute(select(RULE_SETTING).where(RULE_SETTING.c.guild_id == guild_id)).mappings().first()
    return RuleSetting(**found) if found else RuleSetting(guild_id)


def decide(connection: Connection, setting: RuleSetting) -> None:
    """Let a server do this from now on."""
    put(connection, RULE_SETTING, asdict(setting))
