"""The bot's webhooks in bridged channels: made once, found again, repaired, done without where they cannot be had."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from bot.sandbox.world.overwrite import Overwrite
from tests.e2e.bridged import Square, bridged, unspanned
from tests.e2e.town import Town
from tests.fakes.phrases import zh

pytestmark = pytest.mark.asyncio


@pytest_asyncio.fixture
async def square(quiet: Town) -> AsyncIterator[Square]:
    async with bridged(quiet) as built:
        yield built


def asked(square: Square, method: str, path: str) -> int:
    """How many requests went to a route."""
    return sum(each.method == method and each.path.endswith(path) for each in square.town.sandbox.traffic)


async def test_one_webhook_a_channel_is_made_and_found_again_after_a_restart(quiet: Town) -> None:
    async with bridged(quiet) as square:
        for text in ("one line", "good night", "these are words"):
            await square.hear(square.amy, square.english, text)
        assert asked(square, "GET", f"/channels/{square.chinese.id}/webhooks") == 1
        hooks = square.hooks(square.chinese)
        assert len(hooks) == 1
        assert square.hooks(square.english) == []
    async with quiet.bot():
        await square.hear(square.amy, square.english, "a quiet evening")
        assert square.hooks(square.chinese) == hooks
        assert square.copies(square.chinese)[-1] == "安静的夜晚"


async def test_a_webhook_that_was_made_just_before_a_crash_is_used(quiet: Town) -> None:
    async with bridged(quiet) as square:
        await square.hear(square.amy, square.english, "one line")
        hooks = square.hooks(square.chinese)
        await quiet.running.services.bridges.set_webhook(square.chinese.id, None)
    async with quiet.bot():
        await square.hear(square.amy, square.english, "good night")
        assert square.hooks(square.chinese) == hooks


async def test_a_deleted_webhook_is_made_anew_and_the_message_is_not_lost(square: Square) -> None:
    first = await square.hear(square.amy, square.english, "one line")
    former = square.hooks(square.chinese)[0]
    former.delete()
    await square.hear(square.amy, square.english, "good night")
    assert square.copies(square.chinese) == [zh("one line"), zh("good night")]
    assert len(square.hooks(square.chinese)) == 1
    assert square.hooks(square.chinese)[0] is not former
    square.amy.edit(first, "these are words")
    await square.idle()
    assert square.copies(square.chinese)[0] == zh("one line")


async def test_copies_of_a_deleted_webhook_go_with_their_message_where_the_bot_may(square: Square) -> None:
    message = await square.hear(square.amy, square.english, "one line")
    square.hooks(square.chinese)[0].delete()
    square.chinese.overwrite([Overwrite(square.town.guild.me, allow="manage_messages")])
    await square.idle()
    square.amy.delete(message)
    await square.idle()
    assert square.read(square.chinese) == []


async def test_copies_of_a_deleted_webhook_that_the_bot_may_not_remove_are_told_of_once_and_go_later(
    quiet: Town, caplog: pytest.LogCaptureFixture
) -> None:
    async with bridged(quiet) as square:
        quiet.sandbox.faults.deny("manage_messages", square.chinese)
        messages = [await square.hear(square.amy, square.english, text) for text in ("one line", "good night")]
        square.hooks(square.chinese)[0].delete()
        for message in messages:
            square.amy.delete(message)
            await square.idle()
        assert square.copies(square.chinese) == [zh("one line"), zh("good night")]
        told = [record.message for record in caplog.records if "Manage Messages" in record.message]
        assert len(told) == 1
        assert f"stay in channel {square.chinese.id}" in told[0]
        assert "管理消息" in await square.command("list")
        quiet.sandbox.faults.allow("manage_messages", square.chinese)
        await square.idle()
        assert "管理消息" not in await square.command("list")
    async with quiet.bot():
        await square.idle()
        assert square.copies(square.chinese) == []


async def test_without_manage_webhooks_the_bot_posts_under_the_authors_name(square: Square) -> None:
    square.town.sandbox.faults.deny("manage_webhooks", square.chinese)
    await square.idle()
    message = await square.hear(square.amy, square.english, "one line")
    assert square.read(square.chinese) == [("RedBridge", f"**Amy**\n{zh('one line')}")]
    square.amy.edit(message, "these are words")
    await square.idle()
    assert square.read(square.chinese) == [("RedBridge", f"**Amy**\n{zh('these are words')}")]
    assert "without Manage Webhooks" in await square.command("list") or "管理 Webhook" in await square.command("list")
    square.amy.delete(message)
    await square.idle()
    assert square.read(square.chinese) == []
    square.town.sandbox.faults.allow("manage_webhooks", square.chinese)
    await square.idle()
    await square.hear(square.amy, square.english, "good night")
    assert square.read(square.chinese) == [("Amy", zh("good night"))]


async def test_a_name_in_a_plain_post_is_only_text(square: Square) -> None:
    square.town.sandbox.faults.deny("manage_webhooks", square.chinese)
    await square.idle()
    member = square.town.guild.add_member("_x_ @everyone **y**")
    await square.hear(member, square.english, "one line")
    post = square.chinese.messages[0]
    assert not post.pinged.everyone
    assert post.content.splitlines()[0] == "**\\_x\\_ @\u200beveryone \\*\\*y\\*\\***"


async def test_fifteen_webhooks_leave_no_room_and_the_bot_says_so(square: Square) -> None:
    others = [square.chinese.add_webhook(f"hook {number}") for number in range(15)]
    await square.hear(square.amy, square.english, "one line")
    assert square.read(square.chinese) == [("RedBridge", f"**Amy**\n{zh('one line')}")]
    tried = asked(square, "POST", f"/channels/{square.chinese.id}/webhooks")
    await square.hear(square.amy, square.english, "these are words")
    assert asked(square, "POST", f"/channels/{square.chinese.id}/webhooks") == tried == 1
    hint = square.town.running.client.bridging.trouble(square.chinese.id)
    assert hint
    assert "15" in hint.said("en", square.town.running.services.catalogues)
    others[0].delete()
    await square.idle()
    await square.hear(square.amy, square.english, "good night")
    assert square.read(square.chinese)[-1] == ("Amy", zh("good night"))
    assert square.town.running.client.bridging.trouble(square.chinese.id) is None


async def test_a_channel_that_refuses_everything_holds_up_nobody(square: Square) -> None:
    formosa = square.town.guild.add_channel("繁體")
    await square.join(formosa, "zh-TW")
    for permission in ("manage_webhooks", "send_messages"):
        square.town.sandbox.faults.deny(permission, square.chinese)
    await square.idle()
    await square.hear(square.amy, square.english, "one line")
    assert square.read(square.chinese) == []
    assert square.copies(formosa) == ["一行"]


async def test_a_deleted_channel_holds_up_nobody(square: Square) -> None:
    formosa = square.town.guild.add_channel("繁體")
    await square.join(formosa, "zh-TW")
    message = await square.hear(square.amy, square.english, "one line")
    square.chinese.delete()
    await square.idle()
    square.amy.edit(message, "these are words")
    await square.idle()
    await square.hear(square.amy, square.english, "a quiet evening")
    assert square.copies(formosa) == ["這些都是詞語", "安靜的夜晚"]


async def test_other_webhooks_and_bots_are_not_mirrored(square: Square) -> None:
    square.english.add_webhook("News").say("one line", "A bridge of somebody else")
    square.town.guild.add_member("Dice", bot=True).say(square.english, "these are words")
    await square.idle()
    assert square.read(square.chinese) == []


async def test_a_foreign_bridge_between_the_same_channels_makes_no_loop(square: Square) -> None:
    foreign = {channel.id: channel.add_webhook("Other bridge") for channel in (square.english, square.chinese)}

    def relay(event: Any) -> None:
        message = event.message
        if event.kind == "message" and message and message.webhook_id not in {each.id for each in foreign.values()}:
            other = square.chinese if message.channel is square.english else square.english
            if message.channel in (square.english, square.chinese):
                foreign[other.id].say(message.content, "relay")

    stop = square.town.sandbox.subscribe(relay)
    await square.hear(square.amy, square.english, "one line")
    stop()
    assert len(square.english.messages) <= 2
    assert len(square.chinese.messages) <= 2


async def test_two_channels_of_one_language_mirror_each_other(quiet: Town) -> None:
    square = unspanned(quiet)
    async with quiet.bot():
        await square.command("create", name="plaza")
        await square.join(square.english, "en")
        await square.join(square.chinese, "en")
        await square.hear(square.amy, square.english, "one line")
        assert square.copies(square.chinese) == ["one line"]
        assert square.copies(square.english) == []
        assert not quiet.google.asked
