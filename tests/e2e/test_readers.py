"""The message menu Translate: what one reader gets of a message, wherever the message is."""

from collections.abc import Callable
from typing import Any

import pytest

from bot.engines.engine import Answer, Quality, Request, Traits
from bot.sandbox.world.overwrite import Overwrite
from bot.translation.types import Mode, Where
from tests.e2e.bridged import bridged
from tests.e2e.town import Town
from tests.fakes.phrases import en, zh

pytestmark = pytest.mark.asyncio

SENTENCE = "Yesterday my cat sat on the keyboard again. "
CAT = "my cat is asleep on the keyboard"
ANOTHER = "换个译法"
POST = "发给大家看"


class Book:
    """An engine that knows some phrases, and says them in its own way."""

    def __init__(self, name: str, say: Callable[[str], str]) -> None:
        self.name = name
        self.traits = Traits(answers_as=name)
        self.asked: list[str] = []
        self._say = say

    async def reach(self) -> None: ...

    async def close(self) -> None: ...

    async def translate(self, request: Request) -> Answer:
        self.asked.append(request.text)
        return Answer(self._say(request.text), self.name, Quality.TRANSLATION)


def labels(message: Any) -> list[str]:
    return [button["label"] for row in message.components for button in row["components"]]


async def translated(reader: Any, message: Any) -> Any:
    return await reader.menu("Translate", message).answered()


async def test_a_reader_gets_a_message_in_their_language(quiet: Town) -> None:
    async with quiet.bot():
        said = quiet.amy.say(quiet.general, CAT)
        answer = await quiet.yu.menu("翻译", said).answered()
        assert (answer.text, answer.ephemeral, answer.deferred) == (zh(CAT), True, True)
        taiwan = quiet.guild.add_member("阿明", locale="zh-TW")
        assert (await translated(taiwan, said)).text.startswith("我的貓在鍵盤上睡著了")
        assert len(quiet.general.messages) == 1


async def test_the_chosen_language_counts_and_not_discords(quiet: Town) -> None:
    async with quiet.bot():
        said = quiet.amy.say(quiet.general, CAT)
        reader = quiet.guild.add_member("Reader", locale="en-US")
        await reader.slash(quiet.general, "language", language="zh-CN").answered()
        assert (await translated(reader, said)).text == zh(CAT)


async def test_pinyin_comes_where_it_is_wanted(quiet: Town) -> None:
    async with quiet.bot():
        said = quiet.yu.say(quiet.general, "我的猫很可爱")
        plain = await translated(quiet.amy, said)
        await quiet.amy.slash(quiet.general, "language", pinyin=True).answered()
        wanted = await translated(quiet.amy, said)
        assert "wǒ de māo" not in plain.text
        assert (wanted.text.splitlines()[0], "wǒ de māo hěn kě'ài" in wanted.text) == (en("我的猫很可爱"), True)


async def test_slang_is_explained_each_time(quiet: Town) -> None:
    quiet.google.answers["你家猫真是⟦0⟧"] = "Your cat really is ⟦0⟧"
    async with quiet.bot():
        said = quiet.yu.say(quiet.general, "你家猫真是yyds")
        for _ in range(2):
            assert "yyds: initials of" in (await translated(quiet.amy, said)).text


async def test_embeds_of_bots_and_webhooks_are_read(quiet: Town) -> None:
    async with quiet.bot():
        hook = quiet.general.add_webhook("News")
        card = {
            "title": "look at this cute cat",
            "description": "see you tomorrow at the market",
            "fields": [{"name": "good night", "value": "these are words"}],
        }
        lines = ["**{}**", "{}", "**{}**", "{}"]
        words = ["look at this cute cat", "see you tomorrow at the market", "good night", "these are words"]
        written, meant = (
            "\n".join(line.format(word) for line, word in zip(lines, said, strict=True))
            for said in (words, map(zh, words))
        )
        quiet.google.answers[written] = meant
        answer = await translated(quiet.yu, hook.say("", embeds=[card]))
        assert answer.text == meant


async def test_polls_and_forwarded_messages_are_read(quiet: Town) -> None:
    async with quiet.bot():
        poll = quiet.amy.poll(quiet.general, "what do you all think of it", ["my cat is lovely", "good night"])
        asked = "**what do you all think of it**\n⟦0⟧my cat is lovely\n⟦1⟧good night"
        quiet.google.answers[asked] = "**大家怎么看这件事**\n⟦0⟧我的猫很可爱\n⟦1⟧晚安"
        assert (await translated(quiet.yu, poll)).text == "**大家怎么看这件事**\n- 我的猫很可爱\n- 晚安"
        elsewhere = quiet.guild.add_channel("cats")
        forwarded = quiet.amy.forward(quiet.amy.say(quiet.general, CAT), elsewhere)
        assert (await translated(quiet.yu, forwarded)).text == zh(CAT)


