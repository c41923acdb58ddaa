"""The starter glossary: enough of it, complete, in the right languages, and well written."""

import re
import unicodedata
from collections import Counter

import pytest
from pypinyin import lazy_pinyin
from zhon import cedict

from bot.glossary import Entry, Glossary, Kind
from bot.glossary.reading import check_unique
from bot.language import build_detector
from tests.unit.test_chinese_style import HALF_WIDTH, SPACED_OUT, TOGETHER

HAN = re.compile("[\u3400-\u9fff]")
# What the issue of a starter glossary is, by its own words.
WANTED = """
yyds xswl awsl zqsg nbcs u1s1 dbq yygq plgg nsdd bdjw ssfd xdm jms gkd cpdd 520 666 233 88 1314 886 555 9494
种草 拔草 姐妹 宝子 集美 小红薯 薯队长 打卡 干货 避雷 安利 笔记 蹲 v我50 牛马 躺平 内卷 city不city 猫税 蓝瘦香菇
破防 摆烂 社死 社恐 绝绝子 显眼包 电子榨菜 搭子 rizz slay brb smh bet lowkey based sus mid delulu tea stan simp
goat w l ick idk tbh imo ofc iykyk fyp duet stitch pov unalive algospeak gg ez nerf rednote lemon8 douyin 抖音
wechat 微信 bilibili B站 taobao weibo 微博 zhihu meituan genshin 原神 小红书 fr ngl np lol lmao
"""
PHRASES = (
    "no zuo no die", "you can you up", "you can you up, no can no bb", "people mountain people sea", "long time no see",
    "no cap", "touch grass", "le dollar bean", "TikTok refugee", "little red book", "cat tax",
)  # fmt: skip


def test_there_are_many(glossary: Glossary) -> None:
    count = Counter((entry.language, entry.kind) for entry in glossary.entries)
    assert len(glossary.entries) >= 900
    assert count["zh", Kind.SLANG] >= 450
    assert count["en", Kind.SLANG] >= 350
    assert count["zh", Kind.TERM] >= 40
    assert count["en", Kind.TERM] >= 35


@pytest.mark.parametrize("word", [*WANTED.split(), *PHRASES])
def test_what_people_ask_for_is_there(glossary: Glossary, word: str) -> None:
    assert [found.closeness for found in glossary.look_up(word)][:1] in (["exact"], ["variant"])


def test_each_is_complete(glossary: Glossary) -> None:
    for entry in glossary.entries:
        assert entry.meaning.en, entry.id
        assert entry.meaning.zh, entry.id
        assert entry.rendering.en, entry.id
        assert entry.rendering.zh, entry.id
        assert bool(entry.unless or entry.only) == bool(entry.not_slang_when.en), entry.id
        assert bool(entry.not_slang_when.en) == bool(entry.not_slang_when.zh), entry.id


def test_no_word_stands_twice(glossary: Glossary) -> None:
    check_unique(glossary.entries, glossary._folding)
    assert len({entry.id for entry in glossary.entries}) == len(glossary.entries)


def english_prose(text: str) -> str:
    """Without what is spelt in pinyin or Chinese."""
    unquoted = re.sub(r'"|\([^)]*\)', " ", text)
    return " ".join(word for word in unquoted.split() if word.isascii())


def test_each_meaning_is_in_its_language(glossary: Glossary) -> None:
    detector = build_detector("lite")
    wrong = []
    for entry in glossary.entries:
        english, chinese = english_prose(entry.meaning.en), re.sub("[A-Za-z0-9]+", "", entry.meaning.zh)
        wrong += [(entry.id, english)] * (len(english.split()) > 6 and detector.detect(english).language != "en")
        wrong += [(entry.id, chinese)] * (detector.detect(chinese).language != "zh")
        wrong += [(entry.id, english)] * bool(HAN.search(english))
        wrong += [(entry.id, entry.meaning.en)] * (len(HAN.findall(entry.meaning.en)) > len(entry.meaning.en) / 2)
    assert wrong == []


def test_the_headword_is_of_its_language(glossary: Glossary) -> None:
    assert [e.id for e in glossary.entries if e.language == "en" and HAN.search(e.headword)] == []
    assert [e.id for e in glossary.entries if e.language == "zh" and HAN.search(e.rendering.en)] == []
    foreign = {"en:Lemon8", "en:Temu", "en:Among Us"}
    assert {e.id for e in glossary.entries if e.language == "en" and not HAN.search(e.rendering.zh)} == foreign


def chinese_texts(entry: Entry) -> list[str]:
    return [text for text in (entry.meaning.zh, entry.not_slang_when.zh) if text]


def test_the_chinese_is_well_written(glossary: Glossary) -> None:
    traditional = set(cedict.traditional) - set(cedict.simplified)
    for entry in glossary.entries:
        for text in chinese_texts(entry):
            assert not TOGETHER.search(text), text
            assert not HALF_WIDTH.search(text), text
            assert not SPACED_OUT.search(text), text
            assert not traditional & set(text), text
            assert "您" not in text, text
            assert text[-1] not in "。，", text
            assert text.count("“") == text.count("”"), text


def test_the_english_is_well_written(glossary: Glossary) -> None:
    for entry in glossary.entries:
        for text in (entry.meaning.en, entry.not_slang_when.en):
            assert text == unicodedata.normalize("NFC", text)
            assert not re.search(r"[“”‘’]|  | [,;:!?]|[.,]$", text.removesuffix("etc.")), text
            assert text.count('"') % 2 == 0, text


def test_renderings_can_stand_in_a_sentence(glossary: Glossary) -> None:
    for entry in glossary.entries:
        for text in (entry.rendering.en, entry.rendering.zh):
            assert not re.search(r"[()（）“”;；]|…$|[.。:：]$", text), entry.id


def test_meanings_fit_under_a_message(glossary: Glossary) -> None:
    assert [e.id for e in glossary.entries if len(e.meaning.en) > 150 or len(e.meaning.zh) > 70] == []


def plain(reading: str) -> str:
    toneless = "".join(
        c for c in unicodedata.normalize("NFD", reading) if not unicodedata.combining(c) or c == "\u0308"
    )
    return re.sub(r"[^a-zü]", "", unicodedata.normalize("NFC", toneless).lower())


def test_readings_are_readings(glossary: Glossary) -> None:
    """Each character's reading is one that pypinyin knows for it; which of several is right was checked by eye."""
    wrong = []
    for entry in (entry for entry in glossary.entries if entry.reading):
        word = entry.expansion if HAN.search(entry.expansion) else entry.headword
        if HAN.sub("", word).strip("，、：！") == "":
            syllables = "".join(lazy_pinyin(re.sub("[，、：！]", "", word), v_to_u=True))
            wrong += [(entry.id, entry.reading, syllables)] * (plain(entry.reading) != plain(syllables))
    # These are spoken otherwise than pypinyin thinks.
    spoken = {"zh:内味儿", "zh:谁懂啊", "zh:魔都"}
    assert [one for one in wrong if one[0] not in spoken] == []


def test_every_chinese_word_has_a_reading(glossary: Glossary) -> None:
    words = [e for e in glossary.entries if e.language == "zh" and HAN.search(e.headword)]
    assert len(words) > 400
    assert [entry.id for entry in words if not entry.reading] == []


def test_rude_words_say_so(glossary: Glossary) -> None:
    for word in ("nmsl", "sb", "tmd", "cnm", "卧槽", "wtf", "stfu", "脑残", "傻缺"):
        assert glossary.explain(word)[0].register in ("rude", "vulgar"), word
    assert [e.id for e in glossary.entries if e.register == "vulgar" and e.quiet] == []
