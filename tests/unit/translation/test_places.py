"""Places and people in the other language, after the real dictionary."""

import pytest

from bot.lexicon.dictionary import Dictionary
from bot.translation.places import DictionaryPlaces


@pytest.fixture(scope="module")
def places() -> DictionaryPlaces:
    return DictionaryPlaces(Dictionary.load())


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("Ohio", "俄亥俄州"),
        ("the US", "美国"),
        ("Chengdu", "成都"),
        ("Japan", "日本"),
        ("new york", "纽约"),
        ("Shanghai", "上海"),
    ],
)
def test_places_are_known_in_both_languages(places: DictionaryPlaces, english: str, chinese: str) -> None:
    assert places.place(english, "en") == chinese


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("成都", "Chengdu"),
        ("俄亥俄州", "Ohio"),
        ("美国", "United States"),
        ("四川", "Sichuan"),
        ("洛杉矶", "Los Angeles"),
    ],
)
def test_and_the_other_way(places: DictionaryPlaces, chinese: str, english: str) -> None:
    assert places.place(chinese, "zh") == english


@pytest.mark.parametrize("words", ["Georgia", "Washington", "Monday", "Chinese", "banana", "Michael", "", "xyzzy"])
def test_what_is_no_place_or_several_is_none(places: DictionaryPlaces, words: str) -> None:
    assert places.place(words, "en") is None


@pytest.mark.parametrize("words", ["学校", "苹果", "周一", "小雨", "乔丹", "德州", ""])
def test_the_same_for_chinese(places: DictionaryPlaces, words: str) -> None:
    assert places.place(words, "zh") is None


@pytest.mark.parametrize(
    ("words", "source", "expected"),
    [
        ("Heather", "en", "Heather"),
        ("Mary Jane", "en", "Mary Jane"),
        ("hungry", "en", None),
        ("not sure yet", "en", None),
        ("张伟", "zh", "Zhang Wei"),
        ("王小明", "zh", "Wang Xiaoming"),
        ("外卖", "zh", None),
        ("高兴", "zh", None),
        ("", "zh", None),
    ],
)
def test_names_of_people(places: DictionaryPlaces, words: str, source: str, expected: str | None) -> None:
    assert places.name(words, source) == expected
