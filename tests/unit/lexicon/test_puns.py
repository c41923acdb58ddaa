"""Plays on words: heard as one word, written as another."""

from pathlib import Path

import pytest

from bot.lexicon.dictionary import Dictionary
from bot.lexicon.puns import Pun, Puns
from tests.fakes.library import library

CHAT = Path(__file__).parent.parent.parent.parent.parent / "shared" / "data" / "lid" / "chat_dev.tsv"


@pytest.fixture(scope="module")
def puns() -> Puns:
    dictionary: Dictionary = library().dictionary
    return Puns(dictionary)


@pytest.mark.parametrize(
    ("text", "written", "meant"),
    [
        ("我对你衣见钟情", "衣见钟情", "一见钟情"),
        ("这家店默默无蚊", "默默无蚊", "默默无闻"),
        ("鸡不可失！快来", "鸡不可失", "机不可失"),
        ("口味真的有口皆杯", "有口皆杯", "有口皆碑"),
    ],
)
def test_an_idiom_with_one_other_sign_of_its_sound(puns: Puns, text: str, written: str, meant: str) -> None:
    assert puns.find(text, "zh") == Pun(written, meant)


@pytest.mark.parametrize("text", ["我对你一见钟情", "十全十美", "我们一起去吃火锅吧", "衣见", "在家", "", "yyds"])
def test_what_is_written_as_usual_is_no_play(puns: Puns, text: str) -> None:
    assert puns.find(text, "zh") is None


@pytest.mark.parametrize(
    ("text", "written", "meant"),
    [
        ("that hat is Purrfect", "purrfect", "perfect"),
        ("you are pawsome!", "pawsome", "awesome"),
        ("he found his furever home", "furever", "forever"),
        ("what a meowgical day", "meowgical", "magical"),
    ],
)
def test_an_english_word_with_an_animal_in_it(puns: Puns, text: str, written: str, meant: str) -> None:
    assert puns.find(text, "en") == Pun(written, meant)


@pytest.mark.parametrize(
    "text",
    ["the paws of my cat", "a furry cat", "what a catastrophe", "higher education", "teapots", "barking dogs",
     "see https://pawsome.example/purrfect", "#pawsome", "@purrfect", "my.purrfect.file"],
)  # fmt: skip
def test_words_links_and_names_are_no_plays(puns: Puns, text: str) -> None:
    assert puns.find(text, "en") is None


@pytest.mark.skipif(not CHAT.exists(), reason="the development data of ../shared is not there")
def test_lines_of_chat_hold_none(puns: Puns) -> None:
    """Of 2,995 lines none is a play; a mark on what is none would teach readers to pass over all marks."""
    rows = [line.split("\t") for line in CHAT.read_text("utf-8").splitlines()]
    found = [puns.find(row[0], "zh" if row[1].startswith("zh") else "en") for row in rows]
    assert [pun for pun in found if pun] == []
