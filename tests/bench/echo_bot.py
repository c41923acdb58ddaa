"""The bot to be compared with: ten lines of discord.py that reply to each message with its own text."""

import os

import discord
import yarl

client = discord.Client(intents=discord.Intents(guilds=True, guild_messages=True, message_content=True))


@client.event
async def on_message(message: discord.Message) -> None:
    """Echo what people write."""
    if not message.author.bot:
        await message.reply(message.content, mention_author=False)


discord.http.Route.BASE = os.environ["DISCORD_API_BASE"]
discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(os.environ["DISCORD_GATEWAY_URL"])
client.run(os.environ["DISCORD_TOKEN"], log_handler=None)
