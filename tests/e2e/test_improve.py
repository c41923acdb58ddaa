"""Improve: from a member's better words to what everybody reads."""

import asyncio
import logging
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from bot.client.improving.improve import require_members_words
from bot.errors import UserError
from bot.sandbox.world.overwrite import Overwrite
from bot.store import members, suggestions
from bot.suggestions.suggestions import APPROVED, MOST_WAITING, REJECTED
from bot.translation.record import Incoming
from bot.translation.types import Where
from tests.e2e.bridged import bridged
from tests.e2e.reviewing import BETTER, OURS, TEXT, Desk, reviewing
from tests.e2e.town import Town
from tests.fakes.phrases import zh

pytestmark = pytest.mark.asyncio


@pytest_asyncio.fixture
async def desk(lively: Town) -> AsyncIterator[Desk]:
    async with reviewing(lively) as built:
        yield built


async def test_a_better_translation_is_approved_with_one_press_and_replaces_what_is_posted(desk: Desk) -> None:
    thanks = await desk.suggest()
    assert thanks.ephemeral
    assert thanks.text.startswith("Thank you. The moderators have your suggestion now")
    (review,) = desk.mods.messages
    for part in (TEXT, zh(TEXT), BETTER, desk.town.amy.mention, f"/{desk.town.general.id}/{desk.source.id}"):
        assert part in review.content
    assert not review.pinged.users
    assert not review.pinged.everyone
    pressed = await desk.press(desk.town.lin, "通过 · Approve")
    assert await desk.said() == [BETTER]
    assert desk.town.general.messages[1] is desk.post
    assert not desk.post.pinged.users
    assert "Done. From now on" in pressed.followups[0].content
    assert pressed.followups[0].ephemeral
    assert f"✅ {desk.town.lin.mention}" in review.content
    assert review.components == ()
    desk.town.amy.say(desk.town.general, "My cat is lovely!")
    assert await desk.said() == [BETTER, f"{BETTER}！"]
    (row,) = await desk.rows()
    assert (row.state, row.source_text + row.present + row.proposed) == (APPROVED, "")
    assert await desk.actions() == [
        ("review-channel", desk.town.lin.id),
        ("suggestion.new", desk.town.amy.id),
        ("memory.approve", desk.town.lin.id),
    ]


async def test_the_form_shows_both_texts_and_works_on_the_translation_too(desk: Desk) -> None:
    opened = desk.town.yu.menu("改进", desk.post)
    form = await opened.answered()
    shown, label = opened.modal["components"]
    assert (form.kind, form.text) == ("modal", "改进译文")
    assert f"> {TEXT}" in shown["content"]
    assert label["component"]["value"] == zh(TEXT)
    await desk.town.yu.submit(opened, {desk.field(opened): BETTER}).answered()
    await desk.press(desk.town.lin, "通过 · Approve")
    assert await desk.said() == [BETTER]


async def test_notes_are_not_part_of_the_translation(desk: Desk) -> None:
    desk.town.google.answers["你家猫真是⟦0⟧"] = "Your cat really is ⟦0⟧"
    desk.town.yu.say(desk.town.general, "你家猫真是yyds")
    await desk.town.idle()
    post = desk.town.general.messages[-1]
    assert "\n-# " in post.content
    opened = desk.town.amy.menu("Improve", post)
    await opened.answered()
    present = opened.modal["components"][1]["component"]["value"]
    assert present == "Your cat really is the GOAT"


async def test_a_message_without_a_posted_translation_can_be_improved(quiet: Town) -> None:
    async with quiet.bot() as app:
        message = quiet.amy.say(quiet.general, TEXT)
        opened = quiet.amy.menu("Improve", message)
        await opened.answered()
        field = opened.modal["components"][1]["component"]
        assert field["value"] == zh(TEXT)
        answer = await quiet.amy.submit(opened, {field["custom_id"]: BETTER}).answered()
        assert "have to choose" in answer.text
        assert (await app.services.suggestions.waiting(quiet.guild.id, 9))[1] == 1
        assert len(quiet.general.messages) == 1


async def test_without_an_engine_the_form_is_empty(quiet: Town) -> None:
    quiet.google.fail("500")
    async with quiet.bot():
        opened = quiet.amy.menu("Improve", quiet.amy.say(quiet.general, TEXT))
        await opened.answered()
        assert not opened.modal["components"][1]["component"].get("value")


async def test_a_moderator_edits_it_first(desk: Desk) -> None:
    await desk.suggest()
    opened = desk.town.lin.press(desk.mods.messages[0], "编辑 · Edit")
    await opened.answered()
    field = opened.modal["components"][0]["component"]
    assert field["value"] == BETTER
    desk.town.lin.submit(opened, {field["custom_id"]: OURS})
    assert await desk.said() == [OURS]
    assert OURS in desk.mods.messages[0].content
    assert desk.town.lin.mention in desk.mods.messages[0].content


