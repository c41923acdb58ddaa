"""A play on words carries a mark that says what it plays on."""

import pytest

from tests.e2e.town import Town

pytestmark = pytest.mark.asyncio


async def test_readers_of_english_learn_which_idiom_is_played_on(lively: Town) -> None:
    lively.google.answers["我对这件衣服衣见钟情"] = "I fell in love with this dress at first sight"
    lively.yu.say(lively.general, "我对这件衣服衣见钟情")
    await lively.idle()
    assert lively.talk()[-1] == (
        "RedBridge",
        "I fell in love with this dress at first sight\n-# 🤔 衣见钟情: may play on 一见钟情 (yījiànzhōngqíng)",
    )


async def test_readers_of_chinese_learn_which_word_is_played_on(lively: Town) -> None:
    lively.google.answers["this hat is purrfect for my cat"] = "这顶帽子非常适合我的猫"
    lively.amy.say(lively.general, "this hat is purrfect for my cat")
    await lively.idle()
    name, content = lively.talk()[-1]
    assert (name, content.splitlines()[-1]) == ("RedBridge", "-# 🤔 purrfect：可能是 perfect 的谐音梗")
