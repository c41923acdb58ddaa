"""Moderators remind of a rule by hand: from a message's menu, in the channel or privately, once."""

from typing import Any

import pytest

from bot.rules.book import MOST_RULES, RuleText
from bot.rules.log import HAND
from tests.e2e.bridged import bridged
from tests.e2e.pairing import letters
from tests.e2e.test_access import entrusted, helper
from tests.e2e.test_permissions import unlock
from tests.e2e.town import Town
from tests.fakes.phrases import zh

pytestmark = pytest.mark.asyncio

MENU = "Remind of a rule"
HERE, PRIVATELY = "在频道里说，不点名", "私下说，带上原话"
WHICH, WHERE, NOTE = "哪条规则？", "在哪里说？", "你想补一句的话"
AGAIN = "再试一次 · Try again"
LINE = "what do you all think of it"


async def book(place: Town) -> list[Any]:
    """A rule book, as from the menu of books to begin with."""
    rules = place.running.services.rules
    return list((await rules.begin(place.guild.id, "rednote", place.lin.id)).rules)


async def form(place: Town, message: Any, who: Any = None) -> Any:
    """What the menu opens; the interaction."""
    opened = (who or place.lin).menu(MENU, message)
    await opened.answered()
    return opened


async def sent(place: Town, opened: Any, rule: Any, where: str = HERE, note: str = "", *, who: Any = None) -> Any:
    """The form is filled in and sent; the answer."""
    label = f"{rule.number}. {rule.texts['zh-CN'].name}"
    interaction = (who or place.lin).submit(opened, {WHICH: [label], WHERE: [where], NOTE: note})
    await place.idle()
    return await interaction.answered()


async def reminded(place: Town, message: Any, rule: Any, where: str = HERE, note: str = "") -> Any:
    return await sent(place, await form(place, message), rule, where, note)


def shown(message: Any) -> str:
    """All that stands in a direct message."""
    return "\n".join([message.content, *(embed["description"] for embed in message.embeds)])


async def test_everybody_is_reminded_kindly_in_both_languages_and_nobody_is_named(quiet: Town) -> None:
    async with quiet.bot() as app:
        _, rule, *_ = await book(quiet)
        message = quiet.amy.say(quiet.general, LINE)
        answer = await reminded(quiet, message, rule, note="come and eat with us")
        post = quiet.general.messages[-1]
        assert answer.ephemeral
        assert f"/{quiet.general.id}/{post.id}" in answer.text
        for locale in ("en", "zh-CN"):
            assert rule.texts[locale].text in post.content
            assert rule.texts[locale].name in post.content
        assert post.content.endswith(f"💬 come and eat with us\n{zh('come and eat with us')}")
        assert post.reference is None
        assert "Amy" not in post.content
        assert "Lin" not in post.content
        assert not post.pinged.users
        log = await app.services.reminder_log.get(quiet.guild.id, message.id, HAND)
        assert log is not None
        assert (log.rule_id, log.by, log.post_id) == (rule.rule_id, quiet.lin.id, post.id)
        changes = (await quiet.lin.slash(quiet.general, "redbridge log").answered()).text
        assert f"提醒了一条规则：{rule.number}. {rule.texts['en'].name}" in changes


async def test_somebody_is_reminded_privately_with_their_line_and_its_translation(quiet: Town) -> None:
    async with quiet.bot():
        rule = (await book(quiet))[0]
        message = quiet.amy.say(quiet.general, LINE)
        answer = await reminded(quiet, message, rule, PRIVATELY, "谁都不许回答这一条")
        (letter,) = letters(quiet.amy)
        text = shown(letter)
        assert "Hotpot Club" in letter.content
        assert rule.texts["en"].text in letter.content
        assert rule.texts["zh-CN"].text in letter.content
        assert f"> {LINE}\n> {zh(LINE)}" in text
        assert f"/{quiet.general.id}/{message.id}" in text
        assert text.endswith("谁都不许回答这一条\nnobody may answer this one")
        assert "Lin" not in text
        assert [each.author.name for each in quiet.general.messages] == ["Amy"]
        assert f"<@{quiet.amy.id}>" in answer.text
        changes = (await quiet.lin.slash(quiet.general, "redbridge log").answered()).text
        assert "私下提醒某人一条规则" in changes


async def test_closed_direct_messages_are_told_and_what_was_chosen_is_kept(quiet: Town) -> None:
    async with quiet.bot() as app:
        rule = (await book(quiet))[3]
        message = quiet.amy.say(quiet.general, LINE)
        quiet.amy.close_dms()
        answer = await reminded(quiet, message, rule, PRIVATELY, "come and eat with us")
        assert f"<@{quiet.amy.id}> 不收红桥的私信" in answer.text
        assert "come and eat with us" in answer.text
        assert await app.services.reminder_log.get(quiet.guild.id, message.id, HAND) is None
        again = quiet.lin.press(answer.message, AGAIN)
        await again.answered()
        parts = {part["label"]: part["component"] for part in again.modal["components"]}
        chosen = [option["value"] for option in parts[WHICH]["options"] if option.get("default")]
        assert chosen == [str(rule.rule_id)]
        assert parts[NOTE]["value"] == "come and eat with us"
        await sent(quiet, again, rule, HERE, "come and eat with us")
        assert rule.texts["zh-CN"].text in quiet.general.messages[-1].content
        assert not letters(quiet.amy)


