"""Other bridges beside RedBridge's, and what is left when a bridge of RedBridge's own ends."""

from typing import Any

import pytest

from tests.e2e.bridged import Square, bridged
from tests.e2e.town import Town
from tests.fakes.phrases import zh

pytestmark = pytest.mark.asyncio


async def trusting(square: Square) -> Any:
    """A moderator trusts the webhook of another bridge, which posts in #english what it reads in #中文."""
    hook = square.english.add_webhook("Another bridge")
    await square.command("trust", bridge="plaza", id=str(hook.id))
    return hook


@pytest.mark.parametrize("head", ["", "**Amy**: "])
async def test_what_another_bridge_carries_back_does_not_go_round(quiet: Town, head: str) -> None:
    async with bridged(quiet) as square:
        hook = await trusting(square)
        await square.hear(square.amy, square.english, "a sentence without a typo")
        hook.say(f"{head}{square.copies(square.chinese)[-1]}", "Amy")
        await square.idle()
        hook.say(embeds=[{"description": square.copies(square.chinese)[-1]}], username="Another bridge")
        await square.idle()
        assert square.copies(square.chinese) == [zh("a sentence without a typo")]


async def test_what_a_trusted_webhook_says_itself_crosses_again_after_a_while(quiet: Town) -> None:
    async with bridged(quiet) as square:
        hook = await trusting(square)
        for _ in range(2):
            hook.say("12:00", "Clock")
            await square.idle()
            quiet.sandbox.clock.advance(61)
        hook.say("one line", "Clock")
        await square.idle()
        assert square.copies(square.chinese) == ["12:00", "12:00", zh("one line")]


@pytest.mark.parametrize("is_live", [True, False], ids=["live", "missed"])
async def test_a_restart_does_not_let_go_round_what_another_bridge_carries_back(quiet: Town, is_live: bool) -> None:
    async with bridged(quiet) as square:
        hook = await trusting(square)
        await square.hear(square.amy, square.english, "a sentence without a typo")
    copy = square.copies(square.chinese)[-1]
    if not is_live:
        hook.say(f"**Amy**: {copy}", "Another bridge")
    async with quiet.bot():
        if is_live:
            hook.say(f"**Amy**: {copy}", "Another bridge")
            await square.idle()
        assert square.copies(square.chinese) == [zh("a sentence without a typo")]
        hook.say("one line", "Clock")
        await square.idle()
        assert square.copies(square.chinese)[1:] == [zh("one line")]


async def test_a_removed_bridge_takes_its_webhooks_along_and_nobody_elses(quiet: Town) -> None:
    async with bridged(quiet) as square:
        other = square.chinese.add_webhook("News")
        await square.hear(square.amy, square.english, "one line")
        await square.hear(square.yu, square.chinese, "晚安")
        asked = await quiet.lin.slash(quiet.general, "redbridge bridge remove", bridge="plaza").answered()
        await quiet.lin.press(asked.message, 1).answered()
        await square.idle()
        assert square.hooks(square.english) == square.hooks(square.chinese) == []
        assert other.id in quiet.sandbox.world.webhooks
        assert square.copies(square.chinese) == [zh("one line")]


async def test_a_channel_that_leaves_its_bridge_keeps_no_webhook(quiet: Town) -> None:
    async with bridged(quiet) as square:
        await square.hear(square.amy, square.english, "one line")
        await square.command("remove-channel", channel=square.chinese.name)
        assert square.hooks(square.chinese) == []


async def test_what_is_being_translated_when_its_channel_leaves_is_not_posted(quiet: Town) -> None:
    async with bridged(quiet) as square:
        quiet.google.open.clear()
        square.amy.say(square.english, "one line")
        await quiet.google.reached(1)
        await quiet.running.services.bridges.remove_channel(square.chinese.id, quiet.lin.id)
        quiet.google.open.set()
        await square.idle()
        assert square.read(square.chinese) == []
        assert square.hooks(square.chinese) == []
