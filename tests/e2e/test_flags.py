"""Flags under messages: who asks gets a translation, once, and nobody is bothered."""

import logging
from typing import Any

import pytest

from bot.sandbox.world.overwrite import Overwrite
from bot.store import audit, members
from tests.e2e.town import Town
from tests.fakes.phrases import zh

pytestmark = pytest.mark.asyncio

TEXT = "my cat is lovely"


async def flagged(town: Town, emoji: str, text: str = TEXT, who: Any = None) -> list[str]:
    """What the bot says after somebody reacts to a message of Amy's."""
    message = town.amy.say(town.general, text)
    (who or town.yu).react(message, emoji)
    await town.idle()
    return [content for name, content in town.talk() if name == "RedBridge"]


@pytest.mark.parametrize(
    ("emoji", "text", "expected"),
    [
        ("🇨🇳", TEXT, "我的猫很可爱"),
        ("🇹🇼", TEXT, "我的貓很可愛"),
        ("🇭🇰", TEXT, "我的貓很可愛"),
        ("🌐", TEXT, "我的猫很可爱"),
        ("🇺🇸", "我的猫很可爱", TEXT),
        ("🇬🇧", "我的猫很可爱", TEXT),
        ("🌐", "我的猫很可爱", TEXT),
        ("🇹🇼", "我的猫很可爱", "我的貓很可愛"),
    ],
)
async def test_a_flag_gets_the_translation_in_its_language(quiet: Town, emoji: str, text: str, expected: str) -> None:
    async with quiet.bot():
        assert await flagged(quiet, emoji, text) == [expected]
        source, answer = quiet.general.messages
        assert answer.reference is source
        assert not answer.pinged.users


async def test_a_flag_works_on_a_message_of_long_ago(quiet: Town) -> None:
    message = quiet.amy.say(quiet.general, TEXT)
    quiet.clock.advance(90 * 24 * 60 * 60)
    async with quiet.bot():
        quiet.yu.react(message, "🇨🇳")
        await quiet.idle()
        assert quiet.talk() == [("Amy", TEXT), ("RedBridge", zh(TEXT))]


async def test_two_who_ask_at_once_get_one_answer(quiet: Town) -> None:
    async with quiet.bot():
        message = quiet.amy.say(quiet.general, TEXT)
        for member in (quiet.yu, quiet.lin, quiet.amy):
            member.react(message, "🇨🇳")
        await quiet.idle()
        assert quiet.talk() == [("Amy", TEXT), ("RedBridge", zh(TEXT))]


async def test_what_is_translated_already_is_not_posted_again(lively: Town) -> None:
    assert await flagged(lively, "🇨🇳") == [zh(TEXT)]


async def test_another_language_is_another_answer(lively: Town) -> None:
    assert await flagged(lively, "🇹🇼") == [zh(TEXT), "我的貓很可愛"]


async def test_a_flag_under_the_translation_asks_for_the_message_itself(lively: Town) -> None:
    lively.amy.say(lively.general, TEXT)
    await lively.idle()
    source, answer = lively.general.messages
    lively.yu.react(answer, "🇹🇼")
    await lively.idle()
    assert [m.content for m in lively.general.messages[2:]] == ["我的貓很可愛"]
    assert lively.general.messages[2].reference is source
    lively.yu.react(answer, "🇺🇸")
    await lively.idle()
    assert len(lively.general.messages) == 3


@pytest.mark.parametrize(
    ("emoji", "text"),
    [
        ("🇺🇸", TEXT),
        ("🇨🇳", "我的猫很可爱"),
        ("🌐", "😂😂😂"),
        ("🌐", "https://example.com/cat"),
        ("🇨🇳", "my cat is lovely !i"),
        ("🇨🇳", "||my cat is lovely||"),
        ("👍", TEXT),
        ("🇯🇵", TEXT),
        ("🔄", "😂😂😂"),
    ],
)
async def test_nothing_happens_where_nothing_is_to_be_translated(quiet: Town, emoji: str, text: str) -> None:
    async with quiet.bot():
        assert await flagged(quiet, emoji, text) == []
        assert quiet.google.texts == []


