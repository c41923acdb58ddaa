"""Improve, for all that Translate can read: polls, forwards, previews; and what neither can."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from tests.e2e.bridged import bridged
from tests.e2e.reviewing import BETTER, TEXT, Desk, reviewing
from tests.e2e.town import Town
from tests.fakes.phrases import zh

pytestmark = pytest.mark.asyncio

QUESTION, ANSWERS = "what do you all think of it", ["my cat is lovely", "good night"]
SAID = "**大家怎么看这件事**\n- 我的猫很可爱\n- 晚安"
OURS = "**大伙儿怎么看**\n- 我家猫可招人爱了\n- 晚安"


@pytest_asyncio.fixture
async def desk(lively: Town) -> AsyncIterator[Desk]:
    lively.google.answers[f"**{QUESTION}**\n⟦0⟧my cat is lovely\n⟦1⟧good night"] = (
        "**大家怎么看这件事**\n⟦0⟧我的猫很可爱\n⟦1⟧晚安"
    )
    async with reviewing(lively) as built:
        yield built


async def form(who: Any, message: Any) -> tuple[Any, str, str]:
    """The form, the message as it shows it, and the translation."""
    opened = who.menu("改进", message)
    assert (await opened.answered()).kind == "modal"
    shown, label = opened.modal["components"]
    return opened, shown["content"], label["component"]["value"]


async def test_a_poll(desk: Desk) -> None:
    poll = desk.town.amy.poll(desk.town.general, QUESTION, ANSWERS)
    await desk.town.idle()
    _, shown, present = await form(desk.town.yu, poll)
    assert f"> **{QUESTION}**\n> - my cat is lovely\n> - good night" in shown
    assert present == SAID
    await desk.suggest(OURS, poll, desk.town.yu)
    await desk.press(desk.town.lin, "通过 · Approve")
    assert (await desk.town.yu.menu("翻译", poll).answered()).text == OURS


async def test_the_posted_translation_of_a_poll_says_it_then(desk: Desk) -> None:
    poll = desk.town.amy.poll(desk.town.general, QUESTION, ANSWERS)
    desk.town.yu.react(poll, "🇨🇳")
    assert (await desk.said())[-1] == SAID
    await desk.suggest(OURS, desk.town.general.messages[-1], desk.town.yu)
    await desk.press(desk.town.lin, "通过 · Approve")
    assert (await desk.said())[-1] == OURS


async def test_a_forwarded_message(desk: Desk) -> None:
    elsewhere = desk.town.guild.add_channel("elsewhere")
    forwarded = desk.town.amy.forward(desk.source, elsewhere)
    await desk.town.idle()
    _, shown, present = await form(desk.town.yu, forwarded)
    assert f"> {TEXT}" in shown
    assert present == zh(TEXT)
    await desk.suggest(BETTER, forwarded, desk.town.yu)
    await desk.press(desk.town.lin, "通过 · Approve")
    assert (await desk.town.yu.menu("翻译", forwarded).answered()).text == BETTER


async def test_the_preview_of_a_link_that_stands_alone(desk: Desk) -> None:
    message = desk.town.amy.say(desk.town.general, "https://example.com/cat")
    desk.town.sandbox.show_preview(message, {"type": "article", "title": "look at this cute cat"})
    await desk.town.idle()
    card = "⟦0⟧\n**{}**"
    desk.town.google.answers[card.format("look at this cute cat")] = card.format(zh("look at this cute cat"))
    _, shown, present = await form(desk.town.yu, message)
    assert "look at this cute cat" in shown
    assert zh("look at this cute cat") in present


async def test_a_preview_beside_words_is_not_a_part_of_them(desk: Desk) -> None:
    message = desk.town.amy.say(desk.town.general, "look at this cute cat https://example.com/cat")
    desk.town.sandbox.show_preview(message, {"type": "rich", "title": TEXT})
    await desk.town.idle()
    _, shown, _ = await form(desk.town.yu, message)
    assert TEXT not in shown


async def test_pictures_and_cards_of_bots_say_why_not(desk: Desk) -> None:
    picture = desk.town.amy.say(desk.town.general, attachments=[("cat.png", b"x")])
    card = desk.town.general.add_webhook("News").say("", embeds=[{"title": TEXT}])
    await desk.town.idle()
    assert "nothing to improve" in (await desk.town.amy.menu("Improve", picture).answered()).text
    assert "Only translations of members' messages" in (await desk.town.amy.menu("Improve", card).answered()).text


async def test_the_copy_of_a_bots_card_is_said_to_be_a_bots(quiet: Town) -> None:
    async with bridged(quiet) as square:
        hook = square.english.add_webhook("News")
        await square.town.running.services.bridges.trust(
            square.town.running.services.bridges.bridge_of(square.english.id).bridge_id, hook.id, quiet.lin.id
        )
        hook.say(TEXT)
        await quiet.idle()
        (copy,) = square.chinese.messages
        answer = await quiet.amy.menu("Improve", copy).answered()
        assert "Only translations of members' messages" in answer.text


async def test_an_archived_thread_is_chosen_for_reviews_and_wakes_for_the_next_one(desk: Desk) -> None:
    thread = desk.town.lin.start_thread(desk.mods, "reviews")
    thread.archive()
    await desk.town.idle()
    chosen = await desk.town.lin.slash(desk.town.general, "redbridge review", channel=thread).answered()
    assert thread.mention in chosen.text
    assert "好了" in chosen.text
    await desk.suggest()
    assert BETTER in thread.messages[-1].content
    thread.archive()
    thread.lock()
    town = desk.town
    town.guild.change_role(
        town.guild.role(town.sandbox.bot.name),
        ["view_channel", "send_messages", "send_messages_in_threads", "read_message_history"],
    )
    await desk.town.idle()
    refused = await desk.town.lin.slash(desk.town.general, "redbridge review", channel=thread).answered()
    assert "is locked" in refused.text
    assert "View Channel" not in refused.text
