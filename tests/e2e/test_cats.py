"""The cat tax: a member's first picture is thanked for once; it is counted, shown and given back."""

from typing import Any

import pytest

from bot.sandbox.world.channel import Channel
from tests.e2e.privacy import forget
from tests.e2e.town import Town

pytestmark = pytest.mark.asyncio

PICTURE = ("biscuit.png", b"\x89PNG\r\n\x1a\n")


async def cats_in(place: Town) -> Channel:
    """What a moderator does: open the panel, and choose a channel."""
    cats = place.guild.add_channel("cats")
    panel = await place.lin.slash(place.general, "redbridge onboarding panel").answered()
    place.lin.choose(panel.message, ["cats"], "onboard:2:screen")
    await place.idle()
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
        elsewhere = await said(quiet, quiet.amy, quiet.general, "", PICTURE)
        # Nor is it theirs to pass on, to stick or to link.
        quiet.amy.forward(elsewhere, cats)
        quiet.amy.say(cats, stickers=[quiet.guild.add_sticker("cat", "gif")])
        told = await said(quiet, quiet.amy, cats, "https://media.example.com/cat.gif")
        quiet.amy.edit(told, "my cat")
        await quiet.idle()
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
            f"The latest cats: [1](https://discord.com/channels/{quiet.guild.id}/{cats.id}/{paid.id})",
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
        quiet.lin.choose(panel.message, ["cats"], "onboard:2:screen")
        await quiet.idle()
        quiet.lin.press(panel.message, "不收猫税")
        await quiet.idle()
        await said(quiet, quiet.amy, cats, "", PICTURE)
        assert len(cats.messages) == 1


async def choose_role(place: Town, role: Any) -> Any:
    panel = await place.lin.slash(place.general, "redbridge onboarding panel").answered()
    place.lin.choose(panel.message, ["cats"], "onboard:2:screen")
    await place.idle()
    place.lin.choose(panel.message, [role], "onboard:1:cat-role")
    await place.idle()
    return panel


async def test_whoever_pays_gets_a_role_and_loses_it_when_the_tax_is_given_back(quiet: Town) -> None:
    low = quiet.guild.add_role("cat people")
    async with quiet.bot():
        cats = await cats_in(quiet)
        panel = await choose_role(quiet, low)
        assert f"<@&{low.id}>" in panel.text
        await said(quiet, quiet.amy, cats, "my cat is shy")
        assert low.id not in quiet.amy.roles
        await said(quiet, quiet.amy, cats, "", PICTURE)
        assert low.id in quiet.amy.roles
        await quiet.lin.slash(quiet.general, "redbridge cat-undo", member=quiet.amy).answered()
        assert low.id not in quiet.amy.roles


async def test_a_role_above_the_bots_own_is_refused(quiet: Town) -> None:
    async with quiet.bot() as app:
        await cats_in(quiet)
        high = quiet.guild.add_role("cat kings")
        quiet.guild.move_role(high, 9)
        await quiet.idle()
        panel = await quiet.lin.slash(quiet.general, "redbridge onboarding panel").answered()
        quiet.lin.choose(panel.message, ["cats"], "onboard:2:screen")
        await quiet.idle()
        refused = await quiet.lin.choose(panel.message, [high], "onboard:1:cat-role").answered()
        assert "什么都没改" in refused.text
        assert app.services.arrivals.welcome(quiet.guild.id).cat_role_id is None


async def test_the_latest_five_are_linked_newest_first(quiet: Town) -> None:
    async with quiet.bot():
        cats = await cats_in(quiet)
        posted = [await said(quiet, quiet.guild.add_member(f"Cat {n}"), cats, "", PICTURE) for n in range(6)]
        told = (await quiet.amy.slash(quiet.general, "cattax").answered()).text.splitlines()[-1]
        links = [
            f"[{n}](https://discord.com/channels/{quiet.guild.id}/{cats.id}/{posted[n - 1].id})"
            for n in (6, 5, 4, 3, 2)
        ]
        assert told == f"The latest cats: {' · '.join(links)}"


async def test_whoever_only_paid_or_was_greeted_can_have_that_forgotten(quiet: Town) -> None:
    async with quiet.bot() as app:
        cats = await cats_in(quiet)
        heather = quiet.guild.add_member("Heather", locale="en-US")
        await said(quiet, heather, cats, "", PICTURE)
        panel = await heather.slash(quiet.general, "privacy").answered()
        await forget(quiet, heather, panel.message)
        assert (await app.services.cats.of(quiet.guild.id, heather.id))[0] is None
        labels = [part.get("label") for row in panel.message.components for part in row["components"]]
        assert "Forget me …" not in labels
