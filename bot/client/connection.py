"""Getting to Discord, and what the host must know when Discord says no."""

import asyncio
import logging
from itertools import chain, repeat

import aiohttp
import discord

from bot.errors import N_, SettingsError

_log = logging.getLogger(__name__)
_PORTAL = "https://discord.com/developers/applications"
# Seconds between attempts while Discord is out of reach.
_PAUSES = (1, 2, 5, 10, 30)
_LONGEST_PAUSE = 60


async def connect(client: discord.AutoShardedClient, token: str) -> None:
    """Log in and stay connected until closed; raises SettingsError where the host must change something."""
    try:
        await _login(client, token)
        await client.connect()
    except discord.LoginFailure:
        raise SettingsError(
            N_(
                "Discord does not accept the token in {setting}. "
                "Make a new one on {url}, page “Bot”, “Reset Token”, and put it there."
            ),
            setting="DISCORD_TOKEN",
            url=_PORTAL,
        ) from None
    except discord.PrivilegedIntentsRequired:
        raise SettingsError(
            N_(
                "The application of this {setting} may not read messages yet, so nothing could be translated. "
                "On {url}, page “Bot”, switch on “Message Content Intent”, save, and start again."
            ),
            setting="DISCORD_TOKEN",
            url=_PORTAL,
        ) from None


async def _login(client: discord.AutoShardedClient, token: str) -> None:
    """Discord may be out of reach when a machine has just started: try again, ever more slowly."""
    for pause in chain(_PAUSES, repeat(_LONGEST_PAUSE)):
        try:
            await client.login(token)
        except (aiohttp.ClientError, discord.DiscordServerError) as error:
            _log.warning("Discord is out of reach (%s); next attempt in %d s", type(error).__name__, pause)
        else:
            return
        await asyncio.sleep(pause)
