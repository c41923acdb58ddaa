"""/explain and /pinyin."""

from typing import Any

import pytest

from bot.words.word import Kind, Word
from tests.e2e.town import Town

pytestmark = pytest.mark.asyncio


def labels(message: Any) -> list[str]:
    return [button["label"] for row in message.components for button in row["components"]]


async def explained(place: Town, who: Any, term: str) -> Any:
    return await who.slash(place.general, "explain", term=term).answered()


async def test_slang_is_explained_to_one_reader_in_their_language(quiet: Town) -> None:
    async with quiet.bot():
        english = await explained(quiet, quiet.amy, "yyds")
        chinese = await explained(quiet, quiet.yu, "YYDS")
        assert english.text.startswith("**yyds**: ")
        assert "-# Short for: 永远的神" in english.text
        assert "-# To say it in English: the GOAT" in english.text
        assert (english.ephemeral, chinese.ephemeral) == (True, True)
        assert "-# 英文可以说：the GOAT" in chinese.text
        taiwan = quiet.guild.add_member("阿明", locale="zh-TW")
        assert "永遠的神" in (await explained(quiet, taiwan, "yyds")).text


async def test_a_variant_is_explained_too(quiet: Town) -> None:
    async with quiet.bot():
        assert "**" in (await explained(quiet, quiet.amy, "yydssss")).text


async def test_words_nearly_met_are_offered(quiet: Town) -> None:
    async with quiet.bot():
        near = await explained(quiet, quiet.amy, "yysd")
        assert "Did you mean" in near.text
        assert "yyds" in labels(near.message)
    async with quiet.bot():
        meant = await quiet.amy.press(near.message, "yyds").answered()
        assert (meant.text.startswith("**yyds**"), meant.ephemeral) == (True, True)


async def test_what_is_not_known_is_said_honestly(quiet: Town) -> None:
    async with quiet.bot():
        answer = await explained(quiet, quiet.amy, "**qwrtpl** @everyone")
        assert answer.text.startswith("I don't know “")
        assert "**qwrtpl**" not in answer.text
        assert labels(answer.message) == []


async def test_a_servers_own_words_are_known_there_alone(quiet: Town) -> None:
    async with quiet.bot() as app:
        word = Word("锅友", Kind.SLANG, "potmate", (), "somebody of this club", "这个群里的人")
        await app.services.words.add(quiet.guild.id, word, quiet.lin.id)
        assert "somebody of this club" in (await explained(quiet, quiet.amy, "锅友")).text
        quiet.amy.install()
        private = quiet.sandbox.add_private_channel(quiet.amy, quiet.yu)
        elsewhere = await quiet.amy.slash(private, "explain", term="锅友").answered()
        assert "I don't know" in elsewhere.text


async def test_words_are_offered_while_they_are_typed(quiet: Town) -> None:
    async with quiet.bot():
        offered = await quiet.amy.autocomplete(quiet.general, "explain", "term", term="YY").answered()
        names = [choice["value"] for choice in offered.choices]
        assert "yyds" in names
        assert len(names) <= 25
        nothing = await quiet.amy.autocomplete(quiet.general, "explain", "term", term="").answered()
        assert nothing.choices == ()


async def test_pinyin_reads_chinese_aloud(quiet: Town) -> None:
    async with quiet.bot():
        answer = await quiet.amy.slash(quiet.general, "pinyin", text=f"我请你吃火锅 <@{quiet.yu.id}>").answered()
        assert answer.text == f"我请你吃火锅 <@{quiet.yu.id}>\nwǒ qǐng nǐ chī huǒguō"
        assert answer.ephemeral
        assert not answer.message.pinged


async def test_pinyin_of_no_chinese_says_so(quiet: Town) -> None:
    async with quiet.bot():
        answer = await quiet.amy.slash(quiet.general, "pinyin", text="hello").answered()
        assert answer.text.startswith("There is no Chinese in it")
        assert "-# " in answer.text


async def test_who_asks_too_often_waits(quiet: Town) -> None:
    async with quiet.bot():
        texts = [(await explained(quiet, quiet.amy, "yyds")).text for _ in range(6)]
        assert "Try again in" in texts[-1]
        assert "Try again in" not in texts[-2]
