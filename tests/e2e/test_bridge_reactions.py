"""Reactions, pins and typing in bridged channels."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from bot.sandbox.world import pins
from tests.e2e.plaza import Plaza, plaza, span
from tests.e2e.town import Town
from tests.fakes.phrases import zh

pytestmark = pytest.mark.asyncio
CAT = "my cat is lovely"


@pytest_asyncio.fixture
async def place(quiet: Town) -> AsyncIterator[Plaza]:
    async with plaza(quiet) as built:
        yield built


def marks(message: Any) -> dict[str, set[str]]:
    """Who reacted how."""
    return {emoji: {user.name for user in users} for emoji, users in message.reactions.items()}


async def test_a_reaction_appears_on_the_copy_and_goes_with_the_last_one(place: Plaza) -> None:
    message = await place.said(place.amy, place.english, CAT)
    copy = place.last(place.chinese)
    place.yu.react(copy, "🐱")
    await place.idle()
    assert (marks(message), marks(copy)) == ({"🐱": {"RedBridge"}}, {"🐱": {"小雨"}})
    place.amy.react(message, "🐱")
    await place.idle()
    assert (marks(message), marks(copy)) == ({"🐱": {"RedBridge", "Amy"}}, {"🐱": {"小雨", "RedBridge"}})
    place.yu.unreact(copy, "🐱")
    await place.idle()
    assert (marks(message), marks(copy)) == ({"🐱": {"Amy"}}, {"🐱": {"RedBridge"}})
    place.amy.unreact(message, "🐱")
    await place.idle()
    assert (marks(message), marks(copy)) == ({}, {})


async def test_each_reaction_is_shown_once_in_three_channels(quiet: Town) -> None:
    english, chinese, formosa = (quiet.guild.add_channel(name) for name in ("english", "中文", "繁體"))
    async with quiet.bot():
        await span(quiet, (english, "en"), (chinese, "zh-CN"), (formosa, "zh-TW"))
        quiet.amy.say(english, CAT)
        await quiet.idle()
        message, first, second = (channel.messages[-1] for channel in (english, chinese, formosa))
        quiet.yu.react(first, "👍")
        quiet.lin.react(second, "👍")
        await quiet.idle()
        assert [marks(each)["👍"] for each in (message, first, second)] == [
            {"RedBridge"},
            {"小雨", "RedBridge"},
            {"Lin", "RedBridge"},
        ]
        before = len([each for each in quiet.sandbox.traffic if each.method == "PUT" and "reactions" in each.path])
        quiet.amy.react(second, "👍")
        await quiet.idle()
        after = [each for each in quiet.sandbox.traffic if each.method == "PUT" and "reactions" in each.path]
        assert len(after) == before
        quiet.yu.unreact(first, "👍")
        await quiet.idle()
        assert [marks(each).get("👍") for each in (message, first, second)] == [
            {"RedBridge"},
            {"RedBridge"},
            {"Lin", "Amy"},
        ]


async def test_reactions_are_followed_after_a_restart(quiet: Town) -> None:
    async with plaza(quiet) as place:
        message = await place.said(place.amy, place.english, CAT)
        copy = place.last(place.chinese)
        place.yu.react(copy, "🐱")
        await place.idle()
    async with quiet.bot():
        quiet.yu.unreact(copy, "🐱")
        await quiet.idle()
        assert marks(message) == {}
        quiet.yu.react(copy, "🐶")
        await quiet.idle()
        assert marks(message) == {"🐶": {"RedBridge"}}


async def test_a_moderator_clears_reactions_for_all(place: Plaza) -> None:
    message = await place.said(place.amy, place.english, CAT)
    copy = place.last(place.chinese)
    place.yu.react(copy, "🐱")
    place.yu.react(copy, "🐶")
    await place.idle()
    owner = place.town.guild.members[place.town.guild.owner.id]
    owner.clear_reactions(copy, "🐱")
    await place.idle()
    assert marks(message) == {"🐶": {"RedBridge"}}
    owner.clear_reactions(copy)
    await place.idle()
    assert marks(message) == {}
    place.amy.react(message, "🎉")
    await place.idle()
    owner.clear_reactions(copy)
    await place.idle()
    assert (marks(message), marks(copy)) == ({"🎉": {"Amy"}}, {})
    place.town.lin.react(message, "🎉")
    await place.idle()
    assert marks(copy) == {"🎉": {"RedBridge"}}


async def test_what_asks_for_something_is_not_mirrored_and_unknown_emoji_are_skipped(place: Plaza) -> None:
    message = await place.said(place.amy, place.english, CAT)
    for emoji in ("🌐", "🔄", "🇨🇳", "foreign:1234567890123456789"):
        place.amy.react(message, emoji)
    for emoji in ("🎉", "🇧🇷"):
        place.amy.react(message, emoji)
    await place.idle()
    copy = next(each for each in place.chinese.messages if each.content == zh(CAT))
    assert marks(copy) == {"🎉": {"RedBridge"}, "🇧🇷": {"RedBridge"}}


async def test_reactions_to_what_is_not_mirrored_cost_nothing(place: Plaza) -> None:
    message = await place.said(place.amy, place.town.general, CAT)
    before = len(place.town.sandbox.traffic)
    place.yu.react(message, "🐱")
    await place.idle()
    assert len(place.town.sandbox.traffic) == before


async def test_without_the_permission_a_reaction_is_left_alone(place: Plaza) -> None:
    message = await place.said(place.amy, place.english, CAT)
    place.town.sandbox.faults.deny("add_reactions", place.chinese)
    await place.idle()
    place.amy.react(message, "🐱")
    await place.idle()
    assert marks(place.last(place.chinese)) == {}
    await place.said(place.amy, place.english, "one line")
    assert place.last(place.chinese).content == "一行"


async def test_pins_are_followed_where_they_shall_be(place: Plaza) -> None:
    allow_pins(place.town)
    message = await place.said(place.amy, place.english, CAT)
    copy = place.last(place.chinese)
    pinner = place.town.guild.members[place.town.guild.owner.id]
    pinner.pin(message)
    await place.idle()
    assert copy.pinned is None
    await place.town.running.services.bridges.show_pins(place.bridge.bridge_id, place.town.lin.id, shown=True)
    other = await place.said(place.amy, place.english, "one line")
    copies = [each for each in place.chinese.messages if each.content in ("我的猫很可爱", "一行")]
    pinner.pin(other)
    await place.idle()
    assert all(each.pinned for each in copies)
    unpin(place, other)
    await place.idle()
    assert [bool(each.pinned) for each in copies] == [True, False]


async def test_a_pin_of_a_copy_is_followed_after_a_restart(quiet: Town) -> None:
    async with plaza(quiet) as place:
        allow_pins(place.town)
        await place.town.running.services.bridges.show_pins(place.bridge.bridge_id, quiet.lin.id, shown=True)
        message = await place.said(place.amy, place.english, CAT)
        copy = next(each for each in place.chinese.messages if each.content)
        quiet.guild.members[quiet.guild.owner.id].pin(copy)
        await place.idle()
        assert message.pinned
    async with quiet.bot():
        unpin(place, message)
        await quiet.idle()
        assert not copy.pinned


def allow_pins(town: Town) -> None:
    guild = town.guild
    role = next(role for role in guild.roles.values() if role.managed)
    guild.change_role(role, role.permissions | 1 << 51)


def unpin(place: Plaza, message: Any) -> None:
    pins.unpin(message)


def typed(town: Town) -> list[int]:
    """The channels in which the bot was seen to type."""
    found = [each.path for each in town.sandbox.traffic if each.method == "POST" and each.path.endswith("/typing")]
    return [int(path.split("/")[-2]) for path in found]


async def test_typing_is_seen_in_the_other_channels_now_and_then(place: Plaza) -> None:
    for _ in range(3):
        place.amy.typing(place.english)
        await place.idle()
    assert typed(place.town) == [place.chinese.id]
    place.town.clock.advance(8.0)
    place.amy.typing(place.english)
    place.yu.typing(place.chinese)
    await place.idle()
    assert sorted(typed(place.town)) == sorted([place.chinese.id, place.chinese.id, place.english.id])


async def test_typing_is_not_seen_where_it_shall_not_be(place: Plaza) -> None:
    services = place.town.running.services
    robot = place.town.guild.add_member("NewsFeed", bot=True)
    robot.typing(place.english)
    await services.members.opt_out(place.amy.id, out=True)
    place.amy.typing(place.english)
    await place.idle()
    await services.bridges.show_typing(place.bridge.bridge_id, place.town.lin.id, shown=False)
    place.yu.typing(place.chinese)
    await place.idle()
    assert typed(place.town) == []
