"""What RedBridge says when it comes to a server: once, in both languages, where somebody can press the button."""

from typing import Any

import pytest

from bot.sandbox.world.overwrite import Overwrite
from tests.e2e.ruling import labels
from tests.e2e.town import Town

pytestmark = pytest.mark.asyncio
BUTTON = "Set up · 开始设置"


def new_server(place: Town, name: str, locale: str = "en-US") -> Any:
    """A server with a moderator and a channel, which RedBridge has not come to yet."""
    guild = place.sandbox.add_guild(name, with_bot=False, locale=locale)
    guild.add_channel("lobby")
    guild.add_member("Mia", locale=locale, roles=(guild.add_role("mods", permissions=("manage_guild",)),))
    guild.add_member("Ben", locale=locale)
    return guild


async def test_one_greeting_with_one_button_that_opens_the_first_step(quiet: Town) -> None:
    async with quiet.bot() as app:
        await app.client.wait_until_ready()
        guild = new_server(quiet, "Tea House")
        guild.add_bot()
        await quiet.idle()
        (greeting,) = guild.channel("lobby").messages
        english, chinese = greeting.content.splitlines()
        assert english.startswith("👋 Hi, I'm RedBridge")
        assert chinese.startswith("👋 大家好，我是红桥")
        assert labels(greeting) == [BUTTON]
        shown = await guild.member("Mia").press(greeting, BUTTON).answered()
        assert shown.ephemeral
        assert "step 1 of 6" in shown.text
        refused = await guild.member("Ben").press(greeting, BUTTON).answered()
        assert "Manage Server" in refused.text
    # Another process does not greet again, and the button goes on working.
    async with quiet.bot():
        await quiet.idle()
        assert len(guild.channel("lobby").messages) == 1
        shown = await guild.member("Mia").press(greeting, BUTTON).answered()
        assert "step 1 of 6" in shown.text


async def test_chinese_comes_first_where_the_server_is_chinese(quiet: Town) -> None:
    async with quiet.bot() as app:
        await app.client.wait_until_ready()
        guild = new_server(quiet, "茶館", "zh-TW")
        guild.add_bot()
        await quiet.idle()
        (greeting,) = guild.channel("lobby").messages
        assert greeting.content.splitlines()[0].startswith("👋 大家好，我是紅橋")


async def test_a_channel_that_not_everybody_sees_is_passed_over(quiet: Town) -> None:
    async with quiet.bot() as app:
        await app.client.wait_until_ready()
        guild = quiet.sandbox.add_guild("Tea House", with_bot=False)
        hidden = guild.add_channel("back-room", overwrites=[Overwrite(guild.everyone, deny="view_channel")])
        lobby = guild.add_channel("lobby")
        guild.add_bot(["administrator"])
        await quiet.idle()
        assert (len(hidden.messages), len(lobby.messages)) == (0, 1)


async def test_where_it_may_write_nowhere_the_owner_gets_a_direct_message(quiet: Town) -> None:
    async with quiet.bot() as app:
        await app.client.wait_until_ready()
        guild = new_server(quiet, "Quiet House")
        guild.add_bot(("view_channel",))
        await quiet.idle()
        assert guild.channel("lobby").messages == []
        owner = guild.member("Owner")
        (greeting,) = owner.dm.messages
        assert "Quiet House" in greeting.content
        assert "/redbridge setup" in greeting.content
        assert "/红桥 开始" in greeting.content
        assert labels(greeting) == [BUTTON]


async def test_closed_direct_messages_are_a_line_in_the_log_and_nothing_else(
    quiet: Town, caplog: pytest.LogCaptureFixture
) -> None:
    async with quiet.bot() as app:
        await app.client.wait_until_ready()
        guild = new_server(quiet, "Quiet House")
        quiet.sandbox.faults.http(403, "POST /users/@me/channels", code=50007)
        guild.add_bot(("view_channel",))
        await quiet.idle()
        assert "nobody could be greeted in the new server" in caplog.text
