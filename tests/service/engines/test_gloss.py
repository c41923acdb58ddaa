import asyncio
import re
import subprocess
import sys
from collections.abc import AsyncIterator
from itertools import permutations

import pytest
import pytest_asyncio
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.engines.engine import Quality, Request
from bot.engines.gloss.engine import GlossEngine
from bot.engines.gloss.glosser import Glosser
from bot.errors import EngineMisconfigured, EngineRefusedText
from bot.lexicon.shelf import Shelf

PAIRS = list(permutations(("en", "zh-CN", "zh-TW"), 2))
WORDS = """
the cats I'm don't Amy's it's U.S.A. 3.5 3am hello you're ⟦0⟧ ⟦12⟧ ⟦ ⟧ ⟦a⟧
火锅 哈哈哈哈 猫 吗 貓 發 café привет こんにちは 안녕 龘
? ？ ， 。 ! ?! ... :) ** ~~ || (╯°□°）╯ ' ’ 😂 👨\u200d👩\u200d👧 \u202e \ud800
"""
SPACES = ["\n", "\r\n", " ", "  ", "\t", "> ", "# ", "- ", "\0"]
PIECES = st.sampled_from([*WORDS.split(), *SPACES])
TEXTS = st.lists(PIECES, max_size=30).map("".join) | st.text(max_size=60)


@pytest_asyncio.fixture
async def engine() -> AsyncIterator[GlossEngine]:
    engine = GlossEngine(Shelf())
    yield engine
    await engine.close()


@pytest.fixture
def loads_at_once(glosser: Glosser, monkeypatch: pytest.MonkeyPatch) -> None:
    """What an engine loads is there already; only how it comes by it is real."""
    monkeypatch.setattr("bot.engines.gloss.glosser.Glosser", lambda _: glosser)


@settings(deadline=None)
@given(text=TEXTS, pair=st.sampled_from(PAIRS))
def test_slots_and_lines_stay_and_nothing_raises(glosser: Glosser, text: str, pair: tuple[str, str]):
    answer = glosser.gloss(Request(text, *pair)).text
    assert re.findall(r"⟦\d+⟧", answer) == re.findall(r"⟦\d+⟧", text)
    assert answer.count("\n") == text.count("\n")


@settings(deadline=None)
@given(text=st.text(st.characters(exclude_categories=("L",)), max_size=60), pair=st.sampled_from(PAIRS))
def test_what_is_no_word_stays(glosser: Glosser, text: str, pair: tuple[str, str]):
    han_numbers = re.search("[\u3005\u3007\u3400-\u9fff\U00020000-\U0003ffff]", text)
    assert han_numbers or glosser.gloss(Request(text, *pair)).text == text


LONG = {
    "one word": "猫" * 4_000,
    "sentences": "我请你吃火锅，" * 570,
    "english": "cat " * 1_000,
    "one long word": "a" * 4_000,
    "emoji": "😂" * 2_000,
    "zalgo": "Z\u0334\u0322\u031ba\u0335\u0361l\u0337\u031cgo\u0338" * 200,
    "surrogates": "\ud83d" * 4_000,
    "quotes": "'" * 4_000,
}


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_long_and_odd_texts(glosser: Glosser, text: str):
    for pair in PAIRS:
        assert glosser.gloss(Request(text, *pair)).text


@pytest.mark.parametrize(
    ("chinese", "pinyin"),
    [
        ("谢谢⟦0⟧，我看看⟦1⟧！", "xièxie, wǒ kànkan"),
        ("你好 ⟦0⟧ ，再见", "nǐhǎo, zàijiàn"),
        ("⟦0⟧，你饿了么", "nǐ è le me"),
        ("那只猫好可爱", "nà zhī māo hǎo kě'ài"),
        ("哈哈哈哈 来成都 我请你！", "hāhāhāhā, lái Chéngdū, wǒ qǐng nǐ!"),
        ("西安⟦0⟧的東西都很長", "Xī'ān de dōngxi dōu hěn cháng"),
        ("@everyone 你好", "nǐhǎo"),
        ("猫" * 200, ""),
    ],
)
def test_pinyin_of_short_texts(glosser: Glosser, chinese: str, pinyin: str):
    assert glosser.gloss(Request(chinese, "zh-CN", "en")).pinyin == pinyin


@pytest.mark.parametrize(
    ("english", "traditional"),
    [("I love my cat", "我愛我的貓"), ("where is the software?", "軟件在哪裡？"), ("good night", "晚安")],
)
def test_readers_of_traditional_get_traditional(glosser: Glosser, english: str, traditional: str):
    assert glosser.gloss(Request(english, "en", "zh-TW")).text == traditional


def test_the_other_script(glosser: Glosser):
    assert glosser.gloss(Request("那隻貓，好可愛！⟦0⟧", "zh-TW", "zh-CN")).text == "那只猫，好可爱！⟦0⟧"
    assert glosser.gloss(Request("这家奶茶店在哪里？", "zh-CN", "zh-TW")).text == "這家奶茶店在哪裡？"


@pytest.mark.asyncio
@pytest.mark.usefixtures("loads_at_once")
async def test_it_says_what_its_answers_are(engine: GlossEngine):
    answer = await engine.translate(Request("那只猫", "zh-CN", "en"))
    assert (answer.engine, answer.quality, answer.text, answer.pinyin) == (
        "gloss",
        Quality.GLOSS,
        "that cat",
        "nà zhī māo",
    )


@pytest.mark.asyncio
@pytest.mark.parametrize(("source", "target"), [("en", "en"), ("zh-CN", "zh-CN"), ("fr", "en"), ("en", "ja")])
async def test_other_pairs_are_refused(engine: GlossEngine, source: str, target: str):
    with pytest.raises(EngineRefusedText):
        await engine.translate(Request("hello", source, target))


@pytest.mark.asyncio
async def test_texts_asked_for_while_it_loads_all_get_their_own_answers(engine: GlossEngine):
    await engine.reach()
    words = {"cat": "猫", "dog": "狗", "hello": "你好", "hotpot": "火锅", "thanks": "谢谢", "today": "今天"}
    answers = await asyncio.gather(*(engine.translate(Request(word, "en", "zh-CN")) for word in words))
    assert [answer.text for answer in answers] == list(words.values())


@pytest.mark.asyncio
@pytest.mark.usefixtures("loads_at_once")
async def test_a_cancelled_caller_does_not_stop_the_loading(engine: GlossEngine):
    first = asyncio.create_task(engine.translate(Request("cat", "en", "zh-CN")))
    await asyncio.sleep(0)
    first.cancel()
    with pytest.raises(asyncio.CancelledError):
        await first
    assert (await engine.translate(Request("dog", "en", "zh-CN"))).text == "狗"


@pytest.mark.asyncio
async def test_without_a_dictionary_it_is_misconfigured(engine: GlossEngine, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("bot.lexicon.dictionary._FILE", "data/missing.gz")
    with pytest.raises(EngineMisconfigured, match="dictionary cannot be read"):
        await engine.translate(Request("cat", "en", "zh-CN"))


def test_it_stays_small():
    code = """
import psutil
process = psutil.Process()
from bot.engines.engine import Request
before = process.memory_info().rss
from bot.engines.gloss.glosser import Glosser
from bot.lexicon.dictionary import Dictionary
Glosser(Dictionary.load()).gloss(Request("cat", "en", "zh-TW"))
print((process.memory_info().rss - before) // 2**20)
"""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert int(run.stdout) < 80
