"""Reply mode: what is answered, what is not, and how the answer follows its message."""

import pytest

from tests.e2e.town import Town
from tests.fakes.phrases import LONG, LONG_ANSWER, zh

pytestmark = pytest.mark.asyncio

# Flags of a message, as Discord numbers them.
SUPPRESS_EMBEDS = 1 << 2
SUPPRESS_NOTIFICATIONS = 1 << 12


async def test_each_language_is_answered_in_the_other(lively: Town) -> None:
    lively.google.answers["that hotpot looks insane"] = "那锅火锅太绝了"
    lively.google.answers["来成都 我请你"] = "Come to Chengdu, it's on me"
    lively.amy.say(lively.general, "that hotpot looks insane")
    await lively.idle()
    lively.yu.say(lively.general, "来成都 我请你")
    await lively.idle()
    assert lively.talk() == [
        ("Amy", "that hotpot looks insane"),
        ("RedBridge", "那锅火锅太绝了"),
        ("小雨", "来成都 我请你"),
        ("RedBridge", "Come to Chengdu, it's on me"),
    ]


async def test_an_answer_is_a_quiet_reply_that_pings_nobody(lively: Town) -> None:
    source = lively.amy.say(
        lively.general, f"<@{lively.yu.id}> @everyone look at this cute cat https://example.com/cat"
    )
    await lively.idle()
    reply = lively.general.messages[-1]
    assert reply.reference is source
    assert f"<@{lively.yu.id}>" in reply.content
    assert "https://example.com/cat" in reply.content
    assert not reply.pinged.users
    assert not reply.pinged.roles
    assert not reply.pinged.everyone
    assert reply.flags & SUPPRESS_NOTIFICATIONS
    assert reply.flags & SUPPRESS_EMBEDS


@pytest.mark.parametrize(
    "text",
    [
        "哈哈哈哈哈",
        "lol",
        "12345",
        "https://example.com/a/page",
        "`print(1)`",
        "```py\nprint('hello there my friend')\n```",
        "😭😭😭",
        "<:cat:123456789012345678>",
        "<@123456789012345678>",
        "!play never gonna give you up",
        "こんにちは、元気ですか",
        "안녕하세요 여러분",
        "",
    ],
)
async def test_what_needs_no_translation_gets_none(lively: Town, text: str) -> None:
    lively.amy.say(lively.general, text, attachments=() if text else (("cat.png", b"a picture"),))
    await lively.idle()
    assert len(lively.general.messages) == 1
    assert lively.google.texts == []


async def test_bots_and_webhooks_are_not_answered(lively: Town) -> None:
    bot = lively.guild.add_member("OtherBot", bot=True)
    bot.say(lively.general, "I am a bot and I say hello")
    await lively.post_by_webhook("News", "Breaking news about a cat in a tree")
    await lively.idle()
    assert [name for name, _ in lively.talk()] == ["OtherBot", "News"]


async def test_a_channel_without_a_mode_is_left_alone(lively: Town) -> None:
    other = lively.guild.add_channel("offtopic")
    lively.amy.say(other, "does anybody read this")
    await lively.idle()
    assert len(other.messages) == 1


async def test_a_thread_has_the_mode_of_its_channel(lively: Town) -> None:
    thread = lively.general.add_thread("cats")
    lively.amy.say(thread, "my cat is asleep on the keyboard")
    await lively.idle()
    assert [name for name, _ in lively.talk(thread)] == ["Amy", "RedBridge"]


async def test_an_edit_changes_the_answer(lively: Town) -> None:
    message = lively.amy.say(lively.general, "a sentnce with a typo")
    await lively.idle()
    reply = lively.general.messages[-1]
    lively.amy.edit(message, "a sentence without a typo")
    await lively.idle()
    assert lively.talk() == [("Amy", "a sentence without a typo"), ("RedBridge", zh("a sentence without a typo"))]
    assert lively.general.messages[-1].id == reply.id


async def test_an_edit_that_leaves_nothing_to_translate_removes_the_answer(lively: Town) -> None:
    message = lively.amy.say(lively.general, "this is a sentence")
    await lively.idle()
    lively.amy.edit(message, "😂")
    await lively.idle()
    assert lively.talk() == [("Amy", "😂")]


async def test_an_edit_that_first_gives_words_is_answered(lively: Town) -> None:
    message = lively.amy.say(lively.general, "😂")
    await lively.idle()
    lively.amy.edit(message, "this is so funny, I can't stop")
    await lively.idle()
    assert [name for name, _ in lively.talk()] == ["Amy", "RedBridge"]


async def test_a_deletion_removes_the_answer(lively: Town) -> None:
    first = lively.amy.say(lively.general, "I should not have said that")
    second = lively.amy.say(lively.general, "nor this other thing")
    await lively.idle()
    lively.amy.delete(first)
    await lively.idle()
    assert first.content not in dict(lively.talk()).values()
    assert len(lively.general.messages) == 2
    lively.guild.bulk_delete([second])
    await lively.idle()
    assert lively.general.messages == []


async def test_edits_and_deletions_are_followed_after_a_restart(quiet: Town) -> None:
    async with quiet.bot():
        await quiet.translate_channel()
        edited = quiet.amy.say(quiet.general, "see you tomorow at the market")
        deleted = quiet.amy.say(quiet.general, "this will be deleted soon")
        await quiet.idle()
    async with quiet.bot():
        quiet.amy.edit(edited, "see you tomorrow at the market")
        quiet.amy.delete(deleted)
        await quiet.idle()
        assert quiet.talk() == [
            ("Amy", "see you tomorrow at the market"),
            ("RedBridge", zh("see you tomorrow at the market")),
        ]
        quiet.yu.say(quiet.general, "这个频道还记得吗")
        await quiet.idle()
        assert quiet.talk()[-1][0] == "RedBridge"


async def test_a_translation_longer_than_a_message_is_split_and_followed(lively: Town) -> None:
    lively.google.answers[LONG] = LONG_ANSWER
    message = lively.amy.say(lively.general, LONG)
    await lively.idle()
    parts = [content for name, content in lively.talk() if name == "RedBridge"]
    assert len(parts) == 3
    assert all(len(part) <= 2000 for part in parts)
    assert "".join(parts) == LONG_ANSWER
    lively.amy.edit(message, "short now")
    await lively.idle()
    assert lively.talk() == [("Amy", "short now"), ("RedBridge", zh("short now"))]


async def test_a_server_that_reads_traditional_chinese_gets_it(lively: Town) -> None:
    await lively.lin.slash(lively.general, "redbridge chinese", variant="zh-TW").answered()
    lively.amy.say(lively.general, "which software do you use")
    await lively.idle()
    assert lively.talk()[-1] == ("RedBridge", "你用的是哪個軟體")
