"""Connecting, syncing, shards, and what the host is told when Discord says no."""

import asyncio
from pathlib import Path

import discord
import pytest

from bot.app import build
from bot.client.permissions import INVITATION
from bot.errors import SettingsError
from tests.e2e.town import Town, town
from tests.fakes.phrases import zh

pytestmark = pytest.mark.asyncio


def syncs(place: Town) -> int:
    return sum(exchange.method == "PUT" and exchange.path.endswith("/commands") for exchange in place.sandbox.traffic)


async def test_commands_are_sent_only_when_they_changed(quiet: Town) -> None:
    for _ in range(2):
        async with quiet.bot():
            pass
    assert syncs(quiet) == 1


async def test_commands_are_localised_and_locked(quiet: Town) -> None:
    async with quiet.bot():
        known = quiet.sandbox.world.application.visible(quiet.guild.id)
        commands = {command["name"]: command for command in known}
    menus = {"Improve", "Remind of a rule", "Translate"}
    members = {"buddy", "cattax", "explain", "help", "language", "pinyin", "privacy", "rules", "time", "tips"}
    assert set(commands) == {*menus, *members, "translate", "redbridge"}
    assert commands["translate"]["name_localizations"] == {"zh-CN": "翻译", "zh-TW": "翻譯"}
    for name in ("redbridge", "Remind of a rule"):
        assert commands[name]["default_member_permissions"] == str(1 << 5)
    assert commands["Remind of a rule"]["name_localizations"] == {"zh-CN": "提醒规则", "zh-TW": "提醒規則"}


async def test_every_shard_answers(tmp_path: Path) -> None:
    async with town(tmp_path, shards=2) as place:
        guilds = [place.guild, *(place.sandbox.add_guild(f"Club {number}") for number in range(6))]
        assert {(guild.id >> 22) % 2 for guild in guilds} == {0, 1}
        async with place.bot():
            channels = [guild.add_channel("talk") for guild in guilds[1:]]
            await place.idle()
            for guild, channel in zip(guilds[1:], channels, strict=True):
                owner = guild.add_member("Owner", roles=(guild.add_role("mods", permissions=("manage_guild",)),))
                await owner.slash(channel, "redbridge channel", mode="reply").answered()
                owner.say(channel, "which shard is this")
            await place.idle()
            assert all(channel.messages[-1].content == zh("which shard is this") for channel in channels)


async def refusal(place: Town, **changes: str) -> SettingsError:
    """What the host is told when the bot cannot connect."""
    async with build(place.settings(**changes), clock=place.clock) as app:
        with pytest.raises(SettingsError) as caught:
            await asyncio.wait_for(app.connect(), 10)
    return caught.value


async def test_a_wrong_token_is_explained(quiet: Town) -> None:
    error = await refusal(quiet, DISCORD_TOKEN=quiet.sandbox.token[:-4] + "AAAA")
    assert "does not accept the token" in error.message_id


async def test_a_missing_intent_is_explained(tmp_path: Path) -> None:
    async with town(tmp_path, privileged=()) as place:
        error = await refusal(place)
    assert "Message Content Intent" in error.message_id
    assert error.params["url"] == "https://discord.com/developers/applications"


@pytest.mark.parametrize(
    ("code", "setting", "words"),
    [
        (4004, "DISCORD_TOKEN", "does not accept the token"),
        (4010, "SHARD_IDS", "does not accept the shards"),
        (4011, "SHARD_COUNT", "more servers than Discord allows"),
    ],
)
async def test_a_connection_that_is_closed_for_good_is_explained(
    quiet: Town, code: int, setting: str, words: str
) -> None:
    """As when the token is reset while the bot runs, or when it has outgrown its shards."""
    async with build(quiet.settings(), clock=quiet.clock) as app:
        connection = asyncio.create_task(app.connect())
        await quiet.sandbox.ready()
        quiet.sandbox.faults.close_gateway(code)
        with pytest.raises(SettingsError, match=words) as caught:
            await asyncio.wait_for(connection, 10)
    assert caught.value.params["setting"] == setting


async def test_a_connection_that_is_closed_for_a_bug_is_no_matter_of_settings(quiet: Town) -> None:
    async with build(quiet.settings(), clock=quiet.clock) as app:
        connection = asyncio.create_task(app.connect())
        await quiet.sandbox.ready()
        quiet.sandbox.faults.close_gateway(4012)
        with pytest.raises(discord.ConnectionClosed):
            await asyncio.wait_for(connection, 10)


async def test_shards_that_do_not_exist_are_explained(tmp_path: Path) -> None:
    """The settings are checked when they are read; these went wrong on the way."""
    async with town(tmp_path) as place:
        settings = place.settings(SHARD_COUNT="2", SHARD_IDS="0").model_copy(update={"shard_ids": (2,)})
        async with build(settings, clock=place.clock) as app:
            with pytest.raises(SettingsError, match="does not accept the shards"):
                await asyncio.wait_for(app.connect(), 10)


async def test_the_invitation_asks_for_what_is_used() -> None:
    for name in ("README.md", "README.zh-CN.md"):
        readme = (Path(__file__).parents[2] / name).read_text(encoding="utf-8")
        assert f"permissions={INVITATION.value}" in readme
