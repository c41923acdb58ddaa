"""What is out of date is forgotten as soon as the bot is on Discord."""

import asyncio

import pytest

from tests.e2e.town import PATIENCE, Town

_DAYS = 24 * 60 * 60


@pytest.mark.asyncio
async def test_what_a_moderator_changed_is_forgotten_after_a_year(quiet: Town) -> None:
    async with quiet.bot() as app:
        await quiet.translate_channel()
        assert len((await app.services.trail.page(quiet.guild.id, 0)).changes) == 1
    quiet.clock.advance(300 * _DAYS)
    async with quiet.bot() as app:
        await quiet.idle()
        assert len((await app.services.trail.page(quiet.guild.id, 0)).changes) == 1
    quiet.clock.advance(70 * _DAYS)
    async with quiet.bot() as app, asyncio.timeout(PATIENCE):
        while (await app.services.trail.page(quiet.guild.id, 0)).changes:  # it is done beside everything else
            await quiet.idle()
