"""Where servers greet newcomers, and where these pay their cat tax."""

from dataclasses import asdict, dataclass, replace
from typing import Final

from sqlalchemy import Connection, select

from bot.store import audit
from bot.store.audit import Change
from bot.store.schema import WELCOME
from bot.store.statements import put

_ROW: Final = WELCOME.c
# As the log calls what moderators decide; the lines of the log are in bot/client/panels/log_lines.py.
AUDITED: Final = {
    "welcome-channel": "channel_id",
    "welcome-direct": "is_direct",
    "welcome-age": "minimum_age_days",
    "role-en": "english_role_id",
    "role-zh-CN": "simplified_role_id",
    "role-zh-TW": "traditional_role_id",
    "cat-channel": "cat_channel_id",
    "cat-role": "cat_role_id",
    "tips-a-day": "tips_a_day",
    "buddies": "has_buddies",
}


@dataclass(frozen=True, slots=True)
class Welcome:
    """What a server does for newcomers; nothing, unless a moderator decided it.

    channel_id: None where nobody is greeted in a channel. is_direct: greeted by direct message, and in the channel only
    where those are closed. minimum_age_days: how old an account has to be, 0 for any. cat_channel_id: None where there
    is no cat tax. The roles: None for none. tips_a_day: in the first week, 0 for none. has_buddies: whether newcomers
    are offered a volunteer. updated_at: milliseconds UTC. updated_by: a member's id.
    """

    guild_id: int
    channel_id: int | None = None
    is_direct: bool = False
    minimum_age_days: int = 0
    english_role_id: int | None = None
    simplified_role_id: int | None = None
    traditional_role_id: int | None = None
    cat_channel_id: int | None = None
    cat_role_id: int | None = None
    tips_a_day: int = 1
    has_buddies: bool = False
    updated_at: int = 0
    updated_by: int = 0

    @property
    def greets(self) -> bool:
        """Whether newcomers are greeted at all."""
        return self.is_direct or self.channel_id is not None

    @property
    def has_languages(self) -> bool:
        """Whether there is a role for any language."""
        return any((self.english_role_id, self.simplified_role_id, self.traditional_role_id))


def get(connection: Connection, guild_id: int) -> Welcome | None:
    """What a server has decided; None if it has decided nothing."""
    found = connection.execute(select(WELCOME).where(_ROW.guild_id == guild_id)).mappings().one_or_none()
    return Welcome(**found) if found else None


def every(connection: Connection) -> list[Welcome]:
    """What all servers have decided."""
    return [Welcome(**row) for row in connection.execute(select(WELCOME).order_by(_ROW.guild_id)).mappings()]


def decide(connection: Connection, welcome: Welcome) -> None:
    """Keep what a moderator decided, and who it was."""
    former = get(connection, welcome.guild_id) or Welcome(welcome.guild_id)
    put(connection, WELCOME, asdict(welcome))
    change = Change(welcome.guild_id, welcome.updated_at, welcome.updated_by, "", "")
    for action, name in AUDITED.items():
        _note(connection, change, action, (getattr(former, name), getattr(welcome, name)))


def _note(connection: Connection, change: Change, action: str, values: tuple[int | None, int | None]) -> None:
    before, after = ("on" if value is True else str(int(value)) if value else None for value in values)
    if before != after:
        audit.add(connection, replace(change, action=action, before=before, after=after))
