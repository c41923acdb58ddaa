"""What happens to messages of bridges besides their text: reactions, pins, typing, and what becomes of threads."""

import discord
from discord.ext import commands

from bot.client.bot import RedBridgeBot
from bot.client.bridging.thread_echoes import ThreadEchoes
from bot.client.bridging.typing import Typing


class BridgeEchoes(commands.Cog):
    """Hands Discord's events on, those of servers with bridges only."""

    def __init__(self, bot: RedBridgeBot) -> None:
        services = bot.services
        self._bot = bot
        self._bridges = services.bridges
        self._turn = bot.bridging.turn
        self._reactions = bot.bridging.reactions
        self._pins = bot.bridging.pins
        self._threads = ThreadEchoes(bot, services)
        self._typing = Typing(bot.http, services.bridges, services.database, services.clock)

    @commands.Cog.listener()
    async def on_raw_reaction_add(self, payload: discord.RawReactionActionEvent) -> None:
        """A reaction, maybe the bot's own."""
        if self._is_own(payload) or (payload.member is not None and payload.member.bot):
            return
        if self._is_bridged(payload.guild_id, payload.channel_id):
            await self._turn(payload.guild_id)
            await self._reactions.added(payload.message_id, payload.emoji)

    @commands.Cog.listener()
    async def on_raw_reaction_remove(self, payload: discord.RawReactionActionEvent) -> None:
        """A reaction less."""
        if not self._is_bridged(payload.guild_id, payload.channel_id):
            return
        if self._is_own(payload):
            self._reactions.forget(payload.message_id, payload.emoji)
        else:
            await self._turn(payload.guild_id)
            await self._reactions.removed(payload.message_id, payload.emoji)

    @commands.Cog.listener()
    async def on_raw_reaction_clear(self, payload: discord.RawReactionClearEvent) -> None:
        """No reaction left."""
        if self._is_bridged(payload.guild_id, payload.channel_id):
            await self._turn(payload.guild_id)
            await self._reactions.cleared(payload.message_id)

    @commands.Cog.listener()
    async def on_raw_reaction_clear_emoji(self, payload: discord.RawReactionClearEmojiEvent) -> None:
        """No reaction of one kind left."""
        if self._is_bridged(payload.guild_id, payload.channel_id):
            self._reactions.forget(payload.message_id, payload.emoji)
            await self._turn(payload.guild_id)
            await self._reactions.removed(payload.message_id, payload.emoji)

    @commands.Cog.listener()
    async def on_guild_channel_pins_update(
        self, channel: discord.abc.GuildChannel | discord.Thread, last_pin: object
    ) -> None:
        """Something was pinned or unpinned."""
        parent = channel.parent_id if isinstance(channel, discord.Thread) else channel.id
        if self._is_bridged(channel.guild.id, channel.id):
            await self._turn(channel.guild.id)
        await self._pins.changed(channel.id, parent)

    @commands.Cog.listener()
    async def on_typing(self, channel: discord.abc.Messageable, user: discord.abc.User, when: object) -> None:
        """Somebody writes."""
        if isinstance(channel, discord.abc.GuildChannel) and isinstance(user, discord.Member):
            await self._typing.began(channel.id, user)

    @commands.Cog.listener()
    async def on_thread_update(self, before: discord.Thread, after: discord.Thread) -> None:
        """A thread changed."""
        await self._threads.changed(before, after)

    @commands.Cog.listener()
    async def on_raw_thread_delete(self, payload: discord.RawThreadDeleteEvent) -> None:
        """A thread is gone."""
        await self._threads.deleted(payload.thread_id, payload.parent_id)

    def _is_bridged(self, guild_id: int | None, place_id: int) -> bool:
        """Whether a place may belong to a bridge; of an archived thread the cache does not know the channel."""
        if guild_id is None or not self._bridges.of_guild(guild_id):
            return False
        guild = self._bot.get_guild(guild_id)
        place = guild.get_channel_or_thread(place_id) if guild else None
        if place is None:
            return True
        parent = place.parent_id if isinstance(place, discord.Thread) else place.id
        return self._bridges.bridge_of(parent) is not None

    def _is_own(self, payload: discord.RawReactionActionEvent) -> bool:
        return self._bot.user is not None and payload.user_id == self._bot.user.id


async def setup(bot: RedBridgeBot) -> None:
    """Load this extension."""
    await bot.add_cog(BridgeEchoes(bot))