@pytest.mark.parametrize(
    ("say", "said"),
    [
        ({"text": "😂😂😂"}, "only emoji"),
        ({"text": "哈哈哈哈"}, "laughing"),
        ({"text": "https://example.com/x"}, "only a link"),
        ({"text": "`x = 1`"}, "only code"),
        ({"attachments": [("cat.png", b"x")]}, "only files or pictures"),
        ({"text": "こんにちは、元気ですか"}, "another language"),
    ],
)
async def test_it_says_what_there_is_nothing_of(quiet: Town, say: dict[str, Any], said: str) -> None:
    async with quiet.bot():
        message = quiet.yu.say(quiet.general, **say)
        answer = await translated(quiet.amy, message)
        assert said in answer.text
        assert quiet.google.texts == []


async def test_a_sticker_has_no_words(quiet: Town) -> None:
    async with quiet.bot():
        wave = quiet.guild.add_sticker("wave")
        answer = await translated(quiet.amy, quiet.yu.say(quiet.general, stickers=[wave]))
        assert "only a sticker" in answer.text


async def test_whoever_reads_it_already_is_offered_the_other_direction(quiet: Town) -> None:
    async with quiet.bot():
        said = quiet.amy.say(quiet.general, CAT)
        answer = await translated(quiet.amy, said)
        assert answer.text == "It is in English already."
        turned = await quiet.amy.press(answer.message, "Read it in 简体中文").answered()
        assert turned.text == zh(CAT)


async def test_a_translation_of_the_bot_shows_what_it_translates(lively: Town) -> None:
    said = lively.amy.say(lively.general, CAT)
    await lively.idle()
    reply = lively.general.messages[-1]
    assert reply.content == zh(CAT)
    taiwan = lively.guild.add_member("阿明", locale="zh-TW")
    answer = await translated(taiwan, reply)
    assert answer.text.startswith("我的貓在鍵盤上睡著了")
    assert said.url in answer.text
    own = await translated(lively.amy, reply)
    assert (said.url in own.text, "in English already" in own.text) == (True, True)


async def test_the_original_of_a_translation_may_be_gone(lively: Town) -> None:
    lively.amy.say(lively.general, CAT)
    await lively.idle()
    reply = lively.general.messages[-1]
    await lively.running.services.database.write(_point_at_nothing, reply.id)
    answer = await translated(lively.amy, reply)
    assert "no longer there" in answer.text


def _point_at_nothing(connection: Any, post_id: int) -> None:
    connection.exec_driver_sql("UPDATE message_link SET source_id = 1 WHERE post_id = ?", (post_id,))


async def test_whoever_opted_out_is_not_translated_on_demand_either(quiet: Town) -> None:
    async with quiet.bot() as app:
        said = quiet.amy.say(quiet.general, CAT)
        await app.services.members.opt_out(quiet.amy.id, out=True)
        answer = await translated(quiet.yu, said)
        assert "不希望自己的话被翻译" in answer.text
        assert "-# Whoever wrote this asked not to be translated" in answer.text
        own = await translated(quiet.amy, said)
        assert "already" in own.text
        assert quiet.google.texts == []


async def test_long_answers_come_in_parts(quiet: Town) -> None:
    written, meant = SENTENCE * 45, "昨天我的猫又坐在键盘上了。" * 191
    quiet.google.answers[written.strip()] = meant
    async with quiet.bot():
        asked = quiet.yu.menu("Translate", quiet.amy.say(quiet.general, written))
        first = await asked.answered()
        await quiet.idle()
        parts = [first.text, *(message.content for message in asked.followups)]
        assert len(parts) == 2
        assert "".join(parts) == meant


async def test_what_would_take_too_many_parts_comes_as_a_file(quiet: Town) -> None:
    written = "昨天我的猫又坐在键盘上了。" * 300
    quiet.google.answers["昨天我的猫又坐在键盘上了。" * 75] = (SENTENCE * 75).strip()
    async with quiet.bot():
        said = quiet.general.add_webhook("News").say("", embeds=[{"description": written}])
        answer = await translated(quiet.amy, said)
        [file] = answer.message.attachments
        assert file.data.decode().count(SENTENCE.strip()) == 300
        assert file.data.decode().startswith(answer.text.strip())


