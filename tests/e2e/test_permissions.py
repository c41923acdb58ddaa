"""Discord keeps members from commands that are not for them; the bot does not rely on it."""

from typing import Any

import pytest

from bot.translation.types import Mode, Where
from tests.e2e.town import Town

pytestmark = pytest.mark.asyncio


def unlock(place: Town) -> None:
    """Let everybody use every command, as a server's administrator can in its settings (Integrations)."""
    for command in place.sandbox.world.application.visible(place.guild.id):
        command["default_member_permissions"] = None


@pytest.mark.parametrize(
    ("command", "options"),
    [
        ("redbridge channel", {}),
        ("redbridge channel", {"mode": "reply"}),
        ("redbridge default", {}),
        ("redbridge default", {"mode": "thread"}),
        ("redbridge chinese", {"variant": "zh-TW"}),
    ],
    ids=str,
)
async def test_a_command_that_is_open_to_all_still_asks_for_the_permission(
    quiet: Town, command: str, options: dict[str, Any]
) -> None:
    async with quiet.bot():
        unlock(quiet)
        answer = await quiet.amy.slash(quiet.general, command, **options).answered()
        preferences = quiet.running.services.preferences
        assert "Manage Server" in answer.text
        assert answer.ephemeral
        assert answer.message is not None
        assert not answer.message.components
        here = Where(quiet.guild.id, quiet.general.id)
        assert (preferences.mode(here), preferences.chinese(quiet.guild.id)) == (
            Mode.OFF,
            "zh-CN",
        )
        # It is the permission that counts: with it, the same commands do their work.
        done = await quiet.lin.slash(quiet.general, command, **options).answered()
        assert "Manage Server" not in done.text


async def test_who_lost_the_permission_is_turned_away(quiet: Town) -> None:
    async with quiet.bot():
        unlock(quiet)
        await quiet.translate_channel()
        quiet.lin.take(*quiet.guild.roles.values())
        answer = await quiet.lin.slash(quiet.general, "redbridge channel", mode="off").answered()
        assert "管理" in answer.text
        assert quiet.running.services.preferences.mode(Where(quiet.guild.id, quiet.general.id)) is Mode.REPLY
