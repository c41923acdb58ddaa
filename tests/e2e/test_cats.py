"""The cat tax: a member's first picture is thanked for once; it is counted, shown and given back."""

from typing import Any

import pytest

from bot.sandbox.world.channel import Channel
from tests.e2e.town import Town

pytestmark = pytest.mark.asyncio

PICTURE = ("biscuit.png", b"\x89PNG\r\n\x1a\n")


async def cats_in(place: Town) -> Channel:
    """What a moderator does: open the panel, and choose a channel."""
    cats = place.guild.add_channel("cats")
    panel = await place.lin.slash(place.general, "redbridge onboarding panel").answered()
    place.lin.choose(panel.message, [cats], "onboard:1:cats")
    await place.idle()
    assert f"<#{cats.id}>" in panel.text
    return cats


async def said(place: Town, who: Any, channel: Channel, text: str = "", *files: tuple[str, bytes]) -> Any:
    message = who.say(channel, text, attachments=list(files))
    await place.idle()
    return message


async def test_the_first_picture_is_thanked_for_in_both_languages_and_the_second_is_not(quiet: Town) -> None:
    async with quiet.bot():
        cats = await cats_in(quiet)
        paid = await said(quiet, quiet.amy, cats, "this is Biscuit", PICTURE)
        thanks = cats.messages[-1]
        assert thanks.content == (
            f"🐱 Cat tax paid! Welcome home, <@{quiet.amy.id}>. (cat no. 1) · "
            f"🐱 猫税已缴！欢迎 <@{quiet.amy.id}> 入住。（第 1 只猫）"
        )
        assert thanks.reference.id == paid.id
        assert not thanks.pinged.users
        assert [str(each) for each in paid.reactions] == ["🐱"]
        await said(quiet, quiet.amy, cats, "and again", PICTURE)
        assert len(cats.messages) == 3
        await said(quiet, quiet.yu, cats, "", PICTURE)
        assert "(cat no. 2)" in cats.messages[-1].content


async def test_only_pictures_of_members_in_that_channel_count(quiet: Town) -> None:
    async with quiet.bot():
        cats = await cats_in(quiet)
        parrot = quiet.guild.add_member("Parrot", bot=True)
        await said(quiet, quiet.amy, cats, "my cat is shy")
        await said(quiet, quiet.amy, cats, "", ("recipe.pdf", b"%PDF"))
        await said(quiet, parrot, cats, "", PICTURE)
        await said(quiet, quiet.amy, quiet.general, "", PICTURE)
        assert [message for channel in (cats, quiet.general) for message in channel.messages if message.author.bot] == [
            message for message in cats.messages if message.author is parrot.user
        ]


async def test_members_ask_how_it_stands(quiet: Town) -> None:
    async with quiet.bot():
        nowhere = await quiet.amy.slash(quiet.general, "cattax").answered()
        assert "no channel for the cat tax" in nowhere.text
        cats = await cats_in(quiet)
        owed = await quiet.amy.slash(quiet.general, "cattax").answered()
        assert owed.text.splitlines() == [
            "🐱 Cats so far: 0",
            f"Yours is still owed: post a picture in <#{cats.id}>. Dogs and houseplants are taken, too.",
        ]
        paid = await said(quiet, quiet.amy, cats, "", PICTURE)
        settled = await quiet.amy.slash(quiet.general, "cattax").answered()
        assert settled.text.splitlines() == [
            "🐱 Cats so far: 1",
            f"You have paid yours, cat no. 1: https://discord.com/channels/{quiet.guild.id}/{cats.id}/{paid.id}",
        ]


async def test_moderators_give_it_back_and_the_log_says_so(quiet: Town) -> None:
    async with quiet.bot():
        cats = await cats_in(quiet)
        await said(quiet, quiet.amy, cats, "", ("toaster.png", b"\x89PNG"))
        undone = await quiet.lin.slash(quiet.general, "redbridge cat-undo", member=quiet.amy).answered()
        assert f"<@{quiet.amy.id}>" in undone.text
        again = await quiet.lin.slash(quiet.general, "redbridge cat-undo", member=quiet.amy).answered()
        assert "还没缴过" in again.text
        await said(quiet, quiet.amy, cats, "", PICTURE)
        assert "(cat no. 1)" in cats.messages[-1].content
        log = (await quiet.lin.slash(quiet.general, "redbridge log").answered()).text
        assert f"退回猫税：<@{quiet.amy.id}>" in log


async def test_where_the_bot_may_not_write_the_tax_is_taken_all_the_same(quiet: Town) -> None:
    async with quiet.bot():
        cats = await cats_in(quiet)
        quiet.sandbox.faults.deny("send_messages", cats)
        await said(quiet, quiet.amy, cats, "", PICTURE)
        assert len(cats.messages) == 1
        settled = await quiet.amy.slash(quiet.general, "cattax").answered()
        assert "cat no. 1" in settled.text


async def test_the_tour_shows_where_to_pay(quiet: Town) -> None:
    async with quiet.bot():
        cats = await cats_in(quiet)
        tour = await quiet.amy.slash(quiet.general, "tips").answered()
        quiet.amy.press(tour.message, "I come from TikTok")
        await quiet.idle()
        while "### The cat tax" not in tour.message.content:
            quiet.amy.press(tour.message, "Next")
            await quiet.idle()
        assert f"Pay yours in <#{cats.id}>." in tour.message.content


async def test_it_can_be_ended(quiet: Town) -> None:
    async with quiet.bot():
        cats = await cats_in(quiet)
        panel = await quiet.lin.slash(quiet.general, "redbridge onboarding panel").answered()
        quiet.lin.press(panel.message, "不收猫税")
        await quiet.idle()
        await said(quiet, quiet.amy, cats, "", PICTURE)
        assert len(cats.messages) == 1
