"""A fresh discord.py bot, connected to a sandbox."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import discord
import yarl
from discord.ext import commands

from bot.sandbox import Sandbox


class Client(commands.AutoShardedBot):
    """Remembers every event it was told of, in order."""

    def __init__(self, intents: discord.Intents | None = None, **options: Any) -> None:
        if intents is None:
            intents = discord.Intents.default()
            intents.message_content = intents.members = True
        super().__init__(
            "!", intents=intents, guild_ready_timeout=0.01, chunk_guilds_at_startup=False, help_command=None, **options
        )
        self.heard: list[tuple[str, tuple[Any, ...]]] = []
        self.sync_commands = False

    async def setup_hook(self) -> None:
        if self.sync_commands:
            await self.tree.sync()

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Do not wait: these sandboxes let shards identify as often as they like."""

    def dispatch(self, event: str, /, *args: Any, **kwargs: Any) -> None:
        if not event.startswith("socket"):
            self.heard.append((event, args))
        super().dispatch(event, *args, **kwargs)

    def names(self, *wanted: str) -> list[str]:
        """The names of the events heard, of those wanted."""
        return [event for event, _ in self.heard if event in wanted]

    def last(self, event: str) -> Any:
        """The first argument of the last event of a name."""
        return next(args for name, args in reversed(self.heard) if name == event)[0]

    async def on_error(self, event: str, /, *args: Any, **kwargs: Any) -> None:
        raise AssertionError(f"the handler of {event} failed")


@asynccontextmanager
async def connected(sandbox: Sandbox, client: Client | None = None) -> AsyncIterator[Client]:
    """The client with all its shards up and its guilds taken in; what was set on discord.py is put back afterwards."""
    client = client or Client()
    before = discord.http.Route.BASE, discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY
    discord.http.Route.BASE = sandbox.api_base
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(sandbox.gateway_url)
    running = asyncio.create_task(client.start(sandbox.token))
    try:
        await sandbox.ready(10)
        await asyncio.wait_for(client.wait_until_ready(), 10)
        await sandbox.idle(10)
        yield client
    finally:
        await client.close()
        discord.http.Route.BASE, discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = before
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