async def test_what_is_rejected_changes_nothing(desk: Desk) -> None:
    await desk.suggest()
    await desk.press(desk.town.lin, "否决 · Reject")
    assert await desk.said() == [zh(TEXT)]
    assert f"✖️ {desk.town.lin.mention}" in desk.mods.messages[0].content
    assert desk.mods.messages[0].components == ()
    (row,) = await desk.rows()
    assert (row.state, row.source_text + row.present + row.proposed) == (REJECTED, "")
    assert (await desk.actions())[-1] == ("suggestion.reject", desk.town.lin.id)


async def test_of_two_moderators_one_is_told_that_the_other_was_faster(desk: Desk) -> None:
    other = desk.town.guild.add_member("Mo", roles=tuple(desk.town.guild.roles[r] for r in desk.town.lin.roles))
    await desk.suggest()
    review = desk.mods.messages[0]
    presses = [desk.town.lin.press(review, "通过 · Approve"), other.press(review, "否决 · Reject")]
    await asyncio.gather(*(each.acknowledgement() for each in presses))
    await desk.town.idle()
    told = [each.followups[0].content for each in presses if each.followups]
    assert len([text for text in told if "was faster" in text]) == 1
    (row,) = await desk.rows()
    assert len(await desk.actions()) == 3
    assert await desk.said() == [BETTER if row.state == APPROVED else zh(TEXT)]
    assert review.components == ()
    assert f"<@{row.decided_by}>" in review.content.partition("\n")[0]


async def test_buttons_work_after_a_restart_and_check_the_permission_again(quiet: Town) -> None:
    mods = quiet.guild.add_channel("mods")
    async with quiet.bot():
        await quiet.translate_channel()
        await quiet.lin.slash(quiet.general, "redbridge review", channel=mods).answered()
        source = quiet.amy.say(quiet.general, TEXT)
        await quiet.idle()
        await Desk(quiet, mods, source, None).suggest()
    async with quiet.bot():
        refusal = await quiet.amy.press(mods.messages[0], "通过 · Approve").answered()
        assert "Manage Server" in refusal.text
        assert quiet.talk()[1] == ("RedBridge", zh(TEXT))
        await quiet.lin.press(mods.messages[0], "通过 · Approve").acknowledgement()
        await quiet.idle()
        assert quiet.talk()[1] == ("RedBridge", BETTER)


async def test_without_a_review_channel_it_waits_in_the_list(lively: Town) -> None:
    lively.amy.say(lively.general, TEXT)
    await lively.idle()
    desk = Desk(lively, None, *lively.general.messages)
    assert "have to choose" in (await desk.suggest()).text
    listed = lively.lin.slash(lively.general, "redbridge review")
    assert "Suggestions that wait: 1." in (await listed.answered()).text
    await lively.idle()
    (page,) = listed.followups
    assert page.ephemeral
    assert BETTER in page.content
    await desk.press(lively.lin, "通过 · Approve", page)
    assert await desk.said() == [BETTER]
    assert lively.lin.mention in page.content
    assert "没有等待" in (await lively.lin.slash(lively.general, "redbridge review").answered()).text


async def test_a_decision_in_the_list_shows_in_the_channel_too(desk: Desk) -> None:
    await desk.suggest()
    listed = desk.town.lin.slash(desk.town.general, "redbridge review")
    await listed.answered()
    await desk.town.idle()
    await desk.press(desk.town.lin, "否决 · Reject", listed.followups[0])
    for shown in (listed.followups[0], desk.mods.messages[0]):
        assert f"✖️ {desk.town.lin.mention}" in shown.content
        assert shown.components == ()


async def test_choosing_a_channel_names_what_is_missing_and_what_waits(lively: Town) -> None:
    me = lively.guild.members[lively.sandbox.bot.id]
    mods = lively.guild.add_channel("mods", overwrites=(Overwrite(me, deny=("send_messages",)),))
    await lively.idle()
    refusal = await lively.lin.slash(lively.general, "redbridge review", channel=mods).answered()
    assert "Send Messages" in refusal.text
    assert "Nothing was changed" in refusal.text
    assert lively.running.services.preferences.review_channel(lively.guild.id) is None
    forum = lively.guild.add_channel("ideas", kind="forum")
    await lively.idle()
    refusal = await lively.lin.slash(lively.general, "redbridge review", channel=forum).answered()
    assert "one after another" in refusal.text
    lively.amy.say(lively.general, TEXT)
    await lively.idle()
    await Desk(lively, None, *lively.general.messages).suggest()
    chosen = await lively.lin.slash(lively.general, "redbridge review", channel=lively.general).answered()
    assert "Waiting already: 1." in chosen.text


