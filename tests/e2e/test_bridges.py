"""Bridges: what is written in one channel appears in the others, and stays true to what was written."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.e2e.bridged import Square, bridged
from tests.e2e.town import Town
from tests.fakes.phrases import LONG, LONG_ANSWER, zh

pytestmark = pytest.mark.asyncio

# Flags of a message, as Discord numbers them.
SUPPRESS_EMBEDS = 1 << 2


@pytest_asyncio.fixture
async def square(quiet: Town) -> AsyncIterator[Square]:
    async with bridged(quiet) as built:
        yield built


async def test_a_message_appears_translated_under_its_authors_name_and_picture(square: Square) -> None:
    message = await square.hear(square.amy, square.english, "look at this cute cat")
    assert square.read(square.chinese) == [("Amy", zh("look at this cute cat"))]
    assert square.read(square.english) == [("Amy", "look at this cute cat")]
    copy = square.chinese.messages[0]
    assert copy.webhook_id
    assert copy.author.avatar_url.startswith(square.town.sandbox.cdn_base)
    answer = await square.hear(square.yu, square.chinese, "晚安")
    assert square.read(square.english)[-1] == ("小雨", "Good night")
    assert message.reactions == answer.reactions == {}


async def test_edits_are_followed(square: Square) -> None:
    message = await square.hear(square.amy, square.english, "a sentnce with a typo")
    square.amy.edit(message, "a sentence without a typo")
    await square.idle()
    assert square.copies(square.chinese) == [zh("a sentence without a typo")]


async def test_deletions_are_followed_single_and_bulk(square: Square) -> None:
    first = await square.hear(square.amy, square.english, "good night")
    rest = [await square.hear(square.amy, square.english, text) for text in ("one line", "these are words")]
    square.amy.delete(first)
    await square.idle()
    assert square.copies(square.chinese) == [zh("one line"), zh("these are words")]
    square.town.guild.bulk_delete(rest)
    await square.idle()
    assert square.copies(square.chinese) == []


async def test_what_fits_or_has_no_words_appears_as_it_is(square: Square) -> None:
    texts = [
        "你们好，我亲爱的朋友们",
        "😂😂😂",
        "哈哈哈哈",
        "https://example.com/cat",
        "`print(1)`",
        "こんにちは、元気ですか",
    ]
    for text in texts:
        await square.hear(square.amy, square.english, text)
    assert square.copies(square.chinese) == texts
    assert not square.town.google.asked


async def test_the_wrong_language_is_mirrored_and_its_own_channel_gets_nothing(square: Square) -> None:
    await square.hear(square.amy, square.chinese, "one line")
    assert square.copies(square.english) == ["one line"]
    assert square.copies(square.chinese) == []


async def test_chinese_is_converted_for_readers_of_its_other_characters(square: Square) -> None:
    formosa = square.town.guild.add_channel("繁體")
    await square.join(formosa, "zh-TW")
    await square.hear(square.yu, square.chinese, "这个软件里的视频怎么这么清晰")
    assert square.copies(formosa) == ["這個軟體裡的影片怎麼這麼清晰"]
    await square.hear(square.amy, square.english, "a quiet evening")
    assert square.copies(square.chinese)[-1] == "安静的夜晚"
    assert square.copies(formosa)[-1] == "安靜的夜晚"
    await square.hear(square.yu, formosa, "這個軟體裡的影片怎麼這麼清晰")
    assert square.copies(square.chinese)[-1] == "这个软件里的视频怎么这么清晰"


async def test_copies_ping_nobody_keep_mentions_and_show_links(square: Square) -> None:
    role = square.town.guild.add_role("cooks", mentionable=True)
    text = f"<@{square.yu.id}> <@&{role.id}> @everyone look at this cute cat https://example.com/cat"
    await square.hear(square.town.lin, square.english, text)
    copy = square.chinese.messages[-1]
    for token in (f"<@{square.yu.id}>", f"<@&{role.id}>", "@everyone", "https://example.com/cat"):
        assert token in copy.content
    assert not copy.pinged.users
    assert not copy.pinged.roles
    assert not copy.pinged.everyone
    assert not copy.flags & SUPPRESS_EMBEDS


async def test_slang_is_explained_in_small_print(square: Square) -> None:
    square.town.google.answers["你家猫真是⟦0⟧"] = "Your cat really is ⟦0⟧"
    await square.hear(square.yu, square.chinese, "你家猫真是yyds")
    notes = [line for line in square.copies(square.english)[0].splitlines() if line.startswith("-# ")]
    assert any("yyds" in line for line in notes)


@pytest.mark.parametrize(
    ("name", "shown"),
    [("Discord Dan", "D\u200aiscord Dan"), ("clyde", "c\u200alyde"), ("n" * 32, "n" * 32)],
)
async def test_names_that_webhooks_may_not_have_are_rewritten(square: Square, name: str, shown: str) -> None:
    member = square.town.guild.add_member(name)
    await square.hear(member, square.english, "one line")
    assert square.read(square.chinese) == [(shown, zh("one line"))]


async def test_the_name_of_this_server_is_shown(square: Square) -> None:
    square.amy.nick = "Amy of Chengdu"
    await square.hear(square.amy, square.english, "one line")
    assert square.read(square.chinese) == [("Amy of Chengdu", zh("one line"))]


async def test_long_texts_take_several_posts_and_follow_their_message(square: Square) -> None:
    square.town.google.answers[LONG] = LONG_ANSWER
    message = await square.hear(square.amy, square.english, LONG)
    parts = square.copies(square.chinese)
    assert len(parts) == 3
    assert "".join(parts) == LONG_ANSWER
    square.amy.edit(message, "short now")
    await square.idle()
    assert square.copies(square.chinese) == [zh("short now")]
    square.amy.edit(message, LONG)
    await square.idle()
    assert "".join(square.copies(square.chinese)) == LONG_ANSWER
    square.amy.delete(message)
    await square.idle()
    assert square.copies(square.chinese) == []


async def test_a_copy_that_a_moderator_deleted_stays_deleted(square: Square) -> None:
    message = await square.hear(square.amy, square.english, "a sentnce with a typo")
    square.town.guild.bulk_delete(square.chinese.messages)
    await square.idle()
    square.amy.edit(message, "a sentence without a typo")
    await square.idle()
    assert square.read(square.chinese) == []
    assert square.read(square.english) == [("Amy", "a sentence without a typo")]
    assert not [each for each in square.town.sandbox.traffic if each.method == "PATCH" and "/webhooks/" in each.path]


async def test_a_message_deleted_while_it_is_translated_is_not_mirrored(square: Square) -> None:
    square.town.google.open.clear()
    message = square.amy.say(square.english, "this will be deleted soon")
    await square.town.google.reached(1)
    square.amy.delete(message)
    square.town.google.open.set()
    await square.idle()
    assert square.read(square.chinese) == []


async def test_an_edit_while_it_is_translated_wins(square: Square) -> None:
    square.town.google.open.clear()
    message = square.amy.say(square.english, "a sentnce with a typo")
    await square.town.google.reached(1)
    square.amy.edit(message, "a sentence without a typo")
    square.town.google.open.set()
    await square.idle()
    assert square.copies(square.chinese) == [zh("a sentence without a typo")]


async def test_replies_quote_what_stands_in_their_channel(square: Square) -> None:
    first = await square.hear(square.amy, square.english, "look at this cute cat")
    copy = square.chinese.messages[0]
    await square.hear(square.town.lin, square.english, "one line", reply_to=first)
    assert square.copies(square.chinese)[-1].splitlines() == [
        f"-# ↩ [Amy]({copy.url}): {zh('look at this cute cat')}",
        zh("one line"),
    ]
    await square.hear(square.yu, square.chinese, "晚安", reply_to=copy)
    assert square.copies(square.english)[-1].splitlines() == [
        f"-# ↩ [Amy]({first.url}): look at this cute cat",
        "Good night",
    ]
    own = square.chinese.messages[-1]
    await square.hear(square.yu, square.chinese, "这些都是词语", reply_to=own)
    stands = [message for message in square.english.messages if message.content.endswith("Good night")]
    assert square.copies(square.english)[-1].startswith(f"-# ↩ [小雨]({stands[0].url}): Good night\n")


async def test_a_reply_to_what_is_no_longer_known_has_a_quote_without_words(square: Square) -> None:
    bot = square.town.guild.add_member("Dice", bot=True)
    rolled = bot.say(square.english, "you rolled a six")
    await square.hear(square.amy, square.english, "one line", reply_to=rolled)
    assert square.copies(square.chinese) == [f"-# ↩ dice\n{zh('one line')}"]


async def test_without_an_engine_the_original_appears_with_a_mark_and_is_put_right_later(square: Square) -> None:
    square.town.google.fail("500")
    await square.hear(square.amy, square.english, "one line")
    text, mark = square.copies(square.chinese)[0].splitlines()
    assert text == "one line"
    assert mark.startswith("-# ⏳ ")
    assert "Not translated yet" in mark
    assert "还没翻译" in mark
    square.town.google.recover()
    square.town.clock.advance(61)
    await square.hear(square.yu, square.english, "these are words")
    assert square.copies(square.chinese) == [zh("one line"), zh("these are words")]


async def test_when_an_engine_is_back_copies_are_put_right_although_nobody_writes(square: Square) -> None:
    square.town.google.fail("500")
    await square.hear(square.amy, square.english, "one line")
    assert square.copies(square.chinese)[0].startswith("one line\n-# ⏳ ")
    square.town.google.recover()
    right = asyncio.Event()
    stop = square.town.sandbox.subscribe(
        lambda _: right.set() if square.copies(square.chinese) == [zh("one line")] else None
    )
    square.town.clock.advance(61)
    await asyncio.wait_for(right.wait(), 10)
    stop()
    await square.idle()


async def test_after_an_edit_without_an_engine_the_new_words_appear_with_the_mark(square: Square) -> None:
    message = await square.hear(square.amy, square.english, "a sentnce with a typo")
    square.town.google.fail("500")
    square.amy.edit(message, "a sentence without a typo")
    await square.idle()
    assert square.copies(square.chinese)[0].startswith("a sentence without a typo\n-# ⏳ ")
