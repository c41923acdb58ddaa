"""The bot to be compared with: ten lines of discord.py that greet each newcomer with a post."""

import os

import discord
import yarl

client = discord.Client(intents=discord.Intents(guilds=True, members=True))
CHANNEL = int(os.environ["BENCH_CHANNELS"])


@client.event
async def on_member_join(member: discord.Member) -> None:
    """Greet them."""
    await client.get_partial_messageable(CHANNEL).send(f"Welcome, {member.mention}!")


discord.http.Route.BASE = os.environ["DISCORD_API_BASE"]
discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(os.environ["DISCORD_GATEWAY_URL"])
client.run(os.environ["DISCORD_TOKEN"], log_handler=None)
