"""Discord's messages and channels as the services know them."""

from dataclasses import dataclass

import discord

from bot.client.wheres import title_of, where_of
from bot.translation.record import Incoming
from bot.translation.types import Where


def incoming(message: discord.Message) -> Incoming | None:
    """A message as the services know it; None for what is never translated: bots, webhooks, direct messages, news."""
    if message.guild is None:
        return None
    place = message.channel
    known = isinstance(place, discord.abc.GuildChannel | discord.Thread)
    return member_message(message, where_of(place) if known else Where(message.guild.id, place.id))


def member_message(message: discord.Message, where: Where) -> Incoming | None:
    """The same where the place is known by other means."""
    if message.author.bot or message.webhook_id or message.is_system():
        return None
    return Incoming(
        message.id,
        where,
        message.author.id,
        message.content,
        message.created_at,
        message.edited_at,
        title_of(message),
        author_name=message.author.display_name,
    )


@dataclass(frozen=True, slots=True)
class Corner:
    """A channel or thread as Discord describes it when a session begins."""

    where: Where
    last_message_id: int


def corners(guild: discord.Guild) -> list[Corner]:
    """Where something was ever said in a guild."""
    places = [*guild.text_channels, *guild.voice_channels, *guild.stage_channels, *guild.threads]
    return [Corner(where_of(place), last) for place in places if (last := place.last_message_id)]
