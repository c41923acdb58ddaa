"""All of the bot's requests together stay below what Discord takes from one bot."""

import pytest

from bot.translation.types import Mode
from tests.e2e.town import Town

pytestmark = pytest.mark.asyncio

MANY = 120


async def test_many_channels_at_once_meet_no_rate_limit(lively: Town) -> None:
    channels = [lively.guild.add_channel(f"room-{number}") for number in range(MANY)]
    for channel in channels:
        await lively.running.services.preferences.set_mode(lively.guild.id, channel.id, Mode.REPLY, lively.lin.id)
    for number, channel in enumerate(channels):
        lively.amy.say(channel, f"sentence number {number} of mine")
    await lively.idle()
    assert [len(channel.messages) for channel in channels] == [2] * MANY
    assert [exchange.route for exchange in lively.sandbox.traffic if exchange.status == 429] == []
