"""The application that the bot belongs to, and its commands."""

import secrets
from dataclasses import dataclass, field

from bot.sandbox.wire import Json

CommandKey = tuple[str, int]


@dataclass(slots=True)
class Application:
    """An application. Commands are kept as Discord shows them; `None` as a guild id holds the global ones.

    installed  ids of the users who have it for themselves, wherever they are
    """

    id: int
    name: str
    token: str
    flags: int
    verify_key: str = field(default_factory=lambda: secrets.token_hex(32))
    installed: set[int] = field(default_factory=set[int])
    commands: dict[int | None, dict[int, Json]] = field(default_factory=dict[int | None, dict[int, Json]])

    def scope(self, guild_id: int | None) -> dict[int, Json]:
        """The commands of a guild, or the global ones."""
        return self.commands.setdefault(guild_id, {})

    def visible(self, guild_id: int | None) -> list[Json]:
        """Every command offered in a guild (or in direct messages): its own first, then the global ones."""
        own = list(self.scope(guild_id).values()) if guild_id is not None else []
        return own + list(self.scope(None).values())
