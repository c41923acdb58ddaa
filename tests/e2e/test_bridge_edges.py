"""Bridges at the edges of what Discord allows, and of what people send."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from bot.markup import units
from tests.e2e.bridged import Square, bridged
from tests.e2e.town import Town
from tests.fakes.phrases import zh

pytestmark = pytest.mark.asyncio
MOST_PINS = 250


@pytest_asyncio.fixture
async def square(quiet: Town) -> AsyncIterator[Square]:
    async with bridged(quiet) as built:
        yield built


async def third(square: Square) -> Any:
    """#繁體 joins the bridge."""
    formosa = square.town.guild.add_channel("繁體")
    await square.idle()
    await square.join(formosa, "zh-TW")
    return formosa


async def test_four_thousand_characters_and_a_translation_three_times_as_long(square: Square) -> None:
    text = "\n".join(["安静的夜晚"] * 660)
    message = await square.hear(square.yu, square.chinese, text)
    copies = square.copies(square.english)
    assert len(copies) > 4
    assert all(units(copy) <= 2000 for copy in copies)
    assert "\n".join(copies).lower().splitlines() == ["a quiet evening"] * 660
    square.yu.edit(message, "一行")
    await square.idle()
    assert [copy.lower() for copy in square.copies(square.english)] == ["one line"]
    square.yu.edit(message, text)
    await square.idle()
    assert "\n".join(square.copies(square.english)).lower().splitlines() == ["a quiet evening"] * 660
    square.yu.delete(message)
    await square.idle()
    assert square.copies(square.english) == []


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("x", "x"),
        ("👨‍👩‍👧", "👨‍👩‍👧"),
        ("Discord", "D\u200aiscord"),
        ("clyde", "c\u200alyde"),
        ("\u200bAmy\u200b", "Amy"),
        ("~~**||", "~~**||"),
    ],
)
async def test_odd_names_cross(square: Square, name: str, shown: str) -> None:
    member = square.town.guild.add_member(name)
    await square.hear(member, square.english, "one line")
    assert square.read(square.chinese) == [(shown, zh("one line"))]
    square.town.sandbox.faults.deny("manage_webhooks", square.chinese)
    square.hooks(square.chinese)[0].delete()
    await square.idle()
    await square.hear(member, square.english, "a quiet evening")
    name, text = square.read(square.chinese)[-1]
    assert name == "RedBridge"
    assert text.splitlines()[1] == zh("a quiet evening")


async def test_a_forward_of_a_forward_holds_what_was_said_first(square: Square) -> None:
    first = await square.hear(square.amy, square.town.general, "one line")
    second = square.amy.forward(first, square.town.general)
    square.amy.forward(second, square.english)
    await square.idle()
    copy = square.copies(square.chinese)[-1]
    assert copy.startswith("-# ↪ ")
    assert copy.endswith(f"> {zh('one line')}")


async def test_typing_is_seen_in_two_other_channels_and_comes_back_from_none(square: Square) -> None:
    formosa = await third(square)
    for _ in range(3):
        square.amy.typing(square.english)
        await square.idle()
    typed = [each.path for each in square.town.sandbox.traffic if each.path.endswith("/typing")]
    assert sorted(typed) == sorted(f"/channels/{each.id}/typing" for each in (square.chinese, formosa))


async def test_a_channel_full_of_pins_keeps_no_other_from_following(square: Square) -> None:
    formosa = await third(square)
    await square.command("pins", bridge="plaza", shown=True)
    message = await square.hear(square.amy, square.english, "one line")
    hook = square.chinese.add_webhook("News")
    for number in range(MOST_PINS):
        hook.say(f"{number}").pinned = square.town.sandbox.clock.now()
    await square.idle()
    square.town.guild.members[square.town.guild.owner.id].pin(message)
    await square.idle()
    assert formosa.messages[0].pinned is not None
    assert square.chinese.messages[0].pinned is None
    await square.hear(square.amy, square.english, "a quiet evening")
    assert square.copies(square.chinese)[-1] == zh("a quiet evening")


async def test_people_are_pinged_once_by_what_they_are_told_and_answered(square: Square) -> None:
    formosa = await third(square)
    first = await square.hear(square.yu, square.chinese, "一行")
    await square.hear(square.amy, square.english, f"one line {square.yu.mention}")
    await square.hear(square.town.lin, square.chinese, f"一行 {square.amy.mention}", reply_to=first)
    said = [message for channel in (square.english, square.chinese, formosa) for message in channel.messages]
    assert [bool(message.pinged) for message in said if not message.webhook_id] == [True, False, True]
    assert not any(message.pinged for message in said if message.webhook_id)


async def test_manage_webhooks_lost_over_a_restart_and_given_back(quiet: Town) -> None:
    async with bridged(quiet) as square:
        message = await square.hear(square.amy, square.english, "one line")
    quiet.sandbox.faults.deny("manage_webhooks", square.chinese)
    async with quiet.bot():
        plain = await square.hear(square.amy, square.english, "a quiet evening")
        assert square.read(square.chinese)[-1] == ("RedBridge", f"**Amy**\n{zh('a quiet evening')}")
        quiet.sandbox.faults.allow("manage_webhooks", square.chinese)
        await square.idle()
        hooks = square.hooks(square.chinese)
        await square.hear(square.amy, square.english, "is anybody there")
        assert square.read(square.chinese)[-1] == ("Amy", zh("is anybody there"))
        assert square.hooks(square.chinese) == hooks
        square.amy.edit(message, "these are words")
        square.amy.edit(plain, "good night")
        await square.idle()
        assert [text for _, text in square.read(square.chinese)] == [
            zh("these are words"),
            f"**Amy**\n{zh('good night')}",
            zh("is anybody there"),
        ]
