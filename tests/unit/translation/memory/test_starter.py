"""The starter pairs, read as an editor would."""

import re
import tomllib
from collections import Counter, defaultdict

import pytest

from bot.language import build_detector
from bot.language.convert import to_simplified
from bot.language.variant import variant_of
from bot.translation.memory.asking import forms
from bot.translation.memory.characters import plain
from bot.translation.memory.pairs import Pair, files, pairs, read_pairs
from bot.translation.memory.reading import read

PAIRS = list(pairs())
HOLE = re.compile(r"\{\w*\}")
FILLED = {"en": {"place": "Texas", "name": "Amy", "number": "3"}, "zh": {"place": "北京", "name": "Amy", "number": "3"}}
OTHER = {
    "en": {"place": "得州", "name": "Amy", "number": "3"},
    "zh": {"place": "Beijing", "name": "Amy", "number": "3"},
}
# Short, borrowed or abbreviated: what the detector takes for another language or for nothing to translate.
NOT_TOLD_APART = {
    *(
        "gong xi fa cai",
        "phew",
        "too bland",
        "I'm lactose intolerant",
        "lactose intolerant",
        "bon appetit",
        "bon voyage",
    ),
    *("gg", "ggs", "see ya", "see ya tomorrow", "till next time", "I'm {number} y/o", "Pinned comment", "wfh", "huh?"),
    *("hbd", "笑死"),
}


def filled(text: str, values: dict[str, str]) -> str:
    return HOLE.sub(lambda hole: values[hole[0][1:-1]], text)


def texts(pair: Pair, language: str) -> tuple[str, ...]:
    """What the pair answers in a language."""
    own = (pair.tw,) if language == "zh" and pair.tw else ()
    return (*pair.sides(language), *own) if pair.sides(language) else ()


def test_there_are_enough_that_differ_on_both_sides():
    english, chinese = Counter(pair.en[0].lower() for pair in PAIRS), Counter(pair.zh[0] for pair in PAIRS)
    assert sum(english[pair.en[0].lower()] == chinese[pair.zh[0]] == 1 for pair in PAIRS) >= 900


@pytest.mark.parametrize("path", files(), ids=lambda path: path.stem)
def test_each_file_is_short_and_says_what_it_is_about(path):
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# ")
    assert len(text.splitlines()) < 300
    known = {"en", "zh", "tw", "only"}
    tables = tomllib.loads(text)["pairs"]
    assert not [table for table in tables if not {"en", "zh"} <= table.keys() <= known]
    assert list(read_pairs(text)) == [
        Pair(tuple(table["en"]), tuple(table["zh"]), table.get("tw", ""), table.get("only")) for table in tables
    ]


def test_no_text_has_two_meanings():
    """After normalisation each text belongs to one pair; Traditional ones to the same as their Simplified."""
    owners: defaultdict[tuple[str, str, str], set[int]] = defaultdict(set)
    for number, pair in enumerate(PAIRS):
        for language in ("en", "zh"):
            for text in texts(pair, language):
                reading = read(plain(to_simplified(text) if language == "zh" else text))
                for form in forms(text, reading):
                    owners[language, reading.key, form].add(number)
    shared = [(key, [PAIRS[one].en[0] for one in found]) for key, found in owners.items() if len(found) > 1]
    assert shared == []


def test_no_text_stands_twice_in_one_pair():
    for pair in PAIRS:
        for side in (pair.en, pair.zh):
            keys = [(read(plain(text)).key, read(plain(text)).question) for text in side]
            assert len(keys) == len(set(keys)), side


def test_each_side_is_in_its_language():
    detector = build_detector("lite")
    wrong = [
        text
        for pair in PAIRS
        for language, side in (("en", pair.en), ("zh", pair.zh))
        for text in side
        if detector.detect(filled(text, FILLED[language])).language != language
    ]
    assert set(wrong) - NOT_TOLD_APART == set()


def test_chinese_is_simplified_and_its_taiwanese_traditional():
    assert [text for pair in PAIRS for text in pair.zh if to_simplified(text) != text] == []
    assert [pair.tw for pair in PAIRS if variant_of(pair.tw) == "Hans"] == []


def test_holes_are_the_same_on_all_sides_and_at_most_one():
    for pair in PAIRS:
        found = {tuple(HOLE.findall(text)) for text in (*pair.en, *pair.zh)}
        assert len(found) == 1, pair
        assert found <= {(), ("{place}",), ("{name}",), ("{number}",)}
        assert not (pair.tw and found != {()})


def test_punctuation_is_as_wide_as_its_language():
    english = [text for pair in PAIRS for text in pair.en if re.search(r"[^\x00-\x7f]", text)]
    chinese = [text for pair in PAIRS for text in (*pair.zh, pair.tw) if re.search("[,.!?;:~()\"'\u3000]", text)]
    assert (english, chinese) == ([], [])