async def test_messages_of_bots_are_left_alone(quiet: Town) -> None:
    async with quiet.bot():
        await quiet.post_by_webhook("News", TEXT)
        quiet.yu.react(quiet.general.messages[0], "🇨🇳")
        await quiet.idle()
        assert len(quiet.general.messages) == 1


async def test_a_silenced_channel_stays_silent(quiet: Town) -> None:
    quiet.general.topic = "cats only [no-translation]"
    async with quiet.bot():
        asked = len(quiet.sandbox.traffic)
        assert await flagged(quiet, "🇨🇳") == []
        assert quiet.google.texts == []
        assert len(quiet.sandbox.traffic) == asked


async def test_an_author_who_opted_out_is_not_translated(quiet: Town) -> None:
    async with quiet.bot() as app:
        await app.services.database.write(members.change, quiet.amy.id, 1, opted_out=True)
        assert await flagged(quiet, "🇨🇳") == []
        assert quiet.google.texts == []


async def test_without_permission_to_write_the_log_says_so_and_nobody_else(
    quiet: Town, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    me = quiet.guild.members[quiet.sandbox.bot.id]
    quiet.general.overwrite([Overwrite(me, deny=("send_messages",))])
    async with quiet.bot():
        assert await flagged(quiet, "🇨🇳") == []
        assert quiet.google.texts == []
    assert "stays unanswered: send_messages missing" in caplog.text


async def test_a_flag_works_in_a_thread(quiet: Town) -> None:
    async with quiet.bot():
        thread = quiet.amy.start_thread(quiet.general, "cats")
        message = quiet.amy.say(thread, TEXT)
        quiet.yu.react(message, "🇨🇳")
        await quiet.idle()
        assert quiet.talk(thread)[-1] == ("RedBridge", zh(TEXT))
        assert [m for m in quiet.general.messages if m.author.name == "RedBridge"] == []


async def test_a_message_that_is_gone_before_it_is_read_is_forgotten(
    quiet: Town, caplog: pytest.LogCaptureFixture
) -> None:
    async with quiet.bot():
        message = quiet.amy.say(quiet.general, TEXT)
        quiet.yu.react(message, "🇨🇳")
        quiet.amy.delete(message)
        await quiet.idle()
        assert quiet.general.messages == []
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []


async def test_without_an_engine_a_flag_is_quiet_and_can_be_tried_again(quiet: Town) -> None:
    quiet.google.fail("500")
    async with quiet.bot():
        message = quiet.amy.say(quiet.general, TEXT)
        quiet.yu.react(message, "🇨🇳")
        await quiet.idle()
        assert len(quiet.general.messages) == 1
        quiet.google.recover()
        quiet.clock.advance(61)
        quiet.lin.react(message, "🔄")
        await quiet.idle()
        assert quiet.talk() == [("Amy", TEXT), ("RedBridge", zh(TEXT))]


async def test_the_same_member_waits_before_asking_the_same_again(quiet: Town) -> None:
    quiet.google.fail("500")
    async with quiet.bot():
        message = quiet.amy.say(quiet.general, TEXT)
        quiet.yu.react(message, "🇨🇳")
        await quiet.idle()
        quiet.google.recover()
        quiet.clock.advance(29)
        asked = len(quiet.sandbox.traffic)
        quiet.yu.unreact(message, "🇨🇳")
        quiet.yu.react(message, "🇨🇳")
        await quiet.idle()
        assert len(quiet.sandbox.traffic) == asked
        quiet.clock.advance(61)
        quiet.yu.unreact(message, "🇨🇳")
        quiet.yu.react(message, "🇨🇳")
        await quiet.idle()
        assert quiet.talk() == [("Amy", TEXT), ("RedBridge", zh(TEXT))]


async def test_a_member_who_flags_everything_is_slowed_down(quiet: Town) -> None:
    async with quiet.bot():
        messages = [quiet.amy.say(quiet.general, f"sentence number {n} of mine") for n in range(8)]
        for message in messages:
            quiet.yu.react(message, "🇨🇳")
        await quiet.idle()
        assert len(quiet.google.texts) == 6
        quiet.lin.react(messages[-1], "🇨🇳")
        await quiet.idle()
        assert len(quiet.google.texts) == 7
        quiet.clock.advance(60)
        quiet.yu.unreact(messages[-2], "🇨🇳")
        quiet.yu.react(messages[-2], "🇨🇳")
        await quiet.idle()
        assert len(quiet.google.texts) == 8


async def test_moderators_turn_flags_off_and_on(quiet: Town) -> None:
    async with quiet.bot() as app:
        answer = await quiet.lin.slash(quiet.general, "redbridge flags", state="off").answered()
        assert answer.ephemeral
        assert answer.text.startswith("好了")
        assert "Flags under messages are only flags" in answer.text
        assert await flagged(quiet, "🇨🇳") == []
        assert await flagged(quiet, "🔄") == []
    async with quiet.bot() as app:
        assert await flagged(quiet, "🌐") == []
        await quiet.lin.slash(quiet.general, "redbridge flags", state="on").answered()
        assert await flagged(quiet, "🌐") == [zh(TEXT)]
        changes = await app.services.database.read(audit.latest, quiet.guild.id, 9, "flags")
        assert [(c.member_id, c.before, c.after) for c in changes] == [
            (quiet.lin.id, "off", "on"),
            (quiet.lin.id, "on", "off"),
        ]


async def test_the_notice_of_an_outage_is_a_button_too(lively: Town) -> None:
    lively.google.fail("500")
    lively.amy.say(lively.general, TEXT)
    await lively.idle()
    _, notice = lively.general.messages
    assert "🔄" in notice.content
    lively.google.recover()
    lively.clock.advance(61)
    lively.yu.react(notice, "🔄")
    await lively.idle()
    assert lively.talk() == [("Amy", TEXT), ("RedBridge", zh(TEXT))]


async def test_the_bots_own_reactions_ask_for_nothing(quiet: Town) -> None:
    async with quiet.bot() as app:
        message = quiet.amy.say(quiet.general, TEXT)
        await app.client.http.add_reaction(quiet.general.id, message.id, "🇨🇳")
        await quiet.idle()
        assert "🇨🇳" in message.reactions
        assert quiet.talk() == [("Amy", TEXT)]


async def test_what_was_asked_for_follows_its_message(quiet: Town) -> None:
    async with quiet.bot():
        await quiet.translate_channel(mode="on-demand")
        message = quiet.amy.say(quiet.general, "a sentnce with a typo")
        quiet.yu.react(message, "🇨🇳")
        await quiet.idle()
        assert quiet.talk()[1:] == [("RedBridge", zh("a sentnce with a typo"))]
        quiet.amy.edit(message, "a sentence without a typo")
        await quiet.idle()
        assert quiet.talk()[1:] == [("RedBridge", zh("a sentence without a typo"))]
        quiet.amy.delete(message)
        await quiet.idle()
        assert quiet.general.messages == []


async def test_where_a_channel_is_off_an_edit_takes_it_away_until_somebody_asks_again(quiet: Town) -> None:
    async with quiet.bot():
        message = quiet.amy.say(quiet.general, "a sentnce with a typo")
        quiet.yu.react(message, "🇨🇳")
        await quiet.idle()
        quiet.amy.edit(message, "a sentence without a typo")
        await quiet.idle()
        assert quiet.talk() == [("Amy", "a sentence without a typo")]
        quiet.lin.react(message, "🇨🇳")
        await quiet.idle()
        assert quiet.talk()[1:] == [("RedBridge", zh("a sentence without a typo"))]
