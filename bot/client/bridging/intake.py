"""Which of Discord's messages are mirrored, and what bridges need to know of them."""

from datetime import datetime

import discord

from bot.bridges.echoes import Echoes
from bot.bridges.registry import Bridge, Registry
from bot.bridges.types import Quoted, Said
from bot.client.wheres import where_of

_KINDS = (discord.MessageType.default, discord.MessageType.reply)


class Intake:
    """Takes in what people write in bridged channels, and what the bots say that a bridge trusts."""

    def __init__(self, client: discord.Client, registry: Registry, echoes: Echoes) -> None:
        self._client = client
        self._registry = registry
        self._echoes = echoes

    def bridge_of(self, message: discord.Message) -> Bridge | None:
        """The bridge of the channel, or of the channel above the thread, in which a message was written."""
        place = message.channel
        channel_id = place.parent_id if isinstance(place, discord.Thread) else place.id
        return self._registry.bridge_of(channel_id)

    def said(self, message: discord.Message, bridge: Bridge, *, holds_more: bool = False) -> Said | None:
        """A message as bridges know it; None for what is never mirrored."""
        place = message.channel
        if message.guild is None or message.type not in _KINDS or not self._is_welcome(message, bridge):
            return None
        known = isinstance(place, discord.abc.GuildChannel | discord.Thread)
        if known and where_of(place).is_silenced:
            return None
        author = message.author
        return Said(
            message.id,
            message.guild.id,
            place.parent_id if isinstance(place, discord.Thread) else place.id,
            place.id,
            author.id,
            (author.display_name, author.global_name or "", author.name),
            author.display_avatar.url,
            message.content,
            message.created_at,
            message.edited_at,
            _quoted(message),
            holds_more,
        )

    def _is_welcome(self, message: discord.Message, bridge: Bridge) -> bool:
        """People always, bots and webhooks if a moderator trusts them.

        The bot itself never, nor what another bridge read from it and carries back: that would not end.
        """
        if not message.author.bot and not message.webhook_id:
            return True
        if self._is_own(message, bridge):
            self._echoes.posted(bridge.bridge_id, _words(message), _at(message))
            return False
        speakers = {message.author.id, message.webhook_id, message.application_id}
        if bridge.trusted_bots.isdisjoint(speakers):
            return False
        return not self._echoes.is_one(bridge.bridge_id, _words(message), _at(message))

    def _is_own(self, message: discord.Message, bridge: Bridge) -> bool:
        me = self._client.user
        own = {channel.webhook_id for each in self._registry.of_guild(bridge.guild_id) for channel in each.channels}
        if me is None or message.author.id == me.id or message.webhook_id in own:
            return True
        return message.application_id is not None and message.application_id == self._client.application_id


def _at(message: discord.Message) -> datetime:
    """When a message became what it is."""
    return message.edited_at or message.created_at


def _words(message: discord.Message) -> str:
    """What a bot's message says, in its text or in embeds, as other bridges write."""
    embeds = [part for embed in message.embeds for part in (embed.title, embed.description) if part]
    return "\n".join([message.content, *embeds])


def _quoted(message: discord.Message) -> Quoted | None:
    """The message to which another one replies, as far as Discord tells."""
    reference = message.reference
    if message.type is not discord.MessageType.reply or reference is None or reference.message_id is None:
        return None
    found = reference.resolved
    if not isinstance(found, discord.Message):
        return Quoted(reference.message_id)
    return Quoted(reference.message_id, found.author.display_name, found.content)