async def test_another_rendering_comes_from_the_next_engine(quiet: Town) -> None:
    first, same, third = Book("first", zh), Book("same", zh), Book("third", lambda _: "我家猫咪趴在键盘上睡着啦")
    async with quiet.bot(engines=[first, same, third]):
        said = quiet.amy.say(quiet.general, CAT)
        answer = await translated(quiet.yu, said)
        assert (answer.text, labels(answer.message)[:1]) == ("我的猫在键盘上睡着了", [ANOTHER])
        other = await quiet.yu.press(answer.message, ANOTHER).answered()
        assert other.text == "我家猫咪趴在键盘上睡着啦"
        assert (other.ephemeral, ANOTHER in labels(other.message)) == (True, False)
        assert [len(engine.asked) for engine in (first, same, third)] == [1, 1, 1]


async def test_without_another_engine_nothing_is_offered(quiet: Town) -> None:
    async with quiet.bot():
        answer = await translated(quiet.yu, quiet.amy.say(quiet.general, CAT))
        assert ANOTHER not in labels(answer.message)


async def test_another_rendering_that_nobody_has(quiet: Town) -> None:
    same = Book("same", zh)
    async with quiet.bot(engines=[Book("first", zh), same]):
        answer = await translated(quiet.yu, quiet.amy.say(quiet.general, CAT))
        other = await quiet.yu.press(answer.message, ANOTHER).answered()
        assert "没有别的译法" in other.text
        assert same.asked


async def test_buttons_work_after_a_restart_and_not_without_the_message(quiet: Town) -> None:
    books = [Book("first", zh), Book("third", lambda _: "我家猫咪趴在键盘上睡着啦")]
    async with quiet.bot(engines=books):
        said = quiet.amy.say(quiet.general, CAT)
        answer = await translated(quiet.yu, said)
    async with quiet.bot(engines=books):
        assert (await quiet.yu.press(answer.message, ANOTHER).answered()).text == "我家猫咪趴在键盘上睡着啦"
        quiet.amy.delete(said)
        assert "不在了" in (await quiet.yu.press(answer.message, ANOTHER).answered()).text


async def test_a_reader_posts_a_translation_for_everyone(lively: Town) -> None:
    await lively.translate_channel(mode="on-demand")
    said = lively.amy.say(lively.general, CAT)
    answer = await translated(lively.yu, said)
    assert POST in labels(answer.message)
    done = await lively.yu.press(answer.message, POST).answered()
    assert "好了" in done.text
    await lively.idle()
    assert lively.talk()[-1] == ("RedBridge", zh(CAT))
    await lively.yu.press(answer.message, POST).answered()
    await lively.idle()
    assert len(lively.general.messages) == 2
    assert POST not in labels((await translated(lively.yu, said)).message)


async def test_nothing_is_posted_where_the_channel_does_not_allow_it(quiet: Town) -> None:
    everyone = quiet.guild.roles[quiet.guild.id]
    silent = quiet.guild.add_channel("silent", topic="[no-translation]")
    announcements = quiet.guild.add_channel("news")
    async with quiet.bot() as app:
        for channel in (silent, announcements):
            await app.services.preferences.set_mode(quiet.guild.id, channel.id, Mode.ON_DEMAND, quiet.lin.id)
        said = quiet.lin.say(announcements, CAT)
        announcements.overwrite([Overwrite(everyone, deny=("send_messages",))])
        off = await translated(quiet.yu, quiet.amy.say(quiet.general, CAT))
        hushed = await translated(quiet.yu, quiet.amy.say(silent, CAT))
        mute = await translated(quiet.yu, said)
        assert [POST in labels(answer.message) for answer in (off, hushed, mute)] == [False, False, False]


async def test_the_channel_is_asked_again_when_the_button_is_pressed(lively: Town) -> None:
    await lively.translate_channel(mode="on-demand")
    said = lively.amy.say(lively.general, CAT)
    answer = await translated(lively.yu, said)
    await lively.translate_channel(mode="off")
    refused = await lively.yu.press(answer.message, POST).answered()
    assert "什么都没发" in refused.text
    assert len(lively.general.messages) == 1
    where = Where(lively.guild.id, lively.general.id)
    assert lively.running.services.preferences.mode(where).value == "off"


async def test_what_an_author_keeps_apart_is_not_posted(lively: Town) -> None:
    await lively.translate_channel(mode="on-demand")
    answer = await translated(lively.yu, lively.amy.say(lively.general, f"{CAT} !i"))
    assert answer.text
    assert POST not in labels(answer.message)


