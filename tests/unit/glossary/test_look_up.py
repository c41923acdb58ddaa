"""What is answered to who asks what a word means."""

import pytest

from bot.glossary import Both, Entry, Glossary

EVERYDAY = """
about after again always animal answer apple arrive autumn beautiful because before begin believe between
bicycle birthday borrow bottle bread bridge bright brother building business butter camera careful centre
children chocolate church city clothes coffee colour computer country cousin daughter december dictionary
different dinner doctor evening family famous father flower foreign forest friend garden grandmother happy
hospital hotel hungry husband important interesting island january kitchen language laugh letter library listen
machine market minute morning mother mountain museum music neighbour newspaper number office orange parents
people picture pocket potato question quickly restaurant river school science september shoulder sister station
student summer teacher telephone thousand ticket together tomorrow umbrella understand vegetable village weather
welcome window winter woman wonderful yellow yesterday
"""


def answers(glossary: Glossary, term: str) -> list[tuple[str, str]]:
    return [(found.entry.headword, str(found.closeness)) for found in glossary.look_up(term)]


@pytest.mark.parametrize(
    ("term", "headword"),
    [
        ("yyds", "yyds"),
        ("YYDS!!", "yyds"),
        ("ｙｙｄｓ", "yyds"),
        ("种草", "种草"),
        ("種草", "种草"),
        (" “种草” ", "种草"),
        ("no cap", "no cap"),
        ("rednote", "RedNote"),
        ("V我50", "v我50"),
        ("520", "520"),
        ("+1", "+1"),
        ("e人", "e人"),
        ("city不city？", "city不city"),
    ],
)
def test_exact(glossary: Glossary, term: str, headword: str) -> None:
    assert answers(glossary, term)[0] == (headword, "exact")


@pytest.mark.parametrize(
    ("term", "headword"),
    [
        ("永远的神", "yyds"),
        ("永遠的神", "yyds"),
        ("slayed", "slay"),
        ("yydssss", "yyds"),
        ("rizzzz", "rizz"),
        ("23333", "233"),
        ("66666", "666"),
        ("破防啦", "破防"),
        ("if you know you know", "iykyk"),
    ],
)
def test_variant(glossary: Glossary, term: str, headword: str) -> None:
    assert answers(glossary, term)[0] == (headword, "variant")


@pytest.mark.parametrize(
    ("term", "headword"),
    [
        ("蓝廋香菇", "蓝瘦香菇"),
        ("打工仁", "打工人"),
        ("绝绝紫", "绝绝子"),
        ("zhongcao", "种草"),
        ("zhòng cǎo", "种草"),
        ("zhong cao", "种草"),
        ("电子咋菜", "电子榨菜"),
        ("yysd", "yyds"),
        ("touch gras", "touch grass"),
        ("Red Note", "RedNote"),
        ("long time not see", "long time no see"),
        ("situatonship", "situationship"),
    ],
)
def test_near(glossary: Glossary, term: str, headword: str) -> None:
    assert answers(glossary, term)[0] == (headword, "near")


@pytest.mark.parametrize(
    "term",
    [
        "", " ", "?!", "hello", "banana", "qwrtz", "asdfghjk", "xyzzy", "123", "5201", "桌子", "谢谢", "按理",
        "打卡车", "布鲁克林", "⟦0⟧",
        "what", "thank you very much", "table", "x" * 5000, "草" * 5000, "\ud83d", "日本語", "こんにちは",
        "привет", "😂", "meat", "call",
        "yy", "ds", "12345678",
    ],
)  # fmt: skip
def test_unknown(glossary: Glossary, term: str) -> None:
    assert glossary.look_up(term) == []
    assert glossary.explain(term) == []


def test_everyday_words_are_hardly_taken_for_slang(glossary: Glossary) -> None:
    """Words that every learner of English knows: those that are no slang have no answer, but for a handful."""
    words = EVERYDAY.split()
    answered = {word: glossary.explain(word) for word in words}
    assert len(words) > 100
    assert sorted(word for word, entries in answered.items() if entries) == []


def test_both_languages_answer(glossary: Glossary) -> None:
    """gg is a good game in English, and Chinese has its own words of two letters."""
    own = Entry("gg", "zh", Both("brother", "哥哥"))
    found = glossary.with_terms([own]).explain("gg")
    assert [entry.language for entry in found] == ["zh", "en"]


def test_at_most_five(glossary: Glossary) -> None:
    many = [Entry(f"abcdefgh{letter}", "en", Both("x", "x")) for letter in "ijklmnop"]
    assert len(glossary.with_terms(many).explain("abcdefghz")) == 5


def test_the_nearest_come_first(glossary: Glossary) -> None:
    words = [Entry(word, "en", Both("x", "x")) for word in ("abcdefghijxy", "abcdefghijkx")]
    found = glossary.with_terms(words).explain("abcdefghijkl")
    assert [entry.headword for entry in found] == ["abcdefghijkx", "abcdefghijxy"]


def test_warm_changes_no_answer(glossary: Glossary) -> None:
    before = answers(glossary, "zhong cao")
    glossary.warm()
    assert answers(glossary, "zhong cao") == before