async def test_the_review_channel_is_taken_back(desk: Desk) -> None:
    listed = desk.town.lin.slash(desk.town.general, "redbridge review")
    answer = await listed.answered()
    assert "新的建议会出现在" in answer.text
    await desk.town.lin.press(answer.message, "新的建议不再显示").acknowledgement()
    await desk.town.idle()
    assert answer.text.startswith("好了。")
    assert answer.message.components == ()
    assert "have to choose" in (await desk.suggest()).text
    assert desk.mods.messages == []
    again = await desk.town.lin.slash(desk.town.general, "redbridge review").answered()
    assert "还没有地方显示" in again.text
    log = await desk.town.lin.slash(desk.town.general, "redbridge log").answered()
    assert f"<#{desk.mods.id}> → –" in log.text


async def test_a_review_channel_that_is_gone_loses_nothing(desk: Desk) -> None:
    desk.mods.delete()
    answer = await desk.suggest()
    assert "could not be shown" in answer.text
    listed = desk.town.lin.slash(desk.town.general, "redbridge review")
    await listed.answered()
    await desk.town.idle()
    assert BETTER in listed.followups[0].content


async def test_it_says_so_where_nothing_can_be_suggested(desk: Desk) -> None:
    assert "translated already" in (await desk.suggest(zh(TEXT))).text
    assert "can't mention anybody" in (await desk.suggest(f"@everyone {BETTER}")).text
    assert desk.mods.messages == []
    await desk.suggest()
    assert "suggested the same" in (await desk.suggest(who=desk.town.yu)).text
    assert len(desk.mods.messages) == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [("😂😂😂", "nothing to improve"), ("こんにちは、元気ですか", "nothing to improve"), ("my cat " * 80, "too long")],
)
async def test_a_message_that_cannot_be_improved_opens_no_form(lively: Town, text: str, said: str) -> None:
    lively.google.answers[text.strip()] = "我的猫" * 80
    message = lively.amy.say(lively.general, text)
    await lively.idle()
    answer = await lively.amy.menu("Improve", message).answered()
    assert answer.kind == "message"
    assert answer.ephemeral
    assert said in answer.text


async def test_nothing_is_learnt_from_bots(lively: Town) -> None:
    await lively.post_by_webhook("News", TEXT)
    answer = await lively.amy.menu("Improve", lively.general.messages[0]).answered()
    assert "Only translations of members' messages" in answer.text


async def test_an_author_who_opted_out_is_left_alone(desk: Desk) -> None:
    await desk.town.running.services.database.write(members.change, desk.town.amy.id, 1, opted_out=True)
    answer = await desk.town.yu.menu("改进", desk.source).answered()
    assert "asked not to be translated" in answer.text


async def test_a_deleted_message_takes_its_suggestions_along(desk: Desk) -> None:
    await desk.suggest()
    desk.town.amy.delete(desk.source)
    await desk.town.idle()
    assert desk.mods.messages == []
    assert await desk.rows() == []


async def test_a_form_sent_after_its_message_was_deleted_keeps_nothing(desk: Desk) -> None:
    opened = desk.town.yu.menu("改进", desk.source)
    await opened.answered()
    desk.town.amy.delete(desk.source)
    await desk.town.idle()
    answer = await desk.town.yu.submit(opened, {desk.field(opened): BETTER}).answered()
    assert "no longer there" in answer.text
    assert await desk.rows() == []
    assert desk.mods.messages == []


async def test_a_form_sent_after_its_author_opted_out_keeps_nothing(desk: Desk) -> None:
    opened = desk.town.yu.menu("改进", desk.source)
    await opened.answered()
    await desk.town.running.services.database.write(members.change, desk.town.amy.id, 1, opted_out=True)
    answer = await desk.town.yu.submit(opened, {desk.field(opened): BETTER}).answered()
    assert "asked not to be translated" in answer.text
    assert await desk.rows() == []


async def test_a_deleted_channel_takes_its_suggestions_along(desk: Desk) -> None:
    await desk.suggest()
    desk.town.general.delete()
    await desk.town.idle()
    assert desk.mods.messages == []
    assert await desk.rows() == []


async def test_a_deleted_thread_takes_its_suggestions_along(desk: Desk) -> None:
    thread = desk.town.amy.start_thread(desk.town.general, "talk")
    message = desk.town.amy.say(thread, TEXT)
    await desk.town.idle()
    await desk.suggest(on=message)
    thread.delete()
    await desk.town.idle()
    assert desk.mods.messages == []
    assert await desk.rows() == []