def test_chinese_and_latin_are_apart():
    seam = re.compile(r"[\u3400-\u9fff][A-Za-z0-9@]|[A-Za-z0-9@][\u3400-\u9fff]")
    assert [text for pair in PAIRS for text in (*pair.zh, pair.tw) if seam.search(text)] == []


def test_renderings_look_like_lines_of_chat():
    """English begins with a capital; no side ends with a mark that comes from the message."""
    renderings = [text for pair in PAIRS for text in (pair.en[0], pair.zh[0], pair.tw)]
    assert [pair.en[0] for pair in PAIRS if not (pair.en[0][0].isupper() or pair.en[0].startswith("{"))] == []
    assert [text for text in renderings if text.endswith((".", "!", "。", "！", "~", "～", " "))] == []


def test_a_question_is_one_in_every_form():
    """So that no statement gets a question mark from the message it answers."""
    for pair in PAIRS:
        assert len({text.endswith(("?", "？")) for text in (*pair.en, *pair.zh, pair.tw or pair.zh[0])}) == 1, pair


@pytest.mark.parametrize("path", files(), ids=lambda path: path.stem)
def test_every_text_is_recalled_from_both_sides(recall, path):
    """As what its pair says, in the form of the other side: with the first rendering, filled."""
    for pair in read_pairs(path.read_text(encoding="utf-8")):
        for text in pair.sides("en"):
            wanted = filled(pair.zh[0], OTHER["en"]).replace(" ", "")
            found = recall(filled(text, FILLED["en"]), "en", "zh-CN")
            assert found is not None, text
            assert found.replace(" ", "") == wanted, text
        for text in texts(pair, "zh"):
            found = recall(filled(text, FILLED["zh"]), "zh-TW" if text == pair.tw else "zh-CN", "en")
            assert found is not None, text
            assert found == filled(pair.en[0], OTHER["zh"]), text


def test_a_reader_in_taiwan_gets_their_own_words(recall):
    for pair in PAIRS:
        if pair.tw and pair.sides("en"):
            assert recall(filled(pair.en[0], FILLED["en"]), "en", "zh-TW") == pair.tw
    assert recall("I went viral!", "en", "zh-TW") == "我爆紅了！"
    assert recall("How is everyone?", "en", "zh-TW") == "大家最近怎麼樣？"


@pytest.mark.parametrize("pair", [pair for pair in PAIRS if pair.only], ids=lambda pair: pair.en[0])
def test_what_holds_one_way_is_not_recalled_the_other(recall, pair):
    if pair.only == "en-zh":
        found, wrong = recall(filled(pair.zh[0], FILLED["zh"]), "zh-CN", "en"), filled(pair.en[0], OTHER["zh"])
    else:
        found, wrong = recall(filled(pair.en[0], FILLED["en"]), "en", "zh-CN"), filled(pair.zh[0], OTHER["en"])
    assert found != wrong


SAME_SAID = [
    ("你们看病要钱吗？", "Do you have to pay to see a doctor?"),
    ("你那边房租贵吗？", "Is rent expensive where you are?"),
    ("你们每天都吃这个吗？", "Do you eat this every day?"),
    ("你有枪吗？", "Do you own a gun?"),
    ("你怎么上班？", "How do you get to work?"),
    ("中国人都学英语吗？", "Do all Chinese people learn English?"),
    ("你们学校教英语吗？", "Does your school teach English?"),
    ("这个中文名好听吗？", "Does this Chinese name sound good?"),
    ("管理员在吗？", "Is a mod around?"),
    ("你还好吗？", "Are you OK?"),
    ("种草了", "I'm sold"),
    ("我在上课", "I'm in class"),
    ("我在加班", "I'm working late"),
    ("我喜欢猫", "I love cats"),
    ("你嘴真甜", "You're such a smooth talker"),
    ("年夜饭吃什么？", "What do you eat on New Year's Eve?"),
    ("什么狗？", "What kind of dog?"),
    ("又是周一", "Monday again"),
    ("你人真好", "You're so kind"),
    ("我英语不好", "My English is not good"),
]
SAME_TOLD = [
    ("how much is rent in your city?", "你们那儿房租多少钱？"),
    ("how much is rent", "房租多少钱？"),
    ("I'm at home", "我在家"),
    ("I'm at school", "我在学校"),
    ("I hate it", "我讨厌这个"),
    ("show me", "给我看看"),
    ("I'm late", "我迟到了"),
    ("you're so strong", "你好坚强"),
    ("on break", "在休息"),
    ("you're cheating", "你作弊"),
    ("no problem", "没事"),
    ("np", "没事"),
]


@pytest.mark.parametrize(("text", "said"), SAME_SAID)
def test_both_sides_say_the_same(recall, text, said):
    assert recall(text, "zh-CN", "en") == said


@pytest.mark.parametrize(("text", "said"), SAME_TOLD)
def test_both_sides_say_the_same_in_chinese(recall, text, said):
    assert recall(text, "en", "zh-CN") == said