async def test_who_presses_too_often_is_told_to_wait(quiet: Town) -> None:
    async with quiet.bot():
        answer = await translated(quiet.amy, quiet.amy.say(quiet.general, CAT))
        texts = [(await quiet.amy.press(answer.message, "Read it in 简体中文").answered()).text for _ in range(6)]
        assert "a lot at once" in texts[-1]
        assert texts[:5] == [zh(CAT)] * 5


async def test_no_engine_is_said_in_the_readers_language(quiet: Town) -> None:
    quiet.google.fail("500")
    async with quiet.bot():
        answer = await translated(quiet.yu, quiet.amy.say(quiet.general, CAT))
        assert answer.text.startswith("翻译服务现在都连不上")


async def test_in_a_server_without_the_bot(quiet: Town) -> None:
    away = quiet.sandbox.add_guild("Elsewhere", with_bot=False)
    chat = away.add_channel("chat")
    amy, ben = away.add_member("Amy"), away.add_member("Ben")
    books = [Book("first", en), Book("second", lambda _: "My kitty is so sweet")]
    async with quiet.bot(engines=books):
        amy.install()
        said = ben.say(chat, "我的猫很可爱")
        answer = await translated(amy, said)
        assert answer.text == en("我的猫很可爱")
        assert labels(answer.message) == ["Another rendering"]
        other = await amy.press(answer.message, "Another rendering").answered()
        assert other.text == "My kitty is so sweet"
        quiet.clock.advance(16 * 60)
        late = await amy.press(answer.message, "Another rendering").answered()
        assert "no longer has that message" in late.text
        assert len(chat.messages) == 1


async def test_in_a_conversation_between_people(quiet: Town) -> None:
    private = quiet.sandbox.add_private_channel(quiet.amy, quiet.yu)
    async with quiet.bot():
        quiet.amy.install()
        said = quiet.yu.say(private, "我的猫很可爱")
        assert (await translated(quiet.amy, said)).text == en("我的猫很可爱")
        asked = quiet.amy.slash(private, "translate", text="good night")
        answer = await asked.answered()
        assert (answer.text, answer.ephemeral) == ("晚安", True)


async def test_with_the_bot_itself(quiet: Town) -> None:
    async with quiet.bot():
        quiet.yu.install()
        said = quiet.yu.say(quiet.yu.dm, CAT)
        assert (await translated(quiet.yu, said)).text == zh(CAT)


async def test_a_post_that_gathers_translations_shows_all_that_it_translates(lively: Town) -> None:
    for words in (CAT, "good night", "look at this cute cat"):
        lively.amy.say(lively.general, words)
        await lively.idle()
    gathered = [message for message in lively.general.messages if message.author.name == "RedBridge"][-1]
    await lively.running.services.database.write(_gather, gathered.id)
    answer = await translated(lively.amy, gathered)
    assert answer.text == "It is in English already."
    turned = await lively.amy.press(answer.message, "Read it in 简体中文").answered()
    assert turned.text.splitlines() == [zh(CAT), "晚安", zh("look at this cute cat")]
    assert labels(turned.message) == []


def _gather(connection: Any, post_id: int) -> None:
    connection.exec_driver_sql("UPDATE message_link SET post_id = ?", (post_id,))


async def test_a_copy_of_a_bridge_shows_its_original(quiet: Town) -> None:
    async with bridged(quiet) as square:
        said = await square.hear(square.amy, square.english, CAT)
        [copy] = square.chinese.messages
        own = await translated(quiet.amy, copy)
        assert (said.url in own.text, "in English already" in own.text) == (True, True)
        taiwan = quiet.guild.add_member("阿明", locale="zh-TW")
        answer = await translated(taiwan, copy)
        assert answer.text.startswith("我的貓在鍵盤上睡著了")
        assert labels(answer.message)[:1] != ["發給大家看"]


async def test_whoever_finds_it_wrong_gets_the_form_with_what_they_saw(lively: Town) -> None:
    said = lively.amy.say(lively.general, CAT)
    answer = await translated(lively.yu, said)
    opened = lively.yu.press(answer.message, "译得不对")
    form = await opened.answered()
    assert form.kind == "modal"
    assert zh(CAT) in str(form.modal)


async def test_what_bots_say_is_not_improved(quiet: Town) -> None:
    async with quiet.bot():
        said = quiet.general.add_webhook("News").say(CAT)
        answer = await translated(quiet.yu, said)
        assert (answer.text, labels(answer.message)) == (zh(CAT), [])
