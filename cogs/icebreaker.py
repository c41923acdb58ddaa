"""The question of the day: whether anybody answers it; the questions themselves come when they are due."""

import discord
from discord.ext import commands

from bot.client.bot import RedBridgeBot


class Icebreaker(commands.Cog):
    """Hears whether members write in the threads of questions; what they write is nobody's concern here."""

    def __init__(self, bot: RedBridgeBot) -> None:
        self._icebreakers = bot.services.icebreakers

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Somebody wrote somewhere."""
        if not message.author.bot and message.webhook_id is None:
            await self._icebreakers.heard(message.channel.id)


async def setup(bot: RedBridgeBot) -> None:
    """Load this extension."""
    await bot.add_cog(Icebreaker(bot))
