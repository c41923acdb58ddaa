"""/redbridge bridge in the hands of moderators who type nonsense, press twice, and get in each other's way."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from bot.bridges.changes import MOST_CHANNELS
from tests.e2e.bridged import Square, bridged
from tests.e2e.town import Town

pytestmark = pytest.mark.asyncio


class Office(Square):
    """The square, and two moderators who read English."""

    max: Any
    eva: Any

    async def run(self, who: Any, command: str, **options: Any) -> Any:
        return await who.slash(self.town.general, f"redbridge bridge {command}", **options).answered()

    async def told(self, command: str, **options: Any) -> str:
        answer = await self.run(self.max, command, **options)
        assert answer.ephemeral
        return str(answer.text)

    def names(self) -> list[str]:
        return [bridge.name for bridge in self.town.running.services.bridges.of_guild(self.town.guild.id)]

    def joined(self) -> list[int]:
        bridge = self.town.running.services.bridges.named(self.town.guild.id, "plaza")
        return [channel.channel_id for channel in bridge.channels]


@pytest_asyncio.fixture
async def office(quiet: Town) -> AsyncIterator[Office]:
    async with bridged(quiet) as square:
        built = Office(square.town, square.english, square.chinese)
        mods = quiet.guild.role("moderators")
        built.max, built.eva = (quiet.guild.add_member(name, locale="en-US", roles=(mods,)) for name in ("Max", "Eva"))
        await quiet.idle()
        yield built


@pytest.mark.parametrize("name", ["   ", "\u200b", "\u200b \u2060", "\u3164", "\u202e"])
@pytest.mark.parametrize("command", ["create", "new-pair"])
async def test_a_name_that_nobody_sees_is_none(office: Office, name: str, command: str) -> None:
    assert "A bridge needs a name" in await office.told(command, name=name)
    assert "A bridge needs a name" in await office.told("rename", bridge="plaza", name=name)
    assert office.names() == ["plaza"]


@pytest.mark.parametrize("name", ["PLAZA", "ｐｌａｚａ", "Ｐlaza ", "pla\u200bza"])
async def test_a_name_that_looks_the_same_is_taken(office: Office, name: str) -> None:
    assert "here already" in await office.told("create", name=name)
    assert "mirrors nothing" in await office.told("pause", bridge=name)
    assert office.names() == ["plaza"]


async def test_a_name_may_be_emoji_and_no_longer_than_fifty(office: Office) -> None:
    await office.told("create", name="🌉" * 50)
    assert office.names() == ["plaza", "🌉" * 50]
    with pytest.raises(Exception, match="50"):
        await office.told("create", name="x" * 200)
    assert "There is no bridge" in await office.told("pause", bridge="x" * 200)


async def test_the_same_channel_twice_is_refused_and_ten_are_enough(office: Office) -> None:
    assert "belongs to the bridge “plaza” already" in await office.told(
        "add", bridge="plaza", channel=office.english, language="zh-TW"
    )
    for number in range(MOST_CHANNELS - 2):
        channel = office.town.guild.add_channel(f"room-{number}")
        await office.town.idle()
        await office.told("add", bridge="plaza", channel=channel, language="en")
    surplus = office.town.guild.add_channel("surplus")
    await office.town.idle()
    assert "10 channels at most" in await office.told("add", bridge="plaza", channel=surplus, language="en")
    assert len(office.joined()) == MOST_CHANNELS


@pytest.mark.parametrize("kind", ["category", "stage"])
async def test_places_without_webhooks_cannot_be_chosen(office: Office, kind: str) -> None:
    place = office.town.guild.add_channel("elsewhere", kind=kind)
    await office.town.idle()
    with pytest.raises(Exception, match="kind that can be chosen"):
        await office.told("add", bridge="plaza", channel=place, language="en")
    thread = office.amy.start_thread(office.town.general, "a thread")
    with pytest.raises(Exception, match="kind that can be chosen"):
        await office.told("add", bridge="plaza", channel=thread, language="en")
    assert len(office.joined()) == 2


async def test_channels_of_one_name_are_told_apart(office: Office) -> None:
    await office.told("create", name="cats")
    twin = office.town.guild.add_channel("english")
    await office.town.idle()
    await office.told("add", bridge="cats", channel=twin, language="en")
    assert "Several channels of bridges are called “english”" in await office.told("remove-channel", channel="#english")
    assert office.joined() == [office.english.id, office.chinese.id]
    await office.told("remove-channel", channel="#english · English · plaza")
    assert office.joined() == [office.chinese.id]
    await office.told("remove-channel", channel=office.chinese.mention)
    assert office.joined() == []
    assert "belongs to no bridge" in await office.told("remove-channel", channel="#nowhere")


async def test_two_moderators_make_one_bridge_of_one_name(office: Office) -> None:
    answers = await asyncio.gather(
        *(office.run(who, "create", name="cats") for who in (office.max, office.eva)),
    )
    assert sorted("here already" in answer.text for answer in answers) == [False, True]
    assert office.names() == ["plaza", "cats"]


async def test_two_moderators_remove_one_bridge(office: Office) -> None:
    asked = [await office.run(who, "remove", bridge="plaza") for who in (office.max, office.eva)]
    pressed = [
        who.press(answer.message, "Remove the bridge")
        for who, answer in zip((office.max, office.eva), asked, strict=True)
    ]
    for each in pressed:
        await each.answered()
    await office.idle()
    assert office.names() == []
    assert "There is no bridge" in await office.told("pause", bridge="plaza")


async def test_who_is_no_moderator_any_more_removes_nothing(office: Office) -> None:
    asked = await office.run(office.max, "remove", bridge="plaza")
    office.max.take(office.town.guild.role("moderators"))
    await office.idle()
    pressed = await office.max.press(asked.message, "Remove the bridge").answered()
    assert "Manage Server" in pressed.text
    assert office.names() == ["plaza"]
