"""Getting to Discord, and what the host must know when Discord says no."""

import asyncio
import logging
from collections.abc import Iterable
from itertools import chain, repeat
from typing import Final

import aiohttp
import discord

from bot.errors import N_, SettingsError
from bot.portal import NO_CONTENT, PORTAL, TOKEN_REFUSED

_log = logging.getLogger(__name__)
# Codes with which Discord closes a gateway connection for good: the msgid that explains one, and the setting to change.
_CLOSED_FOR_GOOD: Final = {
    4004: (TOKEN_REFUSED, "DISCORD_TOKEN"),
    4010: (
        N_(
            "Discord does not accept the shards that {setting} names. Leave SHARD_COUNT and SHARD_IDS empty, "
            "or give every process the same SHARD_COUNT, and start again."
        ),
        "SHARD_IDS",
    ),
    4011: (
        N_(
            "The bot is in more servers than Discord allows for the shards in {setting}. "
            "Leave SHARD_COUNT and SHARD_IDS empty, or make SHARD_COUNT larger in every process, and start again."
        ),
        "SHARD_COUNT",
    ),
}
# Seconds between attempts while Discord is out of reach.
_PAUSES: Final = (1, 2, 5, 10, 30)
_LONGEST_PAUSE: Final = 60
# TimeoutError is an OSError too. GatewayNotFound stands for any answer but 200 to the question where the gateway is.
_OUT_OF_REACH: Final = (aiohttp.ClientError, OSError, discord.DiscordServerError, discord.GatewayNotFound)


async def connect(client: discord.AutoShardedClient, token: str, pauses: Iterable[float] | None = None) -> None:
    """Log in and stay connected until closed; raises SettingsError where the host must change something.

    pauses: seconds to wait after each attempt to log in that did not reach Discord; by default ever longer, up to a
    minute, without end.
    """
    try:
        await _login(client, token, chain(_PAUSES, repeat(_LONGEST_PAUSE)) if pauses is None else pauses)
        await client.connect()
    except discord.LoginFailure:
        raise SettingsError(TOKEN_REFUSED, setting="DISCORD_TOKEN", url=PORTAL) from None
    except discord.PrivilegedIntentsRequired:
        raise SettingsError(NO_CONTENT, setting="DISCORD_TOKEN", url=PORTAL) from None
    except discord.ConnectionClosed as error:
        if error.code not in _CLOSED_FOR_GOOD:
            raise
        explanation, setting = _CLOSED_FOR_GOOD[error.code]
        raise SettingsError(explanation, setting=setting, url=PORTAL) from None


async def _login(client: discord.AutoShardedClient, token: str, pauses: Iterable[float]) -> None:
    """Discord may be out of reach when a machine has just started: try again."""
    for pause in pauses:
        try:
            await client.login(token)
        except _OUT_OF_REACH as error:
            _log.warning("Discord is out of reach (%s); next attempt in %.0f s", type(error).__name__, pause)
        else:
            return
        await _hang_up(client)
        await asyncio.sleep(pause)
    await client.login(token)


async def _hang_up(client: discord.AutoShardedClient) -> None:
    """Each login opens an HTTP session of its own, but keeps the connector, which closes with its session."""
    await client.http.close()
    client.http.connector = discord.utils.MISSING
