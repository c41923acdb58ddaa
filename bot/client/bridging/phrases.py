"""Pieces of a message other than its text, for the readers of a channel."""

from dataclasses import dataclass
from typing import Any

import discord

from bot.client.wheres import where_of
from bot.engines.engine import Asker
from bot.errors import NoEngineAnswered
from bot.services import Services
from bot.store.bridges import Channel
from bot.translation.types import Wish


@dataclass(frozen=True, slots=True)
class Phrases:
    """Words the pieces of one message."""

    services: Services
    guild_id: int
    author_id: int
    guild: discord.Guild | None = None

    @classmethod
    def of(cls, services: Services, message: discord.Message) -> "Phrases":
        """For a message of a server."""
        return cls(services, message.guild.id if message.guild else 0, message.author.id, message.guild)

    async def word(self, text: str | None, target: Channel) -> str:
        """A text for a channel; as it is, where it fits the channel or nobody can translate it now."""
        if not text or not text.strip():
            return ""
        if self.guild and is_silenced(self.guild.get_channel(target.channel_id)):
            return text
        # No message id: several pieces of one message may each have their slang explained nowhere.
        asker = Asker(self.guild_id, target.channel_id, self.author_id)
        wish = Wish(asker, self.services.preferences.engines(self.guild_id))
        try:
            outcome = await self.services.pipeline.translate(text, target.locale, wish=wish)
        except NoEngineAnswered:
            return text
        return outcome.text if outcome.text is not None else text


def is_silenced(place: Any) -> bool:
    """Whether the readers of a channel want no translations; what is mirrored appears there as it was written."""
    return isinstance(place, discord.abc.GuildChannel) and where_of(place).is_silenced
