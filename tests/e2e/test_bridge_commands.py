"""/redbridge bridge: making, showing, changing and removing bridges, as a moderator meets it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import pytest
import pytest_asyncio

from bot.sandbox.world.overwrite import Overwrite
from tests.e2e.town import Town

pytestmark = pytest.mark.asyncio

ADD_ENGLISH, ADD_SIMPLIFIED, ADD_TRADITIONAL = 1, 2, 3


@dataclass
class Desk:
    """A moderator who reads English, and channels to join."""

    town: Town
    max: Any
    english: Any
    chinese: Any

    async def run(self, command: str, **options: Any) -> Any:
        """The answer to a sub-command of /redbridge bridge."""
        return await self.max.slash(self.town.general, f"redbridge bridge {command}", **options).answered()

    async def told(self, command: str, **options: Any) -> str:
        """Its text; only the moderator sees it."""
        answer = await self.run(command, **options)
        assert answer.ephemeral
        return str(answer.text)

    async def spanned(self) -> None:
        """A bridge “plaza” of both channels."""
        await self.run("create", name="plaza")
        await self.run("add", bridge="plaza", channel=self.english, language="en")
        await self.run("add", bridge="plaza", channel=self.chinese, language="zh-CN")

    def joined(self, name: str = "plaza") -> list[tuple[int, str]]:
        """The channels of a bridge and their languages, as the bot knows them."""
        bridge = self.town.running.services.bridges.named(self.town.guild.id, name)
        return [(channel.channel_id, channel.locale) for channel in bridge.channels]

    def names(self) -> list[str]:
        """The bridges of the server."""
        return [bridge.name for bridge in self.town.running.services.bridges.of_guild(self.town.guild.id)]


@pytest_asyncio.fixture
async def desk(quiet: Town) -> AsyncIterator[Desk]:
    mods = quiet.guild.role("moderators")
    moderator = quiet.guild.add_member("Max", locale="en-US", roles=(mods,))
    english, chinese = quiet.guild.add_channel("english"), quiet.guild.add_channel("中文")
    async with quiet.bot():
        yield Desk(quiet, moderator, english, chinese)


async def test_a_bridge_is_made_and_its_channels_are_chosen_in_menus(desk: Desk) -> None:
    made = await desk.run("create", name="plaza")
    assert "**plaza**: mirroring" in made.text
    assert "two channels at least" in made.text
    await desk.max.choose(made.message, [desk.english], ADD_ENGLISH).answered()
    await desk.max.choose(made.message, [desk.chinese], ADD_SIMPLIFIED).answered()
    await desk.town.idle()
    assert desk.joined() == [(desk.english.id, "en"), (desk.chinese.id, "zh-CN")]
    assert made.message.content.splitlines()[1:3] == [
        f"- {desk.english.mention} · English",
        f"- {desk.chinese.mention} · 简体中文",
    ]
    assert "two channels at least" not in made.message.content


async def test_menus_work_after_a_restart_and_check_the_moderator_anew(quiet: Town) -> None:
    async with quiet.bot():
        made = await quiet.lin.slash(quiet.general, "redbridge bridge create", name="plaza").answered()
    async with quiet.bot() as app:
        await quiet.lin.choose(made.message, [quiet.general], ADD_TRADITIONAL).answered()
        await quiet.idle()
        bridge = app.services.bridges.bridge_of(quiet.general.id)
        assert bridge
        assert bridge.channels[0].locale == "zh-TW"
        quiet.lin.take(quiet.guild.role("moderators"))
        other = quiet.guild.add_channel("other")
        await quiet.idle()
        refusal = await quiet.lin.choose(made.message, [other], ADD_ENGLISH).answered()
        assert "Manage Server" in refusal.text
        assert app.services.bridges.bridge_of(other.id) is None


async def test_a_channel_belongs_to_one_bridge_only(desk: Desk) -> None:
    await desk.spanned()
    await desk.run("create", name="cats")
    text = await desk.told("add", bridge="cats", channel=desk.english, language="en")
    assert "belongs to the bridge “plaza” already" in text
    assert (desk.joined("cats"), len(desk.joined())) == ([], 2)


async def test_a_name_that_is_taken_is_refused(desk: Desk) -> None:
    await desk.spanned()
    text = await desk.told("create", name="Plaza")
    assert "There is a bridge “Plaza” here already" in text
    assert desk.names() == ["plaza"]


async def test_forums_and_channels_are_not_mixed(desk: Desk) -> None:
    await desk.spanned()
    forum = desk.town.guild.add_channel("questions", kind="forum")
    await desk.town.idle()
    assert "either forums or channels" in await desk.told("add", bridge="plaza", channel=forum, language="en")
    assert len(desk.joined()) == 2
    await desk.run("create", name="forums")
    await desk.run("add", bridge="forums", channel=forum, language="en")
    assert desk.joined("forums") == [(forum.id, "en")]


async def test_a_channel_that_the_moderator_cannot_see_is_not_opened(desk: Desk) -> None:
    secret = desk.town.guild.add_channel("secret")
    await desk.run("create", name="plaza")
    made = await desk.run("create", name="cats")
    secret.overwrite([Overwrite(desk.max, deny="view_channel")])
    await desk.town.idle()
    chosen = desk.max.choose(made.message, [secret], ADD_ENGLISH)
    await chosen.answered()
    await desk.town.idle()
    assert "You can't see" in chosen.followups[-1].content
    assert desk.joined("cats") == []


async def test_a_channel_without_the_permissions_is_refused_and_named(desk: Desk) -> None:
    desk.town.sandbox.faults.deny("manage_webhooks", desk.english)
    desk.town.sandbox.faults.deny("send_messages", desk.english)
    await desk.town.idle()
    await desk.run("create", name="plaza")
    text = await desk.told("add", bridge="plaza", channel=desk.english, language="en")
    assert "it lacks Manage Webhooks" in text
    assert "管理 Webhook" in text
    assert desk.joined() == []


async def test_without_manage_webhooks_a_channel_joins_and_the_loss_is_said(desk: Desk) -> None:
    desk.town.sandbox.faults.deny("manage_webhooks", desk.english)
    await desk.town.idle()
    await desk.run("create", name="plaza")
    text = await desk.told("add", bridge="plaza", channel=desk.english, language="en")
    assert "without Manage Webhooks RedBridge posts under its own name" in text
    assert desk.joined() == [(desk.english.id, "en")]


async def test_the_list_shows_state_channels_settings_and_troubles(desk: Desk) -> None:
    assert "There is no bridge here yet" in await desk.told("list")
    await desk.spanned()
    await desk.run("pause", bridge="plaza")
    await desk.run("pins", bridge="plaza", shown=True)
    await desk.run("typing", bridge="plaza", shown=False)
    desk.town.sandbox.faults.deny("view_channel", desk.english)
    await desk.town.idle()
    lines = (await desk.told("list")).splitlines()
    assert lines[0] == "**plaza**: paused"
    assert lines[1] == f"- {desk.english.mention} · English"
    assert "nothing is mirrored here until RedBridge gets View Channel" in lines[2]
    assert lines[3] == f"- {desk.chinese.mention} · 简体中文"
    assert lines[-1] == "-# Pins: on · Typing: off"
    await desk.run("resume", bridge="plaza")
    assert "**plaza**: mirroring" in await desk.told("list")


async def test_a_long_list_takes_several_messages(desk: Desk) -> None:
    for number in range(25):
        await desk.run("create", name=f"bridge number {number}")
    listed = desk.max.slash(desk.town.general, "redbridge bridge list")
    await listed.answered()
    await desk.town.idle()
    said = "\n".join(message.content for message in (listed.message, *listed.followups))
    assert len(listed.followups) >= 1
    assert all(f"**bridge number {number}**" in said for number in range(25))


async def test_a_channel_leaves_even_when_it_is_gone(desk: Desk) -> None:
    await desk.spanned()
    await desk.run("remove-channel", channel=f"#{desk.english.name}")
    assert desk.joined() == [(desk.chinese.id, "zh-CN")]
    assert "belongs to no bridge here" in await desk.told("remove-channel", channel="#english")
    await desk.run("add", bridge="plaza", channel=desk.english, language="en")
    desk.town.sandbox.faults.deny("view_channel", desk.english)
    await desk.town.idle()
    await desk.run("remove-channel", channel=str(desk.english.id))
    assert desk.joined() == [(desk.chinese.id, "zh-CN")]


async def test_a_deleted_channel_leaves_by_itself(desk: Desk) -> None:
    await desk.spanned()
    desk.english.delete()
    await desk.town.idle()
    assert desk.joined() == [(desk.chinese.id, "zh-CN")]


async def test_removing_asks_once(desk: Desk) -> None:
    await desk.spanned()
    asked = await desk.run("remove", bridge="plaza")
    assert "Remove the bridge “plaza”? Its 2 channels" in asked.text
    assert desk.names() == ["plaza"]
    done = await desk.max.press(asked.message, "Remove the bridge").answered()
    await desk.town.idle()
    assert "The bridge “plaza” is gone" in done.text
    assert (desk.names(), list(asked.message.components)) == ([], [])
    assert desk.english in desk.town.guild.channels.values()


async def test_a_bridge_is_renamed(desk: Desk) -> None:
    await desk.spanned()
    assert "“plaza” is called “tea house” now" in await desk.told("rename", bridge="plaza", name="tea house")
    assert desk.names() == ["tea house"]
    assert "There is no bridge “plaza”" in await desk.told("pause", bridge="plaza")


async def test_names_are_proposed_to_moderators_alone(desk: Desk) -> None:
    await desk.spanned()
    await desk.run("create", name="cats")
    typed = desk.max.autocomplete(desk.town.general, "redbridge bridge pause", "bridge", bridge="LA")
    assert [each["name"] for each in (await typed.answered()).choices] == ["plaza"]
    typed = desk.max.autocomplete(desk.town.general, "redbridge bridge remove-channel", "channel", channel="")
    assert [each["name"] for each in (await typed.answered()).choices] == [
        "#english · English · plaza",
        "#中文 · 简体中文 · plaza",
    ]
    with pytest.raises(Exception, match="redbridge"):
        desk.town.amy.autocomplete(desk.town.general, "redbridge bridge pause", "bridge", bridge="")


async def test_the_preview_says_what_would_be_made_and_makes_nothing(desk: Desk) -> None:
    await desk.spanned()
    await desk.town.translate_channel(desk.english)
    hidden = desk.town.guild.add_channel("staff", overwrites=[Overwrite(desk.town.guild.everyone, deny="view_channel")])
    for person in (desk.town.guild.me, desk.max):
        hidden.overwrite([Overwrite(person, allow=("view_channel", "manage_webhooks"))])
    for number in range(15):
        desk.chinese.add_webhook(f"hook {number}")
    await desk.town.idle()
    await desk.run("add", bridge="plaza", channel=hidden, language="en")
    before = len(desk.town.sandbox.world.webhooks)
    text = await desk.told("preview", bridge="plaza")
    assert f"In {desk.english.mention} one webhook is created, with the first message." in text
    assert f"{desk.chinese.mention} has 15 webhooks, as many as Discord allows" in text
    assert f"{desk.english.mention} is translated in another way now" in text
    assert f"{hidden.mention} is hidden from @everyone" in text
    assert text.endswith("Nothing was changed by looking.")
    assert len(desk.town.sandbox.world.webhooks) == before


async def test_the_list_tells_what_the_mirroring_ran_into(desk: Desk) -> None:
    await desk.spanned()
    for number in range(15):
        desk.chinese.add_webhook(f"hook {number}")
    desk.town.amy.say(desk.english, "one line")
    await desk.town.idle()
    assert "⚠️ it has 15 webhooks, as many as Discord allows" in await desk.told("list")


async def test_bots_are_trusted_and_distrusted(desk: Desk) -> None:
    await desk.spanned()
    feed = desk.town.guild.add_member("NewsFeed", bot=True)
    await desk.town.idle()
    assert f"What <@{feed.id}> posts" in await desk.told("trust", bridge="plaza", bot=feed)
    assert "trusts" in await desk.told("trust", bridge="plaza", bot=feed)
    await desk.told("trust", bridge="plaza", id="123456789012345678")
    bots = " ".join(f"<@{number}>" for number in sorted((feed.id, 123456789012345678)))
    assert f"Trusted bots: {bots}" in await desk.told("list")
    assert "is no bot" in await desk.told("trust", bridge="plaza", bot=desk.town.amy)
    assert "RedBridge's own posts" in await desk.told("trust", bridge="plaza", bot=desk.town.guild.me)
    assert "Choose a bot" in await desk.told("trust", bridge="plaza", id="my webhook")
    assert "Choose a bot" in await desk.told("trust", bridge="plaza")
    await desk.told("distrust", bridge="plaza", bot=feed)
    bridge = desk.town.running.services.bridges.named(desk.town.guild.id, "plaza")
    assert bridge.trusted_bots == {123456789012345678}


async def test_members_without_manage_server_do_not_get_the_commands(desk: Desk) -> None:
    with pytest.raises(Exception, match="redbridge"):
        desk.town.amy.slash(desk.town.general, "redbridge bridge list")
