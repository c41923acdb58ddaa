"""Initials of which nobody says what they stand for."""

import pytest

from bot.glossary import Glossary
from bot.language.convert import to_simplified
from bot.translation.riddles import unknown


@pytest.fixture(scope="module")
def glossary() -> Glossary:
    return Glossary.load(to_simplified)


@pytest.mark.parametrize(
    ("text", "word"), [("笑死我了 qwrtp", "qwrtp"), ("今天真的zxcvb了", "zxcvb"), ("kswl，太甜了", "kswl")]
)
def test_initials_that_nobody_explains_are_named(glossary: Glossary, text: str, word: str) -> None:
    assert unknown(text, glossary.find(text, "zh")) == word


@pytest.mark.parametrize(
    "text",
    [
        "你家猫真是yyds",
        "发我一份ppt",
        "刚下班，去ktv吗",
        "hhhh 笑死",
        "我用 `npxx` 装的",
        "看 https://xcvb.example/zxcv 这个",
        "我在 discord 上",
        "今天天气真好",
        "zxcvb qwrtp",
        "3kg 的米",
        "<@123456789012345678> 在吗",
        "mp4 和 x-plzq 都行",
    ],
)
def test_what_is_known_or_no_initials_is_not(glossary: Glossary, text: str) -> None:
    assert unknown(text, glossary.find(text, "zh")) is None