async def test_without_a_note_the_choices_are_kept_too(quiet: Town) -> None:
    async with quiet.bot():
        rule = (await book(quiet))[0]
        message = quiet.amy.say(quiet.general, LINE)
        quiet.amy.close_dms()
        answer = await reminded(quiet, message, rule, PRIVATELY)
        assert (await quiet.lin.press(answer.message, AGAIN).answered()).kind == "modal"


async def test_of_two_moderators_only_the_first_reminds(quiet: Town) -> None:
    async with quiet.bot() as app:
        rules = await book(quiet)
        mo = quiet.guild.add_member("Mo", locale="zh-CN", roles=(quiet.guild.role("moderators"),))
        await app.services.members.learn(mo.id, "zh-CN")
        message = quiet.amy.say(quiet.general, LINE)
        hers, his = await form(quiet, message), await form(quiet, message, mo)
        await sent(quiet, hers, rules[0])
        late = await sent(quiet, his, rules[1], PRIVATELY, who=mo)
        assert f"<@{quiet.lin.id}>" in late.text
        assert len(quiet.general.messages) == 2
        assert not letters(quiet.amy)
        told = await quiet.lin.menu(MENU, message).answered()
        assert told.kind == "message"
        assert "没有再发一遍" in told.text


async def test_only_moderators_and_those_entrusted_with_rules_remind_and_it_is_asked_when_they_send(
    quiet: Town,
) -> None:
    async with quiet.bot():
        unlock(quiet)
        rules = await book(quiet)
        message = quiet.yu.say(quiet.general, LINE)
        refused = await quiet.amy.menu(MENU, message).answered()
        assert "Manage Server" in refused.text
        role = helper(quiet)
        await entrusted(quiet, "rules", role)
        opened = quiet.amy.menu(MENU, message)
        assert (await opened.answered()).kind == "modal"
        quiet.amy.take(role)
        label = f"1. {rules[0].texts['en'].name}"
        late = await quiet.amy.submit(
            opened, {"Which rule?": [label], "Where?": ["In the channel, naming nobody"]}
        ).answered()
        assert "Manage Server" in late.text
        assert [each.author.name for each in quiet.general.messages] == ["小雨"]


async def test_an_empty_book_a_lost_message_and_a_lost_rule_are_told(quiet: Town) -> None:
    async with quiet.bot() as app:
        message = quiet.amy.say(quiet.general, LINE)
        empty = await quiet.lin.menu(MENU, message).answered()
        assert "规则" in empty.text
        rules = await book(quiet)
        opened = await form(quiet, message)
        await app.services.rules.remove(quiet.guild.id, rules[0].rule_id, quiet.lin.id)
        lost = await sent(quiet, opened, rules[0])
        assert "规则" in lost.text
        opened = await form(quiet, message)
        quiet.amy.delete(message)
        await quiet.idle()
        book_now = (await app.services.rules.book(quiet.guild.id)).rules
        gone = await sent(quiet, opened, book_now[0], PRIVATELY)
        assert "不在了" in gone.text
        assert not letters(quiet.amy)
        assert not quiet.general.messages


async def test_without_the_permission_to_write_nothing_is_posted_and_it_can_be_tried_again(quiet: Town) -> None:
    async with quiet.bot():
        rule = (await book(quiet))[0]
        message = quiet.amy.say(quiet.general, LINE)
        quiet.sandbox.faults.deny("send_messages", quiet.general)
        refused = await reminded(quiet, message, rule)
        assert "红桥在这里发不了消息，还缺这些权限：发送消息" in refused.text
        quiet.sandbox.faults.allow("send_messages", quiet.general)
        await reminded(quiet, message, rule)
        assert rule.texts["en"].text in quiet.general.messages[-1].content


async def test_a_copy_on_a_bridge_stands_for_whoever_wrote_the_original(quiet: Town) -> None:
    async with bridged(quiet) as square:
        rule = (await book(quiet))[0]
        original = await square.hear(quiet.amy, square.english, LINE)
        copy = square.chinese.messages[-1]
        assert copy.webhook_id
        await reminded(quiet, copy, rule, PRIVATELY)
        (letter,) = letters(quiet.amy)
        assert f"> {LINE}" in shown(letter)
        assert f"/{square.english.id}/{original.id}" in shown(letter)


async def test_a_bots_message_is_nobodys_to_be_written_to_about(quiet: Town) -> None:
    async with quiet.bot():
        rule = (await book(quiet))[0]
        parrot = quiet.guild.add_member("Parrot", bot=True)
        message = parrot.say(quiet.general, LINE)
        refused = await reminded(quiet, message, rule, PRIVATELY)
        assert "没有人可以私信" in refused.text
        await reminded(quiet, message, rule)
        assert rule.texts["en"].text in quiet.general.messages[-1].content