async def test_a_button_of_a_suggestion_that_is_gone_says_so(desk: Desk) -> None:
    await desk.suggest()
    await desk.town.running.services.database.write(suggestions.forget, [1])
    pressed = await desk.press(desk.town.lin, "编辑 · Edit")
    assert "is gone" in pressed.followups[0].content
    assert desk.mods.messages[0].components == ()


async def test_what_could_not_be_corrected_is_told(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.ERROR)
    await desk.suggest()
    desk.town.sandbox.faults.http(403, "PATCH /channels/*/messages/*")
    pressed = await desk.press(desk.town.lin, "通过 · Approve")
    assert "could not be changed" in pressed.followups[0].content
    assert desk.town.lin.mention in desk.mods.messages[0].content


async def test_a_gathered_post_asks_for_the_message_itself(desk: Desk) -> None:
    for number in range(30):
        desk.town.amy.say(desk.town.general, f"sentence number {number} of mine")
    for _ in range(8):
        desk.town.clock.advance(5)
        await asyncio.sleep(0)
    await desk.town.idle()
    gathered = [m for m in desk.town.general.messages if m.content.startswith("-# ↩")]
    assert gathered
    answer = await desk.town.amy.menu("Improve", gathered[0]).answered()
    assert "several messages" in answer.text


async def test_a_copy_across_a_bridge_is_improved_and_corrected(quiet: Town) -> None:
    async with bridged(quiet) as square:
        mods = quiet.guild.add_channel("mods")
        await quiet.idle()
        await quiet.lin.slash(quiet.general, "redbridge review", channel=mods).answered()
        source = await square.hear(square.amy, square.english, TEXT)
        (copy,) = square.chinese.messages
        assert copy.content == zh(TEXT)
        await Desk(quiet, mods, source, copy).suggest(on=copy, who=quiet.yu)
        assert f"/{square.english.id}/{source.id}" in mods.messages[0].content
        await quiet.lin.press(mods.messages[0], "通过 · Approve").acknowledgement()
        await quiet.idle()
        assert copy.content == BETTER
        assert len(square.chinese.messages) == len(square.english.messages) == 1


async def test_while_the_database_cannot_be_used_nothing_is_decided(desk: Desk) -> None:
    await desk.suggest()
    await desk.town.running.services.database.close()
    pressed = await desk.press(desk.town.lin, "通过 · Approve")
    assert "Nothing was changed" in pressed.followups[0].content
    assert desk.mods.messages[0].components
    assert await desk.said() == [zh(TEXT)]


async def test_chinese_in_other_characters_is_nothing_to_improve(lively: Town) -> None:
    message = lively.yu.say(lively.general, "我的猫很可爱")
    lively.lin.react(message, "🇹🇼")
    await lively.idle()
    rewritten = next(post for post in lively.general.messages if post.content == "我的貓很可愛")
    answer = await lively.amy.menu("Improve", rewritten).answered()
    assert "Chinese in other characters" in answer.text


async def test_no_form_opens_for_what_the_bot_wrote_wherever_it_is_asked_for(desk: Desk) -> None:
    services = desk.town.running.services
    await require_members_words(services, incoming_of(desk.source))
    with pytest.raises(UserError, match="Only translations of members"):
        await require_members_words(services, incoming_of(desk.post))


async def test_no_form_opens_for_a_copy_across_a_bridge(quiet: Town) -> None:
    async with bridged(quiet) as square:
        await square.hear(square.amy, square.english, TEXT)
        with pytest.raises(UserError, match="Only translations of members"):
            await require_members_words(quiet.running.services, incoming_of(square.chinese.messages[0]))


def incoming_of(message: Any) -> Incoming:
    where = Where(message.channel.guild.id, message.channel.id)
    return Incoming(message.id, where, message.author.id, message.content, message.created)


async def test_a_member_with_much_waiting_is_told_before_the_form(desk: Desk) -> None:
    for number in range(MOST_WAITING):
        await desk.suggest(f"{BETTER}{'呀' * number}")
    answer = await desk.town.amy.menu("Improve", desk.source).answered()
    assert answer.kind == "message"
    assert "wait for the moderators" in answer.text


async def test_nothing_of_an_author_who_opted_out_meanwhile_is_remembered(desk: Desk) -> None:
    await desk.suggest()
    await desk.town.running.services.database.write(members.change, desk.town.amy.id, 1, opted_out=True)
    pressed = await desk.press(desk.town.lin, "通过 · Approve")
    assert "asked not to be translated" in pressed.followups[0].content
    assert ("memory.approve", desk.town.lin.id) not in await desk.actions()
    await desk.press(desk.town.lin, "否决 · Reject")
    assert (await desk.rows())[0].state == REJECTED
