"""Discord's channels and threads as the services know them."""

import discord

from bot.translation.types import Where

# In a channel's topic, or a forum's guidelines: nothing is translated here.
SILENCE = "[no-translation]"

Place = discord.abc.GuildChannel | discord.Thread


def where_of(place: Place) -> Where:
    """Where a place lies, as far as the cache knows: the channel of a thread may not be in it."""
    if isinstance(place, discord.Thread):
        parent = place.parent
        category = parent.category_id if parent else None
        return Where(place.guild.id, place.id, place.parent_id, category, _is_silenced(parent))
    return Where(place.guild.id, place.id, None, place.category_id, _is_silenced(place))


def title_of(message: discord.Message) -> str | None:
    """The title of the forum's post that begins with a message; None for other messages.

    The first message of such a post has the id of its thread; the first one in any other thread has not.
    """
    if message.guild is None or message.id != message.channel.id:
        return None
    # A message that was fetched knows its channel by the id alone.
    thread = message.guild.get_thread(message.channel.id)
    return thread.name if thread else None


def _is_silenced(channel: discord.abc.GuildChannel | None) -> bool:
    topic: str | None = getattr(channel, "topic", None)
    return SILENCE in (topic or "").lower()
