"""The invitation asks for exactly what is used: with it all of this works, and without any part of it something fails.

Nobody else in these servers may do anything, so that what RedBridge may comes from its invitation alone.
"""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import pytest

from bot.client.bridge_setup.checks import MOST_WEBHOOKS
from bot.client.permissions import INVITATION
from bot.translation.types import Mode
from tests.e2e.town import Town

pytestmark = pytest.mark.asyncio
# discord.py calls one of them by an older name.
FLAGS = frozenset(name.replace("read_messages", "view_channel") for name, is_on in INVITATION if is_on)
EVERYBODYS = tuple(sorted(FLAGS))
CAT = "my cat is lovely"


class Invited:
    """A server that RedBridge comes to with some permissions, which its channels take away from it elsewhere."""

    def __init__(self, place: Town, flags: frozenset[str]) -> None:
        self.place = place
        self.guild = place.sandbox.add_guild("Invited", with_bot=False)
        self.guild.change_role(self.guild.everyone, EVERYBODYS)
        self.lobby, self.other = self.guild.add_channel("lobby"), self.guild.add_channel("other")
        self.mia = self.guild.add_member("Mia", roles=(self.guild.add_role("mods", permissions=("manage_guild",)),))
        self.guild.add_bot(tuple(flags))

    async def mode(self, mode: Mode) -> None:
        services = self.place.running.services
        await services.preferences.set_mode(self.guild.id, self.lobby.id, mode, self.mia.id)

    async def bridge(self) -> None:
        services = self.place.running.services
        bridge = await services.bridges.create(self.guild.id, "plaza", self.mia.id)
        await services.bridges.add(bridge.bridge_id, self.lobby.id, "en", self.mia.id)
        await services.bridges.add(bridge.bridge_id, self.other.id, "zh-CN", self.mia.id)

    async def say(self, text: str = CAT, **options: Any) -> None:
        self.mia.say(self.lobby, text, **options)
        await self.place.idle()

    async def bridge_by_hand(self) -> None:
        """A bridge to a channel that has all the webhooks which Discord allows."""
        for number in range(MOST_WEBHOOKS):
            self.other.add_webhook(f"hook {number}")
        await self.bridge()


async def answers(invited: Invited) -> bool:
    await invited.mode(Mode.REPLY)
    await invited.say()
    return any(message.author.bot and message.reference for message in invited.lobby.messages)


async def opens_threads(invited: Invited) -> bool:
    await invited.mode(Mode.THREAD)
    await invited.say()
    return any("猫" in message.content for thread in invited.guild.threads for message in thread.messages)


async def marks_notices(invited: Invited) -> bool:
    await invited.mode(Mode.REPLY)
    invited.place.google.fail("500")
    # Nothing that was answered before, for that is remembered.
    await invited.say("is anybody listening to me")
    return any(message.reactions for message in invited.lobby.messages)


async def mirrors_under_names(invited: Invited) -> bool:
    await invited.bridge()
    await invited.say()
    return any(message.author.name == "Mia" for message in invited.other.messages)


async def mirrors_files_by_hand(invited: Invited) -> bool:
    await invited.bridge_by_hand()
    await invited.say(attachments=[("cat.png", b"meow")])
    return any(message.attachments for message in invited.other.messages)


async def mirrors_embeds_by_hand(invited: Invited) -> bool:
    await invited.bridge_by_hand()
    services = invited.place.running.services
    feed = invited.lobby.add_webhook("NewsFeed")
    bridge = services.bridges.bridge_of(invited.lobby.id)
    assert bridge is not None
    await services.bridges.trust(bridge.bridge_id, feed.id, invited.mia.id)
    feed.say("a quiet evening", "NewsFeed", embeds=[{"title": CAT}])
    await invited.place.idle()
    return any(message.embeds for message in invited.other.messages)


Scene = Callable[[Invited], Awaitable[bool]]
NEEDED_FOR: Mapping[str, Scene] = {
    "view_channel": answers,
    "send_messages": answers,
    "read_message_history": answers,
    "create_public_threads": opens_threads,
    "send_messages_in_threads": opens_threads,
    "add_reactions": marks_notices,
    "manage_webhooks": mirrors_under_names,
    "attach_files": mirrors_files_by_hand,
    "embed_links": mirrors_embeds_by_hand,
}


async def test_each_permission_of_the_invitation_is_needed_for_something() -> None:
    assert set(NEEDED_FOR) == FLAGS


@pytest.mark.parametrize("flag", sorted(FLAGS))
async def test_without_one_of_them_what_it_is_for_does_not_work(quiet: Town, flag: str) -> None:
    async with quiet.bot() as app:
        await app.client.wait_until_ready()
        whole, lacking = Invited(quiet, FLAGS), Invited(quiet, FLAGS - {flag})
        await quiet.idle()
        assert await NEEDED_FOR[flag](whole)
        quiet.google.recover()
        quiet.clock.advance(61)
        quiet.sandbox.clock.advance(61)
        await quiet.idle()
        assert not await NEEDED_FOR[flag](lacking)


async def test_nothing_more_is_ever_used_than_was_asked_for(quiet: Town) -> None:
    """All that the other scenes do, with exactly the invitation: Discord refuses nothing."""
    async with quiet.bot() as app:
        await app.client.wait_until_ready()
        for scene in dict.fromkeys(NEEDED_FOR.values()):
            invited = Invited(quiet, FLAGS)
            await quiet.idle()
            assert await scene(invited), scene.__name__
            quiet.google.recover()
            quiet.clock.advance(61)
            quiet.sandbox.clock.advance(61)
            await quiet.idle()
    refused = [each for each in quiet.sandbox.traffic if each.status == 403]
    assert refused == []
