"""Which failures of a login are worth another attempt."""

from itertools import repeat

import aiohttp
import discord
import pytest

from bot.client.connection import connect
from bot.errors import SettingsError

pytestmark = pytest.mark.asyncio


class Flaky(discord.AutoShardedClient):
    """A client whose logins end as they are told."""

    def __init__(self, *ends: Exception) -> None:
        super().__init__(intents=discord.Intents.none())
        self._ends = list(ends)

    async def login(self, token: str) -> None:
        raise self._ends.pop(0)


@pytest.mark.parametrize(
    "error", [TimeoutError(), OSError("no route"), aiohttp.ClientError(), discord.GatewayNotFound()]
)
async def test_an_unreachable_discord_is_worth_another_attempt(
    error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(SettingsError, match="does not accept the token"):
        await connect(Flaky(error, error, discord.LoginFailure()), "token", repeat(0))
    assert caplog.text.count(f"Discord is out of reach ({type(error).__name__})") == 2


async def test_a_bug_is_not() -> None:
    with pytest.raises(LookupError):
        await connect(Flaky(LookupError()), "token", repeat(0))


async def test_patience_may_end() -> None:
    with pytest.raises(OSError, match="third"):
        await connect(Flaky(OSError("first"), OSError("second"), OSError("third")), "token", [0, 0])
