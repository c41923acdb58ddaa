"""Suggestions whose message, or whose author's consent, goes while they wait."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from tests.e2e.reviewing import BETTER, TEXT, Desk, reviewing
from tests.e2e.town import Town
from tests.fakes.phrases import zh

pytestmark = pytest.mark.asyncio


@pytest_asyncio.fixture
async def desk(lively: Town) -> AsyncIterator[Desk]:
    async with reviewing(lively) as built:
        yield built


async def leave(town: Town, who: Any) -> None:
    """A member presses the button that leaves them out."""
    panel = await who.slash(town.general, "privacy").answered()
    label = next(
        c["label"] for row in panel.message.components for c in row["components"] if "privacy:1:out" in c["custom_id"]
    )
    await who.press(panel.message, label).acknowledgement()
    await town.idle()


async def test_whoever_opts_out_takes_all_suggestions_about_their_words_along(desk: Desk) -> None:
    await desk.suggest(who=desk.town.yu)
    await leave(desk.town, desk.town.amy)
    (card,) = desk.mods.messages
    assert "asked not to be translated" in card.content
    assert card.components == ()
    for text in (TEXT, zh(TEXT), BETTER):
        assert text not in card.content
    assert await desk.rows() == []


async def test_suggestions_about_others_words_stay(desk: Desk) -> None:
    await desk.suggest(who=desk.town.yu)
    await leave(desk.town, desk.town.yu)
    assert BETTER in desk.mods.messages[0].content
    assert len(await desk.rows()) == 1


async def test_nobody_suggests_for_who_opted_out_not_even_they_themselves(desk: Desk) -> None:
    await leave(desk.town, desk.town.amy)
    for member, said in ((desk.town.amy, "asked not to be translated"), (desk.town.yu, "不希望自己的话被翻译")):
        answer = await member.menu("Improve", desk.source).answered()
        assert answer.kind == "message"
        assert said in answer.text


async def test_a_card_that_comes_when_its_author_has_just_left_is_taken_away(desk: Desk) -> None:
    opened = desk.town.yu.menu("改进", desk.source)
    await opened.answered()
    amy = desk.town.amy.id
    suggestions = desk.town.running.services.suggestions
    posted = suggestions.posted

    async def late(*given: Any) -> bool:
        await desk.town.running.services.members.opt_out(amy, out=True)
        return await posted(*given)

    suggestions.posted = late  # type: ignore[method-assign]
    await desk.town.yu.submit(opened, {desk.field(opened): BETTER}).answered()
    await desk.town.idle()
    assert desk.mods.messages == []
    assert await desk.rows() == []


async def test_a_message_deleted_while_the_bot_was_away_is_not_learnt_from(quiet: Town) -> None:
    async with quiet.bot():
        await quiet.translate_channel()
        async with reviewing(quiet) as desk:
            await desk.suggest()
    quiet.amy.delete(desk.source)
    async with quiet.bot():
        pressed = await desk.press(quiet.lin, "通过 · Approve")
        assert "这条建议已经不在了" in pressed.followups[0].content
        assert await desk.rows() == []
        assert desk.mods.messages == []
        assert ("memory.approve", quiet.lin.id) not in await desk.actions()


async def test_a_message_edited_meanwhile_keeps_what_is_posted_and_the_moderator_is_told(desk: Desk) -> None:
    await desk.suggest()
    desk.town.amy.edit(desk.source, "hello my dear friends")
    await desk.town.idle()
    pressed = await desk.press(desk.town.lin, "通过 · Approve")
    assert "edited since" in pressed.followups[0].content
    assert await desk.said() == [zh("hello my dear friends")]
    desk.town.amy.say(desk.town.general, TEXT)
    assert (await desk.said())[-1] == BETTER


async def test_two_moderators_who_approve_at_once_approve_once(desk: Desk) -> None:
    other = desk.town.guild.add_member("Mo", roles=tuple(desk.town.guild.roles[r] for r in desk.town.lin.roles))
    await desk.suggest()
    presses = [each.press(desk.mods.messages[0], "通过 · Approve") for each in (desk.town.lin, other)]
    await asyncio.gather(*(each.acknowledgement() for each in presses))
    await desk.town.idle()
    told = [each.followups[0].content for each in presses]
    assert len([text for text in told if "was faster" in text]) == 1
    assert [action for action, _ in await desk.actions()].count("memory.approve") == 1
    assert await desk.said() == [BETTER]
    assert desk.mods.messages[0].components == ()


async def test_members_who_press_moderators_buttons_change_nothing(desk: Desk) -> None:
    await desk.suggest()
    before = desk.mods.messages[0].content
    for label in ("通过 · Approve", "编辑 · Edit", "否决 · Reject"):
        answer = await desk.town.amy.press(desk.mods.messages[0], label).answered()
        assert answer.kind == "message"
        assert answer.ephemeral
        assert "Manage Server" in answer.text
    assert desk.mods.messages[0].content == before
    assert (await desk.rows())[0].state == "waiting"
