"""What a server's words are found as, and what they become."""

import pytest

from bot.glossary import Glossary, Match
from bot.translation.attempt import for_reader
from bot.words.checking import variants_of
from bot.words.glossaries import Glossaries
from bot.words.word import Kind, Word
from tests.fakes.library import library

HERE, THERE = 1, 2
PARTY = Word("火锅局", Kind.TERM, "Hotpot Night", ("火锅趴", "hotpot party"))
HOUSE = Word("红桥", Kind.KEEP, variants=("RedBridge", "red-bridge"))
TAX = Word("cat tax", Kind.SLANG, "猫税", meaning_en="a picture of your pet", meaning_zh="晒一张自家宠物的照片")


@pytest.fixture(scope="module")
def glossaries() -> Glossaries:
    own = Glossaries(library().glossary)
    own.replace(HERE, [PARTY, HOUSE, TAX])
    return own


@pytest.fixture(scope="module")
def own(glossaries: Glossaries) -> Glossary:
    return glossaries.glossary(HERE)


def only(matches: list[Match]) -> Match:
    (match,) = matches
    return match


@pytest.mark.parametrize(
    ("text", "language", "written", "rendering"),
    [
        ("今晚火锅局来吗", "zh", "火锅局", "Hotpot Night"),
        ("今晚火鍋局來嗎", "zh", "火鍋局", "Hotpot Night"),
        ("今晚火锅趴来吗", "zh", "火锅趴", "Hotpot Night"),
        ("are you coming to HOTPOT NIGHT", "en", "HOTPOT NIGHT", "火锅局"),
        ("the hotpot party was great", "en", "hotpot party", "火锅局"),
        ("今晚 Hotpot Night 来吗", "zh", "Hotpot Night", "Hotpot Night"),
        ("see you at 火锅局 tonight", "en", "火锅局", "火锅局"),
    ],
)
def test_a_term_is_rendered_both_ways(own: Glossary, text: str, language: str, written: str, rendering: str) -> None:
    match = only(own.find(text, language))
    assert (match.written, match.rendering) == (written, rendering)


@pytest.mark.parametrize(
    ("text", "language", "written"),
    [
        ("红桥真好用", "zh", "红桥"),
        ("I like 红桥 a lot", "en", "红桥"),
        ("redbridge真好用", "zh", "redbridge"),
        ("I like Red-Bridge a lot", "en", "Red-Bridge"),
    ],
)
def test_a_name_of_the_house_stays_as_it_is_written(own: Glossary, text: str, language: str, written: str) -> None:
    match = only(own.find(text, language))
    assert (match.written, match.rendering) == (written, written)
    assert for_reader(match, "zh-TW") == written


def test_a_term_comes_in_the_characters_of_its_readers(own: Glossary) -> None:
    match = only(own.find("are you coming to hotpot night", "en"))
    assert for_reader(match, "zh-TW") == "火鍋局"
    assert for_reader(match, "zh-CN") == "火锅局"


def test_slang_says_what_it_means_to_readers_of_each_language(own: Glossary) -> None:
    match = only(own.find("please pay the cat tax", "en"))
    assert match.rendering == "猫税"
    assert (match.entry.meaning.en, match.entry.meaning.zh) == (TAX.meaning_en, TAX.meaning_zh)


def test_slang_in_latin_letters_may_be_of_either_language() -> None:
    own = Glossaries(library().glossary)
    own.replace(HERE, [Word("zqbq", Kind.SLANG, meaning_en="keep calm", meaning_zh="镇定一点")])
    for text, language in (("你们 zqbq", "zh"), ("just zqbq guys", "en")):
        assert only(own.glossary(HERE).find(text, language)).entry.language == language


def test_initials_with_an_english_rendering_are_chinese() -> None:
    own = Glossaries(library().glossary)
    own.replace(HERE, [Word("zqbq", Kind.SLANG, "keep calm", meaning_en="x y", meaning_zh="镇定")])
    assert only(own.glossary(HERE).find("你们 zqbq", "zh")).rendering == "keep calm"
    assert only(own.glossary(HERE).find("you zqbq", "en")).rendering == "zqbq"


def test_a_servers_word_comes_before_the_projects_in_whichever_language() -> None:
    own = Glossaries(library().glossary)
    assert only(own.glossary(HERE).find("你家猫就yyds", "zh")).rendering == "the GOAT"
    own.replace(HERE, [Word("yyds", Kind.KEEP)])
    assert only(own.glossary(HERE).find("你家猫就yyds", "zh")).rendering == "yyds"
    assert own.glossary(HERE).explain("yyds")[0].headword == "yyds"


def test_a_servers_word_comes_before_a_longer_one_of_the_project() -> None:
    own = Glossaries(library().glossary)
    own.replace(HERE, [Word("grass", Kind.KEEP), Word("touch a", Kind.KEEP)])
    found = own.glossary(HERE).find("touch grass, yyds", "en")
    assert [match.written for match in found] == ["grass", "yyds"]
    assert only(own.glossary(THERE).find("touch grass", "en")).written == "touch grass"


def test_the_longest_word_of_a_server_wins() -> None:
    own = Glossaries(library().glossary)
    own.replace(HERE, [Word("moon", Kind.KEEP), Word("moon cake", Kind.TERM, "月饼")])
    found = own.glossary(HERE).find("a moon cake under the moon", "en")
    assert [match.written for match in found] == ["moon cake", "moon"]


def test_a_stretched_word_is_explained(own: Glossary) -> None:
    assert own.explain("yydssss")[0].headword == "yyds"
    assert own.explain("caaat tax")[0].meaning.en == TAX.meaning_en


def test_servers_without_words_share_one_glossary(glossaries: Glossaries) -> None:
    assert glossaries.glossary(THERE) is glossaries.glossary(0) is library().glossary
    assert not glossaries.glossary(THERE).find("今晚火锅局来吗", "zh")


def test_a_glossary_is_built_once_until_its_words_change(glossaries: Glossaries) -> None:
    first = glossaries.glossary(HERE)
    assert glossaries.glossary(HERE) is first
    glossaries.replace(HERE, [PARTY, HOUSE, TAX])
    assert glossaries.glossary(HERE) is not first
    assert glossaries.glossary(HERE).version == first.version


def test_only_texts_with_own_words_are_remembered_apart(own: Glossary) -> None:
    shared = library().glossary.version
    assert own.version_for(own.find("good night everybody", "en")) == shared
    assert own.version_for(own.find("that was a touch grass day", "en")) == shared
    with_term = own.version_for(own.find("hotpot night was fun", "en"))
    assert with_term not in {shared, own.version_for(own.find("red-bridge was fun", "en"))}


def test_words_of_another_version_that_cannot_stand_together_break_nothing(caplog: pytest.LogCaptureFixture) -> None:
    own = Glossaries(library().glossary)
    own.replace(HERE, [Word("Moon", Kind.KEEP), Word("moon", Kind.KEEP)])
    assert own.glossary(HERE) is library().glossary
    assert "spelt alike" in caplog.text


def test_what_a_term_means_falls_back_on_its_other_form(own: Glossary) -> None:
    assert own.explain("火锅局")[0].meaning.en == "Hotpot Night"
    assert own.explain("Hotpot Night")[0].meaning.zh == "火锅局"


def test_variants_are_parted_by_commas_of_both_kinds() -> None:
    assert variants_of(" a b , c，d、 e ,, c") == ("a b", "c", "d", "e")
