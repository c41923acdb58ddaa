"""Numbers, places and names within templates."""

import pytest

from bot.translation.memory import Gazetteer
from bot.translation.memory.numbers import other_number


class Further:
    """Somebody who knows one more place and one more person."""

    def place(self, words: str, source: str) -> str | None:
        return {("Gotham", "en"): "哥谭"}.get((words, source))

    def name(self, words: str, source: str) -> str | None:
        return {("小雨", "zh"): "Xiaoyu"}.get((words, source))


@pytest.mark.parametrize(
    ("units", "target", "expected"),
    [
        (["3"], "en", "3"),
        (["2.5"], "zh-CN", "2.5"),
        (["1"], "en", None),
        (["0"], "en", None),
        (["two"], "zh-CN", "两"),
        (["twelve"], "zh-TW", "十二"),
        (["一"], "en", None),
        (["两"], "en", "two"),
        (["十", "二"], "en", "twelve"),
        (["many"], "zh-CN", None),
        (["3", "4"], "en", None),
        (["10:30"], "en", None),
    ],
)
def test_numbers(units, target, expected):
    assert other_number(units, target) == expected


def test_places_by_hand_and_those_that_others_know():
    places = Gazetteer.load(Further())
    assert [places.place(words, "en") for words in ("texas", "U.S.", "the US", "Gotham", "work")] == [
        "得州",
        "美国",
        "美国",
        "哥谭",
        None,
    ]
    assert [places.place(words, "zh") for words in ("美国", "成都", "俄亥俄", "公司")] == [
        "the US",
        "Chengdu",
        "Ohio",
        None,
    ]
    assert Gazetteer.load().place("Gotham", "en") is None


def test_names():
    places = Gazetteer.load(Further())
    assert [places.name(words, "en") for words in ("Amy", "Mary Jane", "later", "VIP")] == [
        "Amy",
        "Mary Jane",
        None,
        None,
    ]
    assert [places.name(words, "zh") for words in ("Amy", "小雨", "老板")] == ["Amy", "Xiaoyu", None]


@pytest.mark.parametrize(
    ("text", "source", "target", "expected"),
    [
        ("I'm from Texas!", "en", "zh-CN", "我来自得州！"),
        ("im from the u.s.", "en", "zh-TW", "我來自美國"),
        ("I live in new york", "en", "zh-CN", "我住在纽约"),
        ("我來自臺灣", "zh-TW", "en", "I'm from Taiwan"),
        ("加州好美", "zh-CN", "en", "California is beautiful"),
        ("我养了两只猫", "zh-CN", "en", "I have two cats"),
        ("I have 3 cats 🐱", "en", "zh-CN", "我有 3 只猫 🐱"),
        ("my name is Amy", "en", "zh-CN", "我叫 Amy"),
        ("我叫Amy。", "zh-CN", "en", "My name is Amy."),
        ("Are you from Ohio?", "en", "zh-CN", "你是俄亥俄州人吗？"),
        ("are you from ohio", "en", "zh-CN", "你是俄亥俄州人吗？"),
    ],
)
def test_filled_templates(recall, text, source, target, expected):
    assert recall(text, source, target) == expected


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("I'm from work", "en"),
        ("I'm from Texas and you", "en"),
        ("I'm from, Texas", "en"),
        ("I'm from Texas?", "en"),
        ("I'm from ⟦0⟧", "en"),
        ("I'm from Georgia", "en"),
        ("I live in fear", "en"),
        ("I have 1 cats", "en"),
        ("I have many cats", "en"),
        ("my name is mud", "en"),
        ("You Can Call Me Later", "en"),
        ("I'm from {place}", "en"),
        ("我来自未来", "zh-CN"),
        ("我有好多只猫", "zh-CN"),
        ("我有1只猫", "zh-CN"),
        ("我叫外卖", "zh-CN"),
        ("我想死了", "zh-CN"),
    ],
)
def test_what_does_not_fill_a_template(recall, text, source):
    assert recall(text, source, "zh-CN" if source == "en" else "en") is None