async def test_a_post_of_several_translations_is_nobodys_single_line(lively: Town) -> None:
    rule = (await book(lively))[0]
    for words in (LINE, "good night"):
        lively.amy.say(lively.general, words)
        await lively.idle()
    gathered = lively.general.messages[-1]
    await lively.running.services.database.write(_gather, gathered.id)
    refused = await reminded(lively, gathered, rule, PRIVATELY)
    assert "好几条消息" in refused.text
    assert not letters(lively.amy)


def _gather(connection: Any, post_id: int) -> None:
    connection.exec_driver_sql("UPDATE message_link SET post_id = ?", (post_id,))


@pytest.mark.parametrize("where", [HERE, PRIVATELY])
async def test_moderators_see_each_reminder_in_their_channel(quiet: Town, where: str) -> None:
    mods = quiet.guild.add_channel("mods")
    async with quiet.bot() as app:
        rule = (await book(quiet))[2]
        await shown_in(quiet, mods)
        message = quiet.amy.say(quiet.general, LINE)
        await reminded(quiet, message, rule, where)
        (shown_to_mods,) = mods.messages
        assert f"<@{quiet.lin.id}>" in shown_to_mods.content
        assert f"/{quiet.general.id}/{message.id}" in shown_to_mods.content
        assert rule.texts["zh-CN"].name in shown_to_mods.content
        assert rule.texts["en"].name in shown_to_mods.content
        assert ("privately" in shown_to_mods.content) is (where == PRIVATELY)
        assert not shown_to_mods.pinged.users
        known = await app.services.reminder_log.get(quiet.guild.id, message.id, HAND)
        assert known is not None
        assert known.note_id == shown_to_mods.id


async def test_a_lost_channel_of_moderators_keeps_nobody_from_reminding(quiet: Town) -> None:
    mods = quiet.guild.add_channel("mods")
    async with quiet.bot():
        rule = (await book(quiet))[2]
        await shown_in(quiet, mods)
        mods.delete()
        message = quiet.amy.say(quiet.general, LINE)
        await reminded(quiet, message, rule)
        assert rule.texts["en"].text in quiet.general.messages[-1].content
        assert "⚠️" in (await screen(quiet)).text


async def screen(place: Town) -> Any:
    """The screen of the panel on which that is chosen."""
    panel = await place.lin.slash(place.general, "redbridge rules panel").answered()
    place.lin.choose(panel.message, ["log"], "rulebook:2:screen")
    await place.idle()
    return panel


async def shown_in(place: Town, channel: Any) -> None:
    """Lin chooses where moderators see reminders."""
    panel = await screen(place)
    place.lin.choose(panel.message, [channel], "rulebook:1:in:log")
    await place.idle()
    assert f"<#{channel.id}>" in panel.text


async def test_what_members_who_are_left_out_wrote_goes_to_no_engine(quiet: Town) -> None:
    async with quiet.bot() as app:
        rule = (await book(quiet))[0]
        await app.services.members.opt_out(quiet.amy.id, out=True)
        message = quiet.amy.say(quiet.general, LINE)
        await reminded(quiet, message, rule, PRIVATELY)
        (letter,) = letters(quiet.amy)
        assert f"> {LINE}" in shown(letter)
        assert zh(LINE) not in shown(letter)
        assert not quiet.google.asked


async def test_while_no_engine_answers_it_goes_out_as_it_was_written_and_that_is_told(quiet: Town) -> None:
    async with quiet.bot(engines=[]):
        rule = (await book(quiet))[0]
        message = quiet.amy.say(quiet.general, LINE)
        answer = await reminded(quiet, message, rule, PRIVATELY)
        (letter,) = letters(quiet.amy)
        assert f"> {LINE}" in shown(letter)
        assert "没翻译成" in answer.text


async def test_a_long_book_takes_two_menus_of_which_one_is_used(quiet: Town) -> None:
    async with quiet.bot() as app:
        for number in range(1, MOST_RULES + 1):
            texts = {locale: RuleText(f"r{number}", f"text {number}") for locale in ("en", "zh-CN", "zh-TW")}
            await app.services.rules.add(quiet.guild.id, texts, quiet.lin.id)
        message = quiet.amy.say(quiet.general, LINE)
        opened = await form(quiet, message)
        first, second, *_ = [part["label"] for part in opened.modal["components"]]
        both = quiet.lin.submit(opened, {first: ["1. r1"], second: ["26. r26"], WHERE: [HERE]})
        assert "选一条规则" in (await both.answered()).text
        opened = await form(quiet, message)
        quiet.lin.submit(opened, {second: ["30. r30"], WHERE: [HERE]})
        await quiet.idle()
        assert "text 30" in quiet.general.messages[-1].content
